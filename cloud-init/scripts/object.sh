#!/bin/bash
# Fetches an object: object LOCATION FILE
# LOCATION is s3://BUCKET/KEY, read with the machine's role, or a URL. FILE is replaced atomically.
# Unpacks base64 of gzip (which begins with H4sI), as used for stores that accept only text.
set -euo pipefail

readonly location=$1 file=$2
# Variables as for AWS's own tools.
readonly metadata=${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}/latest
readonly endpoint=${AWS_ENDPOINT_URL_S3:-}

get() {
  curl --fail --compressed --silent --show-error --location --retry 3 --retry-all-errors --connect-timeout 10 --max-time 300 "$@"
}
fetch() {
  rm -f "$file.part"
  get --output "$file.part" "$@"
  if head -c 4 "$file.part" | grep -q '^H4sI'; then
    base64 -d "$file.part" | gunzip >"$file.unpacked"
    mv "$file.unpacked" "$file.part"
  fi
  mv "$file.part" "$file"
}
get_metadata() { get --header "X-aws-ec2-metadata-token: $token" "$metadata/$1"; }
member() { sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p' <<<"$credentials"; }

case $location in
  s3://*/?*)
    path=${location#s3://}
    token=$(get --request PUT --header "X-aws-ec2-metadata-token-ttl-seconds: 300" "$metadata/api/token")
    region=$(get_metadata meta-data/placement/region)
    role=$(get_metadata meta-data/iam/security-credentials/)
    credentials=$(get_metadata "meta-data/iam/security-credentials/$role")
    if [[ -n $endpoint ]]; then
      url=$endpoint/$path
    else
      url=https://${path%%/*}.s3.$region.$(get_metadata meta-data/services/domain)/${path#*/}
    fi
    # S3 requires the digest of the empty body, which Debian 12's curl does not send by itself.
    # The secret is passed on standard input: command lines are visible to all users.
    fetch --aws-sigv4 "aws:amz:$region:s3" --config - "$url" <<END
user = "$(member AccessKeyId):$(member SecretAccessKey)"
header = "x-amz-security-token: $(member Token)"
header = "x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
END
    ;;
  http://* | https://*) fetch "$location" ;;
  *) echo "object: location must be s3://bucket/key or a URL, got $location" >&2 && exit 2 ;;
esac
