#!/bin/bash
# Adds an apt repository and the one key it is trusted with.
#   apt-source NAME URI SUITE COMPONENTS KEY FINGERPRINT
# KEY is a URL or a file, or - for a repository without signature; FINGERPRINT - takes the key as it comes.
# {distribution} and {codename} in URI and SUITE stand for what the image says of itself.
set -euo pipefail

readonly name=$1 components=$4 key=$5 fingerprint=$6
readonly keyring=/etc/apt/keyrings/cdktf-mesos-$name.gpg
readonly list=/etc/apt/sources.list.d/cdktf-mesos-$name.sources

# shellcheck source=/dev/null
. /etc/os-release
case $ID in
  debian) distribution=Debian ;;
  ubuntu) distribution=Ubuntu ;;
  *) echo "apt source $name: this image is $ID, not debian or ubuntu" >&2 && exit 1 ;;
esac
expand() {
  local text=${1//'{distribution}'/$distribution}
  printf '%s' "${text//'{codename}'/$VERSION_CODENAME}"
}
uri=$(expand "$2")
suite=$(expand "$3")

trust="Signed-By: $keyring"
[[ $key != - ]] || trust="Trusted: yes"
entry=$(
  printf 'Types: deb\nURIs: %s\nSuites: %s\n' "$uri" "$suite"
  [[ -z $components ]] || printf 'Components: %s\n' "$components"
  # With it, another key for the same repository is seen as a change.
  printf '%s\n# %s %s\n' "$trust" "$key" "$fingerprint"
)
# A baked image has it, and may be booted without any network.
if [[ -e $list && $(cat "$list") == "$entry" ]]; then
  echo "apt source $name is there"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [[ $key != - ]]; then
  if ! command -v gpg >/dev/null || ! command -v curl >/dev/null; then
    apt-get update --quiet
    DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends ca-certificates curl gpg
  fi
  if [[ $key == /* ]]; then
    cp "$key" "$work/key"
  else
    curl --fail --silent --show-error --location --retry 8 --retry-all-errors --output "$work/key" "$key"
  fi
  export GNUPGHOME=$work
  # Without an agent, which these have no use for and a small image has not got.
  gpg --batch --quiet --no-autostart --import "$work/key"
  found=$(gpg --batch --no-autostart --with-colons --list-keys | awk -F: '$1 == "pub" { p = 1 } $1 == "fpr" && p { print $10; p = 0 }')
  if [[ $fingerprint != - ]] && ! grep -qx "$fingerprint" <<<"$found"; then
    echo "apt source $name: $key holds no key $fingerprint, but ${found//$'\n'/, }" >&2
    exit 1
  fi
  install -d -m 0755 /etc/apt/keyrings
  if [[ $fingerprint == - ]]; then
    gpg --batch --no-autostart --export >"$work/keyring"
  else
    gpg --batch --no-autostart --export "$fingerprint" >"$work/keyring"
  fi
  install -m 0644 "$work/keyring" "$keyring"
fi

printf '%s\n' "$entry" >"$list"
