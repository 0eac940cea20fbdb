//! Messages: plain text, in which the format knows links and placeholders.

use super::super::text::cut;
use serde::Serialize;

/// Messages are cut here.
const LONGEST: usize = 2000;

#[derive(Serialize)]
pub(super) struct Message {
    text: String,
}

impl Message {
    /// A message of words that are safe to print.
    pub fn new(text: &str) -> Message {
        Message { text: plain(&cut(text, LONGEST)) }
    }
}

/// `[x](y)` would be a link and `{0}` a placeholder. The forms for what is neither are shown as they are by
/// programs that don't know them, so a space stands between instead.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        let begins = (c == '(' && out.ends_with(']')) || (c.is_ascii_digit() && out.ends_with('{'));
        if begins {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_no_links_and_no_placeholders() {
        assert_eq!(plain("[x](y) {0} &T{...} F[int](x)"), "[x] (y) { 0} &T{...} F[int] (x)");
        assert_eq!(Message::new(&"é".repeat(9999)).text.chars().count(), LONGEST + 1);
    }
}
