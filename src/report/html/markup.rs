//! Text as HTML.

use super::super::text::{cut, shown};
use crate::xml::escaped;

/// Names are cut here, and sentences.
const LONGEST_NAME: usize = 400;
const LONGEST_SENTENCE: usize = 2000;

/// A name, or what else is code.
pub(super) fn code(name: &str) -> String {
    format!("<code>{}</code>", escaped(&cut(&shown(name), LONGEST_NAME)))
}

/// A sentence whose words are safe to print; what stands between backticks is code.
pub(super) fn sentence(words: &str) -> String {
    let words = cut(words, LONGEST_SENTENCE);
    let parts: Vec<&str> = words.split('`').collect();
    // An odd one has no other.
    let last = parts.len() - 1;
    let part = |(i, part): (usize, &&str)| match i % 2 {
        0 => escaped(part),
        _ if i == last => format!("`{}", escaped(part)),
        _ => format!("<code>{}</code>", escaped(part)),
    };
    parts.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_in_a_sentence_is_code_and_nothing_is_markup() {
        assert_eq!(sentence("`&r` at <x>, `y"), "<code>&amp;r</code> at &lt;x&gt;, `y");
        assert_eq!(sentence("plain"), "plain");
        assert_eq!(code("</code>\u{202e}\"'"), "<code>&lt;/code&gt;\\u{202e}&quot;&#39;</code>");
    }
}
