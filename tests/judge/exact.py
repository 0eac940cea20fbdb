"""Exact numbers: medians, allowances, and the Mann-Whitney U-test's null distribution.

The p-values count subsets: of all ways to choose which n of the pooled values are the
candidate's, how many have a sum of midranks as large as the one that was seen. Midranks are
doubled, so all sums are integers; a polynomial in x^(sum) is kept as one big integer.
"""

import math
from fractions import Fraction
from functools import lru_cache


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    low, high = ordered[middle - 1], ordered[middle]
    return low if low == high else (low + high) / 2


def moved(value, allowance, direction):
    """`value` moved by the allowed change, up (+1) or down (-1). An infinite value stays."""
    if isinstance(value, float):
        return value
    relative, absolute = allowance
    return value + direction * max(abs(value) * relative, absolute)


def tails(candidate, baseline):
    """(P(U <= u), P(U >= u)) for the candidate's U, given the pooled values."""
    pooled = sorted(candidate + baseline)
    doubled_midrank, groups = {}, []
    for value in pooled:
        if value not in doubled_midrank:
            below, ties = pooled.index(value), pooled.count(value)
            doubled_midrank[value] = 2 * below + ties + 1
            groups.append((doubled_midrank[value], ties))
    seen = sum(doubled_midrank[value] for value in candidate)
    return subset_tails(tuple(groups), len(candidate), seen)


@lru_cache(maxsize=None)
def subset_tails(groups, size, seen):
    counts, total = subset_counts(groups, size)
    below = sum(ways for sum_, ways in counts if sum_ <= seen)
    above = sum(ways for sum_, ways in counts if sum_ >= seen)
    return Fraction(below, total), Fraction(above, total)


@lru_cache(maxsize=None)
def subset_counts(groups, size):
    """[(sum, number of subsets of that size with that sum)], and the number of all subsets."""
    ranks = [rank for rank, ties in groups for _ in range(ties)]
    total = math.comb(len(ranks), size)
    width = total.bit_length() // 8 + 1  # bytes to a coefficient
    chosen = [1] + [0] * size
    for rank in ranks:
        for k in range(size, 0, -1):
            chosen[k] += chosen[k - 1] << (8 * width * rank)
    digits = chosen[size].to_bytes(width * (sum(ranks) + 1), "little")
    counts = []
    for sum_ in range(sum(ranks) + 1):
        ways = int.from_bytes(digits[sum_ * width:(sum_ + 1) * width], "little")
        if ways:
            counts.append((sum_, ways))
    assert sum(ways for _, ways in counts) == total
    return counts, total


def two_sided(low, high):
    return min(Fraction(1), 2 * min(low, high))


def smallest_p(baseline_size, candidate_size, sides):
    """The p-value of samples that do not overlap at all."""
    return Fraction(sides, math.comb(baseline_size + candidate_size, baseline_size))
