"""Prints reference p-values for src/stats/utest/tests.rs.

    pip install scipy==1.17.1
    python3 tests/reference/utest.py

Each line: P(U <= u) and P(U >= u), where U counts the pairs in which the second sample is the
larger. Independent ways: scipy's exact test where there are no ties, scipy's permutation
test where there are and the samples are small, and whole-number counting of rank sums where they
are large (the shift algorithm of Streitberg and Roehmel, as in R's package coin). Beyond the exact
test's budget, scipy's normal approximation with corrections for ties and continuity.
"""

from fractions import Fraction
from math import comb

import numpy as np
from scipy import stats


def without_ties(x, y):
    return [
        stats.mannwhitneyu(y, x, alternative=side, method="exact").pvalue
        for side in ("less", "greater")
    ]


def normal(x, y):
    return [
        stats.mannwhitneyu(
            y, x, alternative=side, method="asymptotic", use_continuity=True
        ).pvalue
        for side in ("less", "greater")
    ]


def permutation(x, y):
    def statistic(y, x, axis=-1):
        ranks = stats.rankdata(np.concatenate([y, x], axis=axis), axis=axis)
        return np.take(ranks, np.arange(y.shape[axis]), axis=axis).sum(axis=axis)

    return [
        stats.permutation_test(
            (y, x), statistic, n_resamples=np.inf, alternative=side, vectorized=True
        ).pvalue
        for side in ("less", "greater")
    ]


def shift(x, y):
    """Counts subsets of the doubled midranks by size and sum, value by value, in integers."""
    ranks = [int(2 * rank) for rank in stats.rankdata(list(x) + list(y))]
    counts = [{} for _ in range(len(y) + 1)]
    counts[0][0] = 1
    for rank in ranks:
        for size in range(len(y), 0, -1):
            for total, ways in counts[size - 1].items():
                counts[size][total + rank] = counts[size].get(total + rank, 0) + ways
    observed, all_ways = sum(ranks[len(x):]), comb(len(ranks), len(y))
    below = sum(w for total, w in counts[-1].items() if total <= observed)
    above = sum(w for total, w in counts[-1].items() if total >= observed)
    return [float(Fraction(below, all_ways)), float(Fraction(above, all_ways))]


def sample(n, stride, modulus, lift):
    return [(i * stride) % modulus + lift for i in range(n)]


CASES = [
    (without_ties, "8 v 8, 3:1 overlap", [1, 2, 3, 5, 6, 9, 10, 14], [4, 7, 8, 11, 12, 13, 15, 16]),
    (without_ties, "4 v 10", [1, 2, 4, 9], [3, 5, 6, 7, 8, 10, 11, 12, 13, 14]),
    (without_ties, "20 v 20", range(0, 40, 2), range(11, 51, 2)),
    (without_ties, "50 v 50", range(0, 100, 2), range(21, 121, 2)),
    (permutation, "4 v 5, six ones", [1, 2, 3, 5], [1] * 5),
    (permutation, "6 v 4, eight fives", [5] * 6, [5, 5, 6, 7]),
    (permutation, "5 v 5, two values", [1, 1, 1, 1, 2], [1, 2, 2, 2, 2]),
    (permutation, "7 v 6, mixed", [1, 1, 2, 3, 3, 3, 8], [2, 3, 4, 4, 8, 9]),
    (shift, "25 v 25, mod 9", sample(25, 7, 9, 0), sample(25, 5, 9, 2)),
    (shift, "25 v 10, mod 6", sample(25, 5, 6, 1), sample(10, 1, 6, 0)),
    (shift, "50 v 50, mod 31", sample(50, 7, 31, 0), sample(50, 11, 31, 8)),
    (shift, "50 v 50, mod 5", sample(50, 3, 5, 0), sample(50, 2, 5, 2)),
    (shift, "50 v 50, one tie", range(0, 100, 2), [0] + list(range(53, 151, 2))),
    (normal, "300 v 200, mod 40", sample(300, 7, 40, 0), sample(200, 11, 40, 3)),
    (normal, "90 v 100, no ties", range(0, 180, 2), range(41, 241, 2)),
]

for way, name, x, y in CASES:
    print(f"{way.__name__:12} {name:20}", *way(list(x), list(y)))
