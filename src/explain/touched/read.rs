//! Reading a unified diff.

use super::Touched;
use super::file::File;
use super::hunk::{self, Hunk};
use std::collections::HashMap;
use std::ops::Range;
use thiserror::Error;

/// Something in a diff that git does not print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the diff, line {line}: {problem}")]
pub struct TouchedError {
    /// The diff's own line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong in a diff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// `@@` and no ranges of lines behind it.
    #[error("the ranges of a hunk can't be read")]
    Ranges,
    /// A hunk with more or fewer lines than it says, or behind which the diff ends.
    #[error("a hunk has not the lines that it says")]
    Lines,
    /// A hunk before the end of the one before it.
    #[error("hunks are not in order")]
    Order,
    /// A hunk, and no name of a file before it.
    #[error("a hunk is of no file")]
    NoFile,
    /// A quoted path with an unknown escape, or without an end.
    #[error("a quoted path can't be read")]
    Path,
    /// A file that another part of the diff is about.
    #[error("a file is there twice")]
    Twice,
}

pub(super) fn touched(diff: &[u8]) -> Result<Touched, TouchedError> {
    let mut reader = Reader::default();
    let diff = diff.strip_suffix(b"\n").unwrap_or(diff);
    for line in diff.split(|&byte| byte == b'\n') {
        reader.number += 1;
        reader.line(line).map_err(|problem| reader.wrong(problem))?;
    }
    reader.end_file().map_err(|problem| reader.wrong(problem))?;
    Ok(reader.touched)
}

#[derive(Default)]
struct Reader {
    number: usize,
    touched: Touched,
    file: File,
    /// What is left of a hunk: its lines not yet read on both sides.
    rest: Option<Hunk>,
    /// Lines without one of context between them.
    run: Option<Hunk>,
}

impl Reader {
    fn wrong(&self, problem: Problem) -> TouchedError {
        TouchedError { line: self.number, problem }
    }

    fn line(&mut self, line: &[u8]) -> Result<(), Problem> {
        match &self.rest {
            // It says nothing of lines, and may stand behind the last.
            _ if line.first() == Some(&b'\\') => Ok(()),
            Some(rest) if !rest.baseline.is_empty() || !rest.candidate.is_empty() => {
                self.content(line.first().copied().unwrap_or(b' '))
            }
            _ => self.header(line),
        }
    }

    fn header(&mut self, line: &[u8]) -> Result<(), Problem> {
        if line.starts_with(b"diff ") {
            return self.end_file();
        }
        if line.starts_with(b"@@") {
            return self.hunk(line);
        }
        let (words, path) = match ["--- ", "+++ ", "rename from ", "rename to ", "copy to "]
            .iter()
            .find_map(|words| Some((*words, line.strip_prefix(words.as_bytes())?)))
        {
            Some((words, path)) => (words, unquoted(path)?),
            None => return Ok(()),
        };
        match words {
            "--- " => self.file.baseline = beside(&path, "a/").or(self.file.baseline.take()),
            "+++ " => self.file.candidate = beside(&path, "b/").or(self.file.candidate.take()),
            "rename from " => self.file.baseline = Some(path),
            _ => self.file.candidate = Some(path),
        }
        Ok(())
    }

    fn hunk(&mut self, line: &[u8]) -> Result<(), Problem> {
        self.end_run()?;
        let hunk = hunk::header(&String::from_utf8_lossy(line)).ok_or(Problem::Ranges)?;
        if self.file.baseline.is_none() && self.file.candidate.is_none() {
            return Err(Problem::NoFile);
        }
        self.rest = Some(hunk);
        Ok(())
    }

    /// A line of a hunk, by the sign before it.
    fn content(&mut self, sign: u8) -> Result<(), Problem> {
        let Some(rest) = &mut self.rest else { return Ok(()) };
        let at = || Hunk { baseline: empty(&rest.baseline), candidate: empty(&rest.candidate) };
        match sign {
            b'-' => {
                let run = self.run.get_or_insert_with(at);
                run.baseline.end = step(&mut rest.baseline)?;
            }
            b'+' => {
                let run = self.run.get_or_insert_with(at);
                run.candidate.end = step(&mut rest.candidate)?;
            }
            b' ' => {
                step(&mut rest.baseline)?;
                step(&mut rest.candidate)?;
                return self.end_run();
            }
            _ => return Err(Problem::Lines),
        }
        Ok(())
    }

    fn end_run(&mut self) -> Result<(), Problem> {
        let Some(run) = self.run.take() else { return Ok(()) };
        if let Some(last) = self.file.hunks.last()
            && (run.baseline.start < last.baseline.end || run.candidate.start < last.candidate.end)
        {
            return Err(Problem::Order);
        }
        self.file.hunks.push(run);
        Ok(())
    }

    /// Puts the file to the others, if one was named.
    fn end_file(&mut self) -> Result<(), Problem> {
        self.end_run()?;
        let rest = self.rest.take();
        if rest.is_some_and(|rest| !rest.baseline.is_empty() || !rest.candidate.is_empty()) {
            return Err(Problem::Lines);
        }
        let file = std::mem::take(&mut self.file);
        if file.baseline.is_none() && file.candidate.is_none() {
            return Ok(());
        }
        let at = self.touched.files.len();
        enter(&mut self.touched.baseline, file.baseline.as_ref(), at)?;
        enter(&mut self.touched.candidate, file.candidate.as_ref(), at)?;
        self.touched.files.push(file);
        Ok(())
    }
}

fn enter(
    files: &mut HashMap<String, usize>,
    path: Option<&String>,
    at: usize,
) -> Result<(), Problem> {
    match path.and_then(|path| files.insert(path.clone(), at)) {
        Some(_) => Err(Problem::Twice),
        None => Ok(()),
    }
}

/// None for `/dev/null`.
fn beside(path: &str, prefix: &str) -> Option<String> {
    path.strip_prefix(prefix).map(str::to_owned)
}

fn empty(range: &Range<u32>) -> Range<u32> {
    range.start..range.start
}

/// Takes a line off the beginning of a range, and says where that begins then.
fn step(range: &mut Range<u32>) -> Result<u32, Problem> {
    range.next().map(|line| line + 1).ok_or(Problem::Lines)
}

/// A path as git prints it: quoted as in C, or with a tab behind it, or as it is.
fn unquoted(path: &[u8]) -> Result<String, Problem> {
    let Some(quoted) = path.strip_prefix(b"\"") else {
        let path = path.strip_suffix(b"\t").unwrap_or(path);
        return Ok(String::from_utf8_lossy(path).into_owned());
    };
    let (mut bytes, mut rest) = (Vec::new(), quoted);
    loop {
        match rest {
            [b'"'] | [b'"', b'\t'] => break,
            [b'\\', escaped @ ..] => {
                let (byte, behind) = unescaped(escaped).ok_or(Problem::Path)?;
                bytes.push(byte);
                rest = behind;
            }
            [b'"', ..] | [] => return Err(Problem::Path),
            [byte, behind @ ..] => {
                bytes.push(*byte);
                rest = behind;
            }
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn unescaped(escaped: &[u8]) -> Option<(u8, &[u8])> {
    let byte = match escaped {
        [a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', rest @ ..] => {
            return Some(((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'), rest));
        }
        [b'a', ..] => 7,
        [b'b', ..] => 8,
        [b't', ..] => b'\t',
        [b'n', ..] => b'\n',
        [b'v', ..] => 11,
        [b'f', ..] => 12,
        [b'r', ..] => b'\r',
        [byte @ (b'"' | b'\\'), ..] => *byte,
        _ => return None,
    };
    Some((byte, &escaped[1..]))
}
