#!/bin/bash
# Makes a mirror the only place that the distribution's packages come from: apt-mirror URI SECURITY_URI
# SECURITY_URI - stands for the place beside URI where the distribution has it. cloud-init's own way writes
# sources.list and leaves debian.sources of the image alone, which a closed network cannot reach.
set -euo pipefail

readonly uri=${1%/} sources=/etc/apt/sources.list.d
security=${2%/}

# shellcheck source=/dev/null
. /etc/os-release
case $ID in
  debian) components=main beside=${uri%/debian}/debian-security ;;
  ubuntu) components="main universe" beside=$uri ;;
  *) echo "apt mirror: this image is $ID, not debian or ubuntu" >&2 && exit 1 ;;
esac
[[ $security != - ]] || security=$beside

entry() {
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: %s\n' "$1" "$2" "$components"
  printf 'Signed-By: /usr/share/keyrings/%s-archive-keyring.gpg\n\n' "$ID"
}
# apt passes over files of this name without a word.
for file in /etc/apt/sources.list "$sources/$ID.sources"; do
  [[ ! -e $file ]] || mv "$file" "$file.disabled"
done
{
  entry "$uri" "$VERSION_CODENAME $VERSION_CODENAME-updates"
  entry "$security" "$VERSION_CODENAME-security"
} >"$sources/cdktf-mesos-mirror.sources"
