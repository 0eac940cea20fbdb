"""Judges captures in which nothing changed, every ordered pair: whatever fails is a false alarm.

    tests/reference/aa.sh DIRECTORY 6
    cargo build --release
    python3 tests/reference/aa.py target/release/allocgate DIRECTORY

Prints the table of docs/statistics.md. The bound is that of Clopper and Pearson, one-sided, on the share of
failing rows. It takes rows for independent, which they are not: those of a pair share two runs, and
each run takes part in many pairs. So it is too low.
"""

import json
import subprocess
import sys
from itertools import permutations
from math import exp, lgamma, log, log1p
from pathlib import Path

MODES = {"fixed": "100 iterations", "time": "5 ms"}


def check(allocgate, pair, evidence, alpha, threshold):
    flags = [f"--evidence={evidence}", f"--alpha={alpha}", "--report=json"]
    flags += [f"--threshold={threshold}"] if threshold else []
    run = subprocess.run([allocgate, "check", *flags, *pair], stdout=subprocess.PIPE, check=False)
    return json.loads(run.stdout)


def judged(counts):
    return sum(counts[k] for k in ("regression", "improvement", "rounding", "inconclusive", "unchanged"))


def at_most(failures, trials, beyond=0.05):
    """The probability at which so few failures or fewer have the probability `beyond`."""
    low, high = 0.0, 1.0
    for _ in range(60):
        p = (low + high) / 2
        ways = lambda k: lgamma(trials + 1) - lgamma(k + 1) - lgamma(trials - k + 1)
        tail = sum(exp(ways(k) + k * log(p) + (trials - k) * log1p(-p)) for k in range(failures + 1))
        low, high = (p, high) if tail > beyond else (low, p)
    return low


def main(allocgate, directory):
    print("| mode | evidence, α | threshold | failing pairs | failing rows | at most |")
    print("|---|---|---|---:|---:|---:|")
    for mode, title in MODES.items():
        captures = sorted(Path(directory).glob(f"{mode}-*.txt"))
        pairs = list(permutations(map(str, captures), 2))
        for threshold in (None, "0%"):
            for evidence in ("differs", "exceeds"):
                for alpha in ("0.05", "0.005"):
                    reports = [check(allocgate, pair, evidence, alpha, threshold) for pair in pairs]
                    failing = sum(report["verdict"] == "fail" for report in reports)
                    rows = sum(report["counts"]["regression"] for report in reports)
                    of = sum(judged(report["counts"]) for report in reports)
                    undecided = sum(report["verdict"] not in ("pass", "fail") for report in reports)
                    note = f" ({undecided} can't be judged)" if undecided else ""
                    print(
                        f"| {title} | {evidence}, {alpha} | {threshold or '10%'} "
                        f"| {failing} of {len(pairs)}{note} | {rows} of {of} | {at_most(rows, of):.2g} |",
                        flush=True,
                    )


main(*sys.argv[1:])
