#!/bin/bash
# Agrees on who builds are: user id 1000, as in most images for them, is a user of this node who may use Docker's
# socket. On cloud images that is the login; where nobody has the id, a user without one is made.
set -euo pipefail

readonly id=1000

getent passwd "$id" >/dev/null ||
  useradd --uid "$id" --user-group --create-home --shell /usr/sbin/nologin build
usermod --append --groups docker "$(id --name --user "$id")"
