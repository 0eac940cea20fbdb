//! Several files, written all or none.

use crate::cli::message::Message;
use crate::report::shown;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file to write.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub path: PathBuf,
    pub text: &'static str,
    pub is_program: bool,
    /// What to do where it is there already.
    pub by_hand: &'static str,
    /// Whether other repositories would have it, too.
    pub reaches_others: bool,
}

/// Refuses what is there already, unless it is forced, or confirmed on a terminal.
pub(super) fn confirm(files: &[File], force: bool, stderr: &mut dyn Write) -> Result<(), Message> {
    let doubted = files.iter().filter_map(|file| Some((file, doubt(file)?)));
    let doubted: Vec<(&File, String)> = doubted.collect();
    if force || doubted.is_empty() {
        return Ok(());
    }
    let mut refused = Vec::new();
    for (file, doubt) in &doubted {
        if !is_confirmed(doubt, stderr) {
            refused.push(format!("{doubt}: nothing was written"));
            refused.push(format!("  {}", file.by_hand));
        }
    }
    if refused.is_empty() {
        return Ok(());
    }
    refused.push("  or write over it: --force".to_owned());
    Err(Message::lines(refused.join("\n").as_bytes()))
}

/// Why a file may not be meant to be written.
fn doubt(file: &File) -> Option<String> {
    let path = file.path.to_string_lossy();
    if file.path.symlink_metadata().is_ok() {
        Some(format!("{path} is there already"))
    } else if file.reaches_others {
        Some(format!("{path} would be the hook of other repositories, too, by core.hooksPath"))
    } else {
        None
    }
}

/// Asks on a terminal. Elsewhere nobody confirms.
fn is_confirmed(doubt: &str, stderr: &mut dyn Write) -> bool {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return false;
    }
    let asked = write!(stderr, "{}; write it? [y/N] ", shown(doubt)).and_then(|()| stderr.flush());
    let mut answer = String::new();
    asked.and_then(|()| io::stdin().read_line(&mut answer)).is_ok()
        && matches!(&*answer.trim().to_ascii_lowercase(), "y" | "yes")
}

/// Writes all beside their places first, so that none is in place if one can't be written.
pub(super) fn write(files: &[File]) -> Result<(), Message> {
    let failed = |path: &Path, error: io::Error| {
        Message::from(format!("failed to write {}: {error}", path.display()))
    };
    let mut staged = Vec::new();
    for file in files {
        staged.push(stage(file).map_err(|error| failed(&file.path, error))?);
    }
    for (file, staged) in files.iter().zip(staged) {
        staged.persist(&file.path).map_err(|error| failed(&file.path, error.error))?;
    }
    Ok(())
}

fn stage(file: &File) -> io::Result<NamedTempFile> {
    if file.path.is_dir() {
        return Err(io::Error::other("a directory is there"));
    }
    let directory = file.path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let directory = directory.unwrap_or(Path::new("."));
    fs::create_dir_all(directory)?;
    let mut staged = tempfile::Builder::new().prefix(".allocgate-").tempfile_in(directory)?;
    staged.write_all(file.text.as_bytes())?;
    permit(staged.as_file(), file.is_program)?;
    Ok(staged)
}

#[cfg(unix)]
fn permit(file: &fs::File, is_program: bool) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(if is_program { 0o755 } else { 0o644 }))
}

#[cfg(not(unix))]
fn permit(_: &fs::File, _: bool) -> io::Result<()> {
    Ok(())
}
