#!/usr/bin/env python3
"""What allocgate must say about two captures, worked out a second time.

usage: judge.py BASELINE... -- CANDIDATE... [--threshold SPEC]... [--alpha A]
                [--evidence exceeds|differs] [--unit U]... [--allow-missing] [--allow-incomplete]

Prints the verdict as JSON; exits 0 whatever the verdict, which is the JSON's "exit", and 2 if
used wrongly. Numbers are exact: values are fractions as printed, probabilities are counts.
"""

import argparse
import json
import math
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

import capture
import exact

SMALLER_IS_BETTER = {"B/op", "allocs/op", "ns/op"}
LARGER_IS_BETTER = {"MB/s", "B/s"}
ALIASES = {"alloc/op": "B/op", "time/op": "ns/op", "sec/op": "ns/op"}
MEMORY_UNITS = ("B/op", "allocs/op")
STATUSES = ("regression", "improvement", "rounding", "inconclusive", "unchanged", "added", "removed")
SUFFIX = re.compile(r"-[0-9]+$")


class UsageError(Exception):
    pass


@dataclass
class Policy:
    units: tuple = MEMORY_UNITS
    thresholds: tuple = ()
    alpha: Fraction = Fraction(5, 1000)
    evidence: str = "exceeds"
    allow_missing: bool = False
    allow_incomplete: bool = False

    def allowance(self, unit):
        """(relative, absolute) of a unit: a specification that names it beats one for all."""
        result = (Fraction(10, 100), Fraction(8 if unit == "B/op" else 0))
        for wanted in (None, unit):
            for named, relative, absolute in self.thresholds:
                if named == wanted:
                    plain = named is None and absolute is None
                    floor = result[1] if plain else absolute
                    result = (relative or Fraction(0), floor or Fraction(0))
        return result

    def could_fail(self, baseline_size, candidate_size):
        sides = 1 if self.evidence == "exceeds" else 2
        return exact.smallest_p(baseline_size, candidate_size, sides) <= self.alpha


def parse_threshold(spec):
    """`10%`, `+16`, `10%,+8`, each with or without `UNIT=`: (unit, relative, absolute)."""
    unit, _, amount = spec.rpartition("=")
    match = re.match(r"(?:([0-9.]+)%)?(?:(?:^|,)\+([0-9.]+))?$", amount)
    if not amount or not match:
        raise UsageError(f"threshold {spec!r} is not like 10%, +16 or 10%,+8")
    relative = Fraction(match[1]) / 100 if match[1] else None
    absolute = Fraction(match[2]) if match[2] else None
    return (ALIASES.get(unit, unit) if unit else None, relative, absolute)


def direction_of(unit):
    """+1 where larger is worse, -1 where smaller is."""
    if unit in SMALLER_IS_BETTER:
        return 1
    if unit in LARGER_IS_BETTER:
        return -1
    raise UsageError(f"which direction of {unit} is better is not known")


@dataclass
class Benchmark:
    """What one side measured of one benchmark."""

    package: str = ""
    samples: dict = field(default_factory=lambda: defaultdict(list))
    iterations: dict = field(default_factory=lambda: defaultdict(list))  # as many as the samples'


@dataclass
class Row:
    key: tuple
    unit: str
    status: str
    package: str
    p: Fraction | None = None  # of a regression; of an improvement, if it is one
    p_other: Fraction | None = None
    n: tuple = (0, 0)
    medians: tuple = (None, None)
    blocks: str | None = None


def has_nan(values):
    return any(isinstance(value, float) and math.isnan(value) for value in values)


def side_of(captures, ignored):
    """{(pkg, goos, goarch, name): Benchmark}, leaving out the ignored parts of the key."""
    side = defaultdict(Benchmark)
    for result in (result for one in captures for result in one.results):
        key = tuple(
            "" if part in ignored else getattr(result, part) for part in ("pkg", "goos", "goarch", "name")
        )
        side[key].package = side[key].package or result.pkg
        for unit, value in result.values:
            side[key].samples[unit].append(value)
            side[key].iterations[unit].append(Fraction(result.iterations))
    return side


def values_of(captures, part):
    return {getattr(result, part) for one in captures for result in one.results} - {""}


def is_ignored(part, sides):
    """Whether one side, though it has results, never names it, and no benchmarks merge without it."""
    if all(values_of(side, part) for side in sides) or not all(any(one.results for one in side) for side in sides):
        return False
    named = [{(r.name, getattr(r, part)) for one in side for r in one.results} for side in sides]
    return all(len(pairs) == len({name for name, _ in pairs}) for pairs in named)


def judge(baseline_captures, candidate_captures, policy):
    sides = (baseline_captures, candidate_captures)
    ignored = {part for part in ("pkg", "goos", "goarch") if is_ignored(part, sides)}
    baseline, candidate = (side_of(side, ignored) for side in sides)
    rows = [
        row
        for key in sorted(set(baseline) | set(candidate))
        for row in judge_benchmark(key, baseline.get(key), candidate.get(key), policy)
        if not is_explained(row, sides, policy)
    ]
    causes = sorted(
        set(run_causes(sides, policy))
        | set(platform_causes(sides, ignored))
        | set(unit_causes(sides, policy))
        | set(pairing_causes(sides, baseline, candidate, rows, policy))
        | set(row_causes(rows, policy))
    )
    return verdict_of(rows, causes)


