#!/usr/bin/env bash
# How much of benchstat's own code the cases of the differential test run: coverage.sh [RUNS [SEED]].
# Three figures a package: of all statements; without functions that the linker leaves out of benchstat;
# and without those, too, that are linked for a use that benchstat does not make of them.
set -euo pipefail
cd "$(dirname "$0")/../.."

runs=${1:-5000} seed=${2:-1}
version=$(sed -n 's/.*VERSION: &str = "\(.*\)";/\1/p' tests/support/benchstat.rs)
scratch=$PWD/target/differential/coverage
perf=golang.org/x/perf
packages=$perf/benchfmt/...,$perf/benchproc/...,$perf/benchmath,$perf/benchunit,$perf/cmd/benchstat/...

rm -rf "$scratch"
mkdir -p "$scratch/counters"
(
  cd "$scratch"
  go mod init coverage
  go get "$perf/cmd/benchstat@$version"
  go build -cover -coverpkg="$packages" -o benchstat "$perf/cmd/benchstat"
  # Without inlining, each function that is linked has lines of its own.
  go build -gcflags='all=-N -l' -o plain "$perf/cmd/benchstat"
)

# benchstat against itself: what is wanted are its counters. Two that end at once may fight for the
# file of their common metadata, and say so: the one difference that there may be.
GOCOVERDIR=$scratch/counters ALLOCGATE_REQUIRE_TOOLS=1 ALLOCGATE_DIFFERENTIAL=$runs ALLOCGATE_SEED=$seed \
  ALLOCGATE_BENCHSTAT=$scratch/benchstat ALLOCGATE_UNDER_TEST=$scratch/benchstat \
  cargo test --quiet --test differential allocgate_agrees -- --nocapture || true

cd "$scratch"
go tool covdata textfmt -i=counters -o=profile
go tool cover -func=profile | sed -n "s|^$perf/\(.*\):\([0-9]*\):[[:space:]]*\([^[:space:]]*\).*|\1 \2 \3|p" >functions
go tool objdump -s "^(main|$perf/.*)\." plain |
  awk -v perf="/perf@$version/" '
    /^TEXT/ { at = index($3, perf); file = at ? substr($3, at + length(perf)) : ""; next }
    file { split($1, place, ":"); print file, place[2] }' | sort -u >linked
cat >uncalled <<'END'
benchfmt/internal/bytesconv/atof.go atof32 all numbers are of 64 bits
benchfmt/internal/bytesconv/atof.go atof32exact all numbers are of 64 bits
benchfmt/internal/bytesconv/atoi.go Error only the error inside is printed
benchfmt/internal/bytesconv/atoi.go baseError all numbers are decimal
benchfmt/internal/bytesconv/atoi.go bitSizeError all numbers are of 64 bits
benchfmt/result.go String names are bytes
benchproc/key.go String values are printed without keys
benchproc/projection.go String fields are printed by name
benchproc/internal/parse/tree.go String no filter is printed back
benchproc/internal/parse/tok.go quoteWord no filter is printed back
benchunit/parse.go String no class is printed
END

awk -v perf="$perf/" -v unrun="$scratch/unrun" '
  function folder(file) { sub("/[^/]*$", "", file); return file }
  FILENAME == "linked" { linked[$1, $2] = 1; next }
  FILENAME == "uncalled" { key = $1 " " $2; $1 = $2 = ""; uncalled[key] = $0; next }
  FILENAME == "functions" { n[$1]++; start[$1, n[$1]] = $2; name[$1, n[$1]] = $3; next }
  FNR > 1 {
    split(substr($1, length(perf) + 1), part, ":")
    file = part[1]; split(part[2], line, "[.]")
    for (i = n[file]; i > 1 && start[file, i] > line[1] + 0; i--);
    f = file " " name[file, i]; p = folder(file)
    all[p] += $2; run[p] += $3 > 0 ? $2 : 0
    if (!((file, start[file, i]) in linked)) { left_out[f] += $2; next }
    in_program[p] += $2
    if (f in uncalled) { unused[f] += $2; next }
    reachable[p] += $2
    if ($3 == 0) print f ":" part[2] >unrun
  }
  END {
    row = "%-32s %10s %7s %7s %10s\n"
    printf row, "package", "statements", "all", "linked", "reachable"
    for (p in all) {
      printf row, p, all[p], sprintf("%.1f%%", 100 * run[p] / all[p]), \
        sprintf("%.1f%%", 100 * run[p] / in_program[p]), sprintf("%.1f%%", 100 * run[p] / reachable[p]) | "sort"
    }
    close("sort")
    print "\nnot linked into benchstat (statements):"
    for (f in left_out) printf "  %s (%d)\n", f, left_out[f] | "sort"
    close("sort")
    print "\nlinked, and called by no command line:"
    for (f in unused) printf "  %s (%d):%s\n", f, unused[f], uncalled[f] | "sort"
    close("sort")
    print "\nreachable and not run: " unrun
  }' linked uncalled functions profile
