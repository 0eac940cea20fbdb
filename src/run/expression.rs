//! Regular expressions that name benchmarks exactly.

use std::collections::BTreeSet;

/// An argument of so many bytes is short enough for every system.
const LONGEST: usize = 100_000;

/// Expressions for `-test.bench` that together call these benchmarks: full names as results have them,
/// without `Benchmark` and without the suffix.
pub(super) fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut expressions: Vec<String> = Vec::new();
    let distinct: BTreeSet<&str> = names.into_iter().collect();
    for name in distinct {
        let one = of_name(name);
        match expressions.last_mut() {
            // Go takes what is between bars for whole expressions, since go1.20.
            Some(last) if last.len() + 1 + one.len() <= LONGEST => {
                last.push('|');
                last.push_str(&one);
            }
            _ => expressions.push(one),
        }
    }
    expressions
}

fn of_name(name: &str) -> String {
    let parts = name.split('/').map(|part| format!("^{}$", regex::escape(part)));
    let expression = parts.collect::<Vec<_>>().join("/");
    expression.replacen('^', "^Benchmark", 1)
}

/// One for functions, by their whole names.
pub(super) fn functions<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    format!("^({})$", names.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_name_is_matched_whole_and_as_it_is() {
        assert_eq!(named(["X/a.b/n=1", "X/a.b/n=1"]), [r"^BenchmarkX$/^a\.b$/^n=1$"]);
        assert_eq!(named(["A", "B/c|d"]), [r"^BenchmarkA$|^BenchmarkB$/^c\|d$"]);
        assert!(named([]).is_empty());
    }

    #[test]
    fn what_is_too_long_for_one_argument_is_several() {
        let names: Vec<String> = (0..9000).map(|i| format!("Encode/case_number_{i}")).collect();
        let expressions = named(names.iter().map(|name| &**name));
        assert!(expressions.len() > 1 && expressions.iter().all(|e| e.len() <= LONGEST));
        let count: usize = expressions.iter().map(|e| e.matches("$|^").count() + 1).sum();
        assert_eq!(count, 9000);
    }
}
