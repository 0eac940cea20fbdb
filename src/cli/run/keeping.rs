//! Where captures are kept.

use crate::cli::check::real;
use crate::cli::message::Message;
use crate::cli::write::{can_write_below, make_ignored};
use crate::run::Shard;
use std::io;
use std::path::{Path, PathBuf};

/// The files that captures are kept in, the baseline's first.
pub(super) struct Keeping {
    directory: PathBuf,
    pub files: [PathBuf; 2],
    is_part: bool,
}

impl Keeping {
    /// Those of a directory: before anything is measured it is known that they can be written.
    ///
    /// # Errors
    ///
    /// They can't be.
    pub fn at(directory: &Path, shard: Option<Shard>) -> Result<Keeping, Message> {
        let files = ["baseline", "candidate"].map(|side| path(directory, side, shard));
        for file in &files {
            can_write_below(file).map_err(|error| {
                Message::from(format!("--keep: can't write {}: {error}", file.display()))
            })?;
        }
        Ok(Keeping { directory: directory.to_owned(), files, is_part: shard.is_some() })
    }

    /// Makes the directories of the files.
    pub fn make(&self) -> io::Result<()> {
        make_ignored(&self.directory)?;
        self.files.iter().filter_map(|file| file.parent()).try_for_each(std::fs::create_dir_all)
    }

    /// Refuses reports that would go over a capture, or among parts, where they would be read as one.
    ///
    /// # Errors
    ///
    /// The first that would.
    pub fn refuse<'a>(&self, mut reports: impl Iterator<Item = &'a Path>) -> Result<(), Message> {
        let taken = self.files.iter().map(|file| match file.parent() {
            Some(directory) if self.is_part => directory,
            _ => file,
        });
        let taken: Vec<PathBuf> = taken.filter_map(place).collect();
        let hits = |report: &&Path| {
            place(report).is_some_and(|report| taken.iter().any(|path| report.starts_with(path)))
        };
        match reports.find(hits) {
            Some(report) => Err(Message::from(format!(
                "--report would write {} into what --keep keeps",
                report.display()
            ))),
            None => Ok(()),
        }
    }
}

/// Where a file is or will be, be it in a directory that is not there yet.
fn place(path: &Path) -> Option<PathBuf> {
    real(path).or_else(|| std::path::absolute(path).ok())
}

/// Parts of one run don't write over each other, wherever they are brought together.
fn path(directory: &Path, side: &str, shard: Option<Shard>) -> PathBuf {
    match shard {
        None => directory.join(format!("{side}.txt")),
        Some(shard) => {
            directory.join(side).join(format!("{}-of-{}.txt", shard.number(), shard.of()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(shard: Option<Shard>, report: &str) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let kept = Keeping::at(&folder.path().join("kept"), shard).unwrap();
        let report = folder.path().join(report);
        kept.refuse([&*report].into_iter()).is_err()
    }

    #[test]
    fn reports_go_beside_captures_and_never_over_them_or_among_parts() {
        let part = Shard::new(1, 2);
        for (shard, report, expected) in [
            (None, "kept/baseline.txt", true),
            (None, "kept/r.json", false),
            (part, "kept/candidate/r.json", true),
            (part, "kept/candidate/1-of-2.txt", true),
            (part, "kept/r.json", false),
        ] {
            assert_eq!(refused(shard, report), expected, "{report}");
        }
    }

    #[test]
    fn a_directory_that_can_t_be_made_is_known_before() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), "").unwrap();
        let error = Keeping::at(&folder.path().join("file/below"), None).err().unwrap();
        assert!(error.to_string().starts_with("--keep: can't write "), "{error}");
    }
}
