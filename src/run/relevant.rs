//! Whether a change could reach a benchmark, before anything is checked out.

use super::error::RunError;
use super::links::may_be_linked;
use crate::host::Git;

/// Files beside Go's own that cmd/go compiles.
const COMPILED: [&str; 15] =
    ["c", "cc", "cpp", "cxx", "f", "f90", "for", "h", "hh", "hpp", "hxx", "m", "s", "swig", "syso"];

/// What says, beside a module or above it, which versions it is built with.
const MODULE: [&str; 4] = ["go.mod", "go.sum", "go.work", "go.work.sum"];

/// What says so of what is vendored, where it is.
const VENDORED: &str = "vendor/modules.txt";

/// Whether a commit with these changes may measure differently than another: where one of both has a Go
/// module, and Go files changed, or what they are built with, read as test data, or embed. `changed`
/// are paths from the root; commits are full object ids.
///
/// # Errors
///
/// Git can't be asked.
pub fn may_matter(
    git: &Git,
    baseline: &str,
    candidate: &str,
    changed: &[String],
) -> Result<bool, RunError> {
    if changed.is_empty() {
        return Ok(false);
    }
    let is_module = |path: &str| path == "go.mod" || path.ends_with("/go.mod");
    let has_module = |commit| git.paths(commit, &is_module).map(|paths| !paths.is_empty());
    let is_go = has_module(candidate)? || has_module(baseline)?;
    if changed.iter().any(|path| is_source(path)) {
        return Ok(is_go);
    }
    // Any other file may be one that a package embeds, or that is a source by another name.
    Ok(is_go
        && (git.mentions(candidate, ".go", "//go:embed")?
            || may_be_linked(git, candidate, changed)?))
}

/// Whether a file is one of those that benchmarks may be built from or read.
pub(super) fn is_source(path: &str) -> bool {
    is_go(path)
        || is_compiled(path)
        || is_of_module(path)
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
    let above = path.strip_suffix(VENDORED);
    MODULE.contains(&name) || above.is_some_and(|above| above.is_empty() || above.ends_with('/'))
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
        for path in [
            "README.md",
            "x/Makefile",
            "go.md",
            ".github/workflows/x.yml",
            "s",
            "testdata.md",
            "modules.txt",
            "xvendor/modules.txt",
        ] {
            assert!(!is_source(path), "{path}");
        }
    }
}
