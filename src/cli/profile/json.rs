//! A difference for programs.

use super::figures::Figures;
use crate::pprof::{Difference, Frame, Row, Sides};
use crate::report::inert;
use serde::Serialize;
use serde_json::Number;

/// Frames of a call path: those of Go's stacks, with inlined ones between them.
const LONGEST_PATH: usize = 512;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    sample: &'a str,
    unit: &'a str,
    by: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    per_op: Option<u64>,
    total: Figure,
    rows: Vec<Site<'a>>,
}

#[derive(Serialize)]
struct Site<'a> {
    #[serde(flatten)]
    site: Place<'a>,
    flat: Figure,
    cum: Figure,
    path: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    name: &'a str,
    file: &'a str,
    line: i64,
}

#[derive(Serialize)]
struct Figure {
    baseline: Number,
    candidate: Number,
    growth: Number,
}

/// The rows with all that is known of them.
pub(super) fn json(
    difference: &Difference,
    rows: &[&Row],
    by: &str,
    figures: Figures,
) -> Result<String, serde_json::Error> {
    let figure = |sides: Sides| Figure {
        baseline: figures.number(sides.baseline),
        candidate: figures.number(sides.candidate),
        growth: figures.number(sides.growth()),
    };
    let rows = rows.iter().map(|row| Site {
        site: place(&row.site),
        flat: figure(row.flat),
        cum: figure(row.cum),
        path: difference.path(row).take(LONGEST_PATH).map(place).collect(),
    });
    let document = Document {
        version: 1,
        sample: &difference.value.kind,
        unit: &difference.value.unit,
        by,
        per_op: figures.operations,
        total: figure(difference.total),
        rows: rows.collect(),
    };
    Ok(inert(&serde_json::to_string_pretty(&document)?) + "\n")
}

fn place(frame: &Frame) -> Place<'_> {
    Place { name: &frame.name, file: &frame.file, line: frame.line }
}
