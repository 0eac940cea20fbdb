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

    /// Objects and bytes, by line.
    pub fn text(&self) -> Result<String, DrawingError> {
        let mut text = String::new();
        for kind in ["alloc_objects", "alloc_space"] {
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

    /// A flame graph: of objects, unless there are as many as before.
    pub fn svg(&self) -> Result<Vec<u8>, DrawingError> {
        let objects = self.difference("alloc_objects", By::Function)?;
        let is_alike = objects.total.growth() == 0;
        let difference =
            if is_alike { self.difference("alloc_space", By::Function)? } else { objects };
        let captions = [
            format!("Benchmark{}, {}", shown(&self.kept.name), shown(&self.kept.package)),
            total(&difference, self.figures()),
            "red: more in the candidate, blue: less; as wide as the larger of both sides".into(),
        ];
        Ok(flame_graph(&difference, &captions))
    }

    fn difference(&self, kind: &str, by: By) -> Result<Difference, DrawingError> {
        let [baseline, candidate] = &self.sides;
        Ok(diff(baseline, candidate, kind, by, &self.filter)?)
    }

    fn figures(&self) -> Figures {
        Figures { operations: Some(self.kept.operations) }
    }
}
