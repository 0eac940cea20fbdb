//! What rules, budgets and waivers match: packages as Go's own patterns, benchmarks by glob.

use crate::benchfmt::Name;
use regex::bytes::{Regex, RegexBuilder};
use thiserror::Error;

/// A pattern that can't be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PatternError {
    /// Nothing to match.
    #[error("an empty pattern matches nothing")]
    Empty,
    /// A `[` without its `]`, or with nothing inside.
    #[error("{0:?}: [ without ]")]
    Class(String),
    /// A range from a later character to an earlier one.
    #[error("{0:?}: a range ends before it begins")]
    Range(String),
    /// Nothing follows the last backslash.
    #[error("{0:?}: nothing follows the last \\")]
    Escape(String),
    /// A larger expression than anybody means.
    #[error("{0:?}: the pattern is too large")]
    Large(String),
}

/// A pattern with the expression that it stands for.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    /// How many characters it names.
    literals: usize,
    /// The one benchmark, or package, that it names.
    literal: Option<String>,
    regex: Regex,
}

/// Any bytes: what is no UTF-8 in a name must not keep a pattern from matching.
const ANY: &str = "(?-u:.)*";
/// Nothing, or what is below.
const BELOW: &str = "(?:/(?-u:.)*)?";
/// The GOMAXPROCS suffix, if there is one.
const SUFFIX: &str = "(?:-[0-9]+)?";

/// Two patterns are one if they are written alike.
impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.text == other.text
    }
}

/// How narrow a pattern is: one name before patterns, then by the characters that are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Specificity {
    is_exact: bool,
    literals: usize,
}

impl Pattern {
    /// A pattern of import paths, as cmd/go reads them: `...` stands for any text, and `a/...` for
    /// `a`, too.
    ///
    /// # Errors
    ///
    /// An empty pattern.
    pub fn package(text: &str) -> Result<Pattern, PatternError> {
        let (stem, below) = match text.strip_suffix("/...") {
            Some(stem) => (stem, BELOW),
            None => (text, ""),
        };
        let parts: Vec<String> = stem.split("...").map(regex::escape).collect();
        let expression = format!("{}{below}", parts.join(ANY));
        let literal = (!text.contains("...")).then(|| text.to_owned());
        Pattern::new(text, &expression, text.replace("...", "").len(), literal)
    }

    /// A glob of full benchmark names: `*` is any text, `?` any character, `[a-z]` one of those,
    /// `[^a-z]` none of them, and `\` takes the next character as it is. What matches a benchmark
    /// matches its sub-benchmarks, and a GOMAXPROCS suffix need not be written. The word
    /// `Benchmark` in front is no part of names.
    ///
    /// # Errors
    ///
    /// What can't be read as a glob.
    pub fn benchmark(text: &str) -> Result<Pattern, PatternError> {
        let glob = text.strip_prefix("Benchmark").filter(|rest| !rest.is_empty()).unwrap_or(text);
        let Glob { expression, literals, literal } = Glob::read(glob)?;
        Pattern::new(text, &format!("{expression}{BELOW}{SUFFIX}"), literals, literal)
    }

    /// Exactly one benchmark, whose GOMAXPROCS suffix need not be written.
    ///
    /// # Errors
    ///
    /// An empty name.
    pub fn one_benchmark(name: &str) -> Result<Pattern, PatternError> {
        let stem = name.strip_prefix("Benchmark").filter(|rest| !rest.is_empty()).unwrap_or(name);
        let suffix = if Name(stem.as_bytes()).gomaxprocs().is_some() { "" } else { SUFFIX };
        Pattern::new(
            name,
            &format!("{}{suffix}", regex::escape(stem)),
            stem.len(),
            Some(stem.to_owned()),
        )
    }

    /// A benchmark function by its name without `Benchmark`, and its sub-benchmarks.
    ///
    /// # Errors
    ///
    /// None that a name of Go's can have.
    pub fn function(name: &str) -> Result<Pattern, PatternError> {
        let expression = format!("{}{BELOW}{SUFFIX}", regex::escape(name));
        Pattern::new(name, &expression, name.len(), Some(name.to_owned()))
    }

    fn new(
        text: &str,
        expression: &str,
        literals: usize,
        literal: Option<String>,
    ) -> Result<Pattern, PatternError> {
        if text.is_empty() {
            return Err(PatternError::Empty);
        }
        let regex = RegexBuilder::new(&format!("^(?:{expression})$"))
            .dot_matches_new_line(true)
            .build()
            .map_err(|_| PatternError::Large(text.to_owned()))?;
        Ok(Pattern { text: text.to_owned(), literals, literal, regex })
    }

    /// Whether it matches a package, or a full benchmark name.
    pub fn matches(&self, text: &[u8]) -> bool {
        self.regex.is_match(text)
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The one benchmark, or package, that it names rather than describes.
    pub fn literal(&self) -> Option<&str> {
        self.literal.as_deref()
    }

    /// How narrow it is.
    pub fn specificity(&self) -> Specificity {
        Specificity { is_exact: self.literal.is_some(), literals: self.literals }
    }
}

/// A glob as an expression.
struct Glob {
    expression: String,
    literals: usize,
    /// The text that it is about, where that is but one.
    literal: Option<String>,
}

impl Glob {
    fn read(text: &str) -> Result<Glob, PatternError> {
        let literal = Some(String::new());
        let mut glob = Glob { expression: String::new(), literals: 0, literal };
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match c {
                '*' => glob.any(ANY),
                '?' => glob.any("."),
                '[' => {
                    let class = class(&mut chars, text)?;
                    glob.any(&class);
                }
                '\\' => match chars.next() {
                    Some(c) => glob.literal(c),
                    None => return Err(PatternError::Escape(text.to_owned())),
                },
                c => glob.literal(c),
            }
        }
        Ok(glob)
    }

