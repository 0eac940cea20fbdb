//! Where the benchmarks of a tree are declared, by what a capture knows of them.

use super::constraint::Platform;
use super::source::{Benchmark, Source};
use std::collections::HashMap;
use std::sync::Arc;

/// The benchmarks of a tree, by package and name.
#[derive(Clone, Debug, Default)]
pub struct Places {
    benchmarks: HashMap<(Arc<str>, String), Vec<Benchmark>>,
}

impl From<Source> for Places {
    fn from(source: Source) -> Places {
        let mut benchmarks: HashMap<_, Vec<Benchmark>> = HashMap::new();
        for benchmark in source.benchmarks {
            let key = (benchmark.package.clone(), benchmark.name.clone());
            benchmarks.entry(key).or_default().push(benchmark);
        }
        Places { benchmarks }
    }
}

impl Places {
    /// The benchmark of a package by its name, without `Benchmark`. Of several, in files for different
    /// platforms, it is the one that is built for `platform`, or that may be.
    pub fn find(&self, package: &str, name: &str, platform: &Platform<'_>) -> Option<&Benchmark> {
        let several = self.benchmarks.get(&(package.into(), name.to_owned()))?;
        let is_built = |benchmark: &&Benchmark| benchmark.constraint.is_met(platform);
        let may_be = |benchmark: &&Benchmark| benchmark.constraint.may_be_met(platform);
        several.iter().find(is_built).or_else(|| several.iter().find(may_be))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gosource::{Files, read};

    const TEST: &str = "package a\n\nfunc BenchmarkX(b *testing.B) {}\n";

    fn places(files: &[(&str, &str)]) -> Places {
        let mut tree = Files::default();
        tree.insert("go.mod", b"module example.com/m\n".to_vec()).unwrap();
        for (path, text) in files {
            tree.insert(path, text.as_bytes().to_vec()).unwrap();
        }
        read(&tree).into()
    }

    fn found(places: &Places, package: &str, name: &str, goos: &str) -> Option<(String, u32)> {
        let platform = Platform { goos, goarch: "amd64" };
        let benchmark = places.find(package, name, &platform)?;
        Some((benchmark.path.to_string(), benchmark.line))
    }

    #[test]
    fn a_benchmark_is_found_by_package_and_name() {
        let places = places(&[("a/a_test.go", TEST), ("b/b_test.go", TEST)]);
        let b = Some(("b/b_test.go".to_owned(), 3));
        assert_eq!(found(&places, "example.com/m/b", "X", "linux"), b);
        assert_eq!(found(&places, "example.com/m/b", "Y", "linux"), None);
        assert_eq!(found(&places, "example.com/m/c", "X", "linux"), None);
    }

    #[test]
    fn of_several_the_one_of_the_platform_counts() {
        let tagged = format!("//go:build integration\n\n{TEST}");
        let places = places(&[
            ("a/a_linux_test.go", TEST),
            ("a/b_windows_test.go", TEST),
            ("a/c_test.go", &tagged),
        ]);
        let path = |goos| found(&places, "example.com/m/a", "X", goos).unwrap().0;
        assert_eq!(path("linux"), "a/a_linux_test.go");
        assert_eq!(path("windows"), "a/b_windows_test.go");
        assert_eq!(path("darwin"), "a/c_test.go");
    }
}
