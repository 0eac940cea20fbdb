#!/usr/bin/env bash
# Comments on the pull request. What comes of it is an output: the last step decides what follows.
set -euo pipefail
# shellcheck source=action/lib.sh
. "${BASH_SOURCE[0]%/*}/lib.sh"

arguments=(comment "$REPORT" "--on=$INPUT_COMMENT" --token-env=GITHUB_TOKEN)
[ -z "$INPUT_KEY" ] || arguments+=("--key=$INPUT_KEY")
[ -z "$INPUT_AUTHOR" ] || arguments+=("--author=$INPUT_AUTHOR")
! is_true require-delivery "$INPUT_REQUIRE_DELIVERY" || arguments+=(--require-delivery)

code=0
"$BINARY" "${arguments[@]}" || code=$?
[ "$code" -eq 0 ] || printf '::warning title=allocgate::the comment was not delivered (exit code %s)\n' "$code"
output exit-code "$code"
