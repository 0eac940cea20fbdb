//! Benchmarks that are also measured at the default GOMAXPROCS.

use super::packages::Function;
use std::collections::BTreeSet;
use std::num::NonZero;

/// The functions, and what the default is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parallel {
    /// Names without `Benchmark`.
    pub functions: BTreeSet<String>,
    /// The GOMAXPROCS of those; others have the usual one.
    pub cpu: u32,
}

impl Parallel {
    /// Those of some functions whose bodies run in several goroutines, or that are named.
    pub fn of<'a>(
        functions: impl Iterator<Item = &'a Function>,
        is_named: &dyn Fn(&str) -> bool,
    ) -> Parallel {
        let parallel = functions.filter(|f| f.is_parallel || is_named(&f.name));
        let functions = parallel.map(|function| function.name.clone()).collect();
        Parallel { functions, cpu: processors() }
    }

    /// Whether a result is of one of them at that GOMAXPROCS, by its name.
    pub fn has(&self, name: &str) -> bool {
        let function = name.split(['/', '-']).next().unwrap_or(name);
        self.functions.contains(function) && name.ends_with(&format!("-{}", self.cpu))
    }

    /// All on which a capture depends. Where nothing runs in parallel, it is the same on every machine.
    pub fn identity(&self) -> String {
        if self.functions.is_empty() {
            return String::new();
        }
        let names: Vec<&str> = self.functions.iter().map(|name| &**name).collect();
        format!("{} {}", self.cpu, names.join(" "))
    }
}

/// The default GOMAXPROCS.
pub(super) fn processors() -> u32 {
    let set = std::env::var("GOMAXPROCS").ok().and_then(|value| value.parse().ok());
    let own = || std::thread::available_parallelism().map_or(1, NonZero::get).try_into().ok();
    set.filter(|&processors| processors > 0).or_else(own).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_parallel_by_its_function_and_its_suffix() {
        let function = |name: &str, is_parallel| Function { name: name.to_owned(), is_parallel };
        let all = [function("X", true), function("Y", false), function("Z", false)];
        let parallel = Parallel { cpu: 4, ..Parallel::of(all.iter(), &|name| name == "Z") };
        for name in ["X-4", "X/a-4", "Z-4", "X/a/b-1-4"] {
            assert!(parallel.has(name), "{name}");
        }
        for name in ["X", "X-2", "Y-4", "XY-4", "X/a-44"] {
            assert!(!parallel.has(name), "{name}");
        }
    }
}
