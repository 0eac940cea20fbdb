//! Budgets from directives in Go files.

use super::error::ConfigError;
use crate::benchunit::canonical;
use crate::gosource::{Directive, Platform, Source};
use crate::policy::{Budget, Origin, Pattern, Scope, Whose};

/// Go's ports: `go tool dist list` of go1.26, and a few that there were, by goos and architectures.
const PORTS: [(&str, &[&str]); 15] = [
    ("aix", &["ppc64"]),
    ("android", &["386", "amd64", "arm", "arm64"]),
    ("darwin", &["386", "amd64", "arm", "arm64"]),
    ("dragonfly", &["amd64"]),
    ("freebsd", &["386", "amd64", "arm", "arm64", "riscv64"]),
    ("illumos", &["amd64"]),
    ("ios", &["amd64", "arm64"]),
    ("js", &["wasm"]),
    (
        "linux",
        &[
            "386", "amd64", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle",
            "ppc64", "ppc64le", "riscv64", "s390x",
        ],
    ),
    ("netbsd", &["386", "amd64", "arm", "arm64"]),
    ("openbsd", &["386", "amd64", "arm", "arm64", "ppc64", "riscv64"]),
    ("plan9", &["386", "amd64", "arm"]),
    ("solaris", &["amd64"]),
    ("wasip1", &["wasm"]),
    ("windows", &["386", "amd64", "arm", "arm64"]),
];

/// The budgets that directives state. `called` says how reports call a file of the source.
///
/// # Errors
///
/// Every directive that can't be read, each in a line.
pub fn directives(
    source: &Source,
    called: &dyn Fn(&str) -> String,
) -> Result<Vec<Budget>, ConfigError> {
    if !source.errors.is_empty() {
        let line = |error: &crate::gosource::SourceError| {
            let place = error.line.map_or_else(String::new, |line| format!(":{line}"));
            format!("{}{place}: {}", called(&error.path), error.message)
        };
        let lines: Vec<String> = source.errors.iter().map(line).collect();
        return Err(ConfigError::Several(lines));
    }
    let budgets = source.directives.iter().map(|directive| of_directive(directive, called));
    Ok(budgets.collect::<Result<Vec<_>, _>>()?.concat())
}

fn of_directive(
    directive: &Directive,
    called: &dyn Fn(&str) -> String,
) -> Result<Vec<Budget>, ConfigError> {
    let path = called(&directive.path);
    let error = |e: crate::policy::PatternError| ConfigError::At {
        path: path.clone(),
        line: directive.line,
        message: e.to_string(),
    };
    let scope = Scope {
        package: Some(directive.package.to_string()),
        packages: vec![Pattern::package(&directive.package).map_err(error)?],
        benchmark: Some(Pattern::function(&directive.benchmark).map_err(error)?),
    };
    let constraint = &directive.constraint;
    let platforms = ports(&|platform| constraint.may_be_met(platform));
    let expected_on = ports(&|platform| constraint.is_met(platform));
    let budget = |limit: &crate::gosource::Limit| Budget {
        scope: scope.clone(),
        unit: canonical(&limit.unit).to_owned(),
        max: limit.max,
        origin: Origin::File { path: path.as_str().into(), line: directive.line },
        is_directive: true,
        platforms: platforms.clone(),
        expected_on: expected_on.clone(),
        whose: Whose::Judge,
    };
    Ok(directive.limits.iter().map(budget).collect())
}

/// The ports for which something holds; `None` for all of them.
fn ports(holds: &dyn Fn(&Platform<'_>) -> bool) -> Option<Vec<(String, String)>> {
    let ports = || PORTS.iter().flat_map(|(goos, archs)| archs.iter().map(|arch| (*goos, *arch)));
    let is_met = |&(goos, goarch): &(&str, &str)| holds(&Platform { goos, goarch });
    let met: Vec<_> = ports().filter(is_met).map(|(os, arch)| (os.into(), arch.into())).collect();
    (met.len() < ports().count()).then_some(met)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gosource::{Files, read};

    fn budgets(path: &str, test: &str) -> Result<Vec<Budget>, ConfigError> {
        let mut files = Files::default();
        files.insert("go.mod", b"module example.com/m\n".to_vec()).unwrap();
        files.insert(path, test.as_bytes().to_vec()).unwrap();
        directives(&read(&files), &|path| format!("src/{path}"))
    }

    #[test]
    fn each_limit_is_a_budget_of_one_function_in_one_package() {
        let test =
            "package a\n\n//allocgate:max allocs/op=5 B/op=512\nfunc BenchmarkX(b *testing.B) {}\n";
        let budgets = budgets("a/a_test.go", test).unwrap();
        let of: Vec<_> = budgets.iter().map(|b| (&*b.unit, b.max, b.origin.to_string())).collect();
        let origin = "src/a/a_test.go:3".to_owned();
        assert_eq!(of, [("allocs/op", 5.0, origin.clone()), ("B/op", 512.0, origin)]);
        assert_eq!(budgets[0].scope.texts(), (Some("example.com/m/a"), Some("X")));
        assert_eq!(budgets[0].platforms, None);
    }

    #[test]
    fn a_file_for_some_platforms_has_budgets_for_these() {
        let test = "package a\n\n//allocgate:max B/op=5\nfunc BenchmarkX(b *testing.B) {}\n";
        let windows = &budgets("a/a_windows_test.go", test).unwrap()[0];
        let may = |budget: &Budget, os: &str, arch: &str| {
            budget.may_be_built(os.as_bytes(), arch.as_bytes())
        };
        assert!(may(windows, "windows", "amd64") && !may(windows, "linux", "amd64"));
        assert!(may(windows, "", ""), "a capture may not say what it is of");
        let never = &budgets("a/a_test.go", &format!("//go:build ignore\n\n{test}")).unwrap()[0];
        assert!(!may(never, "linux", "amd64") && !may(never, "", ""));
        let tagged = budgets("a/a_test.go", &format!("//go:build integration\n\n{test}")).unwrap();
        assert!(may(&tagged[0], "linux", "amd64"), "what was measured was built");
        assert!(!tagged[0].is_expected(b"linux", b"amd64"));
    }

    #[test]
    fn all_that_cannot_be_read_is_told() {
        let test = "package a\n\n//allocgate:max B/op=x\nfunc BenchmarkX(b *testing.B) {}\n\n//allocgate:mx B/op=1\nfunc BenchmarkY(b *testing.B) {}\n";
        let error = budgets("a/a_test.go", test).unwrap_err().to_string();
        assert!(
            error.contains("src/a/a_test.go:3: ") && error.contains("\nsrc/a/a_test.go:6: "),
            "{error}"
        );
    }
}
