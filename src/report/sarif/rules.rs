//! The kinds of results, and what to do about each.

use super::message::Message;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule {
    id: String,
    name: &'static str,
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: [&'static str; 1],
}

/// A kind of problem, its name here, its level, what it is, and what to do.
type Known = (&'static str, &'static str, &'static str, &'static str, &'static str);

const KNOWN: [Known; 11] = [
    (
        "regression",
        "AllocationRegression",
        "error",
        "A benchmark allocates more than the policy allows.",
        "Look at the lines that are named: a value that escapes to the heap, a slice or a map that is no longer given its size, a call that allocates. If it is meant, let it pass for a while by a waiver in allocgate.toml.",
    ),
    (
        "over-budget",
        "AllocationBudgetExceeded",
        "error",
        "A benchmark allocates more than its budget.",
        "Allocate less, or raise the budget where it stands: in allocgate.toml, or in the directive above the benchmark.",
    ),
    (
        "missing",
        "BenchmarkMissing",
        "error",
        "A benchmark that the baseline has is missing, and its rule makes that a failure.",
        "Bring the benchmark back, or change its rule in allocgate.toml.",
    ),
    (
        "regression-warned-about",
        "AllocationRegressionWarning",
        "warning",
        "A benchmark allocates more than its rule allows; the rule only warns.",
        "Look at the lines that are named. This fails no build.",
    ),
    (
        "waived",
        "AllocationRegressionWaived",
        "note",
        "A benchmark allocates more than the policy allows, and a waiver lets it pass.",
        "Nothing needs to be done before the waiver's last day.",
    ),
    (
        "over-budget-waived",
        "AllocationBudgetWaived",
        "note",
        "A benchmark allocates more than its budget, and a waiver lets it pass.",
        "Nothing needs to be done before the waiver's last day.",
    ),
    (
        "inconclusive",
        "Inconclusive",
        "error",
        "The samples of a benchmark can't tell whether it allocates more.",
        "Measure more samples on both sides, with one -benchtime, such as -benchtime=1000x.",
    ),
    (
        "budget-not-measured",
        "BudgetNotMeasured",
        "error",
        "A benchmark has a budget, and its results lack the unit.",
        "Measure with -benchmem.",
    ),
    (
        "too-few-samples",
        "TooFewSamples",
        "error",
        "There are too few samples to judge by.",
        "Measure more samples on both sides: -count=10.",
    ),
    (
        "one-capture-twice",
        "OneCaptureTwice",
        "error",
        "The baseline and the candidate are the same capture.",
        "Measure each side by itself.",
    ),
    (
        "cannot-judge",
        "CannotJudge",
        "error",
        "The captures, or part of them, can't be judged.",
        "See what the message says of the capture, and measure again.",
    ),
];

pub(super) fn rules() -> Vec<Rule> {
    let rule = |&(kind, name, level, what, help): &Known| Rule {
        id: id(kind),
        name,
        short_description: Message::new(what),
        full_description: Message::new(what),
        help: Message::new(help),
        default_configuration: Configuration { level },
        properties: Properties { tags: ["performance"] },
    };
    KNOWN.iter().map(rule).collect()
}

pub(super) fn id(kind: &str) -> String {
    format!("allocgate/{kind}")
}

/// Which of the rules a kind is.
pub(super) fn index(kind: &str) -> Option<usize> {
    KNOWN.iter().position(|(known, ..)| *known == kind)
}
