#!/usr/bin/env python3
"""Compares allocgate and the judge on small random captures, made to be awkward.

usage: random_captures.py ALLOCGATE COUNT [SEED] [KEEP]

Every pair has its own seed, counted from SEED (1), so that a disagreement can be had again alone.
Prints every disagreement with its seed and flags, and exits 1 if there was any. With KEEP, the
captures of those that disagree are left in that folder.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from compare import compare

ITERATIONS = (1, 2, 50, 74, 75, 76, 100, 149, 150, 151, 1000)
THRESHOLDS = ("5%", "0%", "15%", "+16", "10%,+8", "2.5%", "B/op=0%", "allocs/op=+1", "0.1%,+0.5", "200%")
SIZES = (1, 2, 3, 4, 5, 6, 10, 11)


def main(argv):
    if len(argv) < 2:
        sys.exit(__doc__)
    binary, count = argv[0], int(argv[1])
    first = int(argv[2]) if len(argv) > 2 else 1
    keep = Path(argv[3]) if len(argv) > 3 else None
    verdicts, failed = Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            dice = random.Random(seed)
            paths = write_pair(dice, Path(folder))
            flags = random_flags(dice)
            agree, lines = compare(binary, [str(paths[0])], [str(paths[1])], flags)
            verdicts[lines[-1].split("(")[0] if agree else "DISAGREED"] += 1
            if not agree:
                failed += 1
                print(f"seed {seed}, flags {flags}:", *lines, sep="\n  ")
                if keep:
                    keep.mkdir(exist_ok=True)
                    for path in paths:
                        shutil.copy(path, keep / f"{seed}.{path.name}")
    print(", ".join(f"{number} {verdict.strip()}" for verdict, number in sorted(verdicts.items())))
    return 1 if failed else 0


def random_flags(dice):
    flags = []
    for threshold in dice.sample(THRESHOLDS, dice.choice((0, 0, 1, 1, 2))):
        if "=" in threshold or not any("=" not in flag for flag in flags[1::2]):
            flags += ["--threshold", threshold]
    if dice.random() < 0.4:
        flags += ["--evidence", dice.choice(("differs", "exceeds"))]
    if dice.random() < 0.4:
        flags += ["--alpha", dice.choice(("0.05", "0.01", "0.001", "0.5"))]
    if dice.random() < 0.15:
        flags += ["--unit", dice.choice(("B/op", "allocs/op", "ns/op", "MB/s"))]
        flags = [flag for flag in flags if flag != "--threshold" and flag not in THRESHOLDS]
    return flags + [flag for flag in ("--allow-missing", "--allow-incomplete") if dice.random() < 0.2]


def write_pair(dice, folder):
    packages = [f"example.com/{name}" for name in "pq"[: dice.choice((1, 1, 2))]]
    benchmarks = [
        (package, Benchmark(dice, name)) for package in packages for name in "ABCDEF"[: dice.randint(1, 6)]
    ]
    style = Style(dice)
    paths = []
    for side in ("baseline", "candidate"):
        path = folder / f"{side}.txt"
        path.write_text(style.capture(dice, side, packages, benchmarks), encoding="utf-8")
        paths.append(path)
    return paths


class Style:
    """What a pair of captures has in common."""

    def __init__(self, dice):
        self.header = dice.random() < 0.9
        self.suffix = dice.choice(("", "-2", "-8"))
        self.odd = dice.random() < 0.15  # one thing wrong with one of the captures
        self.dropped = dice.choice((0, 0, 0, 0.2, 0.6))

    def capture(self, dice, side, packages, benchmarks):
        wrong = dice.choice(("suffix", "cut", "FAIL", "goos", "empty", "header")) if self.odd else ""
        if self.odd and dice.random() < 0.5:
            wrong = ""
        header = self.header and wrong != "header"
        suffix = "-4" if wrong == "suffix" else self.suffix
        text = ""
        for package in packages:
            if header:
                goos = "plan9" if wrong == "goos" else "linux"
                text += f"goos: {goos}\ngoarch: amd64\npkg: {package}\ncpu: generic\n"
            for owner, benchmark in benchmarks:
                if owner == package and wrong != "empty" and dice.random() >= self.dropped:
                    # Without a header nothing tells packages apart but their names.
                    name = benchmark.name if header else f"{package[-1]}{benchmark.name}"
                    text += benchmark.lines(dice, side, name + suffix)
            if header:
                ok = f"ok  \t{package}\t1.5s\n"
                text += {"cut": "", "FAIL": f"--- FAIL: Benchmark\nFAIL\nexit status 1\nFAIL\t{package}\t1s\n"}.get(
                    wrong, f"PASS\n{ok}"
                )
        return text


class Benchmark:
    """One benchmark: for each side how many results, how many iterations, and its values' kinds."""

    def __init__(self, dice, name):
        self.name = name
        size = dice.choice(SIZES[3:])
        self.sizes = {side: size if dice.random() < 0.7 else dice.choice(SIZES) for side in ("baseline", "candidate")}
        iterations = dice.choice(ITERATIONS)
        self.iterations = {
            "baseline": iterations, "candidate": iterations if dice.random() < 0.7 else dice.choice(ITERATIONS)
        }
        self.units = {
            "B/op": Values(dice, dice.choice((0, 8, 16, 64, 100, 4096, 1000000))),
            "allocs/op": Values(dice, dice.choice((0, 1, 2, 4, 9, 10, 30, 1000))),
        }
        self.missing = dice.choice(("B/op", "allocs/op")) if dice.random() < 0.07 else None
        self.missing_on = dice.choice(("baseline", "candidate", "both"))
        self.missing_share = dice.choice((0.3, 1))

    def lines(self, dice, side, name):
        text = ""
        for _ in range(self.sizes[side]):
            iterations = self.iterations[side]
            if dice.random() < 0.2:
                iterations += dice.randint(0, 3)
            fields = [f"Benchmark{name}", str(iterations), f"{dice.uniform(1, 1000):.7g} ns/op"]
            if len(name) % 2:
                fields.append(f"{dice.uniform(1, 1000):.2f} MB/s")
            for unit, values in self.units.items():
                gone = unit == self.missing and self.missing_on in (side, "both")
                if not gone or dice.random() >= self.missing_share:
                    fields.append(f"{values.draw(dice, side)} {unit}")
            text += "\t".join(fields) + "\n"
        return text


