"""The judge on rows small enough to work out by hand."""

import itertools
import random
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path

import capture
import exact
import judge
from compare import disagreements

HEADER = "goos: linux\ngoarch: amd64\npkg: example.com/p\ncpu: some\n"
FIXED = 100
ALLOCS = ("allocs/op",)
TIMES = random.Random(0)


def text(name="X-2", header=HEADER, ending="PASS\n", iterations=FIXED, **units):
    """A capture of one benchmark: units by keyword, `B` and `allocs`, a list each."""
    named = {"B": "B/op", "allocs": "allocs/op"}
    length = max(len(values) for values in units.values())
    lines = []
    for i in range(length):
        parts = [f"Benchmark{name}", str(iterations), f"{TIMES.uniform(1, 100)} ns/op"]
        parts += [f"{values[i]} {named[unit]}" for unit, values in units.items()]
        lines.append("\t".join(parts))
    return header + "\n".join(lines) + "\n" + ending


def read(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "capture.txt")
        path.write_text(content, encoding="utf-8")
        return capture.read(path)


def verdict(before, after, *thresholds, **options):
    policy = judge.Policy(thresholds=tuple(map(judge.parse_threshold, thresholds)), **options)
    return judge.judge([read(before)], [read(after)], policy)


def status(before, after, *thresholds, unit="allocs/op", **options):
    """The status of a row given by its samples, or by whole captures."""
    if isinstance(before, list):
        before, after = text(allocs=before), text(allocs=after)
    rows = verdict(before, after, *thresholds, **options)["rows"]
    return next(row["status"] for row in rows if row["unit"] == unit)


class AllowedChange(unittest.TestCase):
    def test_the_whole_sample_must_exceed_the_moved_baseline(self):
        self.assertEqual(status([90] * 4 + [100] * 6, [110] * 6 + [120] * 4), "unchanged")

    def test_exactly_ten_percent_is_not_more_than_ten_percent(self):
        self.assertEqual(status([10] * 10, [11] * 10), "unchanged")
        self.assertEqual(status([10] * 10, [12] * 10), "regression")

    def test_exactly_fifteen_percent_is_not_more_than_fifteen_percent(self):
        self.assertEqual(status([200] * 10, [230] * 10, "15%"), "unchanged")
        self.assertEqual(status([200] * 10, [231] * 10, "15%"), "regression")

    def test_bytes_have_a_floor_of_eight(self):
        self.assertEqual(status(text(B=[16] * 10), text(B=[24] * 10), unit="B/op"), "unchanged")
        self.assertEqual(status(text(B=[16] * 10), text(B=[25] * 10), unit="B/op"), "regression")
        self.assertEqual(status(text(B=[0] * 10), text(B=[8] * 10), unit="B/op"), "unchanged")

    def test_a_plain_percentage_keeps_the_floor_and_any_other_form_states_the_whole(self):
        before, after = text(B=[16] * 10), text(B=[20] * 10)
        self.assertEqual(status(before, after, "0%", unit="B/op"), "unchanged")
        self.assertEqual(status(before, after, "B/op=0%", unit="B/op"), "regression")
        self.assertEqual(status(before, after, "+3", unit="B/op"), "regression")
        self.assertEqual(status(before, after, "0%,+4", unit="B/op"), "unchanged")

    def test_from_zero_is_worse_than_every_relative_threshold(self):
        self.assertEqual(status([0] * 10, [3] * 10), "regression")
        self.assertEqual(status([0] * 10, [1] * 10), "regression")
        self.assertEqual(status([0] * 10, [1] * 10, "1000%"), "regression")

    def test_to_zero_is_an_improvement(self):
        self.assertEqual(status([3] * 10, [0] * 10), "improvement")

    def test_a_specification_that_says_nothing_is_refused(self):
        for spec in ("", "10", "B/op=", "%", "-5%", "10%,8"):
            with self.assertRaises(judge.UsageError):
                judge.parse_threshold(spec)


class Rounding(unittest.TestCase):
    def test_one_more_allocation_is_rounding_only_if_bytes_did_not_grow(self):
        before, after = [4] * 9 + [5], [5] * 10
        grown = text(allocs=before, B=[4096] * 10), text(allocs=after, B=[4112] * 10)
        equal = text(allocs=before, B=[4096] * 10), text(allocs=after, B=[4096] * 10)
        self.assertEqual(status(*grown), "regression")
        self.assertEqual(status(*equal), "rounding")
        self.assertEqual(status(before, after), "regression")

    def test_the_baseline_must_have_printed_both_and_zero_is_no_rounding(self):
        bytes_ = [64] * 10
        for before, after in (([4] * 10, [5] * 10), ([0] * 9 + [1], [1] * 10)):
            self.assertEqual(status(text(allocs=before, B=bytes_), text(allocs=after, B=bytes_)), "regression")

    def test_rounding_passes(self):
        told = verdict(text(allocs=[4] * 9 + [5], B=[64] * 10), text(allocs=[5] * 10, B=[64] * 10))
        self.assertEqual((told["verdict"], told["counts"]["rounding"]), ("pass", 1))


