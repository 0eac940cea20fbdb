#!/usr/bin/env bash
# Packs a program as the archive of a release that install.sh accepts: package.sh PROGRAM VERSION TARGET DIRECTORY
set -euo pipefail
here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
# shellcheck source=action/lib.sh
. "$here/lib.sh"

program=$1 version=$2 target=$3 directory=$4
name=allocgate-$version-$target.tar.gz
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp "$here/../LICENSE-MIT" "$here/../LICENSE-APACHE" "$here/../README.md" "$stage"
inner=allocgate
[[ $program != *.exe ]] || inner=allocgate.exe
cp "$program" "$stage/$inner"
chmod 755 "$stage/$inner"
mkdir -p "$directory"
tar -czf - -C "$stage" "$inner" LICENSE-APACHE LICENSE-MIT README.md >"$directory/$name"
printf '%s  %s\n' "$(sha256 "$directory/$name")" "$name" | tee "$directory/$name.sha256"
