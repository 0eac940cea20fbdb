//! The numbered warnings below a table.

use super::super::settings::Settings;
use super::super::table::{Cell, Geomean, Table, Warnings};
use super::super::warning::Warning;
use std::collections::HashMap;

/// Warnings with their numbers, in order of appearance; equal ones have one number.
#[derive(Debug)]
pub(super) struct Footnotes<'a> {
    settings: &'a Settings,
    /// By text. Those without figures of their own are found by [`Self::common`] first.
    numbers: HashMap<Vec<u8>, u32>,
    common: Vec<(Warning, u32)>,
    pub texts: Vec<Vec<u8>>,
    /// The numbers of the warnings of each cell that is shown, row after row as they are shown;
    /// nothing where none has any.
    pub of_cells: Vec<Marks>,
    /// For each column, the numbers of the last row's warnings.
    pub of_geomeans: Vec<Vec<u32>>,
}

/// The numbers of a cell's warnings: of the sample, and of the comparison. 0 is none.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    pub sample: [u32; 2],
    pub comparison: u32,
}

impl<'a> Footnotes<'a> {
    /// Numbers the warnings of what is shown of a table.
    pub fn new(table: &Table<'_>, settings: &'a Settings) -> Footnotes<'a> {
        let mut notes = Footnotes {
            settings,
            numbers: HashMap::new(),
            common: Vec::new(),
            texts: Vec::new(),
            of_cells: Vec::new(),
            of_geomeans: Vec::new(),
        };
        let cells = table.shown.iter().flat_map(|&row| table.cells(row));
        cells.enumerate().for_each(|(place, cell)| notes.cell(place, cell));
        if table.has_geomeans() {
            let numbers = |geomean: &Geomean| {
                geomean.warnings.iter().map(|warning| notes.number(warning)).collect()
            };
            let of_geomeans = table.geomeans.iter().map(numbers).collect();
            notes.of_geomeans = of_geomeans;
        }
        notes
    }

    fn cell(&mut self, place: usize, cell: &Cell) {
        let doubt = cell.comparison.and_then(|comparison| comparison.warning());
        if cell.warnings == Warnings::None && doubt.is_none() {
            return;
        }
        let mut marks = Marks::default();
        for (mark, warning) in marks.sample.iter_mut().zip(cell.warnings.as_slice()) {
            *mark = self.number(warning);
        }
        marks.comparison = doubt.map_or(0, |doubt| self.number(&doubt));
        self.of_cells.resize(place, Marks::default());
        self.of_cells.push(marks);
    }

    /// The number of a warning, from 1.
    fn number(&mut self, warning: &Warning) -> u32 {
        let is_common = !matches!(warning, Warning::VaryIn(_) | Warning::NotExact(..));
        if let Some((_, number)) =
            self.common.iter().find(|(known, _)| is_common && known == warning)
        {
            return *number;
        }
        let mut text = Vec::new();
        warning.write(self.settings, &mut text);
        let next = self.texts.len() as u32 + 1;
        let texts = &mut self.texts;
        let number = *self.numbers.entry(text).or_insert_with_key(|text| {
            texts.push(text.clone());
            next
        });
        if is_common {
            self.common.push((warning.clone(), number));
        }
        number
    }
}

/// Appends numbers as superscripts, separated by spaces.
pub(super) fn superscripts(numbers: &[u32], out: &mut Vec<u8>) {
    for (i, number) in numbers.iter().filter(|&&number| number > 0).enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        superscript(*number, out);
    }
}

/// Appends a number in superscript digits.
pub(super) fn superscript(number: u32, out: &mut Vec<u8>) {
    const DIGITS: [&str; 10] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
    for digit in number.to_string().bytes() {
        out.extend_from_slice(DIGITS[usize::from(digit - b'0')].as_bytes());
    }
}
