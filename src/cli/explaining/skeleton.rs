//! A Go file with an allocation budget, to begin with.

use super::declared::Declared;
use super::declared::function_of;
use crate::report::v1::{Report, Row, Site};
use crate::report::{shown, value};
use std::collections::BTreeSet;

/// A file with a benchmark that has a budget, the baseline's figure, and a test that holds it. It compiles
/// beside the benchmark's own. A budget above a function holds for all of its sub-benchmarks, so that it is
/// the most that one of them had; no test can tell these apart.
pub(super) fn skeleton(report: &Report, package: &str, declared: &Declared) -> String {
    let rows: Vec<&Row> = report
        .rows
        .iter()
        .filter(|row| &*row.unit == "allocs/op" && &*row.package == package)
        .filter(|row| function_of(&row.name) == declared.function)
        .collect();
    let most = |of: fn(&Row) -> f64| rows.iter().map(|row| of(row)).fold(0.0, f64::max).ceil();
    let (budget, now) = (most(|row| row.baseline.median.0), most(|row| row.candidate.median.0));
    let sites: BTreeSet<String> = report
        .explanations
        .iter()
        .filter(|e| &*e.package == package && function_of(&e.name) == declared.function)
        .flat_map(|e| e.sites.iter().map(told))
        .collect();
    let filling = Filling { declared, budget: value(budget), now: value(now), sites };
    let has_parts = rows.iter().any(|row| row.name.contains('/'));
    let test = if has_parts { String::new() } else { filling.test() };
    filling.benchmark() + &test
}

/// What is filled in.
struct Filling<'a> {
    declared: &'a Declared,
    budget: String,
    now: String,
    sites: BTreeSet<String>,
}

impl Filling<'_> {
    fn benchmark(&self) -> String {
        let Filling { declared: Declared { function, directory, package }, budget, now, sites } =
            self;
        let sites: String = sites.iter().map(|site| format!("//\t{site}\n")).collect();
        let directory = match &**directory {
            "" => "the directory of the module".to_owned(),
            directory => format!("{}/", shown(directory)),
        };
        format!(
            "\
// {function} came to {now} allocs/op, from {budget}. What allocates more:
//
{sites}//
// Copy this file to {directory} and set the budget that is to hold. The call may be replaced by a
// narrower one, of the function that allocates.

package {package}

import \"testing\"

// {function}Budget may allocate so often in an operation, and no more.
//
//allocgate:max allocs/op={budget}
func {function}Budget(b *testing.B) {{
\tb.ReportAllocs()
\t{function}(b)
}}
"
        )
    }

    fn test(&self) -> String {
        let Filling { declared: Declared { function, .. }, budget, .. } = self;
        let name = function.trim_start_matches("Benchmark");
        format!(
            "
// Test{name}AllocationBudget holds the same budget in go test.
func Test{name}AllocationBudget(t *testing.T) {{
\tconst budget = {budget}
\tresult := testing.Benchmark({function})
\tif got := result.AllocsPerOp(); got > budget {{
\t\tt.Errorf(\"{function}: %d allocs/op, more than the budget of %d\", got, budget)
\t}}
}}
"
        )
    }
}

/// A site in a line of comment.
fn told(site: &Site) -> String {
    let place = site
        .place
        .as_ref()
        .map_or_else(String::new, |place| format!("{}:{} ", shown(&place.path), place.line));
    format!("{place}{}", shown(&site.function))
}
