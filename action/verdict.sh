#!/usr/bin/env bash
# Ends with the code of check. The comment's counts only if its delivery is required.
set -euo pipefail
# shellcheck source=action/lib.sh
. "${BASH_SOURCE[0]%/*}/lib.sh"

case $CHECK_CODE in
  0) ;;
  1 | 2 | 3) exit "$CHECK_CODE" ;;
  *) fail "the captures were not judged" ;;
esac
! is_true require-delivery "$INPUT_REQUIRE_DELIVERY" || [ "$COMMENT_CODE" = 0 ] || exit 4
