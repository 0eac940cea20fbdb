//! What an incident needs to keep, in a directory.

use super::Kept;
use super::drawing::{Drawing, DrawingError};
use super::skeleton::skeleton;
use crate::cli::output::page;
use crate::cli::write::{can_write_below, ignored};
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

/// The go command, and whoever looks for budgets, leaves out what begins with an underscore.
const BUDGETS: &str = "_budgets";

const REPORT: &str = "report.json";

/// What is in the `go.mod` of each, by which it is known again.
const MODULE: &str = "module postmortem\n";

/// Whether it can be written there, as far as is known beforehand: where nothing is, or an earlier one.
pub(super) fn can_keep(directory: &Path) -> io::Result<()> {
    if directory.exists() && !is_ours(directory)? {
        return Err(io::Error::other("something else is in it"));
    }
    // It is put together beside its place.
    can_write_below(&beside(directory).join("new"))
}

/// Whether a directory is empty, or of an earlier run.
fn is_ours(directory: &Path) -> io::Result<bool> {
    let is_empty = fs::read_dir(directory)?.next().is_none();
    let module = directory.join("go.mod");
    let has_module =
        || module.is_file() && fs::read(&module).is_ok_and(|text| text == MODULE.as_bytes());
    Ok(is_empty || has_module())
}

/// The directory that a directory is in.
fn beside(directory: &Path) -> PathBuf {
    let real = directory.canonicalize().or_else(|_| std::path::absolute(directory));
    real.ok().and_then(|real| real.parent().map(Path::to_owned)).unwrap_or_default()
}

/// Writes all of it or nothing, in place of an earlier one.
pub(super) fn keep(
    directory: &Path,
    report: &Report,
    captures: Option<[&[u8]; 2]>,
    kept: &[Kept],
) -> Result<(), KeepingError> {
    let files = files(report, captures, kept)?;
    let failed = |error| KeepingError::Write { path: directory.to_owned(), error };
    written(directory, &files).map_err(failed)
}

fn written(directory: &Path, files: &Files) -> io::Result<()> {
    let above = beside(directory);
    fs::create_dir_all(&above)?;
    let new = tempfile::Builder::new().prefix(".allocgate-").tempdir_in(&above)?;
    ignored(new.path())?;
    for (name, bytes) in files {
        let path = new.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(new.path()))?;
        fs::write(path, bytes)?;
    }
    let place = directory.canonicalize().or_else(|_| std::path::absolute(directory))?;
    // It may have become another's meanwhile.
    if place.exists() && !is_ours(&place)? {
        return Err(io::Error::other("something else is in it"));
    }
    let old = tempfile::Builder::new().prefix(".allocgate-").tempdir_in(&above)?;
    let aside = old.path().join("old");
    if place.exists() {
        fs::rename(&place, &aside)?;
    }
    if let Err(error) = fs::rename(new.path(), &place) {
        // There is nothing to put back if there was none.
        let _: io::Result<()> = fs::rename(&aside, &place);
        return Err(error);
    }
    // It has another name now, and stays.
    let _: PathBuf = new.keep();
    readable(&place)
}

/// Temporary directories are private; this one is for others to read.
#[cfg(unix)]
fn readable(directory: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(directory, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> io::Result<()> {
    Ok(())
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
    files.insert("go.mod".into(), MODULE.as_bytes().to_vec());
    files.insert("summary.md".into(), summary(report, kept, &files).into_bytes());
    Ok(files)
}

/// The benchmark with a budget, where it is known what it stands beside.
fn budget(report: &Report, kept: &Kept) -> Option<(PathBuf, Vec<u8>)> {
    let declared = kept.declared.as_ref()?;
    let text = skeleton(report, &kept.package, declared);
    let function = declared.function.trim_start_matches("Benchmark").to_lowercase();
    let directory = Path::new(BUDGETS).join(&declared.directory);
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
