//! The files of a commit.

use super::contents::Entry;
use super::revision::is_object_id;
use super::{DEADLINE, Git, unclear};
use crate::host::error::HostError;
use crate::host::program::Program;

/// A list of a million files has about half of it.
pub(super) const MOST_LISTED: usize = 1 << 28;

impl Git {
    /// The regular files of a commit below a directory, with their bytes as they are in the
    /// repository: no filter, no conversion and no replacement of objects is applied. `commit` is a
    /// full object id, as [`Git::commit`] gives; `below` is relative to the repository's root, empty
    /// for all of it; what is not there has no files. `wanted` is asked with each path, and files
    /// are named, relative to `below`. Paths that are not UTF-8 are skipped.
    ///
    /// # Errors
    ///
    /// A file of more than 8 MiB, or files of more than 256 MiB in all; a file whose content is
    /// missing; a `commit` or `below` that can't be one; git can't be asked, or refuses.
    pub fn files(
        &self,
        commit: &str,
        below: &str,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<(String, Vec<u8>)>, HostError> {
        let entries = self.listed(commit, below, &REGULAR)?;
        let entries = entries.into_iter().filter(|entry| wanted(entry.below(below))).collect();
        let named = |(entry, bytes): (Entry, _)| (entry.below(below).to_owned(), bytes);
        Ok(self.contents(entries)?.into_iter().map(named).collect())
    }

    /// The symbolic links of a commit whose path is wanted, from the repository's root, with what each
    /// points to. `commit` is a full object id.
    ///
    /// # Errors
    ///
    /// As for [`Git::files`].
    pub fn links(
        &self,
        commit: &str,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<(String, Vec<u8>)>, HostError> {
        let entries = self.listed(commit, "", &[LINK])?;
        let entries = entries.into_iter().filter(|entry| wanted(&entry.path)).collect();
        let named = |(entry, target): (Entry, _)| (entry.path, target);
        Ok(self.contents(entries)?.into_iter().map(named).collect())
    }

    /// The paths of a commit's regular files and symbolic links that are wanted, from the repository's
    /// root. `commit` is a full object id. Paths that are not UTF-8 are skipped.
    ///
    /// # Errors
    ///
    /// A `commit` that can't be one; git can't be asked, or refuses.
    pub fn paths(
        &self,
        commit: &str,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<String>, HostError> {
        let entries = self.listed(commit, "", &[REGULAR[0], REGULAR[1], LINK])?;
        Ok(entries.into_iter().map(|entry| entry.path).filter(|path| wanted(path)).collect())
    }

    /// The entries of some modes.
    fn listed(&self, commit: &str, below: &str, modes: &[&str]) -> Result<Vec<Entry>, HostError> {
        if !is_object_id(commit) {
            return Err(HostError::NotARevision(commit.to_owned()));
        }
        if !is_below(below) {
            return Err(HostError::NotBelow(below.to_owned()));
        }
        let asked = self.command("ls-tree").arguments(["-r", "-z", "--full-tree", commit, "--"]);
        let asked = asked.arguments((!below.is_empty()).then_some(below));
        let output = asked.run(DEADLINE, MOST_LISTED)?;
        let records = output.stdout.split(|&byte| byte == 0).filter(|record| !record.is_empty());
        let mut entries = Vec::new();
        for record in records {
            entries.extend(entry(&asked, record, modes)?.filter(|entry| entry.is_below(below)));
        }
        Ok(entries)
    }
}

/// Whether it can be a directory below a root: names with a slash between them, or nothing.
fn is_below(path: &str) -> bool {
    path.is_empty()
        || path.split('/').all(|name| !matches!(name, "" | "." | "..")) && !path.contains('\0')
}

/// The modes of regular files.
const REGULAR: [&str; 2] = ["100644", "100755"];

/// That of symbolic links.
const LINK: &str = "120000";

/// A record of `git ls-tree`, `MODE TYPE ID\tPATH`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    pub mode: &'a str,
    pub kind: &'a str,
    pub id: &'a str,
    pub path: &'a [u8],
}

pub(super) fn record<'a>(asked: &Program, record: &'a [u8]) -> Result<Record<'a>, HostError> {
    let tab = memchr::memchr(b'\t', record).ok_or_else(|| unclear(asked))?;
    let (about, path) = (&record[..tab], &record[tab + 1..]);
    let about = std::str::from_utf8(about).map_err(|_| unclear(asked))?;
    match about.split(' ').collect::<Vec<_>>()[..] {
        [mode, kind, id] if is_object_id(id) => Ok(Record { mode, kind, id, path }),
        _ => Err(unclear(asked)),
    }
}

/// None for what has another mode, and for one whose path is not UTF-8.
fn entry(asked: &Program, bytes: &[u8], modes: &[&str]) -> Result<Option<Entry>, HostError> {
    let Record { mode, kind, id, path } = record(asked, bytes)?;
    let is_wanted = kind == "blob" && modes.contains(&mode);
    let path = std::str::from_utf8(path).ok().filter(|_| is_wanted);
    Ok(path.map(|path| Entry { id: id.to_owned(), path: path.to_owned() }))
}

impl Entry {
    /// The path below a directory that the file is below.
    fn below(&self, directory: &str) -> &str {
        let rest = self.path.strip_prefix(directory).unwrap_or(&self.path);
        rest.strip_prefix('/').unwrap_or(rest)
    }

    /// False for what stands in the directory's place.
    fn is_below(&self, directory: &str) -> bool {
        let rest = self.path.strip_prefix(directory);
        directory.is_empty() || rest.is_some_and(|rest| rest.starts_with('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(record: &str) -> Result<Option<String>, HostError> {
        let record = record.replace("ID", &"0123456789".repeat(4));
        let entry = entry(&Program::new("git"), record.as_bytes(), &REGULAR)?;
        Ok(entry.map(|entry| entry.path))
    }

    #[test]
    fn regular_files_alone_are_entries() {
        assert_eq!(read("100644 blob ID\ta b\tc\n").unwrap().unwrap(), "a b\tc\n");
        assert_eq!(read("100755 blob ID\tx").unwrap().unwrap(), "x");
        for other in ["120000 blob ID\tx", "160000 commit ID\tx", "040000 tree ID\tx"] {
            assert!(read(other).unwrap().is_none(), "{other}");
        }
        for broken in ["", "100644 blob ID x", "100644 blob\tx", "100644 blob 12\tx"] {
            assert!(read(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_directory_is_named_without_detours() {
        for good in ["", "a", "a/b", "...", ":(glob)*", "a b\n"] {
            assert!(is_below(good), "{good}");
        }
        for bad in ["/", "/a", "a/", "a//b", ".", "./a", "a/..", "../a", "a\0"] {
            assert!(!is_below(bad), "{bad}");
        }
    }
}
