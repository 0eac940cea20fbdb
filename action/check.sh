#!/usr/bin/env bash
# Judges the captures, and hands the verdict on. It doesn't end with check's code: the last step does.
set -euo pipefail
# shellcheck source=action/lib.sh
. "${BASH_SOURCE[0]%/*}/lib.sh"

arguments=(check)

# Adds each line of an input that isn't blank as one argument, after a flag if there is one.
add() {
  local line
  while IFS= read -r line; do
    case $line in *[![:space:]]*) arguments+=("$1$line") ;; esac
  done <<<"$2"
}

# Whether each line of an input that isn't blank has the form FORMAT=PATH. A format alone would go to the log.
has_paths() {
  local line
  while IFS= read -r line; do
    case $line in *[![:space:]]*) [[ $line == ?*=?* ]] || return 1 ;; esac
  done <<<"$1"
}

# A number among the report's counts. A name can't look like one: in JSON no line break stands within a string.
count() {
  sed -n '/^  "counts": {$/,/^  }/s/^    "'"$1"'": \([0-9][0-9]*\),\{0,1\}$/\1/p' "$report"
}

hand_on() {
  output report "$report"
  output verdict "$(sed -n 's/^  "verdict": "\([a-z-]*\)",\{0,1\}$/\1/p' "$report")"
  output regressions "$(count regression)"
  output over-budget "$(count over_budget)"
  output warnings "$(count warning)"
  output waived "$(count waived)"
  output improvements "$(count improvement)"
  output inconclusive "$(count inconclusive)"
}

# Tells the summary, too, when there is no report to show.
nothing_judged() {
  [ -z "${GITHUB_STEP_SUMMARY-}" ] ||
    printf '**allocgate** judged nothing: the log of the step says why.\n' >>"$GITHUB_STEP_SUMMARY"
}

case $INPUT_COMMENT in
  never | always | change | regression) ;;
  *) fail "the input comment is none of never, always, change and regression" ;;
esac
if is_true require-delivery "$INPUT_REQUIRE_DELIVERY" && [ "$INPUT_COMMENT" = never ]; then
  fail "require-delivery needs a comment to deliver"
fi
[[ $INPUT_CANDIDATE == *[![:space:]]* ]] || fail "the input candidate names no capture"
has_paths "$INPUT_REPORTS" || fail "a line of the input reports is not FORMAT=PATH"

report=$(scratch)/report.json
add --baseline= "$INPUT_BASELINE"
add --candidate= "$INPUT_CANDIDATE"
[ -z "$INPUT_POLICY_FROM" ] || arguments+=("--policy-from=$INPUT_POLICY_FROM")
[ -z "$INPUT_SOURCE" ] || arguments+=("--source=$INPUT_SOURCE")
add '' "$INPUT_ARGUMENTS"
add --report= "$INPUT_REPORTS"
arguments+=(--report=table --report=github "--report=json=$report")
[ -z "${GITHUB_STEP_SUMMARY-}" ] || arguments+=(--report=step-summary)

# No directory is an option of cd, and none is looked for elsewhere.
case $INPUT_WORKING_DIRECTORY in
  /* | [A-Za-z]:[\\/]*) directory=$INPUT_WORKING_DIRECTORY ;;
  *) directory=./$INPUT_WORKING_DIRECTORY ;;
esac
[ -d "$directory" ] || fail "the input working-directory names no directory"

code=0
(unset CDPATH && cd "$directory" && "$BINARY" "${arguments[@]}") || code=$?

case $code in
  0 | 1 | 3) hand_on ;;
  *)
    nothing_judged
    code=2
    ;;
esac
output exit-code "$code"
