//! Under which conditions a file is built: what its name says, and its `//go:build` line.

mod expression;
mod file_name;
mod header;
mod platform;

pub use platform::Platform;

use expression::Expression;
use std::sync::Arc;

/// The build constraint of a file, as go/build reads it. Its clones share what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraint(Arc<Expression>);

/// A constraint that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    pub line: u32,
    pub message: String,
}

impl Constraint {
    /// The constraint of a file. One that can't be read is never met, since go/build refuses the file.
    pub(super) fn of(path: &str, source: &[u8]) -> (Constraint, Option<Unreadable>) {
        let (header, unreadable) = match header::expressions(source) {
            Ok(expressions) => (expressions, None),
            Err(unreadable) => (vec![Expression::NEVER], Some(unreadable)),
        };
        let name = file_name::tags(path).into_iter().map(|tag| Expression::Tag(tag.into()));
        let all = Expression::All(name.chain(header).collect());
        (Constraint(Arc::new(all)), unreadable)
    }

    /// Whether files under it may be built for a platform, with whatever tags.
    pub fn may_be_met(&self, platform: &Platform<'_>) -> bool {
        self.0.may_hold(&|tag| platform.knows(tag)) != Some(false)
    }

    /// Whether files under it are built for a platform, by the gc compiler with cgo, without tags of
    /// the command line, by a Go that is new enough for every `go1.N`.
    pub fn is_met(&self, platform: &Platform<'_>) -> bool {
        self.0.holds(&|tag| platform.has(tag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_met(path: &str, source: &str, goos: &str, goarch: &str) -> bool {
        let (constraint, unreadable) = Constraint::of(path, source.as_bytes());
        assert_eq!(unreadable, None);
        constraint.is_met(&Platform { goos, goarch })
    }

    #[test]
    fn name_and_line_must_both_be_met() {
        let source = "//go:build amd64\n\npackage a\n";
        assert!(is_met("x/a_linux_test.go", source, "linux", "amd64"));
        assert!(!is_met("x/a_linux_test.go", source, "linux", "arm64"));
        assert!(!is_met("x/a_linux_test.go", source, "windows", "amd64"));
        assert!(is_met("x/a_test.go", source, "windows", "amd64"));
    }

    #[test]
    fn no_constraint_is_always_met_and_ignore_never() {
        assert!(Constraint::default().is_met(&Platform { goos: "plan9", goarch: "386" }));
        assert!(!is_met("a_test.go", "//go:build ignore\n", "linux", "amd64"));
    }

    #[test]
    fn tags_of_the_command_line_leave_open_whether_it_is_met() {
        let may = |line: &str| {
            let (constraint, _) = Constraint::of("a_test.go", format!("{line}\n").as_bytes());
            constraint.may_be_met(&Platform { goos: "linux", goarch: "amd64" })
        };
        for line in ["integration", "!cgo", "race && linux", "!integration", "windows || race"] {
            assert!(may(&format!("//go:build {line}")), "{line}");
        }
        for line in ["windows", "ignore", "integration && windows", "!linux", "!gc"] {
            assert!(!may(&format!("//go:build {line}")), "{line}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_never_met() {
        let (constraint, unreadable) = Constraint::of("a_test.go", b"\n//go:build linux &&\n");
        assert_eq!(unreadable.map(|unreadable| unreadable.line), Some(2));
        assert!(!constraint.is_met(&Platform { goos: "linux", goarch: "amd64" }));
    }
}
