//! What an incident needs to keep, in a directory.

use super::Kept;
use super::drawing::{Drawing, DrawingError};
use super::skeleton::skeleton;
use crate::cli::output::page;
use crate::cli::write::{can_write_below, make_ignored, write_file};
use crate::report::{self, MarkdownPage, Report, shown};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What can't be kept.
#[derive(Debug, Error)]
pub(super) enum KeepingError {
    #[error("failed to write {}: {error}", .path.display())]
    Write { path: PathBuf, error: io::Error },
    #[error("failed to write the report: {0}")]
    Report(#[from] serde_json::Error),
    #[error(transparent)]
    Drawing(#[from] DrawingError),
}

/// Files by their paths from the directory.
pub(super) type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Whether files can be written there, as far as is known beforehand.
pub(super) fn can_keep(directory: &Path) -> io::Result<()> {
    can_write_below(&directory.join(REPORT))
}

const REPORT: &str = "report.json";

/// Writes all of it; what is there of an earlier one is replaced where it has the same name.
pub(super) fn keep(
    directory: &Path,
    report: &Report,
    captures: Option<[&[u8]; 2]>,
    kept: &[Kept],
) -> Result<(), KeepingError> {
    let files = files(report, captures, kept)?;
    let at = |path: &Path, error| KeepingError::Write { path: path.to_owned(), error };
    make_ignored(directory).map_err(|error| at(directory, error))?;
    for (name, bytes) in files {
        let path = directory.join(&name);
        let above = path.parent().unwrap_or(directory);
        // What is checked out may have put a link there, that leads anywhere.
        if name.ancestors().any(|part| is_link(directory, part)) {
            return Err(at(&path, io::Error::other("it is, or is in, a symbolic link")));
        }
        fs::create_dir_all(above).map_err(|error| at(above, error))?;
        write_file(&bytes, &path).map_err(|error| at(&path, error))?;
    }
    Ok(())
}

/// Whether something below a directory is a link; the directory itself is where somebody wants it.
fn is_link(directory: &Path, below: &Path) -> bool {
    !below.as_os_str().is_empty() && directory.join(below).is_symlink()
}

fn files(
    report: &Report,
    captures: Option<[&[u8]; 2]>,
    kept: &[Kept],
) -> Result<Files, KeepingError> {
    let mut files = Files::new();
    files.insert(REPORT.into(), report::to_json(report)?.into_bytes());
    for (name, text) in
        ["baseline.txt", "candidate.txt"].into_iter().zip(captures.into_iter().flatten())
    {
        files.insert(name.into(), text.to_vec());
    }
    for (number, kept) in kept.iter().enumerate() {
        let directory = PathBuf::from(format!("{:02}-{}", number + 1, slug(&kept.name)));
        let drawing = Drawing::of(kept)?;
        let [baseline, candidate] = &kept.profiles;
        files.insert(directory.join("baseline.pb.gz"), baseline.clone());
        files.insert(directory.join("candidate.pb.gz"), candidate.clone());
        files.insert(directory.join("difference.txt"), drawing.text()?.into_bytes());
        files.insert(directory.join("flamegraph.svg"), drawing.svg()?);
        files.extend(budget(report, kept));
    }
    // Else the go command would take what is below for packages of the module around it.
    files.insert("go.mod".into(), b"module postmortem\n".to_vec());
    files.insert("summary.md".into(), summary(report, kept, &files).into_bytes());
    Ok(files)
}

/// The benchmark with a budget, where it is known what it stands beside.
fn budget(report: &Report, kept: &Kept) -> Option<(PathBuf, Vec<u8>)> {
    let declared = kept.declared.as_ref()?;
    let text = skeleton(report, &kept.package, declared);
    let function = declared.function.trim_start_matches("Benchmark").to_lowercase();
    let directory = Path::new("budgets").join(&declared.directory);
    Some((directory.join(format!("{}_budget_test.go", slug(&function))), text.into_bytes()))
}

/// The verdict, the rows and the explanations, and then what else is here.
fn summary(report: &Report, kept: &[Kept], files: &Files) -> String {
    let mut text = page(report, MarkdownPage::STEP_SUMMARY);
    text += "\n## Files\n\n";
    for path in files.keys() {
        let name = path.to_string_lossy();
        text += &format!("- `{name}`{}\n", what(&name, kept));
    }
    text
}

/// What a file is.
fn what(path: &str, kept: &[Kept]) -> String {
    let (directory, name) = path.split_once('/').unwrap_or(("", path));
    let number = directory.split('-').next().and_then(|number| number.parse::<usize>().ok());
    let kept = number.and_then(|number| kept.get(number.wrapping_sub(1)));
    let of = kept.map_or_else(String::new, |kept| {
        let [baseline, candidate] = kept.operations;
        let operations = if baseline == candidate {
            candidate.to_string()
        } else {
            format!("{baseline} and {candidate}")
        };
        format!(" of `{}`, {operations} operations", shown(&kept.name).replace('`', "'"))
    });
    let what = match name {
        REPORT => "what was judged, for `allocgate report` and `allocgate explain`",
        "baseline.txt" | "candidate.txt" => {
            "what the benchmarks printed, for benchstat and `allocgate check`"
        }
        "baseline.pb.gz" | "candidate.pb.gz" => "the heap profile",
        "difference.txt" => "what `allocgate profile diff` says of both profiles",
        "flamegraph.svg" => "the same as a picture",
        "go.mod" => {
            "keeps the go command from taking what is here for a part of the module around it"
        }
        _ => "a benchmark with an allocation budget, to begin with",
    };
    format!(": {what}{of}")
}

/// A name that every file system takes.
fn slug(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    let name: String = name.chars().map(plain).take(LONGEST_NAME).collect();
    name.trim_matches('-').to_owned()
}

const LONGEST_NAME: usize = 60;
