//! Sentences with words of others in them.
//!
//! Nothing tells which words of a sentence are whose. So each is looked at: what can only be a word or
//! a number stays, all else becomes code. References that GitHub and GitLab make links of all have
//! another character in them, or digits behind letters, or are hexadecimal and of seven digits or more.

use super::code;

/// A sentence of one line.
pub(crate) fn sentence(text: &str) -> String {
    let mut line = Line::default();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (word, after) = next(rest, line.out.is_empty() && line.code.is_none());
        match word {
            Word::Plain(word) => line.plain(word),
            Word::Code { before, code, after } => line.code(before, code, after),
        }
        rest = after.trim_start_matches(' ');
    }
    line.finish();
    line.out
}

enum Word<'a> {
    Plain(&'a str),
    /// Code between punctuation.
    Code {
        before: &'a str,
        code: &'a str,
        after: &'a str,
    },
}

/// The first word of a text, and what follows it.
fn next(text: &str, first: bool) -> (Word<'_>, &str) {
    if let Some((code, rest)) = text.strip_prefix('`').and_then(|text| text.split_once('`')) {
        // A sentence's own code.
        let (after, rest) = split(rest);
        if !code.is_empty() && after.chars().all(is_punctuation) {
            return (Word::Code { before: "", code, after }, rest);
        }
    }
    let (word, rest) = split(text);
    let core = word.trim_end_matches(is_punctuation);
    // The dots of `-bench=.` and `./...` end no sentence.
    let core = if core.ends_with(['=', '/']) { word } else { core };
    let code = core.strip_prefix('(').unwrap_or(core);
    let (before, after) = (&word[..core.len() - code.len()], &word[core.len()..]);
    // At the beginning of a line, `1.` and `1)` are a list.
    let is_list = first && !after.is_empty() && code.bytes().all(|b| b.is_ascii_digit());
    let word = match code {
        _ if is_list || core.is_empty() => Word::Code { before: "", code: word, after: "" },
        "" | "≤" | "→" | "±" | "×" => Word::Plain(word),
        "=" if !first => Word::Plain(word),
        _ if is_word(code) || is_number(code) => Word::Plain(word),
        _ => Word::Code { before, code, after },
    };
    (word, rest)
}

fn split(text: &str) -> (&str, &str) {
    text.split_once(' ').unwrap_or((text, ""))
}

fn is_punctuation(character: char) -> bool {
    ",;:.!?)…".contains(character)
}

/// Letters, `'` between them; `-` between small ones.
fn is_word(text: &str) -> bool {
    let letters = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphabetic());
    let joined = |sign| text.split(sign).all(letters);
    let small = !text.bytes().any(|b| b.is_ascii_uppercase());
    (joined('\'') || (small && joined('-'))) && !has_commit(text)
}

/// Digits with a sign, points, a power of ten, a percent sign: also dates.
fn is_number(text: &str) -> bool {
    let digits = text.strip_suffix('%').unwrap_or(text);
    let digits = digits.strip_prefix(['+', '-']).unwrap_or(digits);
    let (digits, power) = digits.split_once('e').unwrap_or((digits, "0"));
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    let all = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.split(['.', ',', '-']).all(all) && all(power) && !has_commit(text)
}

/// Whether something could be a commit's name.
pub(super) fn has_commit(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_hexdigit()).any(|run| run.len() >= COMMIT)
}

pub(super) const COMMIT: usize = 7;

/// Words that are written, and the code that is gathered: words of code in a row are one.
#[derive(Default)]
struct Line<'a> {
    out: String,
    code: Option<(String, &'a str)>,
}

impl<'a> Line<'a> {
    fn space(&mut self) {
        if !self.out.is_empty() {
            self.out.push(' ');
        }
    }

    fn plain(&mut self, word: &str) {
        self.finish();
        self.space();
        self.out.push_str(word);
    }

    fn code(&mut self, before: &str, word: &str, after: &'a str) {
        if let Some((text, punctuation)) = &mut self.code
            && punctuation.is_empty()
            && before.is_empty()
        {
            text.push(' ');
            text.push_str(word);
            *punctuation = after;
            return;
        }
        self.finish();
        self.space();
        self.out.push_str(before);
        self.code = Some((word.to_owned(), after));
    }

    fn finish(&mut self) {
        if let Some((text, after)) = self.code.take() {
            self.out.push_str(&code(&text));
            self.out.push_str(after);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_stay() {
        for text in [
            "worse by more than the 10% that the default rule allows: it was zero",
            "CAN'T JUDGE (mode = report: the exit code is 0): 2 rows are past the threshold",
            "it was 96 → 160 (+66.67%, p = 5.4e-6), two-sided, until 2026-11-30; n ≤ 5.",
        ] {
            assert_eq!(sentence(text), text);
        }
    }

    #[test]
    fn what_is_more_than_a_word_is_code_and_its_punctuation_is_not() {
        for (text, expected) in [
            ("at least 8 B/op, that", "at least 8 <code>B/op</code>, that"),
            ("rule (allocgate.toml:3): x", "rule (<code>allocgate.toml&#58;3</code>): x"),
            ("print `Unit x better=lower` (or)", "print <code>Unit x better=lower</code> (or)"),
            ("run go test -bench=. -count=10", "run go test <code>-bench=. -count=10</code>"),
            ("go vet ./... says", "go vet <code>./...</code> says"),
            ("see <https://e.example/1>", "see <code>&#60;https&#58;//e.example/1&#62;</code>"),
        ] {
            assert_eq!(sentence(text), expected);
        }
    }

    #[test]
    fn no_word_is_a_reference() {
        for word in [
            "@org/team",
            "#1",
            "!1",
            "%1",
            "~bug",
            "&1",
            "$1",
            "^alert#1",
            "*iteration:1",
            "GH-1",
            "TICKET-abc",
            "org/repo#1",
            "[x](y)",
            "[[x]]",
            "deadbeef",
            "1234567",
            "v1",
            ":tada:",
            "**x**",
            "_x_",
            "www.e.example",
            "e.example",
            "a@b.example",
            "http://e",
            "//e",
            "</details>",
            "-->",
            "/merge",
            "%{project_path}",
            "`x",
            "日本",
            "~~x~~",
            "12e4567",
        ] {
            for text in [word.to_owned(), format!("it {word} is"), format!("({word}).")] {
                assert!(sentence(&text).contains("<code>"), "{text}: {}", sentence(&text));
            }
        }
    }

    #[test]
    fn no_line_begins_a_list_or_a_heading() {
        for text in ["1. x", "1) x", "- x", "+ x", "# x", "> x", "=", "---", ": x", "! x"] {
            assert!(sentence(text).starts_with("<code>"), "{}", sentence(text));
        }
        assert_eq!(sentence("   x  y "), "x y");
    }
}
