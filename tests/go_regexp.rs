//! Holds regular expressions against Go's own package regexp: what matches, and every error.
#![allow(clippy::unwrap_used)]

#[path = "support/dice.rs"]
mod dice;
#[path = "support/tools.rs"]
mod tools;

use allocgate::benchproc::GoRegexp;
use dice::Dice;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;
use tools::{Go, go};

const EXPRESSIONS: usize = 2000;
const TEXTS: usize = 12;

#[test]
fn random_expressions_mean_what_they_mean_in_go() {
    // Go 1.25 takes names of classes in any case, and more of them.
    let Some(go) = go().and_then(|go| go.at_least(25)) else { return };
    let mut random = Random(Dice(20_260_101));
    let cases: Vec<Case> = (0..EXPRESSIONS).map(|_| Case::new(&mut random)).collect();
    let answers = answers(&go, &cases);
    assert_eq!(answers.len(), cases.len());
    let failed = |(case, go): (&Case, &String)| {
        let ours = case.answer();
        (ours != *go).then(|| format!("{case:?}\n  ours {ours}\n  Go   {go}\n"))
    };
    let failures: Vec<String> = cases.iter().zip(&answers).filter_map(failed).collect();
    let errors = answers.iter().filter(|answer| !answer.starts_with('M')).count();
    assert!(failures.is_empty(), "{} differ:\n{}", failures.len(), failures.concat());
    // Both kinds have to be there for this to say something.
    assert!(errors > EXPRESSIONS / 10 && errors < EXPRESSIONS / 2, "{errors} errors");
}

/// Go's answers.
fn answers(go: &Go, cases: &[Case]) -> Vec<String> {
    let mut program =
        go.run("regexp.go").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = program.stdin.take().unwrap();
    let input: String = cases.iter().map(Case::line).collect();
    // Written beside the reading, or both would wait for each other.
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = program.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().lines().map(readable).collect()
}

