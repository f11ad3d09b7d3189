#!/bin/bash
# Gives the user with id 1000, which most build images use, access to Docker's socket. On cloud images this is the
# login user; without such a user, creates one that cannot log in.
set -euo pipefail

readonly id=1000

getent passwd "$id" >/dev/null ||
  useradd --uid "$id" --user-group --create-home --shell /usr/sbin/nologin build
usermod --append --groups docker "$(id --name --user "$id")"
