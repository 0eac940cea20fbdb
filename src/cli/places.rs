//! Where benchmarks are declared, for reports that stand beside code.

use crate::gosource::{Files, Places, Platform, Wanted, read};
use crate::report::{Report, locate, v1};
use std::collections::BTreeMap;
use std::path::Path;

/// Enters into a report where its benchmarks are declared, as far as the Go files below `source` say;
/// without one, those below the working directory. What can't be read there is no matter here.
pub(super) fn enter(report: &mut Report, source: Option<&Path>) {
    let directory = source.unwrap_or(Path::new("."));
    let Some(prefix) = prefix(directory, source.is_some()) else { return };
    let Ok(files) = Files::below(directory, Wanted::Tests) else { return };
    let places = Places::from(read(&files));
    let find = |package: &str, name: &str, configuration: &BTreeMap<String, String>| {
        let of = |key: &str| configuration.get(key).map_or("", String::as_str);
        let platform = Platform { goos: of("goos"), goarch: of("goarch") };
        let benchmark = places.find(package, name, &platform)?;
        v1::Place::new(format!("{prefix}{}", benchmark.path), benchmark.line)
    };
    locate(report, &find);
}

/// Where a directory lies below the root of its repository, with a slash at the end unless it is the
/// root itself. Outside of a repository a directory counts only if it was named, or is a module's root:
/// others may be anything, and large.
fn prefix(directory: &Path, is_named: bool) -> Option<String> {
    let directory = directory.canonicalize().ok()?;
    match directory.ancestors().find(|above| above.join(".git").exists()) {
        Some(root) => {
            let below = directory.strip_prefix(root).ok()?;
            Some(below.iter().map(|name| format!("{}/", name.to_string_lossy())).collect())
        }
        None if is_named => Some(String::new()),
        None => directory.join("go.mod").is_file().then(String::new),
    }
}
