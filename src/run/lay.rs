//! Files and links, laid over others.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// Makes what is at a path below one directory the same as below another: a file with its bytes and
/// permissions, a link with its target, nothing where nothing is. What a directory holds is not part of
/// it. Neither directory is left through links.
pub(super) fn lay(from: &Path, path: &Path, to: &Path) -> io::Result<()> {
    let Some(metadata) = metadata(from, path)? else { return remove(to, path) };
    if !metadata.is_dir() {
        remove(to, path)?;
    }
    let (source, target) = (from.join(path), to.join(path));
    if metadata.is_file() {
        make_directories(to, parent(path))?;
        return match fs::copy(source, target) {
            // It has gone meanwhile.
            Err(error) if error.kind() == ErrorKind::NotFound => remove(to, path),
            copied => copied.map(drop),
        };
    }
    if metadata.is_symlink() {
        make_directories(to, parent(path))?;
        return link(&fs::read_link(&source)?, &target);
    }
    // Pipes and the like are nothing that a checkout has.
    if metadata.is_dir() { make_directories(to, path) } else { Ok(()) }
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// What is at a path below a directory; nothing if a part of the path is no directory.
fn metadata(below: &Path, path: &Path) -> io::Result<Option<Metadata>> {
    for directory in directories(below, parent(path)) {
        if !there(&directory)?.is_some_and(|metadata| metadata.is_dir()) {
            return Ok(None);
        }
    }
    there(&below.join(path))
}

/// What is at a path, if anything is: a link itself, not what it leads to.
pub(super) fn there(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        metadata => metadata.map(Some),
    }
}

fn remove(below: &Path, path: &Path) -> io::Result<()> {
    match metadata(below, path)? {
        Some(metadata) if metadata.is_dir() => fs::remove_dir_all(below.join(path)),
        Some(_) => fs::remove_file(below.join(path)),
        None => Ok(()),
    }
}

/// Makes a path below a directory one of directories alone, in place of files and links.
fn make_directories(below: &Path, path: &Path) -> io::Result<()> {
    for directory in directories(below, path) {
        match there(&directory)? {
            Some(metadata) if metadata.is_dir() => continue,
            Some(_) => fs::remove_file(&directory)?,
            None => {}
        }
        fs::create_dir(&directory)?;
    }
    Ok(())
}

/// The directories of a path, the outermost first.
fn directories(below: &Path, path: &Path) -> impl Iterator<Item = PathBuf> {
    names(path).into_iter().scan(below.to_owned(), |at, name| {
        at.push(name);
        Some(at.clone())
    })
}

/// The names of a path, the outermost first.
pub(super) fn names(path: &Path) -> Vec<&OsStr> {
    let names = path.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name),
        _ => None,
    });
    names.collect()
}

/// Makes a symbolic link.
#[cfg(unix)]
pub(super) fn link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

#[cfg(windows)]
pub(super) fn link(target: &Path, at: &Path) -> io::Result<()> {
    let from = at.parent().map(|parent| parent.join(target));
    if from.is_some_and(|target| target.is_dir()) {
        std::os::windows::fs::symlink_dir(target, at)
    } else {
        std::os::windows::fs::symlink_file(target, at)
    }
}

#[cfg(not(any(unix, windows)))]
pub(super) fn link(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use tempfile::TempDir;

    fn sides() -> (TempDir, PathBuf, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let [from, to] = ["from", "to"].map(|name| folder.path().join(name));
        for directory in [&from, &to] {
            fs::create_dir(directory).unwrap();
        }
        (folder, from, to)
    }

    fn write(at: &Path, text: &str) {
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, text).unwrap();
    }

    #[test]
    fn kinds_change_places() {
        let (_folder, from, to) = sides();
        write(&to.join("file/was/directory"), "");
        write(&to.join("directory"), "was a file");
        write(&to.join("link"), "was a file");
        write(&to.join("gone/x"), "");
        write(&from.join("file"), "bytes");
        fs::set_permissions(from.join("file"), fs::Permissions::from_mode(0o555)).unwrap();
        write(&from.join("directory/x"), "below");
        symlink("nowhere", from.join("link")).unwrap();
        for path in ["file", "directory/x", "link", "gone/x", "never"] {
            lay(&from, Path::new(path), &to).unwrap();
        }
        assert_eq!(fs::read(to.join("file")).unwrap(), b"bytes");
        assert_eq!(fs::metadata(to.join("file")).unwrap().permissions().mode() & 0o777, 0o555);
        assert_eq!(fs::read(to.join("directory/x")).unwrap(), b"below");
        assert_eq!(fs::read_link(to.join("link")).unwrap(), Path::new("nowhere"));
        assert!(!to.join("gone/x").exists() && !to.join("never").exists());
    }

    #[test]
    fn links_lead_out_of_neither_side() {
        let (folder, from, to) = sides();
        let outside = folder.path().join("outside");
        write(&outside.join("x"), "another's");
        symlink(&outside, from.join("a")).unwrap();
        symlink(&outside, to.join("b")).unwrap();
        write(&to.join("a/x"), "");
        write(&from.join("b/y"), "own");
        // It is no file of the first side, though its path leads to one.
        lay(&from, Path::new("a/x"), &to).unwrap();
        assert!(!to.join("a/x").exists());
        // What is gone on the first side must not be removed elsewhere.
        lay(&from, Path::new("b/x"), &to).unwrap();
        lay(&from, Path::new("b/y"), &to).unwrap();
        assert_eq!(fs::read(outside.join("x")).unwrap(), b"another's");
        assert!(!outside.join("y").exists());
        assert_eq!(fs::read(to.join("b/y")).unwrap(), b"own");
    }
}
