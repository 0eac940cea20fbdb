//! Words and numbers for people.

use crate::hidden::is_hidden;
use std::borrow::Cow;

/// Makes untrusted text safe to print on a terminal and in a CI log, every replacement visible.
///
/// Tabs become spaces; other control characters, line breaks, bidirectional and zero-width ones
/// become `\u{…}`. What a
/// CI runner would take for a command (`##[…]`, `##vso[…]`, `::…::`) gets a backslash inside.
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) && !text.contains("##") && !text.contains("::") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if (c == ':' && out.ends_with(':')) || (c != '#' && c != '\\' && out.ends_with("##")) {
            out.push('\\');
        }
        if c == '\t' {
            out.push(' ');
        } else if is_hidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Cuts text to a number of characters, the cut visible.
pub(super) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// A measured value: whole numbers in full, others to six digits.
pub(crate) fn value(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned()
    } else if value.fract() == 0.0 && value.abs() < 1e15 {
        format!("{value:.0}")
    } else if value.abs() >= 1e15 || value.abs() < 1e-5 {
        format!("{value:.5e}")
    } else {
        let whole_digits = (value.abs().log10().floor() as i32 + 1).clamp(-4, 6);
        let text = format!("{value:.*}", (6 - whole_digits) as usize);
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
        }
    }
}

/// A ratio as the change that it is.
pub(super) fn percent(ratio: f64) -> String {
    let text = format!("{:+.2}%", (ratio - 1.0) * 100.0);
    if text == "-0.00%" { "+0.00%".to_owned() } else { text }
}

/// A p-value: four decimals, or two digits where that would say nothing.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.001 { format!("{p:.1e}") } else { format!("{p:.4}") }
}

/// A number with its noun.
pub(crate) fn count(n: u64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// Words as they begin a line.
pub(super) fn capital(words: &str) -> String {
    // A program's name is written as it is typed.
    if words.starts_with("go ") {
        return words.to_owned();
    }
    let mut rest = words.chars();
    let first = rest.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(rest).collect()
}

/// A word for the shell, in single quotes unless it needs none.
pub(super) fn quoted(word: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./=:,@%+".contains(&b);
    if !word.is_empty() && word.bytes().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_shown() {
        assert_eq!(shown("a\u{202e}b\n\x1b[2Jc\u{200b}"), r"a\u{202e}b\u{a}\u{1b}[2Jc\u{200b}");
        assert_eq!(shown("日本語-ñ🚀"), "日本語-ñ🚀");
    }

    #[test]
    fn commands_of_a_runner_lose_their_form() {
        let text = shown("X/##[add-mask]a ::stop-commands::x %0A::error::").into_owned();
        assert!(!text.contains("##[") && !text.contains("::"), "{text}");
        assert!(!shown("::::##[##[").contains("::"));
    }

    #[test]
    fn values_are_whole_or_of_six_digits() {
        let texts = [3.0, 671.5, 0.1 + 0.2, 1e18, 123456.75, 0.00123456789, -3.5].map(value);
        assert_eq!(texts, ["3", "671.5", "0.3", "1.00000e18", "123457", "0.00123457", "-3.5"]);
    }

    #[test]
    fn a_quoted_word_is_one_word_to_the_shell() {
        assert_eq!(quoted("./codec"), "./codec");
        assert_eq!(quoted("^A$"), "'^A$'");
        assert_eq!(quoted("it's $(x)"), r"'it'\''s $(x)'");
        assert_eq!(quoted(""), "''");
    }
}
