#!/bin/bash
# Installs /etc/cdktf-mesos/packages (one per line: name or name=version) and /etc/cdktf-mesos/package-urls
# (one per line: SHA-256 or -, URL). Does not start services; the boot starts them in order.
set -euo pipefail

readonly packages=/etc/cdktf-mesos/packages urls=/etc/cdktf-mesos/package-urls
readonly done_mark=/var/lib/cdktf-mesos/packages.done
readonly policy=/usr/sbin/policy-rc.d
readonly attempts=6

wanted=$({ cat "$packages" "$urls" 2>/dev/null || true; } | sha256sum)
# A baked image has them already, and may boot without a network.
if [[ -e $done_mark && $(cat "$done_mark") == "$wanted" ]]; then
  echo "all packages are installed"
  exit 0
fi

work=$(mktemp -d)
chmod 0755 "$work"
trap 'rm -rf "$work"' EXIT
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 0755 "$policy"
  trap 'rm -rf "$work" "$policy"' EXIT
fi

fetch() {
  local sha256 url file number=0
  while read -r sha256 url; do
    number=$((number + 1))
    file=$work/$number-${url##*/}
    curl --fail --silent --show-error --location --retry 3 --retry-all-errors --output "$file" "$url" || return 1
    [[ $sha256 == - ]] || sha256sum --quiet --check <<<"$sha256  $file" || {
      echo "package archive $url does not have the SHA-256 $sha256" >&2
      return 1
    }
  done <"$urls"
}

# Packages of the image are not upgraded unless a version is given: versions would change unexpectedly, and it takes time.
missing() {
  local name
  while read -r name; do
    [[ $name != *=* && $(dpkg-query --show --showformat '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] ||
      printf '%s\n' "$name"
  done <"$packages"
}

install_all() {
  local names=() archives=()
  [[ ! -e $packages ]] || mapfile -t names < <(missing)
  apt-get update --quiet --error-on=any || return 1
  if [[ -e $urls ]]; then
    if ! command -v curl >/dev/null; then
      apt-get install --quiet --yes --no-install-recommends --no-upgrade ca-certificates curl || return 1
    fi
    rm -f "$work"/*.deb
    fetch || return 1
    archives=("$work"/*.deb)
  fi
  apt-get install --quiet --yes --no-install-recommends --allow-downgrades \
    --option Dpkg::Options::=--force-confdef --option Dpkg::Options::=--force-confold \
    --option DPkg::Lock::Timeout=300 "${names[@]}" "${archives[@]}"
}

# Creates groups with fixed ids before a package creates them with others.
for file in /etc/sysusers.d/cdktf-mesos-*.conf; do
  [[ ! -e $file ]] || systemd-sysusers "$file"
done

export DEBIAN_FRONTEND=noninteractive
for ((attempt = 1, pause = 5; attempt <= attempts; attempt++, pause *= 2)); do
  if install_all 2>"$work/stderr"; then
    mkdir -p "${done_mark%/*}"
    printf '%s\n' "$wanted" >"$done_mark"
    exit 0
  fi
  cat "$work/stderr" >&2
  if ((attempt < attempts)); then
    echo "packages: attempt $attempt of $attempts failed, retry in $pause s" >&2
    sleep "$pause"
  fi
done
echo "cannot install packages in $attempts attempts: $(grep -v '^[[:space:]]*$' "$work/stderr" | tail -n 1)" >&2
exit 1
