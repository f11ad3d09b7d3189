#!/usr/bin/python3
"""Unpacks files from an object: unpack OBJECT FOLDER

OBJECT is a JSON file with contents by path below FOLDER. Files are replaced atomically, and only if they differ. Files
that are not in the object are deleted.
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
            temporary = path.with_name(f".{path.name}.new")
            temporary.write_text(content)
            temporary.chmod(0o755 if content.startswith("#!") else 0o644)
            os.replace(temporary, path)
    for path in [*folder.rglob("*")]:
        if path.is_file() and path not in wanted:
            path.unlink()


main()
