#!/usr/bin/env bash
# Records a release's archives in checksums.txt: record.sh VERSION ADDRESS DIRECTORY
# ADDRESS is where they will be, without their names.
set -euo pipefail
here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
# shellcheck source=action/lib.sh
. "$here/lib.sh"

version=$1 address=$2 directory=$3
# With a target: 1.0.0-rc.1 is not 1.0.0.
! grep -Fq "/allocgate-$version-x86_64-unknown-linux-musl.tar.gz" "$here/checksums.txt" || fail "that version is recorded already"
lines=''
for target in {x86_64,aarch64}-unknown-linux-musl {x86_64,aarch64}-apple-darwin x86_64-pc-windows-msvc; do
  name=allocgate-$version-$target.tar.gz
  [ -s "$directory/$name" ] || fail "the archive for $target is missing"
  lines+="$(sha256 "$directory/$name")  $address/$name"$'\n'
done
printf '%s' "$lines" >>"$here/checksums.txt"
