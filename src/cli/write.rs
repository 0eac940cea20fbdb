//! Files written whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a file under another name in the same directory and renames it when it is complete. What
/// is no regular file, such as /dev/stderr, is written as it is.
pub(super) fn write_file(text: &[u8], path: &Path) -> io::Result<()> {
    if path.exists() && !path.is_file() {
        return std::fs::write(path, text);
    }
    let (path, mut file) = beside(path)?;
    file.write_all(text)?;
    match std::fs::metadata(&path) {
        Ok(before) => file.as_file().set_permissions(before.permissions())?,
        Err(_) => readable(file.as_file())?,
    }
    file.persist(&path)?;
    Ok(())
}

/// Whether a file can be written like that: before there is anything to write.
pub(super) fn can_write(path: &Path) -> io::Result<()> {
    if path.exists() && !path.is_file() {
        let is_directory = path.is_dir();
        return if is_directory { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(()) };
    }
    beside(path).map(drop)
}

/// Whether a file can be written, be it in a directory that is not there yet.
pub(super) fn can_write_below(file: &Path) -> io::Result<()> {
    // What is checked out may have put a link there, to a file of somebody's.
    if file.is_symlink() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a symbolic link"));
    }
    let above = file.parent().into_iter().flat_map(Path::ancestors);
    let missing: Vec<&Path> = above.take_while(|above| is_missing(above)).collect();
    missing.first().map_or(Ok(()), std::fs::create_dir_all)?;
    let can_write = can_write(file);
    // Nothing is kept yet.
    missing.iter().try_for_each(std::fs::remove_dir)?;
    can_write
}

/// Where a file really goes, and one in the same directory that can take its place.
fn beside(path: &Path) -> io::Result<(PathBuf, tempfile::NamedTempFile)> {
    // A link stays a link; what it points to is replaced.
    let path = if path.is_symlink() { path.canonicalize()? } else { path.to_owned() };
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // Of a missing directory in the system's words; of others without the temporary file's name.
    std::fs::metadata(directory)?;
    let file = tempfile::Builder::new()
        .prefix(".allocgate-")
        .tempfile_in(directory)
        .map_err(|error| io::Error::from(error.kind()))?;
    Ok((path, file))
}

/// Whether a directory is not there.
pub(super) fn is_missing(directory: &Path) -> bool {
    !directory.as_os_str().is_empty() && !directory.exists()
}

/// Makes a directory in a repository one that git doesn't see: what is untracked there would be part of the
/// next candidate. One that is there already is left as it is.
pub(super) fn make_ignored(directory: &Path) -> io::Result<()> {
    if !is_missing(directory) {
        return Ok(());
    }
    std::fs::create_dir_all(directory)?;
    ignored(directory)
}

/// Has git ignore what is in a directory, if that is in a repository.
pub(super) fn ignored(directory: &Path) -> io::Result<()> {
    let is_within = |path: &Path| path.ancestors().any(|above| above.join(".git").exists());
    if directory.canonicalize().is_ok_and(|directory| is_within(&directory)) {
        std::fs::write(directory.join(".gitignore"), "*\n")?;
    }
    Ok(())
}

/// Temporary files are private; these are for others to read.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}