    fn any(&mut self, expression: &str) {
        self.expression.push_str(expression);
        self.literal = None;
    }

    fn literal(&mut self, c: char) {
        self.expression.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
        self.literals += 1;
        self.literal.iter_mut().for_each(|text| text.push(c));
    }
}

/// A class behind its `[`, as an expression.
fn class(chars: &mut std::str::Chars<'_>, text: &str) -> Result<String, PatternError> {
    let unclosed = || PatternError::Class(text.to_owned());
    let end = |rest: &str| rest.char_indices().skip(1).find(|&(_, c)| c == ']').map(|(i, _)| i);
    let rest = chars.as_str();
    let negated = rest.starts_with(['^', '!']);
    let body = &rest[usize::from(negated)..];
    let length = end(body).ok_or_else(unclosed)?;
    *chars = body[length + 1..].chars();
    let members: Vec<char> = body[..length].chars().collect();
    let mut class = String::from(if negated { "[^" } else { "[" });
    let mut rest = members.as_slice();
    loop {
        rest = match rest {
            [] => break,
            [from, '-', to, after @ ..] if from <= to => {
                class.push_str(&format!("{}-{}", member(*from), member(*to)));
                after
            }
            [_, '-', _, ..] => return Err(PatternError::Range(text.to_owned())),
            [one, after @ ..] => {
                class.push_str(&member(*one));
                after
            }
        };
    }
    class.push(']');
    Ok(class)
}

/// A character that stands for itself within a class.
fn member(c: char) -> String {
    if c.is_ascii_alphanumeric() || !c.is_ascii() {
        c.to_string()
    } else {
        format!("\\x{:02x}", c as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn benchmark(pattern: &str, name: &str) -> bool {
        Pattern::benchmark(pattern).unwrap().matches(name.as_bytes())
    }

    fn package(pattern: &str, path: &str) -> bool {
        Pattern::package(pattern).unwrap().matches(path.as_bytes())
    }

    #[test]
    fn a_name_matches_itself_with_any_suffix_and_its_sub_benchmarks() {
        for name in ["Encode", "Encode-8", "Encode/json", "Encode/json-8", "Encode-8/x"] {
            assert_eq!(benchmark("Encode", name), name != "Encode-8/x", "{name}");
            assert_eq!(benchmark("BenchmarkEncode", name), name != "Encode-8/x", "{name}");
        }
        for name in ["EncodeAll", "Encod", "XEncode", "Encode8", "Encode-a", "encode"] {
            assert!(!benchmark("Encode", name), "{name}");
        }
        assert!(benchmark("Encode-8", "Encode-8") && !benchmark("Encode-8", "Encode-16"));
        assert!(benchmark("Benchmark", "Benchmark") && !benchmark("Benchmark", "X"));
    }

    #[test]
    fn stars_cross_slashes_and_classes_are_of_one_character() {
        assert!(benchmark("*/json", "A/b/json-8"));
        assert!(benchmark("*", "any/thing-4"));
        assert!(benchmark("n=[1-9]?", "n=42") && !benchmark("n=[1-9]?", "n=02"));
        assert!(benchmark("[^a]", "b") && !benchmark("[!a]", "a"));
        assert!(benchmark("[]a]", "]") && benchmark("[a-]", "-") && benchmark("[.+]", "+"));
        assert!(benchmark(r"a\*b", "a*b") && !benchmark(r"a\*b", "axb"));
        assert!(benchmark("a.b", "a.b") && !benchmark("a.b", "axb"));
        assert!(benchmark("ü?", "üé-8"));
        assert!(Pattern::benchmark("a*c").unwrap().matches(b"a\xff\nc"));
    }

    #[test]
    fn a_broken_glob_is_refused() {
        for glob in ["[", "[]", "a[^", "[b-a]", "a\\", ""] {
            assert!(Pattern::benchmark(glob).is_err(), "{glob}");
        }
        assert!(Pattern::benchmark(&"[a-z]*?".repeat(100_000)).is_err());
    }

    #[test]
    fn packages_match_as_for_the_go_command() {
        // Of the table in cmd/internal/pkgpattern's test.
        for (pattern, yes, no) in [
            ("...", &["foo", "a/b"][..], &[][..]),
            ("net", &["net"], &["net/http", "internet"]),
            ("net/http", &["net/http"], &["net"]),
            ("net...", &["net", "net/http", "netchan"], &["not/http", "internet"]),
            ("net/...", &["net", "net/http"], &["netchan", "not/http"]),
            (".../x", &["a/x", "a/b/x"], &["x", "a/xy"]),
            ("a.b/...", &["a.b", "a.b/c"], &["axb"]),
        ] {
            yes.iter().for_each(|path| assert!(package(pattern, path), "{pattern} {path}"));
            no.iter().for_each(|path| assert!(!package(pattern, path), "{pattern} {path}"));
        }
    }

    #[test]
    fn one_name_is_narrower_than_any_pattern_and_more_characters_than_fewer() {
        let of = |text| Pattern::benchmark(text).unwrap().specificity();
        assert!(of("A") > of("Encode*") && of("Encode*") > of("Enc*") && of("*") == of("?"));
        assert_eq!(of("*"), Specificity::default());
    }

    #[test]
    fn a_waived_benchmark_is_one_and_not_its_relatives() {
        let one =
            |text: &str, name: &str| Pattern::one_benchmark(text).unwrap().matches(name.as_bytes());
        assert!(one("Encode/a[b]*", "Encode/a[b]*-8") && one("BenchmarkX", "X"));
        assert!(!one("Encode", "Encode/x") && !one("X-8", "X-4") && one("X-8", "X-8"));
        assert!(Pattern::one_benchmark("").is_err());
    }
}
