//! What differs between two directories, whatever git knows of them.

use super::differing::slashed;
use super::lay::there;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The paths below two directories that are not the same in both: files with other bytes, links with other
/// targets, what is of another kind, or in one of them only. Directories themselves, and what is called
/// `.git`, don't count. Paths have slashes, and replacement characters for what is not UTF-8.
pub(super) fn differing_on_disk(one: &Path, other: &Path) -> io::Result<Vec<String>> {
    let mut found = BTreeSet::new();
    compare([one, other], Path::new(""), &mut found)?;
    Ok(found.iter().map(|path| slashed(path)).collect())
}

fn compare(sides: [&Path; 2], path: &Path, found: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    let [one, other] = sides.map(|side| there(&side.join(path)));
    let (one, other) = (one?, other?);
    let is_directory =
        |metadata: &Option<Metadata>| metadata.as_ref().is_some_and(Metadata::is_dir);
    let is_leaf = |metadata: &Option<Metadata>| metadata.as_ref().is_some_and(|m| !m.is_dir());
    let [at_one, at_other] = sides.map(|side| side.join(path));
    if (is_leaf(&one) || is_leaf(&other))
        && !is_same([(&at_one, one.as_ref()), (&at_other, other.as_ref())])?
    {
        found.insert(path.to_owned());
    }
    let mut names = BTreeSet::new();
    for (at, _) in [(at_one, &one), (at_other, &other)].iter().filter(|(_, m)| is_directory(m)) {
        names.extend(names_in(at)?);
    }
    names.into_iter().try_for_each(|name| compare(sides, &path.join(name), found))
}

fn names_in(directory: &Path) -> io::Result<Vec<OsString>> {
    let names = fs::read_dir(directory)?.map(|entry| Ok(entry?.file_name()));
    Ok(names.collect::<io::Result<Vec<_>>>()?.into_iter().filter(|name| name != ".git").collect())
}

/// Whether two leaves are the same. What is neither file nor link is never so.
fn is_same(sides: [(&PathBuf, Option<&Metadata>); 2]) -> io::Result<bool> {
    let [(one, Some(of_one)), (other, Some(of_other))] = sides else { return Ok(false) };
    if of_one.is_symlink() && of_other.is_symlink() {
        return Ok(fs::read_link(one)? == fs::read_link(other)?);
    }
    Ok(of_one.is_file()
        && of_other.is_file()
        && of_one.len() == of_other.len()
        && has_same_bytes(File::open(one)?, File::open(other)?)?)
}

fn has_same_bytes(one: File, other: File) -> io::Result<bool> {
    const CHUNK: u64 = 1 << 16;
    let (mut one, mut other) = (one, other);
    let (mut a, mut b) = (Vec::new(), Vec::new());
    loop {
        a.clear();
        b.clear();
        let read = (&mut one).take(CHUNK).read_to_end(&mut a)?;
        (&mut other).take(CHUNK).read_to_end(&mut b)?;
        if a != b || read == 0 {
            return Ok(a == b);
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn content_kind_target_and_existence_differ() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
        let write = |side: &Path, path: &str, text: &str| {
            fs::create_dir_all(side.join(path).parent().unwrap()).unwrap();
            fs::write(side.join(path), text).unwrap();
        };
        for side in [&one, &other] {
            write(side, "same/x", &"x".repeat(200_000));
            write(side, ".git", &side.to_string_lossy());
            write(side, "sub/.git/config", &side.to_string_lossy());
            symlink("x", side.join("same/link")).unwrap();
        }
        assert_eq!(differing_on_disk(&one, &other).unwrap(), [""; 0]);
        write(&one, "content", &"x".repeat(200_000));
        write(&other, "content", &format!("{}y", "x".repeat(199_999)));
        write(&one, "kind/below/x", "");
        write(&other, "kind", "");
        write(&one, "only/one", "");
        symlink("a", one.join("target")).unwrap();
        symlink("b", other.join("target")).unwrap();
        write(&one, "linked", "x");
        symlink("same/x", other.join("linked")).unwrap();
        let expected = ["content", "kind", "kind/below/x", "linked", "only/one", "target"];
        assert_eq!(differing_on_disk(&one, &other).unwrap(), expected);
        assert_eq!(differing_on_disk(&other, &one).unwrap(), expected);
    }
}
