#!/usr/bin/env bash
# Captures in which nothing changed: aa.sh DIRECTORY [RUNS].
#
# The benchmarks of some packages of Go's standard library are compiled once, and the same binaries are
# run again and again, one process a package and run, so that all differences between two captures
# are noise. Two modes: fixed-1.txt … run 100 iterations each on one processor; time-1.txt … run for
# 5 ms each, with as many iterations as fit, on as many processors as there are. Each file is one run of
# all packages, with what the binaries print, headers and PASS included. A run ends before the
# next begins, as CI's do. A package that takes over a minute in any run is left out of all captures of
# that mode, and said to be; benchmarks that would take it there are skipped by name.
#
# Judge any of these files against any other of its mode: whatever regressed is a false alarm.
set -euo pipefail

[ $# -ge 1 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir -p "$1"
directory=$(cd "$1" && pwd)
runs=${2:-4}
packages=(bufio bytes database/sql encoding/binary encoding/csv encoding/gob encoding/json encoding/xml fmt
  go/parser go/scanner html/template log/slog mime mime/multipart net/http net/textproto net/url
  path/filepath regexp strconv strings unicode/utf8)
# Benchmarks on megabytes, and others of a millisecond or more, take minutes at 100 iterations.
megabytes='^([0-9]{7,}|(1|4|32|64)M)(_[0-7])?$'
skip='^Benchmark(Code|Concurrent|FileAndServer_[0-9]*MB|MultiConflicts|Scan(Files|Recursive)|TypeFieldsCache)'
skip+='|^Benchmark(.*Hard[0-9]|CompareBytesBig.*|Parse(Only)?|Split.*Separator)$'
# The deeper last: go test asks no further once a pattern is deeper than the name.
skip+="|/$megabytes|//$megabytes"
export GOTOOLCHAIN=${GOTOOLCHAIN:-local}
source=$(go env GOROOT)/src

binary() { echo "$directory/binaries/${1//\//_}.test"; }
part() { echo "$directory/parts/$1-$2/${3//\//_}.txt"; }

# Runs a package's benchmarks in its own directory, where its test data is.
measure() { # MODE RUN PACKAGE
  local -A flags=([fixed]='-test.benchtime=100x -test.cpu=1' [time]='-test.benchtime=5ms')
  (
    cd "$source/$3"
    # shellcheck disable=SC2086 # The flags are words.
    timeout 60 "$(binary "$3")" -test.run='^$' -test.bench=. -test.benchmem -test.count=10 \
      -test.skip="$skip" ${flags[$1]}
  ) >"$(part "$1" "$2" "$3")"
}

mkdir -p "$directory/binaries"
for package in "${packages[@]}"; do
  [ -e "$(binary "$package")" ] || go test -c -o "$(binary "$package")" "$package"
done

rm -f "$directory"/left-out-{fixed,time}
left_out() { grep -qxF "$2" "$directory/left-out-$1" 2>/dev/null; } # MODE PACKAGE

for run in $(seq "$runs"); do
  for mode in fixed time; do
    mkdir -p "$directory/parts/$mode-$run"
    for package in "${packages[@]}"; do
      left_out "$mode" "$package" || measure "$mode" "$run" "$package" || {
        echo "$mode: without $package, which failed or took over a minute" >&2
        echo "$package" >>"$directory/left-out-$mode"
      }
    done
    echo "run $run, $mode: done after $SECONDS s" >&2
  done
done

# Only now is it known what all runs of a mode have.
for run in $(seq "$runs"); do
  for mode in fixed time; do
    for package in "${packages[@]}"; do
      left_out "$mode" "$package" || cat "$(part "$mode" "$run" "$package")"
    done >"$directory/$mode-$run.txt"
  done
done
