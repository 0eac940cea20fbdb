//! The benchmarks of a file, and the comments that belong to them.

use super::directive::is_meant_as_one;
use super::signature;
use super::tokens::{Kind, Token, Tokens, Unscannable};

/// What of a file matters here.
#[derive(Debug, Default)]
pub(super) struct Outline<'a> {
    pub functions: Vec<Function<'a>>,
    /// Directives that stand above no benchmark.
    pub astray: Vec<Comment<'a>>,
    /// Why the rest of the file is missing.
    pub failure: Option<Unscannable>,
}

/// A benchmark.
#[derive(Debug)]
pub(super) struct Function<'a> {
    /// Without `Benchmark`.
    pub name: &'a str,
    /// That of `func`.
    pub line: u32,
    /// The directives directly above it.
    pub comments: Vec<Comment<'a>>,
}

/// A directive, or what is meant as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Comment<'a> {
    pub text: &'a [u8],
    pub line: u32,
}

/// Finds the benchmarks of a file.
pub(super) fn outline(source: &[u8]) -> Outline<'_> {
    let mut reader = Reader {
        tokens: Tokens::of(source),
        brackets: Vec::new(),
        group: Group::default(),
        last_line: 0,
        found: Outline::default(),
    };
    reader.found.failure = reader.read().err();
    reader.found
}

struct Reader<'a> {
    tokens: Tokens<'a>,
    /// Those that are open: the mark that closes each, and its line.
    brackets: Vec<(u8, u32)>,
    group: Group<'a>,
    /// Where the last token ended that is no comment.
    last_line: u32,
    found: Outline<'a>,
}

/// Comments with no line between them.
#[derive(Default)]
struct Group<'a> {
    comments: Vec<Comment<'a>>,
    last_line: u32,
}

impl<'a> Reader<'a> {
    fn read(&mut self) -> Result<(), Unscannable> {
        while let Some(token) = self.tokens.next()? {
            if token.is_comment() {
                self.comment(token);
            } else {
                self.code(token)?;
            }
        }
        self.leave_group();
        match self.brackets.first() {
            Some(&(_, line)) => Err(Unscannable { line, message: "a bracket is not closed" }),
            None => Ok(()),
        }
    }

    fn comment(&mut self, token: Token<'a>) {
        if token.line > self.group.last_line + 1 {
            self.leave_group();
        }
        self.group.last_line = token.last_line;
        if token.kind == Kind::LineComment && is_meant_as_one(token.text) {
            let comment = Comment { text: token.text, line: token.line };
            // Behind code it is about that.
            let is_behind = token.line == self.last_line;
            let to = if is_behind { &mut self.found.astray } else { &mut self.group.comments };
            to.push(comment);
        }
    }