class UnequalIterations(unittest.TestCase):
    def test_more_bytes_at_fewer_iterations_are_inconclusive_and_block(self):
        before = text(B=[100] * 10, allocs=[1] * 10, iterations=97)
        after = text(B=[300] * 10, allocs=[1] * 10, iterations=2)
        self.assertEqual(status(before, after, unit="B/op"), "inconclusive")
        self.assertEqual(verdict(before, after)["exit"], 3)

    def test_more_allocations_at_fewer_iterations_are_a_regression(self):
        before = text(B=[100] * 10, allocs=[1] * 10, iterations=97)
        after = text(B=[300] * 10, allocs=[2] * 10, iterations=2)
        self.assertEqual(status(before, after, unit="B/op"), "regression")

    def test_bytes_that_look_rounded_but_grew_are_inconclusive_too(self):
        before = text(B=[64, 65, 64, 65, 64, 64], allocs=[5] * 6, iterations=150)
        after = text(B=[65] * 6, allocs=[5] * 6, iterations=1)
        options = {"unit": "B/op", "alpha": Fraction(1, 2)}
        self.assertEqual(status(before, after, "B/op=0%", **options), "inconclusive")

    def test_half_as_many_again_is_still_equal(self):
        before = text(B=[100] * 10, allocs=[1] * 10, iterations=150)
        after = text(B=[300] * 10, allocs=[1] * 10, iterations=100)
        self.assertEqual(status(before, after, unit="B/op"), "regression")


class Probabilities(unittest.TestCase):
    def test_a_doubled_tail_of_tied_samples(self):
        low, high = exact.tails(list(map(Fraction, [1] * 5)), list(map(Fraction, [1, 2, 3, 5])))
        self.assertEqual(exact.two_sided(low, high), Fraction(2, 21))

    def test_counting_subsets_agrees_with_listing_them(self):
        dice = random.Random(1)
        for _ in range(60):
            sizes = dice.randint(1, 5), dice.randint(1, 5)
            samples = [[Fraction(dice.randint(0, 4)) for _ in range(size)] for size in sizes]
            self.assertEqual(exact.tails(*samples), listed_tails(*samples))

    def test_the_smallest_p_decides_what_could_have_failed(self):
        policy = judge.Policy()
        self.assertTrue(policy.could_fail(4, 10))
        self.assertTrue(policy.could_fail(5, 5))
        self.assertFalse(policy.could_fail(4, 4))
        self.assertFalse(judge.Policy(evidence="differs", alpha=Fraction(5, 100)).could_fail(3, 3))


def listed_tails(candidate, baseline):
    """Every choice of a candidate from the pool, its U by comparing pairs."""
    pooled = candidate + baseline
    seen, below, above, total = pairwise_u(candidate, baseline), 0, 0, 0
    for chosen in itertools.combinations(range(len(pooled)), len(candidate)):
        rest = [value for i, value in enumerate(pooled) if i not in chosen]
        u = pairwise_u([pooled[i] for i in chosen], rest)
        below, above, total = below + (u <= seen), above + (u >= seen), total + 1
    return Fraction(below, total), Fraction(above, total)


def pairwise_u(candidate, baseline):
    return sum((c > b) - (c < b) for c in candidate for b in baseline)


class TooFewSamples(unittest.TestCase):
    def test_four_against_four_past_the_threshold_cannot_be_judged(self):
        told = verdict(text(allocs=[1] * 4), text(allocs=[2] * 4), units=ALLOCS)
        self.assertEqual(told["exit"], 3)
        self.assertIn("too-few-samples", told["causes"])

    def test_four_against_ten_can_fail(self):
        self.assertEqual(verdict(text(allocs=[1] * 4), text(allocs=[2] * 10))["exit"], 1)

    def test_a_capture_in_which_no_row_could_have_failed_cannot_be_judged(self):
        told = verdict(text(allocs=[2] * 4), text(allocs=[1] * 4), units=ALLOCS)
        self.assertEqual((told["exit"], told["causes"]), (3, ["no-row-could-fail"]))
        self.assertEqual(told["rows"][0]["status"], "inconclusive")

    def test_a_regression_elsewhere_decides(self):
        few = text("Few-2", ending="", allocs=[1] * 4), text("Few-2", ending="", allocs=[2] * 4)
        many = text("Many-2", header="", allocs=[1] * 10), text("Many-2", header="", allocs=[2] * 10)
        told = verdict(few[0] + many[0], few[1] + many[1], units=ALLOCS)
        self.assertEqual((told["exit"], told["causes"]), (1, ["too-few-samples"]))


