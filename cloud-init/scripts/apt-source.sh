#!/bin/bash
# Adds an apt repository with its signing key.
#   apt-source NAME URI SUITE COMPONENTS KEY FINGERPRINT ARCHITECTURES PACKAGES
# URI is one URI, or SYSTEM=URI for each supported system, such as debian-12=https://…
# KEY is a URL or a file, or - for an unsigned repository; FINGERPRINT - accepts any key.
# {codename} in URI and SUITE is replaced by the image's codename. With PACKAGES, only these are preferred over the
# distribution's.
set -euo pipefail

readonly name=$1 components=$4 key=$5 fingerprint=$6 architectures=$7 packages=$8
readonly keyring=/etc/apt/keyrings/cdktf-mesos-$name.gpg
readonly list=/etc/apt/sources.list.d/cdktf-mesos-$name.sources
readonly preferences=/etc/apt/preferences.d/cdktf-mesos-$name
readonly alternatives="a mirror of your own with its own key, or packages by URL with checksums"

fail() {
  echo "apt source $name: $*" >&2
  exit 1
}

# shellcheck source=/dev/null
. /etc/os-release
system=$ID-${VERSION_ID-}
systems=() uri=
for place in $2; do
  case $place in
    debian-*=*|ubuntu-*=*) systems+=("${place%%=*}") && [[ ${place%%=*} != "$system" ]] || uri=${place#*=} ;;
    *) uri=$place ;;
  esac
done
[[ -n $uri ]] || fail "has packages for ${systems[*]}, this image is $system; use such an image, or $alternatives"
architecture=$(dpkg --print-architecture)
[[ $architectures == - || " $architectures " == *" $architecture "* ]] ||
  fail "has packages for $architectures, this machine is $architecture; use another machine type, or $alternatives"

uri=${uri//'{codename}'/$VERSION_CODENAME}
suite=${3//'{codename}'/$VERSION_CODENAME}

trust="Signed-By: $keyring"
[[ $key != - ]] || trust="Trusted: yes"
entry=$(
  printf 'Types: deb\nURIs: %s\nSuites: %s\n' "$uri" "$suite"
  [[ -z $components ]] || printf 'Components: %s\n' "$components"
  # Included so that a new key for the same repository counts as a change.
  printf '%s\n# %s %s\n# %s\n' "$trust" "$key" "$fingerprint" "$packages"
)
# A baked image has it already, and may boot without a network.
if [[ -e $list && $(cat "$list") == "$entry" ]]; then
  echo "apt source $name already exists"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Fails if the imported key cannot sign. gpg shows the usage of a key with its subkeys in capitals.
check_key() {
  local fault
  fault=$(gpg --batch --no-autostart --with-colons --list-keys "$@" | awk -F: '
    $1 == "pub" && $12 ~ /S/ { good = 1 }
    $1 == "pub" && $2 == "r" { revoked = 1 }
    $1 ~ /^(pub|sub)$/ && $2 == "e" && $12 ~ /s/ && !ended { ended = $7 }
    END { if (!good) print ended ? ended : revoked ? "was revoked" : "signs nothing" }')
  [[ -n $fault ]] || return 0
  [[ ! $fault =~ ^[0-9]+$ ]] || fault="expired on $(date --utc --date "@$fault" +%F)"
  fail "the key ${1-$found} of $key $fault; use a renewed one (keyUrl or key, with keyFingerprint), $alternatives"
}

if [[ $key != - ]]; then
  if ! command -v gpg >/dev/null || ! command -v curl >/dev/null; then
    apt-get update --quiet
    DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends --no-upgrade ca-certificates curl gpg
  fi
  if [[ $key == /* ]]; then
    cp "$key" "$work/key"
  else
    curl --fail --silent --show-error --location --connect-timeout 20 --max-time 60 \
      --retry 8 --retry-all-errors --retry-max-time 600 --output "$work/key" "$key" 2>"$work/stderr" ||
      fail "cannot download the key $key: $(tail -n 1 "$work/stderr"); make it reachable from this machine, or set key"
  fi
  export GNUPGHOME=$work
  # A small image has no gpg-agent, and public keys do not need one.
  gpg --batch --quiet --no-autostart --import "$work/key" 2>"$work/stderr" ||
    fail "$key is not an OpenPGP key: $(tail -n 1 "$work/stderr")"
  found=$(gpg --batch --no-autostart --with-colons --list-keys | awk -F: '$1 == "pub" { p = 1 } $1 == "fpr" && p { print $10; p = 0 }')
  if [[ $fingerprint != - ]] && ! grep -qx "$fingerprint" <<<"$found"; then
    fail "$key does not contain the key $fingerprint, only ${found//$'\n'/, }"
  fi
  trusted=()
  [[ $fingerprint == - ]] || trusted=("$fingerprint")
  check_key "${trusted[@]}"
  install -d -m 0755 /etc/apt/keyrings
  gpg --batch --no-autostart --export "${trusted[@]}" >"$work/keyring"
  install -m 0644 "$work/keyring" "$keyring"
fi

# Before the list, so that the repository is never used without its preferences.
rm -f "$preferences"
if [[ $packages != "*" ]]; then
  site=${uri#*://}
  site=${site%%/*}
  site=${site##*@}
  printf 'Package: *\nPin: origin "%s"\nPin-Priority: 100\n\nPackage: %s\nPin: origin "%s"\nPin-Priority: 500\n' \
    "${site%%:*}" "$packages" "${site%%:*}" >"$preferences"
fi
printf '%s\n' "$entry" >"$list"
