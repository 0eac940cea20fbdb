//! The rooms are the modules at the crate's root. Each may know the rooms listed here and no others.
#![allow(clippy::expect_used)]

use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room, and the rooms that it may import; `lots`, `hidden`, `gfm`, `xml` and `symbol`, which are private,
/// spread work over processors, know the characters that nobody sees, make text harmless in Markdown and in
/// XML, and know the names of Go's functions.
const ROOMS: [(&str, &[&str]); 17] = [
    ("benchfmt", &[]),
    ("benchunit", &[]),
    ("benchproc", &["benchfmt", "benchunit", "lots"]),
    ("stats", &[]),
    ("gosource", &[]),
    ("explain", &["pprof"]),
    ("host", &[]),
    // What it measured is for others to judge.
    ("run", &["benchfmt", "benchproc", "gosource", "host", "lots"]),
    ("deliver", &[]),
    ("pprof", &["hidden", "symbol", "xml"]),
    ("benchstat", &["benchfmt", "benchproc", "benchunit", "gfm", "lots", "stats"]),
    ("compare", &["benchproc", "benchunit", "stats"]),
    ("policy", &["benchfmt", "benchproc", "benchunit", "compare", "lots", "stats"]),
    ("config", &["benchunit", "compare", "gosource", "hidden", "policy"]),
    // The outer form is built from a judgement; the formats are held to less below.
    (
        "report",
        &[
            "benchfmt",
            "benchproc",
            "benchunit",
            "compare",
            "explain",
            "gfm",
            "hidden",
            "policy",
            "stats",
            "symbol",
            "xml",
        ],
    ),
    // It judges through a function that it is given.
    ("proof", &["benchfmt", "benchproc", "benchunit", "compare", "policy", "report", "stats"]),
    // Everything, with the crate's own function.
    (
        "cli",
        &[
            "check",
            "benchfmt",
            "benchproc",
            "benchstat",
            "benchunit",
            "compare",
            "config",
            "deliver",
            "explain",
            "gosource",
            "host",
            "policy",
            "pprof",
            "proof",
            "report",
            "run",
            "stats",
            "symbol",
        ],
    ),
];

/// The parts of `benchproc`, each with those that it may know: results are kept, asked about, and then
/// laid out for a table or paired for the gate. The other modules there bring these together.
const PARTS: [(&str, &[&str]); 4] = [
    ("store", &[]),
    ("query", &["store"]),
    ("grid", &["query", "store"]),
    ("pairing", &["query", "store"]),
];

/// Rooms that touch the world outside: arguments, environment, files, other programs.
const OUTGOING: [(&str, &[&str]); 7] = [
    ("benchproc", &["fs"]),
    ("gosource", &["fs"]),
    ("config", &["fs"]),
    ("cli", &["env", "fs"]),
    ("deliver", &["net"]),
    ("host", &["env", "fs", "process"]),
    ("run", &["env", "fs"]),
];

/// Files of `report` that make its outer form. The others render: they see that form and one another.
const BUILDERS: [&str; 7] = ["build", "mod", "policy", "regressed", "remarks", "rows", "sites"];

#[test]
fn every_module_at_the_root_is_a_room_of_the_table() {
    let lib = code(&source("lib.rs"));
    let modules: BTreeSet<&str> = matches(&lib, r"(?m)^pub mod (\w+);").collect();
    assert_eq!(modules, ROOMS.iter().map(|(room, _)| *room).collect());
}

