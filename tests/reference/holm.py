"""Prints the adjusted p-values that src/stats/holm/tests.rs expects of Holm's correction.

    python3 tests/reference/holm.py

In exact fractions, and not step by step: by the closed testing principle, of which the correction is a
shortcut, the adjusted p-value of a hypothesis is the largest of Bonferroni's over all sets of
hypotheses that contain it. With statsmodels (pip install statsmodels==0.15.0) its answer stands beside.
"""

from fractions import Fraction
from itertools import combinations

P_VALUES = """0.0011 0.37 0.0002 0.0011 0.048 0.0079 1 0.025 0.0043 0.0002 0.12 0.0079""".split()


def bonferroni(p_values):
    return min(Fraction(1), len(p_values) * min(p_values))


def adjusted(p_values, member):
    others = p_values[:member] + p_values[member + 1 :]
    sets = (s for size in range(len(p_values)) for s in combinations(others, size))
    return max(bonferroni((p_values[member], *others)) for others in sets)


p_values = [Fraction(p) for p in P_VALUES]
closed = [adjusted(p_values, i) for i in range(len(p_values))]
try:
    from statsmodels.stats.multitest import multipletests

    stepwise = multipletests([float(p) for p in P_VALUES], method="holm")[1]
except ImportError:
    stepwise = [""] * len(P_VALUES)

for p, exact, other in zip(P_VALUES, closed, stepwise):
    print(f"{p:8} {float(exact):<8.6g} {other}")
