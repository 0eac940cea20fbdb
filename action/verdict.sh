#!/usr/bin/env bash
# Ends with the code of the verdict. The comment's counts only if its delivery is required.
set -euo pipefail
# shellcheck source=action/lib.sh
. "${BASH_SOURCE[0]%/*}/lib.sh"

case $CHECK_CODE in
  0) ;;
  1 | 2 | 3) exit "$CHECK_CODE" ;;
  *) fail "nothing was judged" ;;
esac
! is_true require-delivery "$INPUT_REQUIRE_DELIVERY" || [ "$COMMENT_CODE" = 0 ] || exit 4