#[test]
fn a_room_knows_the_rooms_of_the_table_only() {
    let mut found = Vec::new();
    for (room, allowed) in ROOMS {
        for file in files(room) {
            let text = code(&file);
            let known = matches(&text, r"\bcrate::(\w+|\{)").map(str::to_owned);
            for other in known.chain(beyond_the_room(&text, depth(&file))) {
                if other != room && !allowed.contains(&other.as_str()) {
                    found.push(format!("{} knows {other}", file.display()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_part_of_benchproc_knows_the_parts_below_it_only() {
    let mut found = Vec::new();
    for (part, allowed) in PARTS {
        let own = [source(&format!("benchproc/{part}.rs"))];
        let own = own.into_iter().filter(|file| file.exists());
        let below = files(&format!("benchproc/{part}")).into_iter().chain(own);
        for file in below.filter(|file| !file.ends_with("tests.rs")) {
            let text = code(&file);
            let text = outside_of_tests(&text);
            let known = matches(text, r"\bcrate::benchproc::(\w+|\{)").map(str::to_owned);
            // The part is itself a module below the room.
            let beyond = beyond_the_room(text, depth(&file) - 1);
            for other in known.chain(beyond) {
                if other != part && !allowed.contains(&other.as_str()) {
                    found.push(format!("{} knows {other}", file.display()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_some_rooms_touch_the_world_outside() {
    let mut found = Vec::new();
    for (room, _) in ROOMS {
        let allowed = OUTGOING.iter().find(|(r, _)| *r == room);
        let allowed = allowed.map_or(&[][..], |(_, modules)| modules);
        for file in files(room) {
            let text = code(&file);
            let outside = matches(&text, r"\bstd::(env\b|process\b|fs\b|net\b|\{)");
            for module in outside.filter(|module| !allowed.contains(module)) {
                found.push(format!("{} uses std::{module}", file.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Beside it, only the program itself has to do with processes: it is one, and ends with a code.
#[test]
fn host_alone_starts_programs() {
    let of_rooms = ROOMS.iter().filter(|(room, _)| *room != "host");
    let mut all: Vec<PathBuf> = of_rooms.flat_map(|(room, _)| files(room)).collect();
    all.extend(["lib.rs", "lots.rs", "main.rs"].map(source));
    let mut found = Vec::new();
    for file in all {
        let text = code(&file);
        let named = matches(&text, r"\b(process::\w+|std::\{|rustix)");
        found.extend(named.map(|named| (file.clone(), named.to_owned())));
    }
    assert_eq!(found, [(source("main.rs"), "process::ExitCode".to_owned())]);
}

/// Only what posts to GitHub is asynchronous, and only what posts knows HTTP.
#[test]
fn one_file_is_asynchronous_and_one_room_knows_the_network() {
    let all: Vec<PathBuf> = ROOMS.iter().flat_map(|(room, _)| files(room)).collect();
    let knows = |words: &str| -> Vec<&PathBuf> {
        let knows =
            |file: &&PathBuf| matches(outside_of_tests(&code(file)), words).next().is_some();
        all.iter().filter(knows).collect()
    };
    let (github, gitlab) = (source("deliver/github.rs"), source("deliver/gitlab.rs"));
    assert_eq!(knows(r"\b(async|tokio::|octocrab::)"), [&github]);
    assert_eq!(knows(r"\b(ureq::)"), [&gitlab]);
    assert_eq!(knows(r"\b(net::)"), [&source("deliver/address.rs")]);
}

#[test]
fn a_format_knows_the_outer_form_and_the_other_formats_only() {
    for file in files("report").into_iter().filter(|file| !is_builder(file)) {
        let format = file.display();
        let text = code(&file);
        let text = outside_of_tests(&text);
        let beyond = matches(text, r"\b(crate::[\w:]+)");
        let of_text = ["crate::hidden", "crate::gfm", "crate::symbol", "crate::xml"];
        let is_text = |path: &&str| of_text.iter().any(|m| path.starts_with(m));
        let beyond: Vec<&str> = beyond.filter(|path| !is_text(path)).collect();
        assert!(beyond.is_empty(), "{format} knows {beyond:?}");
        for module in within_the_room(text, depth(&file) - 1) {
            assert!(!BUILDERS.contains(&&*module), "{format} knows {module}");
            assert_ne!(module, "{", "{format}: one path a use");
        }
    }
}

/// Whether a file of `report` makes its outer form: by its own name there, not by that of a file below.
fn is_builder(file: &Path) -> bool {
    let below = file.strip_prefix(source("report")).expect("a file of the room");
    let name = below.with_extension("");
    BUILDERS.iter().any(|builder| name == Path::new(builder))
}

/// The modules of a room that a file names, by `super::` as often as leads to the room itself. `depth` is
/// that of the file's module below the room.
fn within_the_room(text: &str, depth: usize) -> Vec<String> {
    let supers = Regex::new(r"\b((?:super::)+)(\w+|\{)").expect("an expression");
    let leads = |path: &regex::Captures<'_>| path[1].matches("super").count() == depth;
    supers.captures_iter(text).filter(leads).map(|path| path[2].to_owned()).collect()
}

#[test]
fn super_is_followed_from_below_a_format() {
    let text = "use super::super::build::report;\nuse super::rows;\n";
    assert_eq!(within_the_room(text, 2), ["build"]);
    assert_eq!(within_the_room(text, 1), ["rows"]);
    assert!(is_builder(&source("report/rows.rs")));
    assert!(!is_builder(&source("report/markdown/rows.rs")));
}

/// The first group of each match. A brace stands for a list of paths: one path a `use` is asked for,
/// so that it can be read here.
fn matches<'a>(text: &'a str, expression: &str) -> impl Iterator<Item = &'a str> {
    let expression = Regex::new(expression).expect("an expression");
    let groups: Vec<&str> =
        expression.captures_iter(text).filter_map(|found| Some(found.get(1)?.as_str())).collect();
    groups.into_iter()
}

/// What `super::super::…` names where it leads out of the room. `depth` is that of the file's module.
fn beyond_the_room(text: &str, depth: usize) -> Vec<String> {
    let supers = Regex::new(r"\b((?:super::)+)(\w+|\{)").expect("an expression");
    let module = Regex::new(r"^( *)(?:pub(?:\([^)]*\))? )?mod \w+ \{$").expect("an expression");
    let (mut open, mut found): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for line in text.lines() {
        if let Some(module) = module.captures(line) {
            open.push(format!("{}}}", &module[1]));
        } else if open.last().is_some_and(|end| end == line) {
            open.pop();
        }
        for path in supers.captures_iter(line) {
            if path[1].matches("super").count() >= depth + open.len() {
                found.push(path[2].to_owned());
            }
        }
    }
    found
}

#[test]
fn super_is_followed_out_of_a_room() {
    let text = "use super::super::stats;\nmod tests {\n    use super::super::x;\n}\nsuper::y";
    assert_eq!(beyond_the_room(text, 2), ["stats"]);
    assert_eq!(beyond_the_room(text, 1), ["stats", "x", "y"]);
}

fn outside_of_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path)
}

/// How many modules below the root a file's module is.
fn depth(file: &Path) -> usize {
    let below = file.strip_prefix(source("")).expect("a source file");
    below.components().count() - usize::from(file.ends_with("mod.rs"))
}

/// A file's text without lines of comments.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("a source file");
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The source files of a room.
fn files(room: &str) -> Vec<PathBuf> {
    let (mut directories, mut files) = (vec![source(room)], Vec::new());
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory).expect("a room is a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                directories.push(path);
            } else if path.ends_with("schema.rs") {
                // A test from its first line to its last.
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    assert!(!files.is_empty(), "{room} is empty");
    files
}
