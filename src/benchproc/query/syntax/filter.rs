//! Filter expressions: `.name:Copy -/size:(4k OR /^1/)`.

use super::error::QueryError;
use super::tokens::{Kind, Token, Tokens};
use crate::benchproc::query::regexp::GoRegexp;

/// How deep parentheses may nest. x/perf has no limit; its stack grows.
const MAX_DEPTH: usize = 200;

/// A filter expression. `*`, which matches everything, is an empty `And`.
#[derive(Clone, Debug)]
pub(in crate::benchproc) enum Expr {
    And(Vec<Expr>),
    Or(Vec<Expr>),
    /// Never of a `Not`: two of them are none.
    Not(Box<Expr>),
    Match(Match),
}

/// A test of the value that a key has.
#[derive(Clone, Debug)]
pub(in crate::benchproc) struct Match {
    pub(in crate::benchproc) key: Vec<u8>,
    pub(in crate::benchproc) pattern: Pattern,
    /// The byte of the query where the key begins.
    pub(in crate::benchproc) offset: usize,
}

/// What a value has to be like.
#[derive(Clone, Debug)]
pub(in crate::benchproc) enum Pattern {
    /// Exactly this.
    Literal(Vec<u8>),
    Regexp(GoRegexp),
}

impl Pattern {
    pub(in crate::benchproc) fn matches(&self, value: &[u8]) -> bool {
        match self {
            Pattern::Literal(literal) => literal == value,
            Pattern::Regexp(regexp) => regexp.matches(value),
        }
    }
}

/// Reads a filter expression.
///
/// # Errors
///
/// The first error that x/perf's ParseFilter comes upon, or parentheses nested hundreds deep.
pub(in crate::benchproc) fn parse_filter(query: &str) -> Result<Expr, QueryError> {
    let mut parser = Parser { tokens: Tokens::new(query), depth: 0 };
    let expr = parser.expr()?;
    match parser.tokens.key()? {
        // A parenthesis that closes nothing.
        Token { kind: Kind::Operator(sign), offset } => Err(parser.unexpected(sign, offset)),
        _ => Ok(expr),
    }
}

struct Parser<'q> {
    tokens: Tokens<'q>,
    depth: usize,
}

