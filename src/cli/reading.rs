//! Reading a saved report. Whoever wrote the file may be a stranger.

use super::message::Message;
use crate::report::{self, Report, shown};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Files above this size are refused: a report of some hundred thousand rows is smaller.
const LARGEST: u64 = 256 << 20;

/// A parser's words can quote what it read; no more of them than this is repeated.
const LONGEST_REASON: usize = 160;

/// Reads the report in a file, or from standard input if the path is `-`.
///
/// The file must be a regular one: a link could lead out of the directory that a stranger's archive
/// was unpacked into, and what is no file may never end.
pub(super) fn report(path: &Path) -> Result<Report, Message> {
    let failed = |why: String| {
        let path = path.to_string_lossy();
        let why: String = shown(&why).chars().take(LONGEST_REASON).collect();
        Message::from(format!("failed to read the report {path}: {why}"))
    };
    let bytes = match path.as_os_str() == "-" {
        true => bounded(io::stdin().lock()),
        false => open(path).and_then(bounded),
    };
    let text = String::from_utf8(bytes.map_err(failed)?);
    let text = text.map_err(|_| failed("not a report: it is not UTF-8".to_owned()))?;
    report::from_json(&text).map_err(|error| failed(error.to_string()))
}

fn open(path: &Path) -> Result<File, String> {
    let metadata = path.symlink_metadata().map_err(|error| error.to_string())?;
    if metadata.is_symlink() {
        return Err("it is a symbolic link, which is not followed".to_owned());
    }
    if !metadata.is_file() {
        return Err("it is no regular file".to_owned());
    }
    File::open(path).map_err(|error| error.to_string())
}

/// All that a source has, if that is not too much.
fn bounded(source: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = source.take(LARGEST + 1).read_to_end(&mut bytes);
    match read.map_err(|error| error.to_string())? as u64 > LARGEST {
        true => Err(format!("it is larger than {} MiB", LARGEST >> 20)),
        false => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &[u8]) -> String {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        report(file.path()).unwrap_err().to_string()
    }

    #[test]
    fn what_is_no_report_is_refused_without_repeating_it() {
        assert!(refused(b"").contains("not a report: EOF"));
        assert!(refused(b"\xff").contains("not UTF-8"));
        let long = format!(r#"{{"version": 1, "verdict": "{}"}}"#, "x".repeat(100_000));
        assert!(refused(long.as_bytes()).len() < 400);
        let deep = "[".repeat(1_000_000);
        assert!(refused(format!(r#"{{"version":{deep}"#).as_bytes()).len() < 400);
    }

    #[test]
    fn another_version_is_refused() {
        assert!(refused(br#"{"version": 2}"#).contains("report version 2"));
        assert!(refused(br#"{"verdict": "pass"}"#).contains("version"));
    }

    #[test]
    fn commands_of_a_runner_in_a_report_that_is_refused_stay_inert() {
        let text = refused(b"{\"version\": 1, \"tool\": \"\\n::error::x ##[add-mask]y\"}");
        assert!(!text.contains("::") && !text.contains("##["), "{text}");
        assert_eq!(text.lines().count(), 1);
    }

    #[test]
    #[cfg(unix)]
    fn neither_links_nor_devices_are_read() {
        let directory = tempfile::tempdir().unwrap();
        let link = directory.path().join("report.json");
        std::os::unix::fs::symlink("/etc/passwd", &link).unwrap();
        assert!(report(&link).unwrap_err().to_string().contains("symbolic link"));
        let device = report(Path::new("/dev/zero")).unwrap_err().to_string();
        assert!(device.contains("no regular file"));
        assert!(report(directory.path()).unwrap_err().to_string().contains("no regular file"));
    }

    #[test]
    fn a_source_without_an_end_is_given_up() {
        assert!(bounded(io::repeat(b' ')).unwrap_err().contains("larger than"));
    }
}
