"""Prints the Clopper-Pearson intervals that src/stats/proportion/tests.rs expects.

    pip install scipy==1.17.1
    python3 tests/reference/proportion.py

Two ways: quantiles of beta distributions, of which scipy's are good to the last digits for any number of
trials, and bisection on tails that are summed in exact fractions, where that number allows it.
"""

from fractions import Fraction
from math import comb

from scipy.stats import beta

CASES = [
    (0, 6, 0.9),
    (1, 10, 0.95),
    (3, 10, 0.95),
    (5, 6, 0.99),
    (39, 300, 0.95),
    (9, 1150, 0.95),
    (1500, 3000, 0.999),
    (3, 1_000_000, 0.95),
    (2_000, 1_000_000, 0.95),
    (500_000, 1_000_000, 0.95),
    (1_234, 1_000_000_000, 0.95),
]


def at_least(least, trials, p):
    """P(X >= least), with p in steps of 2^-64: whole numbers over a common denominator."""
    one = 1 << 64
    event, other = int(p * one), one - int(p * one)
    if least > trials - least:
        ways = sum(comb(trials, k) * event**k * other ** (trials - k) for k in range(least, trials + 1))
        return Fraction(ways, one**trials)
    ways = sum(comb(trials, k) * event**k * other ** (trials - k) for k in range(least))
    return 1 - Fraction(ways, one**trials)


def bisect(holds):
    low, high = Fraction(0), Fraction(1)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return float(low)


def exact(failures, trials, confidence):
    beyond = (1 - Fraction(str(confidence))) / 2
    low = bisect(lambda p: at_least(failures, trials, p) < beyond) if failures else 0.0
    high = bisect(lambda p: 1 - at_least(failures + 1, trials, p) > beyond)
    return low, high


for failures, trials, confidence in CASES:
    beyond = (1 - confidence) / 2
    low = beta.ppf(beyond, failures, trials - failures + 1) if failures else 0.0
    high = beta.isf(beyond, failures + 1, trials - failures)
    print(f"{failures} of {trials} at {confidence}: {low:.10g} {high:.10g}", end="")
    if trials <= 300:
        print(" exactly: {:.10g} {:.10g}".format(*exact(failures, trials, confidence)), end="")
    print()
