//! Expressions of build tags, as go/build/constraint reads them.

use crate::gosource::error::excerpt;
use crate::gosource::letters::is_letter_or_digit;

/// The most terms that Go reads in a `//go:build` line, and the most operators in a `// +build` line.
const MOST_TERMS: usize = 1000;
const MOST_LEGACY_OPERATORS: usize = 100;

/// The most parentheses within one another that are read here. Go's limit is that of terms.
const MOST_NESTED: usize = 100;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    Tag(Box<str>),
    Not(Box<Expression>),
    All(Vec<Expression>),
    Any(Vec<Expression>),
}

/// `decisive` if a term is that, `None` if one may be, else the opposite.
fn decided(
    terms: &[Expression],
    has: &impl Fn(&str) -> Option<bool>,
    decisive: bool,
) -> Option<bool> {
    let mut is_open = false;
    for term in terms {
        match term.may_hold(has) {
            Some(holds) if holds == decisive => return Some(decisive),
            Some(_) => {}
            None => is_open = true,
        }
    }
    if is_open { None } else { Some(!decisive) }
}

impl Default for Expression {
    /// Holds.
    fn default() -> Expression {
        Expression::All(Vec::new())
    }
}

impl Expression {
    pub const NEVER: Expression = Expression::Any(Vec::new());

    pub fn holds(&self, has: &impl Fn(&str) -> bool) -> bool {
        match self {
            Expression::Tag(tag) => has(tag),
            Expression::Not(term) => !term.holds(has),
            Expression::All(terms) => terms.iter().all(|term| term.holds(has)),
            Expression::Any(terms) => terms.iter().any(|term| term.holds(has)),
        }
    }

    /// Whether it may hold, given what is known of tags; `None` if that depends on others.
    pub fn may_hold(&self, has: &impl Fn(&str) -> Option<bool>) -> Option<bool> {
        match self {
            Expression::Tag(tag) => has(tag),
            Expression::Not(term) => term.may_hold(has).map(|holds| !holds),
            Expression::All(terms) => decided(terms, has, false),
            Expression::Any(terms) => decided(terms, has, true),
        }
    }

    /// What follows `//go:build`.
    pub fn parse(text: &str) -> Result<Expression, String> {
        let mut parser = Parser { rest: text, terms: 0, nested: 0 };
        let expression = parser.any()?;
        match parser.rest.trim_start_matches(BLANK) {
            "" => Ok(expression),
            rest => Err(format!("{} is not expected", excerpt(rest))),
        }
    }

    /// What follows `// +build`: words of which any, separated by commas all, must hold. A tag that is
    /// none counts as `ignore`. Nothing if Go passes over the line, as it does where it is too long.
    pub fn legacy(text: &str) -> Option<Expression> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let operators = words.len().saturating_sub(1) + text.matches(',').count();
        let all = |word: &&str| Expression::All(word.split(',').map(legacy_term).collect());
        (operators <= MOST_LEGACY_OPERATORS)
            .then(|| Expression::Any(words.iter().map(all).collect()))
    }
}

fn legacy_term(text: &str) -> Expression {
    let ignore = || Expression::Tag("ignore".into());
    let (negated, tag) = text.strip_prefix('!').map_or((false, text), |tag| (true, tag));
    if negated && (tag.is_empty() || tag.starts_with('!')) {
        return ignore();
    }
    let is_tag = !tag.is_empty() && tag.chars().all(is_of_tag);
    let term = if is_tag { Expression::Tag(tag.into()) } else { ignore() };
    if negated { Expression::Not(Box::new(term)) } else { term }
}

fn is_of_tag(character: char) -> bool {
    matches!(character, '_' | '.') || is_letter_or_digit(character)
}

/// What may stand between tokens.
const BLANK: [char; 2] = [' ', '\t'];

struct Parser<'a> {
    rest: &'a str,
    terms: usize,
    nested: usize,
}

