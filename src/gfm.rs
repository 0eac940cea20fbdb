//! The Markdown of GitHub and GitLab: what others wrote, as text.
//!
//! Text goes into `<code>` elements with character references in place of whatever could be more than
//! text. A span between backticks would not do: in a table's cell it can't have a pipe behind a
//! backslash, and words that bots and our own marker are found by would stand in the comment's source.
//! Mentions and references are looked for in the text that is shown, where a character reference is
//! the character again, but not in code.

#[cfg(feature = "cli")]
mod cell;
#[cfg(feature = "cli")]
mod fence;
#[cfg(feature = "cli")]
mod sentence;

#[cfg(feature = "cli")]
pub(crate) use cell::{figure, unit};
#[cfg(feature = "cli")]
pub(crate) use fence::fenced;
#[cfg(feature = "cli")]
pub(crate) use sentence::sentence;

/// What a capture or a label says; nothing for nothing.
pub(crate) fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 24);
    if !text.is_empty() {
        out.push_str("<code>");
        escape(text, &mut out);
        out.push_str("</code>");
    }
    out
}

/// The same of a name, which may be broken behind a slash if it is long: a table's other columns are to
/// stay in sight.
#[cfg(feature = "cli")]
pub(crate) fn name(text: &str) -> String {
    let mut out = String::new();
    for (i, part) in text.split_inclusive('/').enumerate() {
        if i > 0 && text.len() > LONG_NAME {
            out.push_str("<wbr>");
        }
        escape(part, &mut out);
    }
    if out.is_empty() { out } else { format!("<code>{out}</code>") }
}

#[cfg(feature = "cli")]
const LONG_NAME: usize = 40;

/// Words, as code if they are more than that.
pub(crate) fn words(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b" /-.,=+;>".contains(&byte);
    if !text.bytes().all(plain) {
        return code(text);
    }
    let mut out = String::new();
    escape(text, &mut out);
    out
}

/// Appends text so that nothing in it is markup or a control character: whoever measured chose the
/// names. Letters, digits and what is harmless where it stands stay; the rest is written as a
/// reference.
fn escape(text: &str, out: &mut String) {
    let last_dot = text.rfind('.').unwrap_or(0);
    let (mut before, mut rest) = (None, text.char_indices());
    while let Some((at, character)) = rest.next() {
        let after = rest.clone().next().map(|(_, character)| character);
        // Addresses are looked for in the text that is shown, code or not, but not beyond an element.
        if character == '@' && at < last_dot && before.is_some_and(is_of_address) {
            out.push_str("<wbr>");
        }
        match character {
            _ if is_harmless(before, character, after)
                && !(character == '.' && ends_with_www(out)) =>
            {
                out.push(character);
            }
            _ if character.is_control() => out.push('\u{FFFD}'),
            _ => out.push_str(&format!("&#{};", u32::from(character))),
        }
        before = Some(character);
    }
}

/// Whether a character can't be markup between these. Within a word, `_` doesn't emphasize; before
/// a space, `:` doesn't end the scheme of a link.
fn is_harmless(before: Option<char>, character: char, after: Option<char>) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match character {
        '_' => in_word(before) && in_word(after),
        ':' => after == Some(' '),
        _ => " /-.,=%+;?".contains(character) || character.is_alphanumeric(),
    }
}

/// Whether a character can stand before the `@` of an address.
fn is_of_address(character: char) -> bool {
    character.is_alphanumeric() || ".+-_".contains(character)
}

/// Whether a `.` would make a link.
fn ends_with_www(text: &str) -> bool {
    text.as_bytes().last_chunk::<3>().is_some_and(|end| end.eq_ignore_ascii_case(b"www"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_text_whatever_they_look_like() {
        for (text, expected) in [
            ("Encode/format=json-8", "Encode/format=json-8"),
            ("a|b", "a&#124;b"),
            (r"a\|b\", "a&#92;&#124;b&#92;"),
            ("<img>`x`", "&#60;img&#62;&#96;x&#96;"),
            ("</code>", "&#60;/code&#62;"),
            ("@all [x](y) #1", "&#64;all &#91;x&#93;&#40;y&#41; &#35;1"),
            ("Www.x", "Www&#46;x"),
            ("a_b _c_ d__e", "a_b &#95;c&#95; d&#95;&#95;e"),
            ("pkg: https://x", "pkg: https&#58;//x"),
            ("a\u{1b}[1m\u{202e}", "a\u{FFFD}&#91;1m&#8238;"),
        ] {
            assert_eq!(code(text), format!("<code>{expected}</code>"));
        }
        assert_eq!(code(""), "");
    }

    #[test]
    #[cfg(feature = "cli")]
    fn a_long_name_may_be_broken_behind_a_slash() {
        assert_eq!(name("a/b"), "<code>a/b</code>");
        let [a, b] = [30, 20].map(|n| "x".repeat(n));
        assert_eq!(name(&format!("{a}/|{b}/")), format!("<code>{a}/<wbr>&#124;{b}/</code>"));
        assert_eq!(name(""), "");
    }

    #[test]
    fn an_address_is_no_link() {
        assert_eq!(code("a@b.example"), "<code>a<wbr>&#64;b.example</code>");
        assert_eq!(code("mailto:a_@b.c"), "<code>mailto&#58;a&#95;<wbr>&#64;b.c</code>");
        assert_eq!(code("v1.2@x"), "<code>v1.2&#64;x</code>");
    }

    #[test]
    fn units_and_warnings_are_code_only_where_they_might_be_more_than_words() {
        assert_eq!(words("B/op"), "B/op");
        assert_eq!(words("need >= 6"), "need &#62;= 6");
        assert_eq!(words("@all/op"), "<code>&#64;all/op</code>");
        assert_eq!(words("vary in .fullname, x@y"), "<code>vary in .fullname, x&#64;y</code>");
    }
}
