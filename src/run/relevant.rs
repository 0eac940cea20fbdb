//! Whether a change could reach a benchmark, before anything is checked out.

use super::error::RunError;
use crate::host::Git;

/// Files beside Go's own that cmd/go compiles.
const COMPILED: [&str; 15] =
    ["c", "cc", "cpp", "cxx", "f", "f90", "for", "h", "hh", "hpp", "hxx", "m", "s", "swig", "syso"];

/// What says which versions a module is built with.
const MODULE: [&str; 5] = ["go.mod", "go.sum", "go.work", "go.work.sum", "modules.txt"];

/// Whether a commit with these changes may measure differently: one that has a Go module, and where
/// Go files changed, or what they are built with, read as test data, or embed. `changed` are paths
/// from the root; `commit` is a full object id.
///
/// # Errors
///
/// Git can't be asked.
pub fn may_matter(git: &Git, commit: &str, changed: &[String]) -> Result<bool, RunError> {
    if changed.is_empty() {
        return Ok(false);
    }
    let is_module = |path: &str| path == "go.mod" || path.ends_with("/go.mod");
    let has_module = || git.files(commit, "", &is_module).map(|files| !files.is_empty());
    if changed.iter().any(|path| is_source(path)) {
        return Ok(has_module()?);
    }
    // Any other file may be one that a package embeds.
    Ok(has_module()? && git.mentions(commit, ".go", "//go:embed")?)
}

fn is_source(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    is_go(path)
        || is_compiled(path)
        || MODULE.contains(&name)
        || path.split('/').any(|part| part == "testdata")
}

/// Whether it is a Go file.
pub(super) fn is_go(path: &str) -> bool {
    path.ends_with(".go")
}

/// Whether it is a file in another language that cmd/go compiles.
pub(super) fn is_compiled(path: &str) -> bool {
    let extension = path.rsplit('/').next().and_then(|name| name.rsplit_once('.'));
    extension.is_some_and(|(_, extension)| COMPILED.contains(&&*extension.to_ascii_lowercase()))
}

/// Whether it says which versions the modules at or below its directory are built with.
pub(super) fn is_of_module(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    MODULE[..4].contains(&name)
        || path == "vendor/modules.txt"
        || path.ends_with("/vendor/modules.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn go_files_and_what_goes_with_them_are_sources() {
        for path in
            ["a.go", "x/a_test.go", "x/a.S", "go.sum", "x/testdata/README.md", "vendor/modules.txt"]
        {
            assert!(is_source(path), "{path}");
        }
        for path in
            ["README.md", "x/Makefile", "go.md", ".github/workflows/x.yml", "s", "testdata.md"]
        {
            assert!(!is_source(path), "{path}");
        }
    }
}
