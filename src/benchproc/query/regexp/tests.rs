use super::GoRegexp;

fn matches(expression: &str, text: &[u8]) -> bool {
    GoRegexp::new(expression).unwrap().matches(text)
}

fn error(expression: &str) -> String {
    let error = GoRegexp::new(expression).unwrap_err().to_string();
    error.strip_prefix("error parsing regexp: ").unwrap().to_owned()
}

#[test]
fn broken_expressions_are_told_in_the_words_of_go() {
    for (expression, expected) in [
        ("a(b", "missing closing ): `a(b`"),
        ("a)b", "unexpected ): `a)b`"),
        ("a**", "invalid nested repetition operator: `**`"),
        ("a*?+?", "invalid nested repetition operator: `*?+?`"),
        ("*", "missing argument to repetition operator: `*`"),
        ("(|+?b)", "missing argument to repetition operator: `+?`"),
        ("(?i)*", "missing argument to repetition operator: `*`"),
        ("a{2,1}", "invalid repeat count: `{2,1}`"),
        ("a{1001}", "invalid repeat count: `{1001}`"),
        ("a{1,99999999999}", "invalid repeat count: `{1,99999999999}`"),
        ("(a{100}){11}?", "invalid repeat count: `{11}?`"),
        ("[a", "missing closing ]: `[a`"),
        ("x[]", "missing closing ]: `[]`"),
        ("[b-a]", "invalid character class range: `b-a`"),
        ("[[:word:][:nope:]]", "invalid character class range: `[:nope:]`"),
        (r"\p{Nope}", r"invalid character class range: `\p{Nope}`"),
        (r"\pX", r"invalid character class range: `\pX`"),
        (r"\p", r"invalid character class range: `\p`"),
        (r"\p{Lu", r"invalid character class range: `\p{Lu`"),
        (r"\8", r"invalid escape sequence: `\8`"),
        (r"\1", r"invalid escape sequence: `\1`"),
        (r"\C", r"invalid escape sequence: `\C`"),
        (r"\xgh", r"invalid escape sequence: `\xgh`"),
        (r"\x{110000}a", r"invalid escape sequence: `\x{110000`"),
        (r"[\b]", r"invalid escape sequence: `\b`"),
        (r"a\", "trailing backslash at end of expression: ``"),
        ("(?P<n", "invalid named capture: `(?P<n`"),
        ("(?<n-m>a)", "invalid named capture: `(?<n-m>`"),
        ("(?P=n)", "invalid or unsupported Perl syntax: `(?P`"),
        ("(?i-)", "invalid or unsupported Perl syntax: `(?i-)`"),
        ("(?=a)", "invalid or unsupported Perl syntax: `(?=`"),
        ("(?", "invalid or unsupported Perl syntax: `(?`"),
    ] {
        assert_eq!(error(expression), expected, "{expression}");
    }
}

#[test]
fn what_rust_reads_differently_is_read_as_in_go() {
    for (expression, text, expected) in [
        (r"^\d$", "٣", false),
        (r"^\w$", "é", false),
        (r"^\s$", "\u{B}", false),
        (r"^[[:space:]]$", "\u{B}", true),
        (r"\bé\b", "é", false),
        (r"^\B$", "", true),
        (r"\B", "aéa", false),
        ("^[[a]]$", "[]", true),
        ("^[a&&b]$", "&", true),
        ("^[+--]$", ",", true),
        ("^[a~~b]$", "~", true),
        ("^{$", "{", true),
        ("^a{,2}$", "a{,2}", true),
        ("^a{01}$", "a{01}", true),
        ("^]$", "]", true),
        (r"^\123\0$", "S\0", true),
        (r"^\Qa.b\E.$", "a.bc", true),
        (r"^\Qa.b*", "a.b*", true),
        (r"^\pL\p{greek}\P{^Lu}\p{^L}$", "aαA1", true),
        (r"^[\p{Upper-case_Letter}\d]$", "A", true),
        ("(?i)^k$", "\u{212A}", true),
        (r"(?i)^\w$", "\u{17F}", true),
        (r"(?i)^[^\W]$", "\u{17F}", true),
        ("(?i:a)b", "AB", false),
        ("((?i)a)b", "Ab", true),
        ("(?i)(?-i:a)b", "AB", false),
        ("a$", "a\n", false),
        ("(?m)^b$", "a\nb\nc", true),
        (".", "\n", false),
        ("(?s).", "\n", true),
        ("^[^a]$", "\n", true),
        ("^(?U)a*(?i)*$", "aa", true),
        ("(?P<n>a)(?<n>b)", "ab", true),
        (r"^\x{D800}$", "\u{FFFD}", false),
        (r"^[\x{D7FF}-\x{DC00}]$", "\u{D7FF}", true),
        (r"\p{Cs}", "a", false),
        (r"^[^\x{D800}]$", "a", true),
        (r"^\x{10FFFF}$", "\u{10FFFF}", true),
    ] {
        assert_eq!(matches(expression, text.as_bytes()), expected, "{expression} in {text}");
    }
}

#[test]
fn a_byte_that_is_no_utf8_is_a_replacement_character() {
    assert!(matches("^a..b$", b"a\xE2\x82b"));
    assert!(matches(r"^[^a]\x{FFFD}$", b"\xFF\xFF"));
    assert!(!matches("^..$", "é".as_bytes()));
}

#[test]
fn nesting_ends_before_the_stack_does() {
    let nested = |depth: usize, open: &str, inner: &str, close: &str| {
        GoRegexp::new(&(open.repeat(depth) + inner + &close.repeat(depth)))
    };
    assert!(nested(75, "(", "b", "|a)*").unwrap().matches(b"ab"));
    let error = nested(300, "(", "b", "|a)*").unwrap_err().to_string();
    assert!(error.starts_with("error parsing regexp: expression nests too deeply: `(("), "{error}");
    assert!(nested(100_000, "(", "", "").is_err());
    assert!(nested(100_000, "(", "a", ")").unwrap().matches(b"a"));
}

#[test]
fn an_expression_that_takes_too_much_is_refused_in_time() {
    assert!(GoRegexp::new(&r"(?i)\w+[\s[:punct:]]".repeat(200)).is_ok());
    for expression in [
        r"(?i)\D".repeat(1000),
        r"\pL".repeat(20_000),
        format!("(?:{}){{1000}}", "abcdefgh".repeat(500)),
        r"(?i)[\x{41}-\x{1e942}]".repeat(3000),
    ] {
        let error = error(&expression);
        assert!(error.starts_with("expression too large"), "{:.80}", error);
    }
}
