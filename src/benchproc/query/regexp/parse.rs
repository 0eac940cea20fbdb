//! The parser: Go's order of looking at things, so that the first error is Go's.

use super::class::{Class, bracketed, escaped, literal};
use super::cursor::Cursor;
use super::error::{Problem, RegexpError};
use super::escape::escape;
use super::flags::{Flags, Perl, perl};
use super::piece::Piece;
use super::repeat::{MAX_COUNT, Repeat};

/// How many code points classes may have the regex crate walk through: those of a second, or so.
const MAX_COST: u64 = 1 << 28;

/// An expression in the regex crate's syntax.
pub(super) fn parse(expression: &str) -> Result<String, RegexpError> {
    let mut parser = Parser {
        cursor: Cursor::new(expression),
        flags: Flags::default(),
        outer: Vec::new(),
        group: Group::default(),
        repeated: None,
        cost: 0,
    };
    parser.parse()?;
    Ok(parser.finish()?.into_text())
}

/// A group that is open, or the whole.
#[derive(Debug, Default)]
struct Group {
    /// The flags that are in force again when it closes.
    flags: Flags,
    alternatives: Vec<Piece>,
    sequence: Vec<Piece>,
}

struct Parser<'e> {
    cursor: Cursor<'e>,
    flags: Flags,
    outer: Vec<Group>,
    group: Group,
    /// Where the operator begins that was read last, if nothing was since.
    repeated: Option<usize>,
    cost: u64,
}

impl Parser<'_> {
    fn parse(&mut self) -> Result<(), RegexpError> {
        while let Some(next) = self.cursor.peek() {
            let (start, repeated) = (self.cursor.at, self.repeated.take());
            if let Some(repeat) = Repeat::take(&mut self.cursor) {
                self.repeat(repeat, start, repeated)?;
                continue;
            }
            match next {
                '(' => self.open()?,
                '[' => {
                    let class = bracketed(&mut self.cursor)?;
                    self.push_class(&class)?;
                }
                '\\' => self.escape()?,
                _ => {
                    self.cursor.next();
                    self.sign(next)?;
                }
            }
        }
        Ok(())
    }

    /// A single character, which may mean something.
    fn sign(&mut self, sign: char) -> Result<(), RegexpError> {
        match sign {
            '|' => self.bar(),
            ')' => self.close()?,
            '^' => self.push(if self.flags.multi_line { "(?m:^)" } else { r"\A" }),
            '$' => self.push(if self.flags.multi_line { "(?m:$)" } else { r"\z" }),
            '.' => self.push(if self.flags.dot_newline { "(?s:.)" } else { r"[^\n]" }),
            _ => self.push_literal(sign.into()),
        }
        Ok(())
    }

    fn push(&mut self, text: impl Into<String>) {
        self.group.sequence.push(Piece::atom(text));
    }

    fn push_literal(&mut self, code: u32) {
        let text = literal(code);
        match self.flags.fold_case {
            true => self.push(format!("(?i:{text})")),
            false => self.push(text),
        }
    }

    fn push_class(&mut self, class: &Class) -> Result<(), RegexpError> {
        let fold_case = self.flags.fold_case;
        self.cost += class.cost(fold_case);
        self.push(class.text(fold_case));
        if self.cost > MAX_COST { Err(self.error(Problem::TooLarge)) } else { Ok(()) }
    }

    fn open(&mut self) -> Result<(), RegexpError> {
        let group = Group { flags: self.flags, ..Group::default() };
        if self.cursor.rest().starts_with("(?") {
            match perl(&mut self.cursor, self.flags)? {
                Perl::Capture => {}
                Perl::Group(flags) => self.flags = flags,
                Perl::Set(flags) => {
                    self.flags = flags;
                    return Ok(());
                }
            }
        } else {
            self.cursor.eat("(");
        }
        self.outer.push(std::mem::replace(&mut self.group, group));
        Ok(())
    }

    fn bar(&mut self) {
        let sequence = std::mem::take(&mut self.group.sequence);
        self.group.alternatives.push(Piece::sequence(sequence));
    }

    fn close(&mut self) -> Result<(), RegexpError> {
        let piece = self.alternation();
        let Some(outer) = self.outer.pop() else {
            return Err(self.error(Problem::UnexpectedParenthesis));
        };
        let group = std::mem::replace(&mut self.group, outer);
        self.flags = group.flags;
        self.group.sequence.push(piece);
        Ok(())
    }

    /// The open group's alternatives as one piece.
    fn alternation(&mut self) -> Piece {
        self.bar();
        Piece::alternation(std::mem::take(&mut self.group.alternatives))
    }

    fn finish(&mut self) -> Result<Piece, RegexpError> {
        let piece = self.alternation();
        match self.outer.is_empty() {
            true => Ok(piece),
            false => Err(self.error(Problem::MissingParenthesis)),
        }
    }

    /// Applies an operator, which has been read, to what is before it. `repeated` is where the
    /// operator begins that came right before.
    fn repeat(
        &mut self,
        repeat: Repeat,
        start: usize,
        repeated: Option<usize>,
    ) -> Result<(), RegexpError> {
        if repeat.out_of_range() {
            return Err(self.cursor.error(Problem::RepeatCount, start));
        }
        self.cursor.eat("?");
        if let Some(first) = repeated {
            return Err(self.cursor.error(Problem::NestedRepetition, first));
        }
        let Some(piece) = self.group.sequence.pop() else {
            return Err(self.cursor.error(Problem::MissingArgument, start));
        };
        let piece = piece.repeated(repeat);
        if repeat.multiplies() && piece.copies > MAX_COUNT {
            return Err(self.cursor.error(Problem::RepeatCount, start));
        }
        self.group.sequence.push(piece);
        self.repeated = Some(start);
        Ok(())
    }

    fn escape(&mut self) -> Result<(), RegexpError> {
        let start = self.cursor.at;
        for (name, text) in
            [(r"\A", r"\A"), (r"\b", r"(?-u:\b)"), (r"\B", r"(?-u:\B)"), (r"\z", r"\z")]
        {
            if self.cursor.eat(name) {
                self.push(text);
                return Ok(());
            }
        }
        if self.cursor.eat(r"\C") {
            return Err(self.cursor.error(Problem::Escape, start));
        }
        if self.cursor.eat(r"\Q") {
            self.quoted();
            return Ok(());
        }
        match escaped(&mut self.cursor)? {
            Some(class) => self.push_class(&class)?,
            None => {
                let code = escape(&mut self.cursor)?;
                self.push_literal(code);
            }
        }
        Ok(())
    }

    /// What is up to `\E`, or to the end.
    fn quoted(&mut self) {
        let rest = self.cursor.rest();
        let quoted = self.cursor.until(r"\E").unwrap_or_else(|| {
            self.cursor.at += rest.len();
            rest
        });
        quoted.chars().for_each(|character| self.push_literal(character.into()));
    }

    /// The whole expression is at fault.
    fn error(&self, problem: Problem) -> RegexpError {
        RegexpError::new(problem, self.cursor.expression)
    }
}
