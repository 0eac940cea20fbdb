//! What tells nothing apart, while measuring as in the verdict.

use crate::benchproc::Selection;
use crate::cli::message::Message;

/// Refuses to ignore what benchmarks are measured by: these are called by their names, package by package,
/// and which of them decide must be known then.
///
/// # Errors
///
/// Keys that are parts of names, or the package.
pub(super) fn refuse_names(selection: &Selection, keys: Option<&str>) -> Result<(), Message> {
    if selection.leaves_names() && !selection.ignores(b"pkg") {
        return Ok(());
    }
    let keys = keys.unwrap_or_default();
    Err(Message::from(format!(
        "--ignore {keys}: a run measures benchmarks by package and name, and ignores neither; \
         keep what it measures by --keep, and ignore them in `allocgate check`"
    )))
}

/// What is named, and toolchains that were asked for, each for its side.
pub(super) fn ignored(named: Option<&str>, [baseline, candidate]: &[String; 2]) -> Option<String> {
    const TOOLCHAIN: &str = "toolchain";
    match named {
        named if baseline == candidate => named.map(str::to_owned),
        None => Some(TOOLCHAIN.to_owned()),
        Some(named) => Some(format!("{named},{TOOLCHAIN}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benchproc::Selecting;

    fn is_refused(keys: &str) -> bool {
        let selecting = Selecting { ignore: Some(keys), ..Selecting::default() };
        refuse_names(&Selection::new(&selecting).unwrap(), Some(keys)).is_err()
    }

    #[test]
    fn keys_of_names_and_packages_are_refused_and_those_of_configuration_are_not() {
        for keys in ["/gomaxprocs", "/size", ".name", "pkg", "goarch,/n"] {
            assert!(is_refused(keys), "{keys}");
        }
        for keys in ["goarch", "toolchain,commit", ""] {
            assert!(!is_refused(keys), "{keys}");
        }
    }
}
