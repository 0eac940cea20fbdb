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

# Whether the report's mode is to judge and never to fail.
only_reports() {
  sed -n '/^  "policy": {$/,/^  }/p' "$report" | grep -q '^    "mode": "report",\{0,1\}$'
}

# Whether there is a report, and the program ended as its verdict says: only then the code tells anything. --help among the arguments ends
# with 0, too. With 2 a verdict is left where another report could not be written.
judged() {
  [ -s "$report" ] || return 1
  verdict=$(sed -n 's/^  "verdict": "\([a-z-]*\)",\{0,1\}$/\1/p' "$report")
  case $code-$verdict in
    0-pass | 2-pass | 1-fail | 3-cannot-judge) ;;
    0-fail | 2-fail | 0-cannot-judge | 2-cannot-judge) only_reports ;;
    *) return 1 ;;
  esac
}

hand_on() {
  output report "$report"
  output verdict "$verdict"
  output regressions "$(count regression)"
  output over-budget "$(count over_budget)"
  output warnings "$(count warning)"
  output waived "$(count waived)"
  output improvements "$(count improvement)"
  output inconclusive "$(count inconclusive)"
}

# Tells the summary, too, when there is no report to show.
nothing_judged() {
  printf '::error title=allocgate::the captures were not judged (exit code %s)\n' "$code"
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

rm -f -- "$report"
code=0
(unset CDPATH && cd "$directory" && "$BINARY" "${arguments[@]}") || code=$?

if judged; then
  hand_on
else
  nothing_judged
  code=2
fi
output exit-code "$code"
