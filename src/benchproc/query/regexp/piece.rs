//! Parsed pieces of an expression, in the regex crate's syntax.

use super::repeat::Repeat;

#[derive(Clone, Debug)]
pub(super) struct Piece {
    text: String,
    form: Form,
    /// How many copies counted repetitions make of its most repeated part.
    pub(super) copies: u32,
}

/// What has to be grouped to be part of something else: the later of these in the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// What an operator may follow.
    Atom,
    Sequence,
    Alternation,
}

impl Piece {
    pub(super) fn atom(text: impl Into<String>) -> Piece {
        Piece { text: text.into(), form: Form::Atom, copies: 1 }
    }

    pub(super) fn repeated(self, repeat: Repeat) -> Piece {
        let copies = repeat.copies(self.copies);
        Piece { text: self.grouped() + &repeat.text(), form: Form::Sequence, copies }
    }

    /// One after the other.
    pub(super) fn sequence(pieces: Vec<Piece>) -> Piece {
        Piece::joined(pieces, Form::Sequence, "")
    }

    /// One or the other.
    pub(super) fn alternation(pieces: Vec<Piece>) -> Piece {
        Piece::joined(pieces, Form::Alternation, "|")
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Pieces as one; a lone piece is itself.
    fn joined(mut pieces: Vec<Piece>, form: Form, separator: &str) -> Piece {
        if pieces.len() == 1
            && let Some(alone) = pieces.pop()
        {
            return alone;
        }
        let copies = pieces.iter().map(|piece| piece.copies).max().unwrap_or(1);
        let part = |piece: Piece| if piece.form > form { piece.grouped() } else { piece.text };
        let parts: Vec<String> = pieces.into_iter().map(part).collect();
        Piece { text: parts.join(separator), form, copies }
    }

    fn grouped(self) -> String {
        match self.form {
            Form::Atom => self.text,
            Form::Sequence | Form::Alternation => format!("(?:{})", self.text),
        }
    }
}
