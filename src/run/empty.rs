//! Runs that passed without a result, as `go test` prints them.

use super::settings::Setting;

/// The key of the file configuration that says why a package has no results of its own.
const NOT_RUN: &str = "not-run";

/// Why a package was not run; without a reason, that what follows was.
pub(super) fn not_run(why: &str) -> Setting {
    Setting::new(NOT_RUN, why)
}

/// A run of a package under some settings, of which it may be said why it was none.
pub(super) fn empty(package: &str, settings: &[Setting], not_run: Option<&Setting>) -> String {
    let settings: String = settings.iter().map(Setting::line).collect();
    let why = not_run.map(Setting::line).unwrap_or_default();
    format!("{settings}pkg: {package}\n{why}PASS\nok  \t{package}\t0.000s\n")
}

/// The capture of packages that have no benchmarks, be they named by their import paths or by patterns.
pub fn without_benchmarks<'a>(packages: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let why = not_run("no benchmarks");
    let runs: String =
        packages.into_iter().map(|package| empty(package, &[], Some(&why))).collect();
    (runs + &not_run("").line()).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_nothing_was_run_is_said_of_each_package_and_of_none_behind_them() {
        let expected = "pkg: a\nnot-run: no benchmarks\nPASS\nok  \ta\t0.000s\n\
            pkg: b\nnot-run: no benchmarks\nPASS\nok  \tb\t0.000s\nnot-run:\n";
        assert_eq!(String::from_utf8(without_benchmarks(["a", "b"])).unwrap(), expected);
    }

    #[test]
    fn what_ran_without_a_result_gives_no_reason() {
        let settings = [Setting::new("toolchain", "go1.26")];
        let expected = "toolchain: go1.26\npkg: a\nPASS\nok  \ta\t0.000s\n";
        assert_eq!(empty("a", &settings, None), expected);
    }
}
