//! A command line as package flag of Go reads it: flags with one dash or two, up to the first
//! argument that is none.

use crate::benchfmt::{self, NumberError};
use crate::benchproc::quote;
use std::ffi::{OsStr, OsString};
use thiserror::Error;

/// What was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parsed {
    /// Names without dashes, and values.
    pub flags: Vec<(String, OsString)>,
    pub operands: Vec<OsString>,
}

/// What is wrong with a flag, in Go's words; or that help is asked for.
#[derive(Debug, Error, PartialEq, Eq)]
pub(super) enum FlagError {
    #[error("flag: help requested")]
    Help,
    #[error("bad flag syntax: {0}")]
    Syntax(String),
    #[error("flag provided but not defined: -{0}")]
    Unknown(String),
    #[error("flag needs an argument: -{0}")]
    NoValue(String),
    #[error("invalid value {} for flag -{flag}: {}", quote(.value.as_bytes()), parse_error(*.error))]
    Number { flag: String, value: String, error: NumberError },
}

fn parse_error(error: NumberError) -> &'static str {
    match error {
        NumberError::Syntax => "parse error",
        NumberError::Range => "value out of range",
    }
}

/// Reads arguments. `is_number` says of a flag's name whether its value is a number; none for a flag
/// that is not known.
///
/// # Errors
///
/// The first flag that is wrong.
pub(super) fn parse(
    arguments: &[OsString],
    is_number: impl Fn(&str) -> Option<bool>,
) -> Result<Parsed, FlagError> {
    let mut parsed = Parsed::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.clone().next() {
        let Some((name, given)) = split(argument)? else { break };
        rest.next();
        if name.is_empty() {
            break;
        }
        let number = is_number(&name).ok_or_else(|| match &*name {
            "h" | "help" => FlagError::Help,
            _ => FlagError::Unknown(name.clone()),
        })?;
        let value = given.or_else(|| rest.next().cloned());
        let value = value.ok_or_else(|| FlagError::NoValue(name.clone()))?;
        if number {
            let text = value.to_string_lossy().into_owned();
            if let Err(error) = benchfmt::float(text.as_bytes()) {
                return Err(FlagError::Number { flag: name, value: text, error });
            }
        }
        parsed.flags.push((name, value));
    }
    parsed.operands = rest.cloned().collect();
    Ok(parsed)
}

/// Name and value of a flag; no name for `--`, which ends flags; none for an operand.
fn split(argument: &OsStr) -> Result<Option<(String, Option<OsString>)>, FlagError> {
    let text = argument.to_string_lossy();
    let Some(rest) = text.strip_prefix('-').filter(|rest| !rest.is_empty()) else {
        return Ok(None);
    };
    let name = match rest.strip_prefix('-') {
        Some("") => return Ok(Some((String::new(), None))),
        Some(name) => name,
        None => rest,
    };
    if name.starts_with(['-', '=']) {
        return Err(FlagError::Syntax(text.into_owned()));
    }
    Ok(Some(match name.split_once('=') {
        Some((name, value)) => (name.to_owned(), Some(value.into())),
        None => (name.to_owned(), None),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Result<Parsed, String> {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        let known = |name: &str| match name {
            "alpha" => Some(true),
            "row" => Some(false),
            _ => None,
        };
        parse(&arguments, known).map_err(|error| error.to_string())
    }

    fn parsed(flags: &[(&str, &str)], operands: &[&str]) -> Parsed {
        Parsed {
            flags: flags.iter().map(|&(name, value)| (name.into(), value.into())).collect(),
            operands: operands.iter().map(OsString::from).collect(),
        }
    }

    #[test]
    fn flags_end_at_the_first_operand() {
        let expected =
            parsed(&[("row", "a"), ("row", "b=c"), ("alpha", ".1")], &["x", "-row", "y"]);
        assert_eq!(read(&["-row", "a", "--row=b=c", "-alpha=.1", "x", "-row", "y"]), Ok(expected));
        assert_eq!(read(&["--", "-x"]), Ok(parsed(&[], &["-x"])));
        assert_eq!(read(&["-"]), Ok(parsed(&[], &["-"])));
        assert_eq!(read(&["-row", "-alpha"]), Ok(parsed(&[("row", "-alpha")], &[])));
    }

    #[test]
    fn what_is_wrong_is_said_in_the_words_of_go() {
        for (arguments, message) in [
            (&["-x"][..], "flag provided but not defined: -x"),
            (&["--x=1"], "flag provided but not defined: -x"),
            (&["-row"], "flag needs an argument: -row"),
            (&["---row"], "bad flag syntax: ---row"),
            (&["-=1"], "bad flag syntax: -=1"),
            (&["-alpha", "5%"], "invalid value \"5%\" for flag -alpha: parse error"),
            (&["-alpha=1e999"], "invalid value \"1e999\" for flag -alpha: value out of range"),
            (&["-h"], "flag: help requested"),
        ] {
            assert_eq!(read(arguments), Err(message.to_owned()), "{arguments:?}");
        }
    }
}