def judge_benchmark(key, baseline, candidate, policy):
    """The rows of one benchmark. The two excuses look at its other rows."""
    rows = {}
    for unit in policy.units:
        before = baseline.samples.get(unit) if baseline else None
        after = candidate.samples.get(unit) if candidate else None
        package = (baseline or candidate).package
        if before and after:
            rows[unit] = judge_samples(key, unit, package, before, after, policy)
        elif before or after:
            rows[unit] = Row(key, unit, "removed" if before else "added", package)
    for unit, row in rows.items():
        if row.status == "regression" and rounding(baseline, candidate, unit):
            row.status = "rounding"
    bytes_ = rows.get("B/op")
    if bytes_ and bytes_.status == "regression" and unequal_iterations(baseline, candidate):
        if allocs_unchanged(rows.get("allocs/op"), baseline, candidate):
            bytes_.status, bytes_.blocks = "inconclusive", "unequal-n"
    return rows.values()


def judge_samples(key, unit, package, before, after, policy):
    row = Row(key, unit, "inconclusive", package, n=(len(before), len(after)))
    if has_nan(before + after):
        row.blocks = "nan"
        return row
    worse, allowance = direction_of(unit), policy.allowance(unit)
    row.medians = (exact.median(before), exact.median(after))
    if has_nan(row.medians):
        row.blocks = "nan"
        return row
    past_worse = (row.medians[1] - exact.moved(row.medians[0], allowance, worse)) * worse > 0
    past_better = (row.medians[1] - exact.moved(row.medians[0], allowance, -worse)) * worse < 0
    p_worse, p_better = p_values(before, after, allowance, worse, policy)
    row.p, row.p_other = p_worse, p_better
    if not policy.could_fail(*row.n):
        row.blocks = "too-few-samples" if past_worse else None
    elif past_worse and p_worse <= policy.alpha:
        row.status = "regression"
    elif past_better and p_better <= policy.alpha:
        row.status, row.p, row.p_other = "improvement", p_better, p_worse
    else:
        row.status = "unchanged"
    return row


def p_values(before, after, allowance, worse, policy):
    """(of a regression, of an improvement)"""
    if policy.evidence == "differs":
        p = exact.two_sided(*exact.tails(after, before))
        return p, p
    toward_worse = exact.tails(after, [exact.moved(value, allowance, worse) for value in before])
    toward_better = exact.tails(after, [exact.moved(value, allowance, -worse) for value in before])
    return (toward_worse[1], toward_better[0]) if worse > 0 else (toward_worse[0], toward_better[1])


def rounding(baseline, candidate, unit):
    """Only k and k + 1 on both sides, the baseline printed both, k is not 0, and B/op did not grow."""
    before, after = baseline.samples[unit], candidate.samples[unit]
    printed = set(before)
    if len(printed) != 2 or any(isinstance(value, float) for value in printed | set(after)):
        return False
    k = min(printed)
    flips = k.denominator == 1 and k != 0 and printed == {k, k + 1} and set(after) <= printed
    return flips and not bytes_grew(baseline, candidate)


def bytes_grew(baseline, candidate):
    """Whether B/op's median grew; without B/op on both sides nothing shows that it did not."""
    before, after = baseline.samples.get("B/op"), candidate.samples.get("B/op")
    if not before or not after or has_nan(before + after):
        return True
    return exact.median(after) > exact.median(before)


def unequal_iterations(baseline, candidate):
    low, high = sorted(exact.median(side.iterations["B/op"]) for side in (baseline, candidate))
    return high > low * Fraction(3, 2)


def allocs_unchanged(row, baseline, candidate):
    """What the row of allocs/op says; where it is not judged, whether its medians are equal."""
    if row:
        return row.status in ("unchanged", "rounding")
    before, after = baseline.samples.get("allocs/op"), candidate.samples.get("allocs/op")
    if not before or not after or has_nan(before + after):
        return False
    return exact.median(before) == exact.median(after)


def run_causes(sides, policy):
    for side in sides:
        if not any(one.results for one in side):
            yield "no-results"
        if not policy.allow_incomplete:
            yield from (trouble for one in side for trouble, _ in one.troubles)


def unit_causes(sides, policy):
    """A unit that was to be judged, and that neither side printed."""
    results = [[result for one in side for result in one.results] for side in sides]
    printed = {unit for side in results for result in side for unit, _ in result.values}
    if all(results) and not printed.issuperset(policy.units):
        yield "unit-absent"


def platform_causes(sides, ignored):
    for part in ("goos", "goarch"):
        if not all(any(one.results for one in side) for side in sides):
            return
        if part not in ignored and values_of(sides[0], part) != values_of(sides[1], part):
            yield "platform-differs"


