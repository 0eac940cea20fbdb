//! Where the policy file is.

use super::error::ConfigError;
use std::path::{Path, PathBuf};

/// The name of the policy file.
pub const FILE_NAME: &str = "allocgate.toml";

/// The policy file of a directory: in it, or in one above up to the repository's root. Outside of a
/// repository nobody vouches for what lies above, so only the directory itself counts.
///
/// # Errors
///
/// Where the directory can't be looked at.
pub fn find(directory: &Path) -> Result<Option<PathBuf>, ConfigError> {
    let error = |error| ConfigError::Whole(format!("{}: {error}", directory.display()));
    let directory = directory.canonicalize().map_err(error)?;
    let is_root = |dir: &&Path| dir.join(".git").exists();
    let root = directory.ancestors().find(is_root).unwrap_or(&directory);
    let within = directory.ancestors().take_while(|dir| dir.starts_with(root));
    Ok(within.map(|dir| dir.join(FILE_NAME)).find(|file| file.is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_file_is_looked_for_up_to_the_root_of_the_repository() {
        let top = tempfile::tempdir().unwrap();
        let top = top.path().canonicalize().unwrap();
        let deep = top.join("repo/a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::write(top.join(FILE_NAME), "").unwrap();
        assert_eq!(find(&deep).unwrap(), None);
        assert_eq!(find(&top).unwrap(), Some(top.join(FILE_NAME)));
        fs::create_dir(top.join("repo/.git")).unwrap();
        assert_eq!(find(&deep).unwrap(), None);
        fs::write(top.join("repo/allocgate.toml"), "").unwrap();
        assert_eq!(find(&deep).unwrap(), Some(top.join("repo/allocgate.toml")));
        fs::write(top.join("repo/a/allocgate.toml"), "").unwrap();
        assert_eq!(find(&deep).unwrap(), Some(top.join("repo/a/allocgate.toml")));
        assert!(find(&top.join("gone")).is_err());
    }
}