impl Parser<'_> {
    /// Terms between `OR`s.
    fn expr(&mut self) -> Result<Expr, QueryError> {
        let mut terms = vec![self.and_expr()?];
        while matches!(self.peek()?.kind, Kind::Or) {
            self.tokens.key()?;
            terms.push(self.and_expr()?);
        }
        Ok(alone(terms).unwrap_or_else(Expr::Or))
    }

    /// Terms side by side, or between `AND`s, which say no more.
    fn and_expr(&mut self) -> Result<Expr, QueryError> {
        let mut terms = vec![self.term()?];
        loop {
            let next = self.peek()?;
            match next.kind {
                Kind::And => {
                    self.tokens.key()?;
                }
                Kind::Operator('(' | '-' | '*') | Kind::Word(_) => terms.push(self.term()?),
                Kind::Operator(sign) if sign != ')' => {
                    return Err(self.unexpected(sign, next.offset));
                }
                _ => break,
            }
        }
        Ok(alone(terms).unwrap_or_else(Expr::And))
    }

    fn term(&mut self) -> Result<Expr, QueryError> {
        let mut negated = false;
        loop {
            let token = self.tokens.key()?;
            let term = match token.kind {
                Kind::Operator('-') => {
                    negated = !negated;
                    continue;
                }
                Kind::Operator('*') => Expr::And(Vec::new()),
                Kind::Operator('(') => self.parenthesized(token.offset)?,
                Kind::Word(key) => self.key_value(key, token.offset)?,
                _ => return Err(self.error(&token, "expected key:value or subexpression")),
            };
            return Ok(if negated { not(term) } else { term });
        }
    }

    fn parenthesized(&mut self, offset: usize) -> Result<Expr, QueryError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.tokens.error(offset, "expression nests too deeply"));
        }
        let expr = self.expr()?;
        self.depth -= 1;
        let close = self.tokens.key()?;
        match close.kind {
            Kind::Operator(')') => Ok(expr),
            _ => Err(self.error(&close, "missing \")\"")),
        }
    }

    /// What comes after a key that begins at `offset`.
    fn key_value(&mut self, key: Vec<u8>, offset: usize) -> Result<Expr, QueryError> {
        if let Kind::Operator(':') = self.tokens.key()?.kind {
            let value = self.tokens.value()?;
            if let Kind::Operator('(') = value.kind {
                return self.values(&key, offset);
            }
            if let Some(pattern) = pattern(value) {
                return Ok(Expr::Match(Match { key, pattern, offset }));
            }
        }
        Err(self.tokens.error(offset, "expected key:value"))
    }

    /// `val1 OR val2)`
    fn values(&mut self, key: &[u8], offset: usize) -> Result<Expr, QueryError> {
        let mut terms = Vec::new();
        loop {
            let value = self.tokens.value()?;
            let at = value.offset;
            let Some(pattern) = pattern(value) else {
                return Err(self.tokens.error(at, "expected value"));
            };
            terms.push(Expr::Match(Match { key: key.to_vec(), pattern, offset }));
            let separator = self.tokens.value()?;
            match separator.kind {
                Kind::Or => {}
                Kind::Operator(')') => return Ok(Expr::Or(terms)),
                _ => return Err(self.error(&separator, "value list must be separated by OR")),
            }
        }
    }

    fn peek(&self) -> Result<Token, QueryError> {
        let mut ahead = self.tokens;
        ahead.key()
    }

    fn error(&self, token: &Token, message: &str) -> QueryError {
        self.tokens.error(token.offset, message)
    }

    fn unexpected(&self, sign: char, offset: usize) -> QueryError {
        self.tokens.error(offset, format!("unexpected \"{sign}\""))
    }
}

fn pattern(token: Token) -> Option<Pattern> {
    match token.kind {
        Kind::Word(word) => Some(Pattern::Literal(word)),
        Kind::Regexp(regexp) => Some(Pattern::Regexp(regexp)),
        _ => None,
    }
}

/// The only term, or all of them.
fn alone(mut terms: Vec<Expr>) -> Result<Expr, Vec<Expr>> {
    match terms.pop() {
        Some(only) if terms.is_empty() => Ok(only),
        last => {
            terms.extend(last);
            Err(terms)
        }
    }
}

