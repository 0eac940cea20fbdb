//! Text in TOML that is safe to print: it goes to logs, too.

use crate::hidden::is_hidden;

/// A basic string of TOML. What does something else than stand in its place is escaped; so is the
/// second of two number signs or colons, which begin a command of some CI runners.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        let begins_command = matches!(c, '#' | ':') && out.ends_with(c);
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if begins_command || is_hidden(c) => out.push_str(&escape(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn escape(c: char) -> String {
    match u32::from(c) {
        code @ ..0x10000 => format!("\\u{code:04X}"),
        code => format!("\\U{code:08X}"),
    }
}

/// Text within a comment: in one line, and likewise harmless.
pub(super) fn comment(text: &str) -> String {
    let quoted = quoted(text);
    quoted[1..quoted.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_quoted_comes_back() {
        for text in [
            "",
            "a\"b\\c",
            "std::vector ##[x] ###",
            "\u{202e}\n\r\t\0\u{7f}",
            "\u{e0001}é日",
            "it's",
        ] {
            let document = format!("x = {}  # {}\n", quoted(text), comment(text));
            let table: toml::Table = document.parse().unwrap();
            assert_eq!(table["x"].as_str(), Some(text));
            assert_eq!(document.lines().count(), 1);
            assert!(!document.contains("::") && !document.contains("##"), "{document}");
        }
    }
}
