//! One numbering of the frames of two profiles, whose own numbers have nothing to do with each other.

use super::difference::DifferenceError;
use super::ends::Ends;
use super::profile::Profile;
use std::borrow::Cow;
use std::collections::HashMap;

/// A place in a program.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Frame {
    /// The function's name. Where none is known, the file of the binary in brackets, or `<unknown>`;
    /// the import path where packages are asked for.
    pub name: String,
    /// The source file; empty where it is not known, or where packages are asked for.
    pub file: String,
    /// Counted from 1; 0 where it is not known or where whole functions are asked for.
    pub line: i64,
}

/// Bytes of names and files. A long name can stand in any number of frames, and each has its own copy.
const MOST_TEXT: usize = 128 << 20;

type Key<'a> = (Cow<'a, str>, &'a str, i64);

/// All frames, each once.
#[derive(Debug, Default)]
pub(super) struct Frames<'a> {
    list: Vec<Frame>,
    text: usize,
    ids: HashMap<Key<'a>, u32>,
}

/// The frames of a profile's locations, in its own order.
#[derive(Debug, Default)]
pub(super) struct Located {
    frames: Vec<u32>,
    ends: Ends,
}

impl Located {
    /// Of a location, the innermost first: at least one.
    pub fn frames(&self, location: u32) -> &[u32] {
        &self.frames[self.ends.range(location)]
    }
}

impl<'a> Frames<'a> {
    /// Numbers the frames of a profile.
    pub fn locate(&mut self, profile: &'a Profile) -> Located {
        let mut located = Located::default();
        // Limits keep the number of locations below 2³².
        for location in 0..profile.location_count() as u32 {
            if self.text > MOST_TEXT {
                break;
            }
            let lines = profile.location(location);
            located.frames.extend(lines.iter().map(|line| {
                let function = profile.function(line.function);
                let name = match function.name {
                    "" => nameless(profile, location),
                    name => Cow::Borrowed(name),
                };
                self.number((name, function.file, line.line))
            }));
            if lines.is_empty() {
                located.frames.push(self.number((nameless(profile, location), "", 0)));
            }
            located.ends.push(located.frames.len());
        }
        located
    }

    fn number(&mut self, key: Key<'a>) -> u32 {
        let Frames { list, text, ids } = self;
        *ids.entry(key).or_insert_with_key(|(name, file, line)| {
            *text = text.saturating_add(name.len() + file.len());
            // Beyond the limit all is refused in the end: what is left is not looked at.
            let (name, file) = match *text > MOST_TEXT {
                true => (String::new(), String::new()),
                false => (name.clone().into_owned(), (*file).to_owned()),
            };
            list.push(Frame { name, file, line: *line });
            list.len() as u32 - 1
        })
    }

    /// What the frames are, unless their names are too long.
    pub fn list(self) -> Result<Vec<Frame>, DifferenceError> {
        match self.text > MOST_TEXT {
            true => Err(DifferenceError::Names { limit: MOST_TEXT }),
            false => Ok(self.list),
        }
    }
}

/// What pprof shows where there is no name: the binary, without its directories.
fn nameless(profile: &Profile, location: u32) -> Cow<'static, str> {
    match profile.mapping_file(location).trim_end_matches('/').rsplit('/').next() {
        None | Some("") => Cow::Borrowed("<unknown>"),
        Some(file) => Cow::Owned(format!("[{file}]")),
    }
}
