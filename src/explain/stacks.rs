//! The stacks of a profile, as far as they are asked about: where in the user's code they allocate, and
//! on whose behalf.

use super::Frame;
use super::notes::without_types;
use super::places::Places;
use crate::pprof::{Line, Profile};
use std::collections::HashMap;

/// On whose behalf something is allocated, by the outer end of its stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    /// The benchmark's loop over `b.N`, once it is known that it works.
    Launch,
    /// Its first run of one iteration; or its only one, if it loops by `b.Loop`.
    First,
    /// A goroutine of which nobody knows who started it.
    Goroutine,
    /// The program, before and after all benchmarks.
    Program,
}

/// A profile's functions and files, read once.
pub(super) struct Stacks<'a> {
    pub profile: &'a Profile,
    /// By function: its file from the repository's root, if it is in it.
    files: Vec<Option<String>>,
    /// By function.
    roots: Vec<Option<Root>>,
    /// By location: the innermost of its frames that is the repository's.
    own: HashMap<u32, Option<usize>>,
}

impl<'a> Stacks<'a> {
    pub fn of(profile: &'a Profile, places: &Places) -> Stacks<'a> {
        let functions = || (0..profile.function_count()).map(|i| profile.function(i as u32));
        Stacks {
            profile,
            files: functions().map(|function| places.file(function.file)).collect(),
            roots: functions().map(|function| root(function.name)).collect(),
            own: HashMap::new(),
        }
    }

    /// Where a stack leaves the repository's code: the index of its location, and that of the frame in it.
    pub fn site(&mut self, stack: &[u32]) -> Option<(usize, usize)> {
        stack.iter().enumerate().find_map(|(at, &location)| {
            let frames = self.profile.location(location);
            let files = &self.files;
            let is_own = |frame: &Line| files[frame.function as usize].is_some();
            let own = self.own.entry(location).or_insert_with(|| frames.iter().position(is_own));
            own.map(|frame| (at, frame))
        })
    }

    /// On whose behalf a stack allocates.
    pub fn root(&self, stack: &[u32]) -> Root {
        let frames = stack.iter().rev().flat_map(|&location| self.profile.location(location));
        frames
            .filter_map(|frame| self.roots[frame.function as usize])
            .next()
            .unwrap_or(Root::Goroutine)
    }

    pub fn file(&self, frame: &Line) -> Option<&str> {
        self.files[frame.function as usize].as_deref()
    }

    /// A function, without the types that it is compiled for.
    pub fn function(&self, frame: &Line) -> String {
        without_types(self.name(frame)).into_owned()
    }

    pub fn name(&self, frame: &Line) -> &'a str {
        self.profile.function(frame.function).name
    }

    /// The frames of a location as the compiler's notes are looked up by, the innermost first.
    pub fn frames(&self, location: u32) -> Vec<Frame> {
        let lines = self.profile.location(location);
        let frame = |(index, line)| self.frame(line, index + 1 < lines.len());
        lines.iter().enumerate().map(frame).collect()
    }

    pub fn frame(&self, line: &Line, is_inlined: bool) -> Frame {
        Frame {
            function: self.function(line),
            path: self.file(line).unwrap_or_default().to_owned(),
            line: line_of(line),
            is_inlined,
        }
    }
}

/// A line as the compiler counts them; 0 if none is known.
pub(super) fn line_of(frame: &Line) -> u32 {
    frame.line.try_into().unwrap_or(0)
}

/// What a function tells of the stacks that it is the outermost known one of.
fn root(function: &str) -> Option<Root> {
    match function {
        "testing.(*B).launch" => Some(Root::Launch),
        "testing.(*B).run1.func1" => Some(Root::First),
        "runtime.main" | "main.main" | "runtime.doInit1" | "runtime.doInit" => Some(Root::Program),
        _ => None,
    }
}
