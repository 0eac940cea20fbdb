//! What is posted.

use super::marker::{self, BEGINNING, Marker};
use super::{DeliveryError, Forge, Key, State};

/// A comment: two texts, of which one is posted.
#[derive(Clone, Debug)]
pub struct Comment<'a> {
    /// Which gate's.
    pub key: &'a Key,
    /// What the text says; never [`State::Fixed`], which is found out here.
    pub state: State,
    /// The text.
    pub text: &'a str,
    /// The text for a comment that said something worse before.
    pub text_if_fixed: &'a str,
    /// Whether the text is worth a new comment, or a change of one that already says that all is well.
    pub is_news: bool,
}

impl Comment<'_> {
    /// The body in a state, which is that of the comment or [`State::Fixed`]: a marker, then the text.
    pub fn body(&self, state: State) -> String {
        let text = if state == State::Fixed { self.text_if_fixed } else { self.text };
        let digest = self.digest();
        let marker = Marker { key: self.key, state, digest: &digest }.line();
        format!("{marker}\n{text}")
    }

    /// Of the text without a word of what was before, which says nothing new later.
    pub(super) fn digest(&self) -> String {
        marker::digest(self.text)
    }

    /// Whether a forge takes the bodies, and takes them for what they are.
    ///
    /// # Errors
    ///
    /// A text that is too long, or that would be taken for more than a text.
    pub fn check(&self, forge: Forge) -> Result<(), DeliveryError> {
        for (state, text) in [(self.state, self.text), (State::Fixed, self.text_if_fixed)] {
            if text.contains(BEGINNING.trim_end()) {
                return Err(DeliveryError::SecondMarker);
            }
            if text.split(['\n', '\r']).any(|line| line.trim_start().starts_with('/')) {
                return Err(DeliveryError::QuickAction);
            }
            let (characters, most) = (self.body(state).chars().count(), forge.longest_comment());
            if characters > most {
                return Err(DeliveryError::LongBody { characters, most });
            }
        }
        Ok(())
    }
}

/// Whether a body that a forge keeps is the one that was sent: it may change ends of lines, blanks before
/// them, and empty lines around all.
pub(super) fn is_same(kept: &str, sent: &str) -> bool {
    fn lines(body: &str) -> impl Iterator<Item = &str> {
        body.trim().split('\n').map(str::trim_end)
    }
    lines(kept).eq(lines(sent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_forge_does_to_the_ends_of_lines_is_no_difference() {
        let sent = "marker\n### a  b\n\n    code\n";
        assert!(is_same(sent, sent) && is_same("\nmarker\r\n### a  b \r\n\r\n    code", sent));
        for other in ["", "marker", "marker\n### a b\n\n    code", "marker\n### a  b\n\ncode"] {
            assert!(!is_same(other, sent), "{other}");
        }
    }

    fn check(text: &str, forge: Forge) -> Result<(), DeliveryError> {
        let key = "default".parse().unwrap();
        let state = State::Fail;
        Comment { key: &key, state, text, text_if_fixed: text, is_news: true }.check(forge)
    }

    #[test]
    fn a_line_that_begins_with_a_slash_is_never_sent() {
        for text in ["/merge", "x\n/approve", "x\r/close", "x\r\n \t/merge", "\u{a0}/merge"] {
            for forge in [Forge::GitHub, Forge::GitLab] {
                assert_eq!(check(text, forge), Err(DeliveryError::QuickAction), "{text:?}");
            }
        }
        assert_eq!(check("a /merge\n`/merge`\n| /merge |", Forge::GitLab), Ok(()));
    }

    #[test]
    fn a_text_holds_no_marker_of_its_own() {
        let text = "x <!-- allocgate comment key=default -->";
        assert_eq!(check(text, Forge::GitHub), Err(DeliveryError::SecondMarker));
    }

    #[test]
    fn a_body_that_a_forge_would_refuse_is_not_sent() {
        let most = Forge::GitHub.longest_comment();
        let long = |characters| DeliveryError::LongBody { characters, most };
        let text = "é".repeat(most);
        let body =
            most + "<!-- allocgate comment key=default verdict=fail digest= -->\n".len() + 64;
        assert_eq!(check(&text, Forge::GitHub), Err(long(body)));
        assert_eq!(check(&text, Forge::GitLab), Ok(()));
    }
}
