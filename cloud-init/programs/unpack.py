#!/usr/bin/python3
"""Writes the files that an object holds: unpack OBJECT FOLDER

OBJECT is a file of JSON, contents by path below FOLDER. A file that is the same is left alone, each new one is there as
a whole or not at all, and those that the object no longer holds go.
"""

import json
import os
import sys
from pathlib import Path


def main():
    files, folder = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])
    wanted = {folder / path: content for path, content in files.items()}
    for path, content in wanted.items():
        if not path.resolve().is_relative_to(folder.resolve()):
            sys.exit(f"unpack: {path} is not below {folder}")
        if not path.exists() or path.read_text() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.new")
            draft.write_text(content)
            draft.chmod(0o755 if content.startswith("#!") else 0o644)
            os.replace(draft, path)
    for path in [*folder.rglob("*")]:
        if path.is_file() and path not in wanted:
            path.unlink()


main()
