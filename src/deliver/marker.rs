//! The line by which a comment is known again.

use super::Key;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// How every marker begins, whatever its key.
pub(super) const BEGINNING: &str = "<!-- allocgate comment ";

/// What a comment says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing regressed.
    Pass,
    /// Something regressed.
    Fail,
    /// It can't be judged.
    CannotJudge,
    /// Nothing regresses any more; the comment said otherwise before.
    Fixed,
}

const STATES: [(State, &str); 4] = [
    (State::Pass, "pass"),
    (State::Fail, "fail"),
    (State::CannotJudge, "cannot-judge"),
    (State::Fixed, "fixed"),
];

/// An HTML comment, the first line of a comment of ours. Forges change bodies that they keep: line
/// ends, trailing white space. The digest says what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker<'a> {
    pub key: &'a Key,
    pub state: State,
    /// [`digest`] of the text that the state was told with.
    pub digest: &'a str,
}

impl Marker<'_> {
    /// The line, without its end.
    pub fn line(&self) -> String {
        let state = STATES.iter().find(|(state, _)| *state == self.state);
        let state = state.map_or("", |(_, word)| word);
        format!("{BEGINNING}key={} verdict={state} digest={} -->", self.key, self.digest)
    }
}

/// What the marker of a comment says, as far as it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub state: Option<State>,
    pub digest: Option<String>,
}

/// Reads the marker that a body begins with, if it is the key's.
pub(super) fn found(body: &str, key: &Key) -> Option<Found> {
    let line = body.trim_start().lines().next()?;
    let rest = line.strip_prefix(BEGINNING)?;
    let mut words = rest.split_ascii_whitespace();
    if words.next()?.strip_prefix("key=")? != key.to_string() {
        return None;
    }
    let (mut state, mut digest) = (None, None);
    for word in words {
        match word.split_once('=') {
            Some(("verdict", verdict)) => {
                let known = STATES.iter().find(|(_, word)| *word == verdict);
                state = known.map(|(state, _)| *state);
            }
            Some(("digest", value)) => digest = Some(value.to_owned()),
            _ => {}
        }
    }
    Some(Found { state, digest })
}

/// SHA-256 of a text, in hexadecimal digits.
pub(super) fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // A string takes whatever is written to it.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    #[test]
    fn what_a_marker_says_is_read_back() {
        let digest = digest("text");
        assert_eq!(digest.len(), 64);
        for (state, _) in STATES {
            let line = Marker { key: &key("linux"), state, digest: &digest }.line();
            let expected = Found { state: Some(state), digest: Some(digest.clone()) };
            let sent_and_kept = [format!("{line}\ntext"), format!("\n{line}\r\ntext\r\n")];
            for body in sent_and_kept {
                assert_eq!(found(&body, &key("linux")), Some(expected.clone()), "{body}");
            }
        }
    }

    #[test]
    fn a_marker_of_another_key_or_further_down_is_not_ours() {
        let line = Marker { key: &key("linux-arm"), state: State::Fail, digest: "d" }.line();
        assert_eq!(found(&line, &key("linux")), None);
        assert_eq!(found(&format!("> {line}"), &key("linux-arm")), None);
        assert_eq!(found(&format!("Look:\n{line}"), &key("linux-arm")), None);
        assert_eq!(found("", &key("linux")), None);
        assert_eq!(found("<!-- allocgate comment -->", &key("linux")), None);
    }

    #[test]
    fn a_marker_of_a_later_version_is_still_ours() {
        let body = "<!-- allocgate comment key=default verdict=splendid more=1 -->\nx";
        assert_eq!(found(body, &key("default")), Some(Found { state: None, digest: None }));
    }
}
