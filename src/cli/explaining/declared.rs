//! Where a benchmark is declared, so that another can stand beside it.

use crate::report::v1::Explanation;
use regex::Regex;
use std::sync::LazyLock;

/// A benchmark's function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Declared {
    /// Its name, with `Benchmark`.
    pub function: String,
    /// The directory of its file, from the root.
    pub directory: String,
    /// What stands after `package` in its file.
    pub package: String,
}

impl Declared {
    /// That of an explained benchmark, if one of its sites is below it: `file` reads the candidate's files.
    pub fn of(
        explanation: &Explanation,
        file: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Option<Declared> {
        let function = function_of(&explanation.name);
        let calls = explanation.sites.iter().flat_map(|site| &site.path);
        // Its closures are below it: `BenchmarkX.func1`.
        let is_its = |called: &str| {
            let last = called.rsplit('/').next().unwrap_or(called);
            last.split('.').any(|part| part == function)
        };
        let path =
            calls.filter(|call| is_its(&call.function)).find_map(|call| call.path.as_ref())?;
        let package = package(&file(path)?)?;
        let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory).to_owned();
        Some(Declared { function, directory, package })
    }
}

/// The function of a benchmark, by its full name.
pub(super) fn function_of(name: &str) -> String {
    format!("Benchmark{}", name.split(['/', '-']).next().unwrap_or(name))
}

/// What stands after `package`.
fn package(source: &[u8]) -> Option<String> {
    static CLAUSE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?m)^package[ \t]+(\w+)").ok());
    let text = String::from_utf8_lossy(source);
    let found = CLAUSE.as_ref()?.captures(&text)?;
    Some(found.get(1)?.as_str().to_owned())
}
