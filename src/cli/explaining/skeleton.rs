//! A Go file with an allocation budget, to begin with.

use super::declared::{Declared, function_of};
use crate::report::v1::{Report, Row, Site};
use crate::report::{shown, value};
use std::collections::BTreeSet;

/// A file with a benchmark that has a budget, the baseline's figure, and a test that holds it. It compiles
/// beside the benchmark's own. A budget above a function holds for all of its sub-benchmarks, so that it is
/// the most that one of them had; no test can tell these apart.
pub(super) fn skeleton(report: &Report, package: &str, declared: &Declared) -> String {
    let is_its = |of: &str, name: &str| of == package && function_of(name) == declared.function;
    let rows = report.rows.iter().filter(|row| is_its(&row.package, &row.name));
    let rows: Vec<&Row> = rows.collect();
    let mut held: Vec<Held> = UNITS.iter().filter_map(|unit| Held::of(unit, &rows)).collect();
    // What did not grow needs no budget, unless nothing did.
    if held.iter().any(|held| held.now > held.before) {
        held.retain(|held| held.now > held.before);
    }
    let explanations = report.explanations.iter().filter(|e| is_its(&e.package, &e.name));
    let sites: BTreeSet<String> = explanations.flat_map(|e| e.sites.iter().map(told)).collect();
    let has_parts = rows.iter().any(|row| row.name.contains('/'));
    let test = if has_parts { String::new() } else { test(declared, &held) };
    benchmark(declared, &held, &sites) + &test
}

/// A unit, the method of `testing.BenchmarkResult` that has its figure, and the room that a budget leaves: bytes
/// move with what is amortised.
struct Unit {
    name: &'static str,
    method: &'static str,
    room: f64,
}

const UNITS: [Unit; 2] = [
    Unit { name: "allocs/op", method: "AllocsPerOp", room: 1.0 },
    Unit { name: "B/op", method: "AllocedBytesPerOp", room: 1.1 },
];

/// What is held to a budget.
struct Held {
    unit: &'static Unit,
    before: f64,
    now: f64,
}

impl Held {
    /// The most that one of the rows had.
    fn of(unit: &'static Unit, rows: &[&Row]) -> Option<Held> {
        let mut rows = rows.iter().filter(|row| &*row.unit == unit.name).peekable();
        rows.peek()?;
        let medians = rows.map(|row| (row.baseline.median.0, row.candidate.median.0));
        let (before, now) = medians.fold((0.0, 0.0), |most: (f64, f64), (before, now)| {
            (most.0.max(before), most.1.max(now))
        });
        Some(Held { unit, before, now })
    }

    fn budget(&self) -> String {
        value((self.before * self.unit.room).ceil())
    }
}

fn benchmark(declared: &Declared, held: &[Held], sites: &BTreeSet<String>) -> String {
    let Declared { function, directory, package } = declared;
    let came = |held: &Held| {
        format!("{} {}, from {}", value(held.now), held.unit.name, value(held.before))
    };
    let came: Vec<String> = held.iter().map(came).collect();
    let came = came.join("; ");
    let budget = |held: &Held| format!("{}={}", held.unit.name, held.budget());
    let budgets: Vec<String> = held.iter().map(budget).collect();
    let budgets = budgets.join(" ");
    let sites: String = sites.iter().map(|site| format!("//\t{site}\n")).collect();
    let directory = match &**directory {
        "" => "the directory of the module".to_owned(),
        directory => format!("{}/", shown(directory)),
    };
    format!(
        "\
// {function} came to {came}. What allocates more:
//
{sites}//
// Copy this file to {directory} and set the budget that is to hold. The call may be replaced by a
// narrower one, of the function that allocates.

package {package}

import \"testing\"

// {function}Budget may allocate so much in an operation, and no more.
//
//allocgate:max {budgets}
func {function}Budget(b *testing.B) {{
\tb.ReportAllocs()
\t{function}(b)
}}
"
    )
}

fn test(Declared { function, .. }: &Declared, held: &[Held]) -> String {
    let name = function.trim_start_matches("Benchmark");
    let check = |held: &Held| {
        let Held { unit: Unit { name, method, .. }, .. } = held;
        let budget = held.budget();
        format!(
            "\tif got := result.{method}(); got > {budget} {{
\t\tt.Errorf(\"{function}: %d {name}, more than the budget of {budget}\", got)
\t}}
"
        )
    };
    let checks: String = held.iter().map(check).collect();
    format!(
        "
// Test{name}AllocationBudget holds the same budget in go test. It takes a second, or much longer if the
// benchmark stops its timer in each operation; under the race detector figures are others.
func Test{name}AllocationBudget(t *testing.T) {{
\tif testing.Short() {{
\t\tt.Skip(\"measures\")
\t}}
\tresult := testing.Benchmark({function})
{checks}}}
"
    )
}

/// A site in a line of comment.
fn told(site: &Site) -> String {
    let place = site
        .place
        .as_ref()
        .map_or_else(String::new, |place| format!("{}:{} ", shown(&place.path), place.line));
    format!("{place}{}", shown(&site.function))
}
