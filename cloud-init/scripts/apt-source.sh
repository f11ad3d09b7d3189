#!/bin/bash
# Adds an apt repository and the one key it is trusted with.
#   apt-source NAME URI SUITE COMPONENTS KEY FINGERPRINT ARCHITECTURES PACKAGES
# URI is one URI, or SYSTEM=URI for each system that the repository has packages for, such as debian-12=https://…
# KEY is a URL or a file, or - for a repository without signature; FINGERPRINT - takes the key as it comes.
# {codename} in URI and SUITE stands for what the image says of itself. Of a repository with PACKAGES, these alone
# are preferred: what else it has replaces nothing of the distribution.
set -euo pipefail

readonly name=$1 components=$4 key=$5 fingerprint=$6 architectures=$7 packages=$8
readonly keyring=/etc/apt/keyrings/cdktf-mesos-$name.gpg
readonly list=/etc/apt/sources.list.d/cdktf-mesos-$name.sources
readonly preferences=/etc/apt/preferences.d/cdktf-mesos-$name
readonly elsewhere="a mirror of your own with its own key, or packages by URL with checksums"

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
[[ -n $uri ]] || fail "has packages for ${systems[*]}, and this image is $system; give such an image, or $elsewhere"
architecture=$(dpkg --print-architecture)
[[ $architectures == - || " $architectures " == *" $architecture "* ]] ||
  fail "has packages for $architectures, and this machine is $architecture; take another machine type, or $elsewhere"

uri=${uri//'{codename}'/$VERSION_CODENAME}
suite=${3//'{codename}'/$VERSION_CODENAME}

trust="Signed-By: $keyring"
[[ $key != - ]] || trust="Trusted: yes"
entry=$(
  printf 'Types: deb\nURIs: %s\nSuites: %s\n' "$uri" "$suite"
  [[ -z $components ]] || printf 'Components: %s\n' "$components"
  # With it, another key for the same repository is seen as a change.
  printf '%s\n# %s %s\n# %s\n' "$trust" "$key" "$fingerprint" "$packages"
)
# A baked image has it, and may be booted without any network.
if [[ -e $list && $(cat "$list") == "$entry" ]]; then
  echo "apt source $name is there"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Why the imported key cannot sign; gpg marks in capitals what a key as a whole is able to.
check_key() {
  local fault
  fault=$(gpg --batch --no-autostart --with-colons --list-keys "$@" | awk -F: '
    $1 == "pub" && $12 ~ /S/ { good = 1 }
    $1 == "pub" && $2 == "r" { revoked = 1 }
    $1 ~ /^(pub|sub)$/ && $2 == "e" && $12 ~ /s/ && !ended { ended = $7 }
    END { if (!good) print ended ? ended : revoked ? "was revoked" : "signs nothing" }')
  [[ -n $fault ]] || return 0
  [[ ! $fault =~ ^[0-9]+$ ]] || fault="expired on $(date --utc --date "@$fault" +%F)"
  fail "the key ${1-$found} of $key $fault; give a renewed one (keyUrl or key, with keyFingerprint), $elsewhere"
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
      fail "the key $key could not be downloaded: $(tail -n 1 "$work/stderr"); let this machine reach it, or give the key itself (key)"
  fi
  export GNUPGHOME=$work
  # Without an agent, which these have no use for and a small image has not got.
  gpg --batch --quiet --no-autostart --import "$work/key" 2>"$work/stderr" ||
    fail "$key holds no OpenPGP key: $(tail -n 1 "$work/stderr")"
  found=$(gpg --batch --no-autostart --with-colons --list-keys | awk -F: '$1 == "pub" { p = 1 } $1 == "fpr" && p { print $10; p = 0 }')
  if [[ $fingerprint != - ]] && ! grep -qx "$fingerprint" <<<"$found"; then
    fail "$key holds no key $fingerprint, but ${found//$'\n'/, }"
  fi
  trusted=()
  [[ $fingerprint == - ]] || trusted=("$fingerprint")
  check_key "${trusted[@]}"
  install -d -m 0755 /etc/apt/keyrings
  gpg --batch --no-autostart --export "${trusted[@]}" >"$work/keyring"
  install -m 0644 "$work/keyring" "$keyring"
fi

# Before the list: what is there is there with its preferences.
rm -f "$preferences"
if [[ $packages != "*" ]]; then
  site=${uri#*://}
  site=${site%%/*}
  site=${site##*@}
  printf 'Package: *\nPin: origin "%s"\nPin-Priority: 100\n\nPackage: %s\nPin: origin "%s"\nPin-Priority: 500\n' \
    "${site%%:*}" "$packages" "${site%%:*}" >"$preferences"
fi
printf '%s\n' "$entry" >"$list"
