//! Errors of inputs in the words of Go.

use crate::benchfmt::ReadError;
use crate::benchproc::{Input, InputError};
use std::io;

/// Why an input could not be read, in bytes as benchstat prints it; none where it could.
pub(super) fn failure(input: &Input) -> Option<Vec<u8>> {
    let path = input.name.path.as_encoded_bytes();
    let file: &[u8] = if path == b"-" { b"/dev/stdin" } else { path };
    let at = |lines: &u64| format!(":{lines}: ").into_bytes();
    Some(match input.failure.as_ref()? {
        InputError::Open(error) => [b"open ", path, b": ", &go_error(error)].concat(),
        InputError::Read(ReadError::Io { lines, source }) => {
            [path, &at(lines), b"read ", file, b": ", &go_error(source)].concat()
        }
        InputError::Read(ReadError::LineTooLong { lines }) => {
            [path, &at(lines), b"bufio.Scanner: token too long"].concat()
        }
    })
}

/// What the system says, as Go words it: without its number, and in lower case.
pub(super) fn go_error(error: &io::Error) -> Vec<u8> {
    let text = error.to_string();
    let text = text.split(" (os error ").next().unwrap_or_default();
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect::<String>().into_bytes()
}
