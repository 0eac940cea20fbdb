//! test2json events, one JSON object a line.

use serde::Deserialize;
use std::borrow::Cow;

/// The keys of an event that matter here.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Event<'a> {
    #[serde(borrow, default)]
    action: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub(super) package: Option<Cow<'a, str>>,
    /// Events of single tests and benchmarks have it.
    #[serde(borrow, default)]
    pub(super) test: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub(super) output: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub(super) import_path: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub(super) failed_build: Option<Cow<'a, str>>,
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Start,
    Output,
    Pass,
    Fail,
    Skip,
    BuildOutput,
    BuildFail,
    /// Of single tests, and without bearing on captures.
    Other,
}

/// What a line of a capture is.
#[derive(Debug)]
pub(super) enum Parsed<'a> {
    Event(Action, Event<'a>),
    /// No event: another object, or no object at all.
    Text,
    /// It begins as an object, and is no JSON.
    Malformed,
}

/// Parses a line of UTF-8 that begins with `{`.
pub(super) fn parse(line: &str) -> Parsed<'_> {
    match serde_json::from_str::<Event<'_>>(line) {
        Ok(event) => match event.action.as_deref().and_then(action) {
            Some(action) => Parsed::Event(action, event),
            None => Parsed::Text,
        },
        Err(error) if error.is_data() || !line.starts_with("{\"") => Parsed::Text,
        Err(_) => Parsed::Malformed,
    }
}

fn action(word: &str) -> Option<Action> {
    Some(match word {
        "start" => Action::Start,
        "output" => Action::Output,
        "pass" => Action::Pass,
        "fail" => Action::Fail,
        "skip" => Action::Skip,
        "build-output" => Action::BuildOutput,
        "build-fail" => Action::BuildFail,
        "run" | "pause" | "cont" | "bench" | "attr" | "artifacts" => Action::Other,
        _ => return None,
    })
}
