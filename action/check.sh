#!/usr/bin/env bash
# Judges captures, or measures both sides and judges them, and hands the verdict on. It doesn't end with the program's code: the last step does.
set -euo pipefail
# shellcheck source=action/lib.sh
. "${BASH_SOURCE[0]%/*}/lib.sh"

# Adds each line of an input that isn't blank as one argument, after a flag if there is one.
add() {
  local line
  while IFS= read -r line; do
    case $line in *[![:space:]]*) arguments+=("$1$line") ;; esac
  done <<<"$2"
}

# Adds an input as one argument after a flag, if it isn't empty.
add_one() {
  [ -z "$2" ] || arguments+=("$1$2")
}

is_blank() {
  [[ $1 != *[![:space:]]* ]]
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

# Tells the summary, too, when there is no report to show. A run that could not measure says so by its code; no other code means anything.
nothing_judged() {
  printf '::error title=allocgate::nothing was judged (exit code %s)\n' "$code"
  [ -z "${GITHUB_STEP_SUMMARY-}" ] ||
    printf '**allocgate** judged nothing: the log of the step says why.\n' >>"$GITHUB_STEP_SUMMARY"
  if [ "$INPUT_MEASURE" = false ] || [ "$code" != 3 ]; then code=2; fi
}

judge_captures() {
  ! is_blank "$INPUT_CANDIDATE" || fail "the input candidate names no capture; with measure: true, both sides are measured here"
  is_blank "$INPUT_PACKAGES$INPUT_BASE$INPUT_KEEP$INPUT_SHARD" || fail "the inputs packages, base, keep and shard are of measure"
  arguments=(check)
  add --baseline= "$INPUT_BASELINE"
  add --candidate= "$INPUT_CANDIDATE"
}

# The code of the change runs. The token of these events writes, and may lie about in the job, whoever the change is by.
measure() {
  case ${GITHUB_EVENT_NAME-} in
    pull_request_target | workflow_run) fail "measuring runs the code of the change, which must not share a job with the token of this event" ;;
  esac
  is_blank "$INPUT_BASELINE$INPUT_CANDIDATE" || fail "the inputs baseline and candidate are captures, and measure makes its own"
  arguments=(run)
  add_one --baseline= "$INPUT_BASE"
  add_one --keep= "$INPUT_KEEP"
  add_one --shard= "$INPUT_SHARD"
}

# Nothing is told about a change but in the log: another job does, or there is none.
only() {
  [ "$INPUT_COMMENT" = never ] || fail "there is nothing to comment on where nothing is judged"
  measure
  arguments+=("$1")
}

case $INPUT_COMMENT in
  never | always | change | regression) ;;
  *) fail "the input comment is none of never, always, change and regression" ;;
esac
if is_true require-delivery "$INPUT_REQUIRE_DELIVERY" && [ "$INPUT_COMMENT" = never ]; then
  fail "require-delivery needs a comment to deliver"
fi
has_paths "$INPUT_REPORTS" || fail "a line of the input reports is not FORMAT=PATH"

report=$(scratch)/report.json
shown=(--report=table --report=github "--report=json=$report")
[ -z "${GITHUB_STEP_SUMMARY-}" ] || shown+=(--report=step-summary)
case $INPUT_MEASURE in
  false) judge_captures ;;
  true) measure ;;
  only)
    [ -n "$INPUT_KEEP" ] || fail "measure: only needs keep, a directory for the captures"
    only --mode=report
    shown=(--report=table "--report=json=$report")
    ;;
  save-baseline)
    only --save-baseline
    shown=()
    ;;
  *) fail "the input measure is none of false, true, only and save-baseline" ;;
esac
add_one --bench= "$INPUT_BENCH"
add_one --policy-from= "$INPUT_POLICY_FROM"
add_one --source= "$INPUT_SOURCE"
add '' "$INPUT_ARGUMENTS"
add --report= "$INPUT_REPORTS"
arguments+=(${shown[@]+"${shown[@]}"})
if ! is_blank "$INPUT_PACKAGES"; then
  arguments+=(--)
  add '' "$INPUT_PACKAGES"
fi

# No directory is an option of cd, and none is looked for elsewhere.
case $INPUT_WORKING_DIRECTORY in
  /* | [A-Za-z]:[\\/]*) directory=$INPUT_WORKING_DIRECTORY ;;
  *) directory=./$INPUT_WORKING_DIRECTORY ;;
esac
[ -d "$directory" ] || fail "the input working-directory names no directory"

rm -f -- "$report"
code=0
# Nor does a benchmark find the files by which a step sets what others see: only by mistake would it write there.
(unset CDPATH GITHUB_ENV GITHUB_OUTPUT GITHUB_PATH GITHUB_STATE && cd "$directory" && "$BINARY" "${arguments[@]}") || code=$?

if judged; then
  hand_on
elif [ "$INPUT_MEASURE-$code" != save-baseline-0 ]; then
  nothing_judged
fi
output exit-code "$code"