class Values:
    """Where one unit's values come from."""

    def __init__(self, dice, level):
        self.level = level
        self.kind = dice.choice(("constant", "constant", "flips", "noise", "fraction", "spread", "rare"))
        change = dice.choice(("none", "none", "ratio", "ratio", "step", "zero", "edge"))
        self.candidate = {
            "none": level,
            "ratio": round(level * dice.choice((0.5, 0.9, 0.95, 1.05, 1.1, 1.15, 1.2, 2))),
            "step": max(0, level + dice.choice((-16, -8, -1, 1, 2, 8, 9, 16, 17))),
            "zero": 0,
            "edge": level + level // 10 + dice.choice((0, 1)),
        }[change]

    def draw(self, dice, side):
        level = self.level if side == "baseline" else self.candidate
        if self.kind == "flips":
            # The same two values on both sides, in other shares.
            return self.level + (dice.random() < (0.3 if side == "baseline" else dice.choice((0.5, 1))))
        if self.kind == "noise":
            return max(0, level + dice.randint(-2, 2))
        if self.kind == "fraction":
            return f"{level + dice.choice((0, 0.1, 0.25, 0.5, 1.1)):g}"
        if self.kind == "spread":
            return round(level * dice.uniform(0.8, 1.2))
        if self.kind == "rare" and dice.random() < 0.04:
            # No -Inf: halfway between it and a number is NaN to benchstat, and to allocgate's summary.
            return dice.choice(("NaN", "+Inf", "1e30", "-5", "0.000123456789", "1e-320"))
        return level


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
