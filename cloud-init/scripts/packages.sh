#!/bin/bash
# Installs /etc/cdktf-mesos/packages (a line each: name or name=version) and /etc/cdktf-mesos/package-urls
# (a line each: SHA-256 or -, URL). No service starts by being installed: the boot starts them in its order.
set -euo pipefail

readonly packages=/etc/cdktf-mesos/packages urls=/etc/cdktf-mesos/package-urls
readonly done_mark=/var/lib/cdktf-mesos/packages.done
readonly policy=/usr/sbin/policy-rc.d
readonly attempts=6

wanted=$({ cat "$packages" "$urls" 2>/dev/null || true; } | sha256sum)
# A baked image has them all, and may be booted without any network.
if [[ -e $done_mark && $(cat "$done_mark") == "$wanted" ]]; then
  echo "all packages are there"
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
      echo "package archive $url has not the SHA-256 $sha256" >&2
      return 1
    }
  done <"$urls"
}

# What the image has already stays as it is, unless a version is asked for: an upgrade would change versions unasked, and take time.
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

# Groups whose number matters are there before a package makes them with any other.
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
    echo "packages: attempt $attempt of $attempts failed, next in $pause s" >&2
    sleep "$pause"
  fi
done
echo "packages could not be installed in $attempts attempts: $(grep -v '^[[:space:]]*$' "$work/stderr" | tail -n 1)" >&2
exit 1
