#!/usr/bin/env bash
# Finds allocgate: the one at INPUT_BINARY, or a release that checksums.txt records. Whatever is not as recorded fails.
set -euo pipefail
here=${BASH_SOURCE[0]%/*}
# shellcheck source=action/lib.sh
. "$here/lib.sh"

readonly SIZE=67108864

# The target of a release that runs on this runner.
target() {
  case ${RUNNER_OS-}-${RUNNER_ARCH-} in
    Linux-X64) echo x86_64-unknown-linux-musl ;;
    Linux-ARM64) echo aarch64-unknown-linux-musl ;;
    macOS-X64) echo x86_64-apple-darwin ;;
    macOS-ARM64) echo aarch64-apple-darwin ;;
    Windows-X64) echo x86_64-pc-windows-msvc ;;
  esac
}

# Whether a version, of numbers alone, is later than another. What one of them lacks is 0.
later() {
  local part IFS=.
  # shellcheck disable=SC2206 # The words are numbers.
  local one=($1) other=($2)
  for part in 0 1 2; do
    ((10#${one[part]:-0} == 10#${other[part]:-0})) || break
  done
  ((10#${one[part]:-0} > 10#${other[part]:-0}))
}

# Sets hash, url and recorded, the version, of the release for a target that is asked for, or of the newest: a release of an older line may be
# recorded later. One before a release, as 1.0.0-rc.1, is taken only if it is asked for.
choose() {
  local target=$1 version=$2 first rest name found numbers='^[0-9]+(\.[0-9]+){0,2}$'
  hash='' url='' recorded=''
  while read -r first rest; do
    [[ $first =~ ^[0-9a-f]{64}$ ]] || continue
    name=${rest##*/}
    [[ $name == allocgate-*-"$target".tar.gz ]] || continue
    found=${name#allocgate-}
    found=${found%-"$target".tar.gz}
    if [ -n "$version" ]; then
      [ "$version" = "$found" ] || continue
    else
      [[ $found =~ $numbers ]] || continue
      [ -z "$recorded" ] || later "$found" "$recorded" || continue
    fi
    hash=$first url=$rest recorded=$found
  done <"$here/checksums.txt"
}

# The scheme that a URL may be fetched by: https, and for a server on this machine http.
scheme() {
  local loopback='^http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?/'
  if [[ $1 == https://* ]]; then echo https; elif [[ $1 =~ $loopback ]]; then echo http; fi
}

# Fetches a file, in bounded time, size and number of tries. curl reads no configuration.
fetch() {
  local scheme
  scheme=$(scheme "$1")
  [ -n "$scheme" ] || fail "the release is recorded at an address that is not https"
  (
    # curl knows a size that isn't announced only from 8.4 on. In blocks of 1,024 bytes, where there is such a limit.
    ulimit -f $((SIZE / 1024)) 2>/dev/null || true
    curl -q --fail --silent --show-error --location --proto "=$scheme" --proto-redir "=$scheme" --max-redirs 5 \
      --connect-timeout 15 --max-time 120 --retry 3 --retry-delay 1 --retry-max-time 180 --max-filesize "$SIZE" \
      --output "$2" -- "$1"
  ) || fail "the release could not be downloaded"
}

download() {
  local target directory archive program=allocgate
  target=$(target)
  [ -n "$target" ] || fail "there is no release for this runner's operating system and architecture: give binary"
  grep -Eq '^[0-9a-f]{64} ' "$here/checksums.txt" ||
    fail "this revision of the action records no release yet: build allocgate and give its path as binary"
  choose "$target" "${INPUT_VERSION#v}"
  [ -n "$hash" ] || fail "this revision of the action records no such version for this runner"
  directory=$(scratch)
  archive=$directory/release.tar.gz
  fetch "$url" "$archive"
  [ "$(sha256 "$archive")" = "$hash" ] || fail "the download is not what was recorded: its SHA-256 differs"
  [ "${RUNNER_OS-}" != Windows ] || program=allocgate.exe
  # To standard output, so that no entry of the archive decides where it goes. From it, since a colon in a path is a host to tar.
  tar -xzOf - "$program" <"$archive" >"$directory/$program" || fail "the release holds no program"
  chmod 755 "$directory/$program"
  rm -f "$archive"
  binary=$directory/$program
  [ "$("$binary" --version)" = "allocgate $recorded" ] || fail "the release is not of the version that it was recorded as"
}

given() {
  case $INPUT_BINARY in
    /* | [A-Za-z]:[\\/]*) binary=$INPUT_BINARY ;;
    *) binary=$PWD/$INPUT_BINARY ;;
  esac
  [ -f "$binary" ] || fail "the input binary names no file"
  [ -x "$binary" ] || fail "the file that the input binary names is not executable"
}

if [ -n "$INPUT_BINARY" ]; then given; else download; fi
output binary "$(native "$binary")"
