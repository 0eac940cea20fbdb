//! What a directive says.

use super::error::excerpt;

/// What directives begin with.
const PREFIX: &str = "allocgate:";

/// The most digits that every number of so many keeps as an `f64`.
const MOST_DIGITS: usize = 15;

/// The most that a benchmark may have of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// As the directive has it: `allocs/op`.
    pub unit: String,
    /// Not negative, and finite.
    pub max: f64,
}

/// Whether a `//` comment is a directive, or is meant as one: people put a space before it.
pub(super) fn is_meant_as_one(comment: &[u8]) -> bool {
    let text = comment.strip_prefix(b"//").unwrap_or(comment);
    let trimmed = text.trim_ascii_start();
    let Some((prefix, rest)) = trimmed.split_at_checked(PREFIX.len()) else {
        return false;
    };
    text.starts_with(PREFIX.as_bytes())
        || (prefix.eq_ignore_ascii_case(PREFIX.as_bytes())
            && rest.first().is_some_and(u8::is_ascii_alphabetic))
}

/// The limits of a comment that is meant as a directive, one or more.
pub(super) fn limits(comment: &[u8]) -> Result<Vec<Limit>, String> {
    let comment = std::str::from_utf8(comment).map_err(|_| "is not UTF-8".to_owned())?;
    let Some(text) = comment.strip_prefix("//").and_then(|text| text.strip_prefix(PREFIX)) else {
        let message = format!("a directive begins with //{PREFIX}, without a space, in lower case");
        return Err(format!("{message}: {}", excerpt(comment)));
    };
    let (verb, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    if verb != "max" {
        return Err(format!("{PREFIX}{} is no directive; {PREFIX}max is one", excerpt(verb)));
    }
    let words = rest.split_whitespace().take_while(|word| !word.starts_with("//"));
    let limits: Vec<Limit> = words.map(limit).collect::<Result<_, _>>()?;
    if limits.is_empty() {
        return Err(format!("{PREFIX}max has no limit, such as allocs/op=5"));
    }
    Ok(limits)
}

fn limit(word: &str) -> Result<Limit, String> {
    let read = word.split_once('=').filter(|(unit, _)| !unit.is_empty());
    let read =
        read.and_then(|(unit, max)| Some(Limit { unit: unit.to_owned(), max: number(max)? }));
    read.ok_or_else(|| {
        let word = excerpt(word);
        format!("{word} is no limit: UNIT=NUMBER is, with a number such as 5 or 0.5")
    })
}

/// A decimal without sign and exponent.
fn number(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let count = text.bytes().filter(u8::is_ascii_digit).count();
    let is_decimal = digits(whole) && digits(fraction) && count <= MOST_DIGITS;
    is_decimal.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(comment: &str) -> Result<Vec<(String, f64)>, String> {
        assert!(is_meant_as_one(comment.as_bytes()), "{comment}");
        let limits = limits(comment.as_bytes())?;
        Ok(limits.into_iter().map(|limit| (limit.unit, limit.max)).collect())
    }

    #[test]
    fn limits_are_separated_by_white_space_and_end_before_a_comment() {
        let both = Ok(vec![("allocs/op".to_owned(), 5.0), ("B/op".to_owned(), 0.5)]);
        assert_eq!(read("//allocgate:max allocs/op=5 B/op=0.5"), both);
        assert_eq!(read("//allocgate:max\tallocs/op=5 \t B/op=0.5 // a=b"), both);
        assert_eq!(read("//allocgate:max allocs/op=5 B/op=0.5 //x"), both);
        let large = Ok(vec![("p99-ns".to_owned(), 999_999_999_999_999.0)]);
        assert_eq!(read("//allocgate:max p99-ns=999999999999999"), large);
    }

    #[test]
    fn a_limit_that_cannot_be_read_is_shown() {
        for limit in [
            "allocs/op=five",
            "allocs/op=",
            "=5",
            "allocs/op",
            "a=5=6",
            "a=1e3",
            "a=+5",
            "a=-5",
            "a=NaN",
            "a=inf",
            "a=5,0",
            "a=5.",
            "a=.5",
            "a=.",
            "a=1.2.3",
            "a=1_000",
            "a=0x10",
            "a=1234567890123456",
            "a=0.123456789012345",
            "a=٣",
            "a=5//x",
        ] {
            let error = read(&format!("//allocgate:max B/op=1 {limit}")).unwrap_err();
            assert!(error.starts_with(&format!("{limit} is no limit")), "{error}");
        }
    }

    #[test]
    fn a_directive_without_limits_is_none() {
        for comment in ["//allocgate:max", "//allocgate:max ", "//allocgate:max // allocs/op=5"] {
            assert!(read(comment).unwrap_err().starts_with("allocgate:max has no limit"));
        }
    }

    #[test]
    fn another_word_is_answered_with_the_one_that_there_is() {
        for verb in ["mx", "maximum", "MAX", "", "max,", "min"] {
            let error = read(&format!("//allocgate:{verb} allocs/op=5")).unwrap_err();
            assert_eq!(error, format!("allocgate:{verb} is no directive; allocgate:max is one"));
        }
    }

    #[test]
    fn a_space_that_makes_a_comment_of_it_is_named() {
        for comment in ["// allocgate:max a=5", "//\tallocgate:mx", "//Allocgate:max a=5"] {
            let error = read(comment).unwrap_err();
            assert!(error.contains("without a space") && error.ends_with(comment), "{error}");
        }
    }

    #[test]
    fn other_comments_are_not_meant_as_directives() {
        for comment in
            ["//", "// allocgate", "// allocgate: a gate", "//go:noinline", "//x:max a=5"]
        {
            assert!(!is_meant_as_one(comment.as_bytes()), "{comment}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_no_directive() {
        assert_eq!(limits(b"//allocgate:max \xFF=5"), Err("is not UTF-8".to_owned()));
    }
}
