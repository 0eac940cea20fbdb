/// Which files of a tree are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `go.mod` and `go.work`, which say what import paths directories have.
    Modules,
    /// Those, and files of tests.
    Tests,
}

impl Wanted {
    /// Whether a file is read, by its slash-separated path relative to the root. cmd/go ignores
    /// directories named `testdata` and `vendor`, and names that begin with a dot or an underscore;
    /// `node_modules` holds what others wrote, too.
    pub fn takes(self, path: &str) -> bool {
        let (directories, name) = path.rsplit_once('/').unwrap_or(("", path));
        let is_seen = directories.is_empty() || !directories.split('/').any(is_ignored);
        is_seen && self.takes_name(name)
    }

    fn takes_name(self, name: &str) -> bool {
        matches!(name, "go.mod" | "go.work")
            || (self == Wanted::Tests && is_test_file(name) && !is_hidden(name))
    }
}

/// Whether `go test` takes a file for one of tests, by its path.
pub(super) fn is_test_file(path: &str) -> bool {
    path.ends_with("_test.go")
}

/// Whether nothing below a directory of this name is read.
pub(super) fn is_ignored(directory: &str) -> bool {
    matches!(directory, "testdata" | "vendor" | "node_modules") || is_hidden(directory)
}

fn is_hidden(name: &str) -> bool {
    name.starts_with(['.', '_'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cmd_go_ignores_is_not_read() {
        for path in ["a_test.go", "codec/json/a_test.go", "go.mod", "sub/go.mod", "go.work"] {
            assert!(Wanted::Tests.takes(path), "{path}");
        }
        for path in [
            "a.go",
            "test.go",
            "a_test.go/readme",
            "_test.go",
            "_a_test.go",
            ".a_test.go",
            "vendor/x/a_test.go",
            "x/testdata/a_test.go",
            "web/node_modules/go.mod",
            ".git/a_test.go",
            "x/_old/a_test.go",
            "x/../a_test.go",
            "",
        ] {
            assert!(!Wanted::Tests.takes(path), "{path}");
        }
    }

    #[test]
    fn modules_alone_are_fewer() {
        assert!(Wanted::Modules.takes("sub/go.mod") && Wanted::Modules.takes("go.work"));
        assert!(!Wanted::Modules.takes("a_test.go") && !Wanted::Modules.takes("xgo.mod"));
    }
}
