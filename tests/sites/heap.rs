//! Benchmarks with the profiles of both sides, as text.

use crate::profile::Built;
use allocgate::explain::notes::Notes;
use allocgate::explain::touched::Touched;
use allocgate::explain::{
    Amount, Benchmark, Explanation, FEW, Grown, NoAllocations, Places, SideProfiles,
};
use allocgate::pprof::{Limits, Profile, read};
use std::collections::HashMap;

/// What a benchmark's loop over `b.N` is called from once it is known to work, what calls its first run, and
/// what starts the program.
pub const LAUNCH: &str = "testing.(*B).launch testing/benchmark.go:1";
pub const FIRST: &str = "testing.(*B).run1.func1 testing/benchmark.go:2";
pub const MAIN: &str = "runtime.main runtime/proc.go:3";

/// So many operations have the longer profiles.
pub const OPERATIONS: u64 = 1002;

/// In place of a diff that could not be had.
pub const UNKNOWN: &str = "unknown";

/// One sample: frames from the innermost on, as `FUNCTION FILE:LINE`, with `+` before those that the one
/// before is inlined in; and how many objects of how many bytes in all.
pub type Stack<'a> = (&'a [&'a str], i64, i64);

/// One side.
#[derive(Clone, Default)]
pub struct Side<'a> {
    pub few: Vec<Stack<'a>>,
    pub many: Vec<Stack<'a>>,
    /// Files by their paths.
    pub source: Vec<(&'a str, &'a str)>,
    /// What the compiler prints.
    pub notes: &'a str,
}

impl<'a> Side<'a> {
    /// One that allocates at one stack below the loop, so many objects of so many bytes each operation.
    pub fn of(frames: &'a [&'a str], objects: i64, bytes: i64) -> Side<'a> {
        Side::default().and(frames, objects, bytes)
    }

    /// The same with another stack.
    pub fn and(mut self, frames: &'a [&'a str], objects: i64, bytes: i64) -> Side<'a> {
        let operations = OPERATIONS as i64;
        self.many.push((below(frames, LAUNCH), objects * operations, bytes * operations));
        self.many.push((below(frames, FIRST), objects, bytes));
        let few = FEW as i64;
        self.few.push((below(frames, LAUNCH), objects * few, bytes * few));
        self.few.push((below(frames, FIRST), objects, bytes));
        self
    }

    pub fn source(mut self, path: &'a str, text: &'a str) -> Side<'a> {
        self.source.push((path, text));
        self
    }

    pub fn notes(self, notes: &'a str) -> Side<'a> {
        Side { notes, ..self }
    }
}

/// A stack that what runs benchmarks calls.
pub fn below<'a>(frames: &[&'a str], root: &'a str) -> &'a [&'a str] {
    Box::leak(frames.iter().copied().chain([root]).collect::<Vec<_>>().into_boxed_slice())
}

/// Explains a benchmark; of the rows it is known by how much they grew.
pub fn explained(sides: [Side<'_>; 2], diff: &str, (objects, bytes): (f64, f64)) -> Explanation {
    let places = Places::trimmed().module("m", "");
    let profiles = sides.each_ref().map(|side| (profile(&side.few), profile(&side.many)));
    // What is not known is not the same as nothing.
    let touched = (diff != UNKNOWN).then(|| Touched::read(diff.as_bytes()).unwrap());
    let sources = sides.each_ref().map(|side| {
        let files: HashMap<String, Vec<u8>> = side
            .source
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect();
        move |path: &str| files.get(path).cloned()
    });
    let of = |index: usize| {
        let (few, many) = &profiles[index];
        SideProfiles { few, many, iterations: OPERATIONS, places: &places }
    };
    let benchmark = Benchmark {
        sides: [of(0), of(1)],
        sources: [&sources[0], &sources[1]],
        touched: touched.as_ref(),
        grown: Amount { objects, bytes },
        measured: OPERATIONS,
    };
    let [before, after] = sides.each_ref().map(|side| Notes::read(side.notes.as_bytes(), &places));
    Grown::of(&benchmark).unwrap().explained([&before, &after])
}

/// Reads profiles that count something else.
pub fn of_another_kind() -> Result<(), NoAllocations> {
    let cpu = Built::default().sample_type(1, 2).strings(&["", "cpu", "nanoseconds"]);
    let profile = || read(&cpu.0, Limits::default()).unwrap();
    let (few, many) = (profile(), profile());
    let places = Places::default();
    let side = SideProfiles { few: &few, many: &many, iterations: 3, places: &places };
    let nothing = |_: &str| None;
    let benchmark = Benchmark {
        sides: [side, side],
        sources: [&nothing, &nothing],
        touched: None,
        grown: Amount::default(),
        measured: 1,
    };
    Grown::of(&benchmark).map(drop)
}

/// A profile of stacks.
pub fn profile(stacks: &[Stack<'_>]) -> Profile {
    read(&built(stacks).0, Limits::default()).unwrap()
}

fn built(stacks: &[Stack<'_>]) -> Built {
    let mut strings = vec![
        "".to_owned(),
        "alloc_objects".into(),
        "count".into(),
        "alloc_space".into(),
        "bytes".into(),
    ];
    let mut built = Built::default().sample_type(1, 2).sample_type(3, 4);
    let (mut functions, mut locations) = (0, 0);
    for (frames, objects, bytes) in stacks {
        let mut stack = Vec::new();
        for frames in physical(frames) {
            let mut lines = Vec::new();
            for frame in frames {
                let (name, place) = frame.split_once(' ').unwrap();
                let (file, line) = place.split_once(':').unwrap();
                strings.extend([name.to_owned(), file.to_owned()]);
                functions += 1;
                let at = strings.len() as i64;
                built = built.function_of(functions, at - 2, at - 1, 1);
                lines.push((functions, line.parse().unwrap()));
            }
            locations += 1;
            built = built.location(locations, &lines);
            stack.push(locations);
        }
        built = built.sample(&stack, &[*objects, *bytes]);
    }
    let strings: Vec<&str> = strings.iter().map(String::as_str).collect();
    built.strings(&strings)
}

/// Frames by the places in the code that they belong to.
fn physical<'a>(frames: &[&'a str]) -> Vec<Vec<&'a str>> {
    let mut places: Vec<Vec<&str>> = Vec::new();
    for frame in frames {
        match (frame.strip_prefix('+'), places.last_mut()) {
            (Some(outer), Some(place)) => place.push(outer),
            _ => places.push(vec![frame]),
        }
    }
    places
}
