//! Regular expressions that name benchmarks exactly.

use std::collections::BTreeSet;

/// An argument of so many bytes is short enough for every system.
pub(super) const LONGEST_ARGUMENT: usize = 100_000;

/// The expression for `-test.bench` that calls these benchmarks alone: full names as results have them,
/// without `Benchmark` and without the suffix. Go takes what is between bars for whole expressions, since
/// go1.20.
pub(super) fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let distinct: BTreeSet<&str> = names.into_iter().collect();
    distinct.into_iter().map(of_name).collect::<Vec<_>>().join("|")
}

/// The one for one of them.
pub(super) fn of_name(name: &str) -> String {
    let parts = name.split('/').map(|part| format!("^{}$", regex::escape(part)));
    let expression = parts.collect::<Vec<_>>().join("/");
    expression.replacen('^', "^Benchmark", 1)
}

/// One for functions, by their whole names, of whose benchmarks those run that `asked` names.
pub(super) fn functions<'a>(names: impl IntoIterator<Item = &'a str>, asked: &str) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    // Of several expressions, whose parts differ, more may run than is asked for.
    let below = asked.split_once('/').filter(|_| !asked.contains('|')).map(|(_, below)| below);
    let below = below.map_or(String::new(), |below| format!("/{below}"));
    format!("^({})${below}", names.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_name_is_matched_whole_and_as_it_is() {
        assert_eq!(named(["X/a.b/n=1", "X/a.b/n=1"]), r"^BenchmarkX$/^a\.b$/^n=1$");
        assert_eq!(named(["A", "B/c|d"]), r"^BenchmarkA$|^BenchmarkB$/^c\|d$");
    }

    #[test]
    fn functions_keep_what_is_asked_of_their_benchmarks() {
        assert_eq!(functions(["BenchmarkA", "BenchmarkB"], "."), "^(BenchmarkA|BenchmarkB)$");
        assert_eq!(functions(["BenchmarkA"], "A/json/x"), "^(BenchmarkA)$/json/x");
        assert_eq!(functions(["BenchmarkA"], "A/x|B/y"), "^(BenchmarkA)$");
    }
}