    fn code(&mut self, token: Token<'a>) -> Result<(), Unscannable> {
        let is_function = self.brackets.is_empty() && token.is(b"func");
        let name = is_function.then(|| signature::benchmark(self.tokens.clone())).flatten();
        if token.line > self.group.last_line + 1 || name.is_none() {
            self.leave_group();
        }
        if let Some(name) = name {
            let comments = std::mem::take(&mut self.group.comments);
            self.found.functions.push(Function { name, line: token.line, comments });
        }
        self.last_line = token.last_line;
        match (token.kind, token.text) {
            (Kind::Mark, b"(") => self.brackets.push((b')', token.line)),
            (Kind::Mark, b"[") => self.brackets.push((b']', token.line)),
            (Kind::Mark, b"{") => self.brackets.push((b'}', token.line)),
            (Kind::Mark, &[mark @ (b')' | b']' | b'}')]) => {
                if self.brackets.pop().is_none_or(|(closing, _)| closing != mark) {
                    let message = "a bracket closes none that is open";
                    return Err(Unscannable { line: token.line, message });
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Nothing that its directives could be about follows.
    fn leave_group(&mut self) {
        self.found.astray.append(&mut self.group.comments);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each benchmark as `line name: lines of its directives`, then the lines of those astray.
    fn found(source: &str) -> (Vec<String>, Vec<u32>) {
        let outline = outline(source.as_bytes());
        assert_eq!(outline.failure, None);
        let lines = |comments: &[Comment<'_>]| -> Vec<u32> {
            comments.iter().map(|comment| comment.line).collect()
        };
        let function =
            |f: &Function<'_>| format!("{} {}: {:?}", f.line, f.name, lines(&f.comments));
        (outline.functions.iter().map(function).collect(), lines(&outline.astray))
    }

    const FUNC: &str = "func BenchmarkX(b *testing.B) {\n}\n";
    const MAX: &str = "//allocgate:max allocs/op=5\n";

    #[test]
    fn a_directive_stands_directly_above_its_benchmark() {
        assert_eq!(found(&format!("{MAX}{FUNC}")), (vec!["2 X: [1]".into()], vec![]));
        let among = format!("// X does.\n//\n{MAX}//go:noinline\n/* y */\n{MAX}  {FUNC}");
        assert_eq!(found(&among), (vec!["7 X: [3, 6]".into()], vec![]));
        let windows = format!("{MAX}{FUNC}").replace('\n', "\r\n");
        assert_eq!(found(&windows), (vec!["2 X: [1]".into()], vec![]));
    }

    #[test]
    fn a_directive_elsewhere_is_astray() {
        assert_eq!(found(&format!("{MAX}\n{FUNC}")), (vec!["3 X: []".into()], vec![1]));
        assert_eq!(found(&format!("{MAX}\n// X\n{FUNC}")), (vec!["4 X: []".into()], vec![1]));
        assert_eq!(found(&format!("var a = 1 {MAX}{FUNC}")), (vec!["2 X: []".into()], vec![1]));
        assert_eq!(found(&format!("{FUNC}{MAX}")), (vec!["1 X: []".into()], vec![3]));
        for other in [
            "func TestX(t *testing.T) {}",
            "func helper() {}",
            "func (s S) BenchmarkX(b *testing.B) {}",
            "var x = func(b *testing.B) {}",
            "type X struct {}",
            "import (\"testing\")",
            "func BenchmarkX(b *testing.B, n int) {}",
        ] {
            assert_eq!(found(&format!("{MAX}{other}\n{FUNC}")).1, [1], "{other}");
        }
    }

    #[test]
    fn a_directive_in_a_function_is_astray() {
        let inside = format!("func BenchmarkX(b *testing.B) {{\n{MAX}func() {{}}()\n}}\n");
        assert_eq!(found(&inside), (vec!["1 X: []".into()], vec![2]));
        let among = format!("func BenchmarkX(\n{MAX}b *testing.B) {{\n}}\n");
        assert_eq!(found(&among), (vec!["1 X: []".into()], vec![2]));
    }

    #[test]
    fn strings_and_block_comments_hold_no_directive() {
        let source = format!("/*\n{MAX}*/\nvar a = `\n{MAX}{FUNC}`\nvar b = {FUNC:?}\n");
        assert_eq!(found(&source), (vec![], vec![]));
    }

    #[test]
    fn functions_within_brackets_are_no_declarations() {
        let source = "var (\n\tx = []func(){ func() { func BenchmarkX(b *testing.B) {} } }\n)\n";
        assert_eq!(found(source), (vec![], vec![]));
        let after = format!("{source}var y = 1; {FUNC}");
        assert_eq!(found(&after), (vec!["4 X: []".into()], vec![]));
    }

    #[test]
    fn what_came_before_a_failure_is_kept() {
        for (rest, line, message) in [
            ("/*", 4, "a comment is not closed"),
            ("x(\n\n", 4, "a bracket is not closed"),
            ("x(\n]", 5, "a bracket closes none that is open"),
            ("}", 4, "a bracket closes none that is open"),
        ] {
            let source = format!("{MAX}{FUNC}{rest}");
            let outline = outline(source.as_bytes());
            assert_eq!(outline.functions.len(), 1);
            assert_eq!(outline.failure, Some(Unscannable { line, message }), "{rest}");
        }
    }
}
