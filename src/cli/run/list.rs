//! What would run.

use crate::cli::Exit;
use crate::cli::columns::{Side, columns};
use crate::report::shown;
use crate::run::Listed;
use std::io::Write;

/// Shows it, a line a package.
pub(super) fn show(packages: &[Listed<'_>], stdout: &mut dyn Write) -> Exit {
    let row = |listed: &Listed<'_>| {
        let what = match listed.benchmarks.len() {
            _ if listed.is_identical => "identical test binaries".to_owned(),
            1 => format!("Benchmark{}", listed.benchmarks[0]),
            number => format!("{number} benchmark functions"),
        };
        vec![shown(listed.package).into_owned(), shown(&what).into_owned()]
    };
    let table: Vec<Vec<String>> = packages.iter().map(row).collect();
    let text = if table.is_empty() {
        "no benchmarks on either side\n".to_owned()
    } else {
        columns(&table, &[Side::Left, Side::Left])
    };
    // A reader who has seen enough is no error.
    let _ = stdout.write_all(text.as_bytes());
    Exit::Pass
}
