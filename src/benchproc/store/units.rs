//! The units of a line's values.

use crate::benchfmt::Value;
use crate::benchproc::store::intern::{Id, Interner};
use crate::benchunit;

/// A value's unit, as printed and as it is grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::benchproc) struct Unit {
    pub printed: Id,
    pub tidied: Id,
}

/// Numbers the units of lines, and tidies values if asked to.
#[derive(Debug, Default)]
pub(in crate::benchproc) struct Units {
    /// By the unit's number, what it is tidied to, and the factor; `None` where units are to stay as
    /// printed.
    tidied: Option<Vec<Option<(Id, f64)>>>,
    /// Room for the units of a line.
    line: Vec<Unit>,
}

impl Units {
    pub fn tidied() -> Units {
        Units { tidied: Some(Vec::new()), line: Vec::new() }
    }

    /// The units of a line's values, which are appended to `row`. `hint` are those of the line
    /// before: comparing is cheaper than looking up.
    pub fn of(
        &mut self,
        values: &[Value<'_>],
        hint: &[Unit],
        text: &mut Interner,
        row: &mut Vec<f64>,
    ) -> &[Unit] {
        self.line.clear();
        for (i, value) in values.iter().enumerate() {
            let printed = match hint.get(i) {
                Some(unit) if text.get(unit.printed) == value.unit => unit.printed,
                _ => text.intern(value.unit),
            };
            let (value, tidied) = self.tidy(value.value, printed, text);
            row.push(value);
            self.line.push(Unit { printed, tidied });
        }
        &self.line
    }

    /// A value and its unit, tidied. A value that does not change by it, such as 0 or an infinity,
    /// keeps its unit, as in x/perf's reader.
    fn tidy(&mut self, value: f64, printed: Id, text: &mut Interner) -> (f64, Id) {
        let Some(known) = &mut self.tidied else {
            return (value, printed);
        };
        let place = printed as usize;
        if place >= known.len() {
            known.resize(place + 1, None);
        }
        let (unit, factor) = *known[place].get_or_insert_with(|| {
            let (unit, factor) = benchunit::tidy(text.get(printed));
            let unit = unit.into_owned();
            (text.intern(&unit), factor)
        });
        match value * factor {
            same if same == value => (value, printed),
            tidied => (tidied, unit),
        }
    }
}
