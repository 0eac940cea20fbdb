//! What comes after `(?`: flags, groups that don't capture, names of captures.

use super::cursor::Cursor;
use super::error::{Problem, RegexpError};

/// The flags that change what matches. `U` changes how much does, so it is read only.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Flags {
    /// `i`
    pub(super) fold_case: bool,
    /// `m`: `^` and `$` match at lines' ends, too.
    pub(super) multi_line: bool,
    /// `s`: `.` matches a newline.
    pub(super) dot_newline: bool,
}

/// What a construct that begins with `(?` does.
pub(super) enum Perl {
    /// `(?<name>`
    Capture,
    /// `(?i:`
    Group(Flags),
    /// `(?i)`
    Set(Flags),
}

/// Reads such a construct from its parenthesis on.
pub(super) fn perl(cursor: &mut Cursor<'_>, flags: Flags) -> Result<Perl, RegexpError> {
    let rest = cursor.rest();
    let named = |prefix: &str| rest.starts_with(prefix) && rest.len() > prefix.len();
    match ["(?P<", "(?<"].into_iter().find(|prefix| named(prefix)) {
        Some(prefix) => capture(cursor, prefix),
        None => group(cursor, flags),
    }
}

fn capture(cursor: &mut Cursor<'_>, prefix: &str) -> Result<Perl, RegexpError> {
    let start = cursor.at;
    cursor.eat(prefix);
    let Some(name) = cursor.until(">") else {
        return Err(cursor.error_to_end(Problem::NamedCapture, start));
    };
    let word = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
    if name.is_empty() || !name.bytes().all(word) {
        return Err(cursor.error(Problem::NamedCapture, start));
    }
    Ok(Perl::Capture)
}

fn group(cursor: &mut Cursor<'_>, mut flags: Flags) -> Result<Perl, RegexpError> {
    let start = cursor.at;
    cursor.eat("(?");
    // After a minus flags are taken away, and there must be one.
    let (mut set, mut any) = (true, false);
    while let Some(letter) = cursor.next() {
        let flag = match letter {
            'i' => &mut flags.fold_case,
            'm' => &mut flags.multi_line,
            's' => &mut flags.dot_newline,
            'U' => &mut false,
            '-' if set => {
                (set, any) = (false, false);
                continue;
            }
            ':' if set || any => return Ok(Perl::Group(flags)),
            ')' if set || any => return Ok(Perl::Set(flags)),
            _ => break,
        };
        (*flag, any) = (set, true);
    }
    Err(cursor.error(Problem::PerlSyntax, start))
}