def is_explained(row, sides, policy):
    """Whether the side that lacks a row could not run its package, which is said instead."""
    lacking = {"added": sides[0], "removed": sides[1]}.get(row.status, [])
    failed = set().union(*(one.failed for one in lacking))
    return not policy.allow_incomplete and row.key[0] in failed


def pairing_causes(sides, baseline, candidate, rows, policy):
    both = set(baseline) & set(candidate)
    ended_well = policy.allow_incomplete or not any(one.troubles for side in sides for one in side)
    if ended_well and baseline and candidate and all(row.status in ("added", "removed") for row in rows):
        yield "nothing-comparable"
    if pair_only_without_suffix(baseline, candidate):
        yield "gomaxprocs-differs"
    if same_capture(baseline, candidate, both):
        yield "same-capture"
    if policy.allow_missing:
        return
    if any(lost_over_half(rows, package) for package in {row.key[:3] for row in rows}):
        yield "package-lost"
    for key in both:
        for unit in set(MEMORY_UNITS) & set(policy.units):
            if bool(baseline[key].samples.get(unit)) != bool(candidate[key].samples.get(unit)):
                yield "memory-unit-lost"


def lost_over_half(rows, package):
    statuses = [row.status for row in rows if row.key[:3] == package and row.status != "added"]
    return statuses.count("removed") * 2 > len(statuses)


def pair_only_without_suffix(baseline, candidate):
    """A package none of whose benchmarks pair, though some would without the -N."""
    for package in {key[:3] for key in baseline} & {key[:3] for key in candidate}:
        names = [{key[3] for key in side if key[:3] == package} for side in (baseline, candidate)]
        bare = [{SUFFIX.sub("", name) for name in side} for side in names]
        if not names[0] & names[1] and bare[0] & bare[1]:
            return True
    return False


def same_capture(baseline, candidate, both):
    """Every sample of every paired benchmark agrees, and times are among them."""
    timed = any("ns/op" in baseline[key].samples for key in both)
    return timed and all(agree(baseline[key].samples, candidate[key].samples) for key in both)


def agree(before, after):
    return before.keys() == after.keys() and all(
        Counter(map(str, before[unit])) == Counter(map(str, after[unit])) for unit in before
    )


def row_causes(rows, policy):
    yield from (row.blocks for row in rows if row.blocks)
    tested = [row for row in rows if row.p is not None]
    if tested and not any(policy.could_fail(*row.n) for row in tested):
        yield "no-row-could-fail"


def verdict_of(rows, causes):
    counts = Counter(row.status for row in rows)
    verdict, code = "pass", 0
    if counts["regression"]:
        verdict, code = "fail", 1
    elif causes:
        verdict, code = "cannot-judge", 3
    return {
        "verdict": verdict,
        "exit": code,
        "causes": causes,
        "counts": {status: counts[status] for status in STATUSES},
        "rows": [row_as_data(row) for row in rows],
    }


def row_as_data(row):
    data = {"package": row.package, "name": row.key[3], "unit": row.unit, "status": row.status}
    if row.status in ("added", "removed"):
        return data
    data["p"], data["p_other"] = (None if p is None else float(p) for p in (row.p, row.p_other))
    data["n"] = list(row.n)
    data["medians"] = [None if value is None else float(value) for value in row.medians]
    data["blocks"] = row.blocks
    return data


def policy_of(arguments):
    units = tuple(dict.fromkeys(ALIASES.get(unit, unit) for unit in arguments.unit or MEMORY_UNITS))
    for unit in units:
        direction_of(unit)
    return Policy(
        units=units,
        thresholds=tuple(parse_threshold(spec) for spec in arguments.threshold),
        alpha=Fraction(arguments.alpha),
        evidence=arguments.evidence,
        allow_missing=arguments.allow_missing,
        allow_incomplete=arguments.allow_incomplete,
    )


def parse_arguments(argv):
    """(baseline files, the rest parsed): the first `--` parts the sides."""
    if "--" not in argv:
        raise UsageError("no `--` between the baseline's files and the candidate's")
    split = argv.index("--")
    parser = argparse.ArgumentParser(prog="judge.py BASELINE... --")
    parser.add_argument("candidate", nargs="+")
    parser.add_argument("--threshold", action="append", default=[])
    parser.add_argument("--alpha", default="0.005")
    parser.add_argument("--evidence", choices=("exceeds", "differs"), default="exceeds")
    parser.add_argument("--unit", action="append")
    parser.add_argument("--allow-missing", action="store_true")
    parser.add_argument("--allow-incomplete", action="store_true")
    if not argv[:split]:
        raise UsageError("no baseline")
    return argv[:split], parser.parse_args(argv[split + 1:])


def told(argv):
    """The verdict and every row, as data."""
    baseline, arguments = parse_arguments(argv)
    policy = policy_of(arguments)
    return judge(*([capture.read(path) for path in paths] for paths in (baseline, arguments.candidate)), policy)


def main(argv):
    try:
        data = told(argv)
    except (UsageError, OSError, ValueError) as error:
        print(f"judge.py: {error}", file=sys.stderr)
        return 2
    json.dump(data, sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
