//! Annotations, read as the runner of GitHub Actions reads lines of a log.

use super::reports::{self, HOSTILE, side};
use allocgate::Report;
use allocgate::report::github;
use regex::Regex;
use std::collections::HashMap;

/// A command as the runner understands it.
struct Command {
    name: String,
    properties: HashMap<String, String>,
    message: String,
}

/// Every line is one command, and no other is anywhere in it.
fn commands(report: &Report) -> Vec<Command> {
    let text = github(report);
    assert!(!text.contains("##["), "{text}");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text}");
    text.lines().map(command).collect()
}

/// What ActionCommand.TryParseV2 of the runner does.
fn command(line: &str) -> Command {
    let rest = line.trim_start().strip_prefix("::").unwrap_or_else(|| panic!("{line}"));
    let (head, message) = rest.split_once("::").unwrap_or_else(|| panic!("{line}"));
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let pairs = properties.split(',').filter_map(|pair| pair.split_once('='));
    let properties = pairs.map(|(key, value)| (key.to_owned(), unescaped(value))).collect();
    Command { name: name.to_owned(), properties, message: unescaped(message) }
}

fn unescaped(text: &str) -> String {
    let escapes = Regex::new("%(0D|0A|3A|2C|25)").unwrap();
    let character = |found: &regex::Captures<'_>| {
        let code = u32::from_str_radix(&found[1], 16).unwrap();
        char::from_u32(code).unwrap().to_string()
    };
    escapes.replace_all(text, character).into_owned()
}

#[test]
fn what_is_wrong_with_a_function_is_one_annotation() {
    let commands = commands(&reports::real());
    assert_eq!(commands.len(), 5);
    assert!(commands.iter().all(|command| command.name == "error"));
    let both = "JSValEscaperWithObjNoSpecials allocs/op: 2 → 3 (+50.00%, p = 5.4e-6, n = 10); worse by more than the 10% that the default rule allows\nJSValEscaperWithObjNoSpecials B/op: 128 → 152";
    let it = commands.iter().find(|command| command.message.starts_with(both)).unwrap();
    assert_eq!(it.properties["title"], "BenchmarkJSValEscaperWithObjNoSpecials regressed");
}

#[test]
fn each_kind_of_problem_has_its_level() {
    let commands = commands(&reports::various());
    let levels: Vec<_> = commands.iter().map(|c| (&*c.name, &*c.properties["title"])).collect();
    let expected = [
        ("error", "BenchmarkBad regressed"),
        ("error", "BenchmarkOver is over budget"),
        ("error", "BenchmarkGone is missing"),
        ("warning", "BenchmarkWarned regressed: a warning"),
        ("notice", "BenchmarkWaived regressed: waived"),
    ];
    assert_eq!(levels, expected);
}

#[test]
fn what_cannot_be_judged_is_an_error() {
    let commands = commands(&reports::cut());
    assert_eq!(commands.len(), 1);
    assert_eq!(
        (&*commands[0].name, &*commands[0].properties["title"]),
        ("error", "allocgate can't judge")
    );
    assert!(commands[0].message.starts_with("the candidate's capture"));
}

#[test]
fn of_more_than_ten_the_tenth_says_how_many_are_left_out() {
    let names: Vec<String> = (0..300).map(|i| format!("N{i}x-8")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let [baseline, candidate] = [(10, "64 B/op\t2 allocs/op"), (20, "640 B/op\t20 allocs/op")]
        .map(|(t, f)| side(&names, t, f));
    let commands = commands(&reports::judged(&baseline, &candidate, &Default::default()));
    assert_eq!(commands.len(), 10);
    assert_eq!(commands[9].properties["title"], "allocgate: 291 more of these");
}

#[test]
fn hostile_names_are_inert_in_the_log() {
    let report = reports::hostile();
    for command in commands(&report) {
        assert_eq!(command.name, "error");
        assert!(command.properties.keys().all(|key| key == "title"), "{:?}", command.properties);
        assert!(command.message.chars().count() <= 4096);
    }
    for command in commands(&reports::hostile_explained()) {
        assert_eq!(command.name, "error");
        let mut keys: Vec<&str> = command.properties.keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert!(keys == ["title"] || keys == ["file", "line", "title"], "{keys:?}");
        assert!(command.message.chars().count() <= 4096);
    }
    assert!(HOSTILE[0].contains("##[add-mask]"), "what is inert was not, before");
}
