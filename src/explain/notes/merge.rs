//! What is compiled more than once: a package and its test variants, the instances of a generic function.

use super::Finding;
use std::collections::BTreeMap;

/// A function as it was compiled once, with its findings in the order of print.
#[derive(Debug)]
pub(super) struct Instance {
    /// Whether it is a generic function, whose expressions depend on where it was compiled: `gen.v`
    /// beside `v`.
    pub is_generic: bool,
    pub findings: Vec<Finding>,
}

/// What is the same in several instances. The expression is left out for generic functions.
type Key = (String, u32, u32, String, String);

/// The findings of all instances, each as often as the instance has it that has most of them: a value
/// that was inlined twice at one place is there twice.
pub(super) fn merged(instances: Vec<Instance>) -> Vec<Finding> {
    let mut most: BTreeMap<Key, Vec<Finding>> = BTreeMap::new();
    for Instance { is_generic, findings } in instances {
        let mut own: BTreeMap<Key, Vec<Finding>> = BTreeMap::new();
        for finding in findings {
            own.entry(key(&finding, is_generic)).or_default().push(finding);
        }
        for (key, findings) in own {
            let known = most.entry(key).or_default();
            if rank(&findings) > rank(known) {
                *known = findings;
            }
        }
    }
    let mut findings: Vec<Finding> = most.into_values().flatten().collect();
    findings.sort();
    findings
}

fn key(finding: &Finding, is_generic: bool) -> Key {
    let expression = if is_generic { String::new() } else { finding.expression.clone() };
    (finding.path.clone(), finding.line, finding.column, finding.function.clone(), expression)
}

/// The more findings, the shorter their expressions, and whatever else makes the choice the same each time.
fn rank(findings: &[Finding]) -> (usize, std::cmp::Reverse<(usize, &[Finding])>) {
    let length = findings.iter().map(|finding| finding.expression.len()).sum();
    (findings.len(), std::cmp::Reverse((length, findings)))
}
