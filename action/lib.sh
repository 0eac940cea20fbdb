# What the action's scripts share. It runs in the bash 3.2 of macOS, and in the one that comes with git for Windows.
# shellcheck shell=bash

# Paths in arguments are the program's business, not that of the emulation.
export MSYS_NO_PATHCONV=1 MSYS2_ARG_CONV_EXCL='*'

# Ends with a message, in the log and in the summary. It is text of ours alone: values of inputs are never shown.
fail() {
  printf '::error title=allocgate::%s\n' "$1"
  [ -z "${GITHUB_STEP_SUMMARY-}" ] || printf '**allocgate**: %s\n' "$1" >>"$GITHUB_STEP_SUMMARY"
  exit 2
}

# A path as Windows' own programs, and bash, understand it.
native() {
  if command -v cygpath >/dev/null; then cygpath -m -- "$1"; else printf '%s\n' "$1"; fi
}

# Sets an output of the step. A delimiter that nobody can guess keeps a value from setting others.
output() {
  local delimiter
  delimiter=allocgate_$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s<<%s\n%s\n%s\n' "$1" "$delimiter" "$2" "$delimiter" >>"$GITHUB_OUTPUT"
}

# The SHA-256 of a file, in lower-case hexadecimal digits.
sha256() {
  if command -v sha256sum >/dev/null; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d ' ' -f 1
}

# A new directory that nobody else writes to.
scratch() {
  mktemp -d "$(native "${RUNNER_TEMP:-/tmp}")/allocgate.XXXXXXXX"
}

# Whether a value is true; anything but true and false is misuse.
is_true() {
  case $2 in
    true) return 0 ;;
    false) return 1 ;;
    *) fail "the input $1 is neither true nor false" ;;
  esac
}
