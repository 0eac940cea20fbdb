//! What commands that measure tell meanwhile.

use crate::report::shown;
use std::io::Write;

/// Says something in lines of its own making, harmlessly.
pub(super) fn tell(text: &str, stderr: &mut dyn Write) {
    for line in text.lines() {
        // Nothing can be done about a standard error that takes no text.
        let _ = writeln!(stderr, "allocgate: {}", shown(line));
    }
}

/// That a side of a package failed, and why.
pub(super) fn failed(package: &str, is_baseline: bool, why: &str) -> String {
    let side = if is_baseline { "baseline" } else { "candidate" };
    let indented: Vec<String> = why.lines().map(|line| format!("  {line}")).collect();
    format!("{package}: the {side} failed\n{}", indented.join("\n"))
}

/// So many names make a line.
const MOST_NAMED: usize = 10;

/// The names of packages, as many as a line holds.
pub(super) fn named(packages: &[String]) -> String {
    let named = packages[..packages.len().min(MOST_NAMED)].join(", ");
    match packages.len().saturating_sub(MOST_NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