impl Parser<'_> {
    fn any(&mut self) -> Result<Expression, String> {
        let mut terms = vec![self.all()?];
        while self.take("||") {
            terms.push(self.all()?);
        }
        Ok(Parser::joined(terms, Expression::Any))
    }

    fn all(&mut self) -> Result<Expression, String> {
        let mut terms = vec![self.term()?];
        while self.take("&&") {
            terms.push(self.term()?);
        }
        Ok(Parser::joined(terms, Expression::All))
    }

    fn joined(mut terms: Vec<Expression>, by: fn(Vec<Expression>) -> Expression) -> Expression {
        match (terms.len(), terms.pop()) {
            (1, Some(term)) => term,
            (_, last) => by(terms.into_iter().chain(last).collect()),
        }
    }

    fn term(&mut self) -> Result<Expression, String> {
        self.terms += 1;
        if self.terms > MOST_TERMS {
            return Err("too many terms".to_owned());
        }
        if !self.take("!") {
            return self.atom();
        }
        if self.take("!") {
            return Err("!! is not expected".to_owned());
        }
        Ok(Expression::Not(Box::new(self.atom()?)))
    }

    fn atom(&mut self) -> Result<Expression, String> {
        if !self.take("(") {
            return self.tag();
        }
        self.nested += 1;
        if self.nested > MOST_NESTED {
            return Err("too many parentheses".to_owned());
        }
        let inner = self.any()?;
        self.nested -= 1;
        if self.take(")") { Ok(inner) } else { Err("a parenthesis is not closed".to_owned()) }
    }

    fn tag(&mut self) -> Result<Expression, String> {
        let text = self.rest.trim_start_matches(BLANK);
        let length = text.find(|character| !is_of_tag(character)).unwrap_or(text.len());
        let (tag, rest) = text.split_at(length);
        match (tag, rest) {
            ("", "") => Err("a tag is missing at the end".to_owned()),
            ("", _) => Err(format!("a tag is missing before {}", excerpt(rest))),
            _ => {
                self.rest = rest;
                Ok(Expression::Tag(tag.into()))
            }
        }
    }

    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start_matches(BLANK).strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether it holds where the tags `a`, `b` and `1.2_é` are set.
    fn holds(expression: &Expression) -> bool {
        expression.holds(&|tag| matches!(tag, "a" | "b" | "1.2_é"))
    }

    #[test]
    fn and_binds_before_or_and_not_before_both() {
        for text in [
            "a",
            "!x",
            "a && b",
            "x || a",
            "a || x && x",
            "(a || x) && !x",
            "!(x || !a)",
            "!( x )&&\t1.2_é",
            "a||x&&x",
        ] {
            assert!(holds(&Expression::parse(text).unwrap()), "{text}");
        }
        for text in ["x", "!a", "a && x", "!a || x", "(a || x) && x", "!(a || x)", "a && !b || x"] {
            assert!(!holds(&Expression::parse(text).unwrap()), "{text}");
        }
    }

    #[test]
    fn what_go_refuses_is_an_error() {
        for (text, message) in [
            ("", "a tag is missing at the end"),
            ("a &&", "a tag is missing at the end"),
            ("a & b", "& b is not expected"),
            ("a b", "b is not expected"),
            ("a,b", ",b is not expected"),
            ("!!a", "!! is not expected"),
            ("(a", "a parenthesis is not closed"),
            ("a)", ") is not expected"),
            ("()", "a tag is missing before )"),
            ("a || -b", "a tag is missing before -b"),
        ] {
            assert_eq!(Expression::parse(text), Err(message.to_owned()), "{text}");
        }
    }

    #[test]
    fn large_expressions_are_refused() {
        let terms = |n: usize| vec!["a"; n].join(" && ");
        assert!(Expression::parse(&terms(1000)).is_ok());
        assert_eq!(Expression::parse(&terms(1001)), Err("too many terms".to_owned()));
        let nested = |n: usize| format!("{}a{}", "(".repeat(n), ")".repeat(n));
        assert!(Expression::parse(&nested(100)).is_ok());
        assert_eq!(Expression::parse(&nested(101)), Err("too many parentheses".to_owned()));
        let mixed = "(a) && ".repeat(200) + "a";
        assert!(Expression::parse(&mixed).is_ok());
    }

    #[test]
    fn old_lines_have_words_commas_and_no_errors() {
        for (text, expected) in [
            ("a", true),
            ("a,b", true),
            ("x a", true),
            ("!x,a", true),
            ("a,x x", false),
            ("!a", false),
            ("!!a", false),
            ("!", false),
            ("(a)", false),
            ("!(a)", true),
            ("", false),
        ] {
            assert_eq!(holds(&Expression::legacy(text).unwrap()), expected, "{text}");
        }
        assert_eq!(Expression::legacy(&"a ".repeat(102)), None);
    }
}
