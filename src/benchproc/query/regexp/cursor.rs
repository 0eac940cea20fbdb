//! A place in an expression.

use super::error::{Problem, RegexpError};

#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'e> {
    pub(super) expression: &'e str,
    /// The byte offset of the next character.
    pub(super) at: usize,
}

impl<'e> Cursor<'e> {
    pub(super) fn new(expression: &'e str) -> Cursor<'e> {
        Cursor { expression, at: 0 }
    }

    pub(super) fn rest(&self) -> &'e str {
        &self.expression[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Takes a text, where it comes next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let next = self.rest().starts_with(text);
        self.at += if next { text.len() } else { 0 };
        next
    }

    /// Takes what comes before a text, and that text too. `None` where it doesn't come.
    pub(super) fn until(&mut self, text: &str) -> Option<&'e str> {
        let (before, _) = self.rest().split_once(text)?;
        self.at += before.len() + text.len();
        Some(before)
    }

    /// What has been taken since `start` is at fault.
    pub(super) fn error(&self, problem: Problem, start: usize) -> RegexpError {
        RegexpError::new(problem, &self.expression[start..self.at])
    }

    /// All that comes after `start` is at fault.
    pub(super) fn error_to_end(&self, problem: Problem, start: usize) -> RegexpError {
        RegexpError::new(problem, &self.expression[start..])
    }
}
