//! How results are laid out: what the flags of benchstat say.

use crate::benchproc::query::expression_error::ExpressionError;
use crate::benchproc::query::filter::{Filter, Kept};
use crate::benchproc::query::projection::{Parser, Projection};
use crate::benchproc::query::selector::Selector;
use crate::benchproc::store::intern::Interner;
use crate::benchproc::store::place::Place;
use std::collections::HashMap;

/// Expressions of x/perf's filter and projection languages.
#[derive(Clone, Copy, Debug)]
pub struct Expressions<'a> {
    /// Which results and values are kept.
    pub filter: &'a str,
    /// Results with different keys of this projection go to different tables, those with different
    /// units, too.
    pub table: &'a str,
    /// … to different rows.
    pub row: &'a str,
    /// … to different columns.
    pub col: &'a str,
    /// Keys that tell nothing apart.
    pub ignore: &'a str,
}

impl Default for Expressions<'_> {
    fn default() -> Self {
        Self { filter: "*", table: ".config", row: ".fullname", col: ".file", ignore: "" }
    }
}

/// How results are laid out.
#[derive(Debug)]
pub struct Layout {
    pub(in crate::benchproc) table: Projection,
    pub(in crate::benchproc) row: Projection,
    pub(in crate::benchproc) col: Projection,
    /// What none of the projections names.
    pub(in crate::benchproc) residue: Projection,
    pub(in crate::benchproc) selector: Selector,
}

impl Layout {
    /// Reads the expressions.
    ///
    /// # Errors
    ///
    /// The first that can't be read, in the order of benchstat: filter, table, row, col, ignore.
    pub fn new(expressions: &Expressions<'_>) -> Result<Layout, ExpressionError> {
        let Expressions { filter, table, row, col, ignore } = *expressions;
        let filter = Filter::new(filter).map_err(ExpressionError::of("filter"))?;
        let mut parser = Parser::default();
        let mut read =
            |flag, expression| parser.read(expression).map_err(ExpressionError::of(flag));
        let (mut table, mut row) = (read("table", table)?, read("row", row)?);
        let (mut col, _) = (read("col", col)?, read("ignore", ignore)?);
        let mut residue = parser.residue();
        for projection in [&mut table, &mut row, &mut col, &mut residue] {
            parser.resolve(projection);
        }
        let selector = Selector { filter, listed: parser.listed() };
        Ok(Layout { table, row, col, residue, selector })
    }
}

/// What is kept of the lines of one input, each kind asked for once.
pub(in crate::benchproc) struct Selected<'a> {
    selector: &'a Selector,
    open: bool,
    known: HashMap<(u32, u32), Kept>,
}

impl<'a> Selected<'a> {
    pub fn new(selector: &'a Selector) -> Selected<'a> {
        Selected { selector, open: selector.is_open(), known: HashMap::new() }
    }

    /// What is kept of lines of a series that have these units.
    pub fn of(&mut self, place: Place<'_>, shape: u32, text: &Interner) -> &Kept {
        if self.open {
            return &Kept::All;
        }
        let selector = self.selector;
        let kept = self.known.entry((place.series, shape));
        kept.or_insert_with(|| selector.keeps(place, shape, text))
    }
}
