//! Directories that nobody else can write to.

use std::fs::{self, DirBuilder, Metadata};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Makes a directory that its owner alone can enter, or finds one there that is this user's and that
/// nobody else can write to. What lies above it must be there, and is not looked at.
///
/// # Errors
///
/// It can't be made; it is a symbolic link or no directory, belongs to someone else, or others can
/// write to it.
pub fn private_directory(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    for_the_owner(&mut builder);
    match builder.create(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        made => return made,
    }
    let metadata = fs::symlink_metadata(path)?;
    if !metadata.is_dir() {
        return Err(io::Error::other("is no directory of its own, but a link or file"));
    }
    is_private(&metadata)
}

#[cfg(unix)]
fn for_the_owner(builder: &mut DirBuilder) {
    std::os::unix::fs::DirBuilderExt::mode(builder, 0o700);
}

#[cfg(unix)]
fn is_private(metadata: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    if metadata.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::Error::other("belongs to someone else"));
    }
    match metadata.mode() & 0o022 {
        0 => Ok(()),
        _ => Err(io::Error::other("others can write to it")),
    }
}

#[cfg(not(unix))]
fn for_the_owner(_: &mut DirBuilder) {}

/// What a user has there is for that user alone, unless they say otherwise.
#[cfg(not(unix))]
fn is_private(_: &Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_directory_of_someone_else_is_refused() {
        // Root may give things away; others may not, and find the system's own here.
        let folder = tempfile::tempdir().unwrap();
        let given = folder.path().join("given");
        fs::create_dir(&given).unwrap();
        let is_given = std::os::unix::fs::chown(&given, Some(65_534), None).is_ok();
        let other = if is_given { &given } else { Path::new("/") };
        let error = private_directory(other).unwrap_err();
        assert_eq!(error.to_string(), "belongs to someone else");
    }
}
