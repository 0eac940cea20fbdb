//! What cells of a table hold beside names.

use super::code;
use super::sentence::{COMMIT, has_commit};

/// A figure of a table. Many digits in a row could be a commit's name: an element between them, which
/// nobody sees, makes them two.
pub(crate) fn figure(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || " .+-%".contains(c);
    if !text.chars().all(plain) {
        return code(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars() {
        run = if c.is_ascii_hexdigit() { run + 1 } else { 0 };
        if run == COMMIT {
            out.push_str("<wbr>");
            run = 1;
        }
        out.push(c);
    }
    out
}

/// A unit: letters, perhaps by letters. Any other is code.
pub(crate) fn unit(text: &str) -> String {
    let (of, by) = text.split_once('/').unwrap_or((text, "x"));
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    if letters(of) && letters(by) && !of.is_empty() && !by.is_empty() && !has_commit(text) {
        text.to_owned()
    } else {
        code(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_no_commit() {
        assert_eq!(figure("+50.00%"), "+50.00%");
        assert_eq!(figure("123456"), "123456");
        assert_eq!(figure("1234567"), "123456<wbr>7");
        assert_eq!(figure("1234567890123"), "123456<wbr>789012<wbr>3");
        assert_eq!(figure("a|b"), "<code>a&#124;b</code>");
    }

    #[test]
    fn a_unit_is_letters_or_code() {
        assert_eq!(["B/op", "GB"].map(unit), ["B/op", "GB"]);
        for text in ["GH-1", "a/b/c", "/op", "x/", "defaced", "p50/op", ""] {
            assert!(text.is_empty() || unit(text).starts_with("<code>"), "{text}");
        }
    }
}