class Causes(unittest.TestCase):
    good = staticmethod(lambda **options: text(allocs=[1] * 10, B=[16] * 10, **options))

    def causes(self, before, after, **options):
        return verdict(before, after, **options)["causes"]

    def test_equal_samples_pass(self):
        self.assertEqual(self.causes(self.good(), self.good()), [])

    def test_an_empty_side(self):
        self.assertEqual(self.causes(self.good(), ""), ["no-results", "package-lost"])
        self.assertEqual(self.causes("", self.good()), ["no-results"])

    def test_a_run_that_was_cut_or_failed(self):
        self.assertEqual(self.causes(self.good(), self.good(ending="")), ["cut"])
        self.assertEqual(self.causes(self.good(ending="") + self.good(), self.good()), ["cut"])
        self.assertEqual(self.causes(self.good(), self.good(ending="FAIL\n")), ["failed"])
        self.assertEqual(self.causes(self.good(), self.good(ending=""), allow_incomplete=True), [])

    def test_text_filtered_down_to_benchmark_lines(self):
        bare = {"header": "", "ending": ""}
        self.assertEqual(self.causes(self.good(**bare), self.good(**bare)), [])
        self.assertEqual(self.causes(self.good(), self.good(**bare)), [])

    def test_another_platform(self):
        other = HEADER.replace("amd64", "arm64")
        self.assertIn("platform-differs", self.causes(self.good(), self.good(header=other)))

    def test_another_number_of_processors(self):
        told = self.causes(self.good(name="X-2"), self.good(name="X-8"))
        self.assertEqual(told, ["gomaxprocs-differs", "nothing-comparable", "package-lost"])

    def test_a_unit_that_neither_side_printed(self):
        none = [text(allocs=[1] * 10), text(allocs=[1] * 10)]
        self.assertEqual(self.causes(*none, allow_missing=True), ["unit-absent"])
        self.assertEqual(self.causes(*none, units=ALLOCS), [])

    def test_a_unit_that_was_lost(self):
        self.assertEqual(self.causes(self.good(), text(allocs=[1] * 10)), ["memory-unit-lost"])
        self.assertEqual(self.causes(self.good(), text(allocs=[1] * 10), allow_missing=True), [])

    def test_a_package_that_lost_half_its_rows_and_one_that_lost_more(self):
        names = [self.good(name=f"{name}-2", ending="") for name in "ABCD"]
        whole, half, less = ("".join(names[:count]) for count in (4, 2, 1))
        allowed = {"allow_incomplete": True}
        self.assertEqual(self.causes(whole, half.replace("\t100\t", "\t100\t1"), **allowed), [])
        self.assertEqual(self.causes(whole, less.replace("\t100\t", "\t100\t1"), **allowed), ["package-lost"])

    def test_one_capture_twice(self):
        once = self.good()
        self.assertEqual(self.causes(once, once), ["same-capture"])

    def test_a_value_that_is_no_number(self):
        told = verdict(self.good(), text(allocs=[1] * 9 + ["NaN"], B=[16] * 10))
        self.assertEqual((told["exit"], told["causes"]), (3, ["nan"]))


class Reading(unittest.TestCase):
    def test_an_event_stream_joins_what_was_split(self):
        stream = "".join(
            '{"Action":"%s","Package":"p","Output":"%s"}\n' % (action, output)
            for action, output in (
                ("start", ""), ("output", r"pkg: p\n"), ("output", r"BenchmarkX-2 \t"),
                ("output", r"100\t 5 ns/op\t 3 allocs/op\n"), ("output", r"PASS\n"), ("pass", ""),
            )
        )
        told = read(stream)
        self.assertEqual([(r.pkg, r.name, r.iterations) for r in told.results], [("p", "X-2", 100)])
        self.assertEqual(told.troubles, [])
        self.assertEqual([trouble for trouble, _ in read(stream[:-40]).troubles], ["cut"])

    def test_values_are_what_was_printed(self):
        self.assertEqual(capture.parse_value("0.1"), Fraction(1, 10))
        self.assertEqual(capture.parse_value("1e3"), 1000)
        self.assertEqual(capture.parse_value("0x1p4"), 16)
        self.assertEqual(capture.parse_value("1_000"), 1000)
        self.assertEqual(capture.parse_value("+Inf"), float("inf"))
        for text_ in ("1e999", "0x10", "+nan", "5x", "_1", "1__0", ""):
            self.assertIsNone(capture.parse_value(text_), text_)

    def test_a_crash_is_told_by_its_stack(self):
        crash = HEADER + "BenchmarkX-2 \tpanic: boom\n\ngoroutine 1 [running]:\n"
        self.assertEqual([trouble for trouble, _ in read(crash).troubles], ["failed", "cut"])


class Comparing(unittest.TestCase):
    def test_what_differs_is_named(self):
        told = verdict(text(allocs=[1] * 10), text(allocs=[2] * 10))
        self.assertEqual(list(disagreements(told, told)), [])
        row = {**told["rows"][0], "status": "unchanged", "p": 0.5}
        found = list(disagreements({**told, "exit": 0, "rows": [row]}, told))
        self.assertEqual(len(found), 3)


if __name__ == "__main__":
    unittest.main()
