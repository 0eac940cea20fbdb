//! The difference of a benchmark's profiles: for people, as text and as a picture.

use super::Kept;
use crate::cli::profile::{Figures, table, total};
use crate::pprof::{
    By, Difference, DifferenceError, Filter, Limits, Profile, ProfileError, diff, flame_graph, read,
};
use crate::report::shown;
use regex::Regex;
use thiserror::Error;

/// What of it can't be shown.
#[derive(Debug, Error)]
pub(super) enum DrawingError {
    #[error(transparent)]
    Profile(#[from] ProfileError),
    #[error(transparent)]
    Difference(#[from] DifferenceError),
    #[error(transparent)]
    Expression(#[from] regex::Error),
}

/// Kinds of a heap profile's values.
pub(super) const OBJECTS: &str = "alloc_objects";
pub(super) const BYTES: &str = "alloc_space";

/// So many rows of a table have most of what there is.
const ROWS: usize = 50;

/// The profiles of a benchmark, read.
pub(super) struct Drawing<'a> {
    kept: &'a Kept,
    sides: [Profile; 2],
    filter: Filter,
}

impl<'a> Drawing<'a> {
    pub fn of(kept: &'a Kept) -> Result<Drawing<'a>, DrawingError> {
        let [baseline, candidate] = &kept.profiles;
        let sides = [read(baseline, Limits::default())?, read(candidate, Limits::default())?];
        // What the program does before any benchmark is not the benchmark's.
        let ignore = Some(Regex::new(r"^runtime\.(main|doInit1?)$")?);
        Ok(Drawing { kept, sides, filter: Filter { focus: None, ignore } })
    }

    /// Objects and bytes, by line: first what rows have more of.
    pub fn text(&self) -> Result<String, DrawingError> {
        let mut text = String::new();
        let other = if self.kept.kind == OBJECTS { BYTES } else { OBJECTS };
        for kind in [self.kept.kind, other] {
            let difference = self.difference(kind, By::Line)?;
            let changed: Vec<_> =
                difference.rows.iter().filter(|row| row.flat.growth() != 0).collect();
            let rows = &changed[..ROWS.min(changed.len())];
            text += &table(
                &difference,
                rows,
                changed.len(),
                "the profiles beside this have all",
                self.figures(),
            );
            text.push('\n');
        }
        Ok(text)
    }

    /// A flame graph, of what rows have more of.
    pub fn svg(&self) -> Result<Vec<u8>, DrawingError> {
        let difference = self.difference(self.kept.kind, By::Function)?;
        let captions = [
            format!(
                "Benchmark{}, {}{}",
                shown(&self.kept.name),
                shown(&self.kept.package),
                self.kept.differing()
            ),
            total(&difference, self.figures()),
            "red: more in the candidate, blue: less; as wide as the larger of both sides".into(),
        ];
        Ok(flame_graph(&difference, &captions))
    }

    fn difference(&self, kind: &str, by: By) -> Result<Difference, DrawingError> {
        let [baseline, candidate] = &self.sides;
        Ok(diff(baseline, candidate, kind, by, &self.filter)?)
    }

    /// Of one operation, unless the sides ran differently often: then of all.
    fn figures(&self) -> Figures {
        let [baseline, candidate] = self.kept.operations;
        Figures { operations: (baseline == candidate).then_some(candidate) }
    }
}
