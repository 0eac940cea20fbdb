//! What is in files of a repository.

use super::{DEADLINE, Git, unclear};
use crate::host::error::HostError;
use crate::host::program::Program;

/// Files of Go code have no more.
pub(in crate::host) const MOST_FILE_BYTES: u64 = 8 << 20;

/// Nor have all those of a repository.
pub(in crate::host) const MOST_BYTES: u64 = 256 << 20;

/// What a header, and a line end or two, need at most: an id, a type and a size.
const MOST_AROUND: usize = 128;

/// For warnings.
const SOME_MORE: usize = 1 << 20;

/// A file of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The object that its content is.
    pub id: String,
    /// From the repository's root.
    pub path: String,
}

impl Git {
    /// The bytes of files. Sizes are asked for first, so that nothing too large is loaded.
    pub(super) fn contents(&self, entries: Vec<Entry>) -> Result<Vec<(Entry, Vec<u8>)>, HostError> {
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let ids: String = entries.iter().map(|entry| format!("{}\n", entry.id)).collect();
        let around = SOME_MORE + entries.len() * MOST_AROUND;
        let asked = self.command("cat-file").input(ids);

        let check = asked.clone().arguments(["--batch-check", "--buffer"]);
        let total = total(&check, &entries, &check.run(DEADLINE, around)?.stdout)?;

        let batch = asked.arguments(["--batch", "--buffer"]);
        let stdout = batch.run(DEADLINE, around + total)?.stdout;
        let mut objects = Objects { asked: &batch, rest: &stdout };
        let with_bytes = |entry: Entry| {
            let size = objects.header(&entry)?;
            let bytes = objects.bytes(size)?.to_vec();
            Ok((entry, bytes))
        };
        entries.into_iter().map(with_bytes).collect()
    }
}

/// How many bytes the files have, by their headers.
fn total(asked: &Program, entries: &[Entry], headers: &[u8]) -> Result<usize, HostError> {
    let mut objects = Objects { asked, rest: headers };
    let mut total = 0;
    for entry in entries {
        let bytes = objects.header(entry)?;
        let path = || entry.path.clone();
        if bytes > MOST_FILE_BYTES {
            return Err(HostError::FileTooLarge { path: path(), bytes });
        }
        total += bytes;
        if total > MOST_BYTES {
            return Err(HostError::FilesTooLarge { path: path(), bytes: total });
        }
    }
    usize::try_from(total).map_err(|_| unclear(asked))
}

/// What `git cat-file` prints: headers, `ID TYPE SIZE\n`, and after each, bytes and a line end,
/// if these were asked for.
struct Objects<'a> {
    asked: &'a Program,
    rest: &'a [u8],
}

impl<'a> Objects<'a> {
    /// Reads the header of a file's content, and says how many bytes that has.
    fn header(&mut self, entry: &Entry) -> Result<u64, HostError> {
        let end = memchr::memchr(b'\n', self.rest).ok_or_else(|| unclear(self.asked))?;
        let header = std::str::from_utf8(&self.rest[..end]).map_err(|_| unclear(self.asked))?;
        self.rest = &self.rest[end + 1..];
        let about = header.strip_prefix(&*entry.id).and_then(|about| about.strip_prefix(' '));
        match about.ok_or_else(|| unclear(self.asked))? {
            "missing" => Err(HostError::NoContent { path: entry.path.clone() }),
            about => {
                let size = about.strip_prefix("blob ").and_then(|size| size.parse().ok());
                size.ok_or_else(|| unclear(self.asked))
            }
        }
    }

    /// Reads so many bytes, and the line end behind them.
    fn bytes(&mut self, size: u64) -> Result<&'a [u8], HostError> {
        let split = usize::try_from(size).ok().and_then(|size| self.rest.split_at_checked(size));
        match split.ok_or_else(|| unclear(self.asked))? {
            (bytes, [b'\n', rest @ ..]) => {
                self.rest = rest;
                Ok(bytes)
            }
            _ => Err(unclear(self.asked)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(count: usize) -> Vec<Entry> {
        let entry = |i| Entry { id: format!("{i:040x}"), path: format!("f{i}") };
        (0..count).map(entry).collect()
    }

    fn totalled(sizes: &[u64]) -> Result<usize, HostError> {
        let entries = entries(sizes.len());
        let lines =
            entries.iter().zip(sizes).map(|(entry, size)| format!("{} blob {size}\n", entry.id));
        total(&Program::new("git"), &entries, lines.collect::<String>().as_bytes())
    }

    #[test]
    fn what_is_too_large_is_named() {
        assert_eq!(totalled(&[1, 0, MOST_FILE_BYTES]).unwrap() as u64, MOST_FILE_BYTES + 1);
        let error = totalled(&[1, MOST_FILE_BYTES + 1]).unwrap_err();
        assert_eq!(error.to_string(), "f1: has 8388609 bytes; at most 8388608 are read");
        let mut sizes = [MOST_FILE_BYTES; 33];
        assert_eq!(totalled(&sizes[..32]).unwrap() as u64, MOST_BYTES);
        sizes[32] = 1;
        let error = totalled(&sizes).unwrap_err();
        let expected = "f32: up to this file there are 268435457 bytes; at most 268435456 are read";
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn an_answer_that_git_does_not_give_is_an_error() {
        let [entry] = &entries(1)[..] else { unreachable!() };
        let git = Program::new("git");
        let id = &entry.id;
        let read = |answer: &str| {
            let mut objects = Objects { asked: &git, rest: answer.as_bytes() };
            let size = objects.header(entry)?;
            objects.bytes(size).map(<[u8]>::to_vec)
        };
        assert_eq!(read(&format!("{id} blob 3\na\nb\n")).unwrap(), b"a\nb");
        let missing = read(&format!("{id} missing\n")).unwrap_err().to_string();
        assert_eq!(missing, "f0: its content is missing from the repository");
        for broken in [
            "",
            "x",
            "ID",
            "ID\n",
            "ID blob 3\nab",
            "ID blob 3\nabcd",
            "ID tree 0\n\n",
            "x blob 0\n\n",
        ] {
            let error = read(&broken.replace("ID", id)).unwrap_err();
            assert!(matches!(error, HostError::Answer { .. }), "{broken}: {error}");
        }
    }
}
