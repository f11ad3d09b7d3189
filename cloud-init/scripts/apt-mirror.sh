#!/bin/bash
# Makes a mirror the only source of the distribution's packages: apt-mirror URI SECURITY_URI
# SECURITY_URI - is derived from URI as in the distribution's archive. cloud-init's own module is not used: it writes
# sources.list but leaves the image's debian.sources, which is unreachable from a closed network.
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
# apt ignores files with this suffix.
for file in /etc/apt/sources.list "$sources/$ID.sources"; do
  [[ ! -e $file ]] || mv "$file" "$file.disabled"
done
{
  entry "$uri" "$VERSION_CODENAME $VERSION_CODENAME-updates"
  entry "$security" "$VERSION_CODENAME-security"
} >"$sources/cdktf-mesos-mirror.sources"