/// An answer with its error as text.
fn readable(line: &str) -> String {
    match line.strip_prefix('E') {
        Some(error) => String::from_utf8(unhex(error)).unwrap(),
        None => line.to_owned(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn unhex(text: &str) -> Vec<u8> {
    let byte = |i| u8::from_str_radix(&text[i..i + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(byte).collect()
}

/// An expression, and texts that it may match.
#[derive(Debug)]
struct Case {
    expression: String,
    texts: Vec<Vec<u8>>,
}

impl Case {
    fn new(random: &mut Random) -> Case {
        let mut expression = random.alternation(3);
        if random.0.below(3) == 0 {
            expression = random.broken(&expression);
        }
        let texts = (0..TEXTS).map(|_| random.text()).collect();
        Case { expression, texts }
    }

    fn line(&self) -> String {
        let texts: String = self.texts.iter().map(|text| format!(" {}", hex(text))).collect();
        format!("{}{texts}\n", hex(self.expression.as_bytes()))
    }

    fn answer(&self) -> String {
        match GoRegexp::new(&self.expression) {
            Err(error) => error.to_string(),
            Ok(regexp) => {
                let digit = |text: &Vec<u8>| if regexp.matches(text) { '1' } else { '0' };
                std::iter::once('M').chain(self.texts.iter().map(digit)).collect()
            }
        }
    }
}

/// Expressions and texts by chance.
struct Random(Dice);

impl Random {
    fn alternation(&mut self, depth: usize) -> String {
        let parts: Vec<String> =
            (0..1 + self.0.below(5) / 3).map(|_| self.sequence(depth)).collect();
        parts.join("|")
    }

    fn sequence(&mut self, depth: usize) -> String {
        (0..self.0.below(4)).map(|_| self.repetition(depth)).collect()
    }

    fn repetition(&mut self, depth: usize) -> String {
        let atom = self.atom(depth);
        atom + if self.0.below(3) == 0 { self.0.pick(OPERATORS) } else { "" }
    }

    fn atom(&mut self, depth: usize) -> String {
        match self.0.below(if depth == 0 { 4 } else { 6 }) {
            0 | 1 => self.0.pick(CHARACTERS).to_owned(),
            2 => self.0.pick(ESCAPES).to_owned(),
            3 => self.class(),
            _ => format!("{}{})", self.0.pick(GROUPS), self.alternation(depth - 1)),
        }
    }

    fn class(&mut self) -> String {
        let items: String = (0..1 + self.0.below(3)).map(|_| self.0.pick(ITEMS)).collect();
        format!("[{}{items}]", self.0.pick(&["", "^"]))
    }

    /// An expression with a few characters less, more or others.
    fn broken(&mut self, expression: &str) -> String {
        let mut characters: Vec<char> = expression.chars().collect();
        for _ in 0..1 + self.0.below(3) {
            let at = self.0.below(characters.len() + 1);
            let removed = self.0.below(3).min(characters.len() - at);
            let added = if self.0.below(2) == 0 { self.0.pick(FRAGMENTS) } else { "" };
            characters.splice(at..at + removed, added.chars());
        }
        characters.into_iter().collect()
    }

    fn text(&mut self) -> Vec<u8> {
        let pieces = (0..self.0.below(7)).map(|_| TEXT[self.0.below(TEXT.len())]);
        pieces.collect::<Vec<_>>().concat()
    }
}

const CHARACTERS: &[&str] = &[
    "a", "b", "A", "k", "s", "é", "ß", "K", "1", "-", "_", " ", "/", "]", "}", "{", "{,2}",
    "a{01}", "&&", "~", "#", ".", "^", "$", "\n", "\u{FFFD}", "α", "😀", ",", "\"",
];
const OPERATORS: &[&str] =
    &["*", "+", "?", "*?", "+?", "??", "{2}", "{0,1}", "{1,}", "{0}", "{0,}?", "{2,3}?", "{12}"];
const ESCAPES: &[&str] = &[
    r"\d",
    r"\D",
    r"\s",
    r"\S",
    r"\w",
    r"\W",
    r"\b",
    r"\B",
    r"\A",
    r"\z",
    r"\pL",
    r"\PN",
    r"\p{Greek}",
    r"\p{^Lu}",
    r"\P{^Ll}",
    r"\p{Nd}",
    r"\p{Any}",
    r"\P{Any}",
    r"\pC",
    r"\p{Cs}",
    r"\Qa.\E",
    r"\Q]*",
    r"\E",
    r"\x41",
    r"\x{e9}",
    r"\x{10FFFF}",
    r"\101",
    r"\0",
    r"\n",
    r"\t",
    r"\.",
    r"\_",
    r"\-",
    r"\a",
    r"\f",
    r"\v",
    r"\r",
    r"\x{fffd}",
    r"\p{letter}",
    r"\p{Upper case-letter}",
];
const GROUPS: &[&str] = &[
    "(", "(", "(?:", "(?i:", "(?i)(", "(?s:", "(?m:", "(?i-s:", "(?U:", "(?-i:", "(?ms)(",
    "(?-m)(?:", "(?P<n>", "(?<n_1>", "((?i)", "(?im-sU:",
];
const ITEMS: &[&str] = &[
    "a",
    "b-d",
    "A-Z",
    "k",
    "0-9",
    "-",
    "é",
    "α-ω",
    "[",
    "[:",
    "&&",
    "--",
    "~~",
    "[:alpha:]",
    "[:^digit:]",
    "[:word:]",
    "[:space:]",
    "[:punct:]",
    r"\d",
    r"\D",
    r"\s",
    r"\S",
    r"\w",
    r"\W",
    r"\pL",
    r"\PL",
    r"\p{Greek}",
    r"\p{^Lu}",
    r"\]",
    r"\\",
    r"\n",
    r"\x{80}-\x{10FFFF}",
    r"\x00-\x1f",
    r"\-",
    "^",
    ".",
    "*",
    "(",
    ")",
    "/",
    r"\x{d7ff}-\x{e000}",
    "😀",
    "_-a",
    r"\141",
];
const FRAGMENTS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "*",
    "**",
    "+?*",
    "{1001}",
    "{2,1}",
    "{1,1001}",
    "{99999999999}",
    "{500}{3}",
    "{100}",
    "|",
    "|*",
    r"\",
    r"\1",
    r"\8",
    r"\C",
    r"\Q",
    r"\x",
    r"\xg",
    r"\x{",
    r"\x{}",
    r"\x{110000}",
    r"\p",
    r"\p{",
    r"\p{}",
    r"\p{Nope}",
    r"\pX",
    r"\P{^}",
    r"\q",
    r"\é",
    "(?",
    "(?P<",
    "(?P<a",
    "(?P<a b>",
    "(?<>",
    "(?<n",
    "(?i",
    "(?i-)",
    "(?--i)",
    "(?=a)",
    "(?P=n)",
    "(?q)",
    "[:nope:]",
    "[[:alpha:",
    "b-a",
    "z-",
    "é",
    "(?i)*",
    "^*",
    "$+",
    r"\b?",
    "{",
    "(|",
    "?",
];
const TEXT: &[&[u8]] = &[
    b"a",
    b"b",
    b"A",
    b"B",
    b"k",
    b"K",
    b"s",
    b"1",
    b"2",
    b"-",
    b"_",
    b" ",
    b"/",
    b"]",
    b"{,2}",
    b"&",
    b"~",
    b"\n",
    b"\t",
    b".",
    b"*",
    "é".as_bytes(),
    "É".as_bytes(),
    "ß".as_bytes(),
    "ſ".as_bytes(),
    "\u{212A}".as_bytes(),
    "α".as_bytes(),
    "Ω".as_bytes(),
    "\u{FFFD}".as_bytes(),
    "😀".as_bytes(),
    "\u{10FFFF}".as_bytes(),
    b"\xFF",
    b"\xE2\x82",
    b"\xED\xA0\x80",
    b"\0",
    b"a.",
    b"a{01}",
    b"[",
];