fn not(expr: Expr) -> Expr {
    match expr {
        Expr::Not(inner) => *inner,
        _ => Expr::Not(Box::new(expr)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in a notation without precedence.
    fn tree(expr: &Expr) -> String {
        let all = |exprs: &[Expr]| exprs.iter().map(tree).collect::<Vec<_>>().join(" ");
        match expr {
            Expr::And(exprs) => format!("and({})", all(exprs)),
            Expr::Or(exprs) => format!("or({})", all(exprs)),
            Expr::Not(inner) => format!("not({})", tree(inner)),
            Expr::Match(Match { key, pattern, offset }) => {
                let value = match pattern {
                    Pattern::Literal(literal) => String::from_utf8_lossy(literal).into_owned(),
                    Pattern::Regexp(_) => "//".to_owned(),
                };
                format!("{}@{offset}:{value}", String::from_utf8_lossy(key))
            }
        }
    }

    fn parsed(query: &str) -> String {
        tree(&parse_filter(query).unwrap())
    }

    #[test]
    fn a_filter_is_a_tree() {
        for (query, expected) in [
            ("a:b", "a@0:b"),
            ("*", "and()"),
            ("a:b c:d OR e:f", "or(and(a@0:b c@4:d) e@11:f)"),
            ("a:b AND AND c:d AND", "and(a@0:b c@12:d)"),
            ("-a:b", "not(a@1:b)"),
            ("--a:b -(-(-c:d))", "and(a@2:b not(c@11:d))"),
            ("a:(b OR /c/ OR \"d e\")", "or(a@0:b a@0:// a@0:d e)"),
            ("a:(b)", "or(a@0:b)"),
            ("(a:b OR c:d)e:f", "and(or(a@1:b c@8:d) e@12:f)"),
            ("/a/b:/a/ c:d", "and(/a/b@0:// c@9:d)"),
            ("a-b*:c-d*", "a-b*@0:c-d*"),
            ("a:/[/(]/ b:/(/|\\/)\\//-*", "and(a@0:// b@9:// not(and()))"),
            (" \u{3000}a :\u{85}b", "a@4:b"),
            ("\"AND\":\"\"", "AND@0:"),
        ] {
            assert_eq!(parsed(query), expected, "{query}");
        }
    }

    #[test]
    fn the_first_error_is_told_at_its_place() {
        for (query, offset, message) in [
            ("", 0, "expected key:value or subexpression"),
            ("a:b OR ", 7, "expected key:value or subexpression"),
            ("a:b OR OR", 7, "expected key:value or subexpression"),
            ("AND", 0, "expected key:value or subexpression"),
            (" a", 1, "expected key:value"),
            ("a b:c", 0, "expected key:value"),
            ("a:AND", 0, "expected key:value"),
            ("a:-b", 0, "expected key:value"),
            ("a:b :c", 4, "unexpected \":\""),
            ("a:b)", 3, "unexpected \")\""),
            ("(a:b", 4, "missing \")\""),
            ("a:()", 3, "expected value"),
            ("a:(b c)", 5, "value list must be separated by OR"),
            ("a:\"b", 2, "missing end quote"),
            ("a:\"b\\\\\"", 2, "missing end quote"),
            ("a:\"\\q\"", 2, "bad escape sequence"),
            ("a:\"\\\\\" b\"", 2, "bad escape sequence"),
            ("a:/b", 2, "missing close \"/\""),
            ("a:/(b/", 2, "missing close \"/\""),
            ("a:/b\\", 2, "missing close \"/\""),
            ("a:/b/c", 5, "regexp must be followed by space or an operator (unescaped \"/\"?)"),
            (
                "a:/b/\u{3000}",
                5,
                "regexp must be followed by space or an operator (unescaped \"/\"?)",
            ),
            ("a:/**/ \"", 2, "error parsing regexp: missing argument to repetition operator: `*`"),
            ("a:(b /*/)", 5, "error parsing regexp: missing argument to repetition operator: `*`"),
        ] {
            let error = parse_filter(query).unwrap_err();
            assert_eq!((error.offset, &*error.message), (offset, message), "{query}");
        }
    }

    #[test]
    fn a_value_is_a_text_or_has_one_that_matches() {
        let matches = |query: &str, value: &[u8]| match parse_filter(query).unwrap() {
            Expr::Match(test) => test.pattern.matches(value),
            _ => panic!("{query} is no match"),
        };
        assert!(matches("a:b", b"b") && !matches("a:b", b"abc"));
        assert!(matches("a:/b/", b"abc") && !matches("a:/b/", b"B"));
        assert!(matches(r#"a:"\xFF""#, b"\xFF"));
    }

    #[test]
    fn nesting_without_end_is_an_error() {
        let error = parse_filter(&"(".repeat(100_000)).unwrap_err();
        assert_eq!(error.message, "expression nests too deeply");
        assert_eq!(parsed(&("-".repeat(100_001) + "*")), "not(and())");
        assert_eq!(parsed(&("(".repeat(200) + "a:b" + &")".repeat(200))), "a@200:b");
        assert!(parse_filter(&"(* ".repeat(200)).is_err());
    }
}
