//! Why an expression is no regular expression, in Go's words.

use thiserror::Error;

/// An expression that Go doesn't accept. It prints as Go's error does.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("error parsing regexp: {problem}: `{expression}`")]
pub struct RegexpError {
    problem: Problem,
    /// The part of the expression that is at fault.
    expression: String,
}

/// The kinds of errors, with the text of Go's `ErrorCode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum Problem {
    #[error("invalid character class range")]
    ClassRange,
    #[error("invalid escape sequence")]
    Escape,
    #[error("invalid named capture")]
    NamedCapture,
    #[error("invalid or unsupported Perl syntax")]
    PerlSyntax,
    #[error("invalid nested repetition operator")]
    NestedRepetition,
    #[error("invalid repeat count")]
    RepeatCount,
    #[error("missing closing ]")]
    MissingBracket,
    #[error("missing closing )")]
    MissingParenthesis,
    #[error("missing argument to repetition operator")]
    MissingArgument,
    #[error("trailing backslash at end of expression")]
    TrailingBackslash,
    #[error("unexpected )")]
    UnexpectedParenthesis,
    #[error("expression nests too deeply")]
    TooDeep,
    #[error("expression too large")]
    TooLarge,
}

impl RegexpError {
    pub(super) fn new(problem: Problem, expression: &str) -> RegexpError {
        RegexpError { problem, expression: expression.to_owned() }
    }
}
