//! Lines of source, and what stands in them.

use regex::Regex;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

/// Reads a file of a side by its path from the root.
pub type Source<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// The source of a side, each file read once.
pub(super) struct Text<'a> {
    source: Source<'a>,
    files: RefCell<HashMap<String, Rc<Vec<String>>>>,
}

impl<'a> Text<'a> {
    pub fn of(source: Source<'a>) -> Text<'a> {
        Text { source, files: RefCell::default() }
    }

    /// A line without the space around it; empty if there is none.
    pub fn line(&self, path: &str, line: u32) -> String {
        let index = (line as usize).wrapping_sub(1);
        self.lines(path).get(index).cloned().unwrap_or_default()
    }

    /// The lines of a file; none if it can't be read.
    pub fn lines(&self, path: &str) -> Rc<Vec<String>> {
        let read = || {
            let bytes = (self.source)(path).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            Rc::new(text.lines().map(|line| line.trim().to_owned()).collect())
        };
        self.files.borrow_mut().entry(path.to_owned()).or_insert_with(read).clone()
    }
}

/// Whether something grows in a line of Go: `append(…)`, or an element of a map that is set.
pub(super) fn grows(line: &str) -> bool {
    static GROWS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\bappend\(|\]\s*(=[^=]|\+\+|--|[-+*/|&^%]=|<<=|>>=)|\]\s*,[^=]*=[^=]").ok()
    });
    GROWS.as_ref().is_some_and(|grows| grows.is_match(&code(line)))
}

/// Whether texts are put together in a line of Go, which allocates beside what grows there.
pub(super) fn joins(line: &str) -> bool {
    let code = code(line);
    let has_text = code.contains('"') || code.contains('`');
    code.contains('+') && has_text || code.contains("string(") || code.contains("[]byte(")
}

/// Whether an expression, as the compiler writes it, stands in a line. What is inlined there doesn't.
pub(super) fn stands_in(expression: &str, line: &str) -> bool {
    match expression.strip_prefix('&').and_then(|literal| literal.split_once('{')) {
        Some((literal, _)) => line.contains(&format!("&{literal}{{")),
        None => true,
    }
}

/// Whether a size is given beforehand in a line of Go: `make(…, n)`, `.Grow(n)`, or by `x[:0]`, which keeps
/// the room that there is.
pub(super) fn gives_size(line: &str) -> bool {
    static SIZES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\bmake\((\[\]|map\[)[^,)]*,|\.Grow\(|\bslices\.Grow\(|\[0?:0\]").ok()
    });
    SIZES.as_ref().is_some_and(|sizes| sizes.is_match(&code(line)))
}

/// Whether an expression is a constant as it is written.
pub(super) fn is_constant(expression: &str) -> bool {
    let is_number = expression.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    let is_simple = !expression.contains([' ', '(', '[', '{']);
    let is_text = expression.starts_with(['"', '`', '\'']) && code(expression).len() == 2;
    is_text || is_simple && (is_number || matches!(expression, "true" | "false" | "nil"))
}

/// A line without the comment at its end, and without what stands in quotes.
fn code(line: &str) -> String {
    let (mut code, mut quote, mut chars) = (String::new(), None, line.chars().peekable());
    while let Some(c) = chars.next() {
        match (quote, c) {
            (None, '/') if chars.peek() == Some(&'/') => break,
            (None, '"' | '`' | '\'') => {
                quote = Some(c);
                code.push(c);
            }
            (None, c) => code.push(c),
            (Some('"' | '\''), '\\') => drop(chars.next()),
            (Some(open), c) if c == open => {
                quote = None;
                code.push(c);
            }
            (Some(_), _) => {}
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appending_and_setting_elements_grows() {
        for line in ["out = append(out, x)", "m[k] = v", "m[k]++", "m[k] += 2", "m[a], ok = f()"] {
            assert!(grows(line), "{line}");
        }
        for line in [
            "x := m[k]",
            "if m[k] == 2 {",
            "x = f(\"http://append(\")",
            "f('\"', \"m[k] = v\")",
            "x = f(a) // append(",
            "s.append1(x)",
        ] {
            assert!(!grows(line), "{line}");
        }
    }

    #[test]
    fn a_size_is_given_to_what_is_made_and_to_what_is_grown() {
        for line in [
            "out := make([]string, 0, n)",
            "m := make(map[string]int, len(x))",
            "b.Grow(n)",
            "b.buf = b.buf[:0]",
            "out = append(out[0:0], x...)",
        ] {
            assert!(gives_size(line), "{line}");
        }
        for line in [
            "m := make(map[string]int)",
            "m, n := make(map[string]int), 0",
            "c := make(chan int, 3)",
            "x = x[:10]",
        ] {
            assert!(!gives_size(line), "{line}");
        }
    }

    #[test]
    fn what_is_put_together_is_told_from_what_grows() {
        for line in ["dst = append(dst, p+\".\"+n...)", "out = append(out, string(b))"] {
            assert!(joins(line), "{line}");
        }
        for line in ["dst = append(dst, a+b)", "out = append(out, \"x\")", "m[k]++"] {
            assert!(!joins(line), "{line}");
        }
        assert!(stands_in("&T{...}", "x = &T{a: 1}") && stands_in("n", "f(n)"));
        assert!(!stands_in("&errors.errorString{...}", "return fmt.Errorf(\"x %d\", n)"));
    }

    #[test]
    fn constants_are_texts_and_numbers() {
        for expression in ["\"a // b\"", "`x`", "'c'", "512", "-1.5e3", "0x1f", "true", "nil"] {
            assert!(is_constant(expression), "{expression}");
        }
        for expression in ["\"a\" + b", "x", "f(1)", "[]byte(\"x\")", "&T{...}", "1 + n"] {
            assert!(!is_constant(expression), "{expression}");
        }
    }

    #[test]
    fn lines_count_from_one_and_files_may_be_missing() {
        let source = |path: &str| (path == "a.go").then(|| b"package a\n\tx := 1\n".to_vec());
        let text = Text::of(&source);
        assert_eq!(text.line("a.go", 2), "x := 1");
        assert_eq!((text.line("a.go", 0), text.line("a.go", 9)), (String::new(), String::new()));
        assert_eq!(text.line("b.go", 1), "");
    }
}
