//! The lines above a file's code that say where it is built: go/build's `parseFileHeader`.

use super::Unreadable;
use super::expression::Expression;

const GO_BUILD: &str = "//go:build";
const PLUS_BUILD: &str = "+build";

/// All that must hold: the `//go:build` line, or where there is none each `// +build` line.
pub(super) fn expressions(source: &[u8]) -> Result<Vec<Expression>, Unreadable> {
    let header = Header::of(source.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(source))?;
    match header.go_build {
        Some((line, text)) => {
            let error =
                |message| Unreadable { line, message: format!("build constraint: {message}") };
            Ok(vec![Expression::parse(&text).map_err(error)?])
        }
        None => Ok(header.plus_build.iter().filter_map(|text| Expression::legacy(text)).collect()),
    }
}

#[derive(Default)]
struct Header {
    go_build: Option<(u32, String)>,
    plus_build: Vec<String>,
}

impl Header {
    fn of(source: &[u8]) -> Result<Header, Unreadable> {
        let mut header = Header::default();
        // Lines that count once a blank line follows, or what looks like them documents the package.
        let mut waiting = Vec::new();
        let (mut only_line_comments, mut in_comment) = (true, false);
        for (line, text) in (1..).zip(source.split(|&byte| byte == b'\n')) {
            let text = String::from_utf8_lossy(text);
            let text = text.trim();
            if text.is_empty() && only_line_comments {
                header.plus_build.append(&mut waiting);
                continue;
            }
            only_line_comments &= text.starts_with("//");
            if !in_comment && let Some(expression) = after_word(text, GO_BUILD) {
                header.set(line, expression)?;
            }
            if only_line_comments {
                let comment = text.strip_prefix("//").map(str::trim);
                let expression = comment.and_then(|comment| after_word(comment, PLUS_BUILD));
                waiting.extend(expression.map(str::to_owned));
            }
            let Some(still_in_comment) = end_of_line(text, in_comment) else { break };
            in_comment = still_in_comment;
        }
        Ok(header)
    }

    fn set(&mut self, line: u32, expression: &str) -> Result<(), Unreadable> {
        match self.go_build.replace((line, expression.to_owned())) {
            Some(_) => {
                Err(Unreadable { line, message: "more than one //go:build line".to_owned() })
            }
            None => Ok(()),
        }
    }
}

/// What follows a word, if a text begins with it.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    let trimmed = rest.trim();
    (rest.is_empty() || trimmed.len() < rest.len()).then_some(trimmed)
}

/// Whether a line ends in a `/* … */` comment; nothing once it has code.
fn end_of_line(mut text: &str, mut in_comment: bool) -> Option<bool> {
    loop {
        text = text.trim_start();
        text = match in_comment {
            _ if text.is_empty() => return Some(in_comment),
            true => match text.split_once("*/") {
                Some((_, rest)) => rest,
                None => return Some(true),
            },
            false if text.starts_with("//") => return Some(false),
            false => text.strip_prefix("/*")?,
        };
        in_comment = !in_comment;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> (Option<(u32, String)>, Vec<String>) {
        let header = Header::of(source.as_bytes()).ok().unwrap();
        (header.go_build, header.plus_build)
    }

    #[test]
    fn a_line_counts_up_to_the_first_code() {
        let line = Some((3, "linux".to_owned()));
        for source in [
            "// a\n\n//go:build linux\npackage a\n",
            "/*\n//go:build darwin\n*/ /* b */\n//go:build linux\n",
            "\r\n// x\r\n  //go:build linux \r\n",
        ] {
            let found = read(source).0;
            assert_eq!(found.map(|(_, text)| text), line.clone().map(|(_, text)| text), "{source}");
        }
        for source in [
            "package a\n\n//go:build linux\n",
            "/* a */ package a\n//go:build linux\n",
            "//go:buildlinux\n",
            "/*\n//go:build linux\n*/\n",
            "// go:build linux\n",
            "",
        ] {
            assert_eq!(read(source).0, None, "{source}");
        }
        assert_eq!(read("// a\n\n//go:build linux\npackage a").0, line);
    }

    #[test]
    fn old_lines_count_before_a_blank_line() {
        let lines = read("// +build a,b c\n//+build !d\n// x\n\n// +build e\npackage a\n").1;
        assert_eq!(lines, ["a,b c", "!d"]);
        assert_eq!(read("/* a */\n// +build a\n\npackage a\n").1, [""; 0]);
        assert_eq!(read("// +builda\n//// +build a\n\npackage a\n").1, [""; 0]);
    }

    #[test]
    fn the_new_line_is_the_one_that_counts() {
        let both = b"//go:build linux\n// +build darwin\n\npackage a\n";
        assert_eq!(expressions(both).unwrap(), [Expression::Tag("linux".into())]);
        let old = b"// +build darwin\n// +build arm64\n\npackage a\n";
        assert_eq!(expressions(old).unwrap().len(), 2);
    }

    #[test]
    fn two_lines_contradict_each_other() {
        let error = expressions(b"//go:build linux\n//go:build linux\n").unwrap_err();
        assert_eq!((error.line, &*error.message), (2, "more than one //go:build line"));
        assert!(expressions(b"//go:build").is_err());
    }
}
