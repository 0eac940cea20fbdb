//! Benchmarks to write into a repository's module.
#![allow(dead_code)]

use super::repository::{Repository, Said};
use std::path::Path;

/// A test file of a package with these declarations, after common imports and a sink.
pub fn test(package: &str, imports: &[&str], body: &str) -> String {
    let imports: String =
        ["testing"].iter().chain(imports).map(|import| format!("\t\"{import}\"\n")).collect();
    format!("package {package}\n\nimport (\n{imports})\n\nvar sink []byte\n\n{body}\n")
}

/// A benchmark of this name, with lines for each operation.
pub fn benchmark(name: &str, lines: &str) -> String {
    format!(
        "func Benchmark{name}(b *testing.B) {{\n\tfor i := 0; i < b.N; i++ {{\n{lines}\n\t}}\n}}\n"
    )
}

/// An operation that allocates so many bytes at once.
pub fn make(bytes: usize) -> String {
    format!("\t\tsink = make([]byte, {bytes})")
}

impl Repository {
    /// `allocgate run` at the root, with words for arguments.
    pub fn measure(&self, arguments: &str) -> Said {
        self.run("allocgate", &format!("run {arguments}"))
    }

    /// The same, in a directory of the repository.
    pub fn measure_in(&self, directory: &Path, arguments: &str) -> Said {
        self.run_in(directory, "allocgate", &format!("run {arguments}"))
    }

    /// How often a test binary was built since this was asked last.
    pub fn built(&self) -> usize {
        self.tests_run()
    }
}

impl Said {
    /// Holds that it ended so.
    #[track_caller]
    pub fn ends(&self, code: i32) -> &Said {
        assert_eq!(self.code, Some(code), "{}", self.text);
        self
    }

    /// Holds that it doesn't say so.
    #[track_caller]
    pub fn lacks(&self, part: &str) -> &Said {
        assert!(!self.text.contains(part), "{part:?} in: {}", self.text);
        self
    }
}
