//! Which results, and which values of them, are taken: a filter, and the lists of projections.

use crate::benchproc::query::extract::{Extractor, Subject};
use crate::benchproc::query::filter::{Filter, Kept};
use crate::benchproc::query::projection::Listed;
use crate::benchproc::store::intern::Interner;
use crate::benchproc::store::place::Place;

/// Which results, and which values of them, are taken.
#[derive(Debug)]
pub(in crate::benchproc) struct Selector {
    pub filter: Filter,
    pub listed: Listed,
}

impl Selector {
    /// Whether everything is taken.
    pub fn is_open(&self) -> bool {
        self.filter.is_everything() && self.listed.is_empty()
    }

    /// The fields that are asked about, each once; none for `.unit`.
    pub fn fields(&self) -> Vec<Option<&Extractor>> {
        let mut fields = self.filter.fields();
        for field in self.listed.fields().map(Some) {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields
    }

    /// What benchstat takes of lines of a series that have the units of a shape.
    pub fn keeps(&self, place: Place<'_>, shape: u32, text: &Interner) -> Kept {
        let (units, printed) = (&place.side.shapes, &place.side.printed);
        let units = units[shape as usize].iter().zip(&printed[shape as usize]);
        let units: Vec<[&[u8]; 2]> = units.map(|(&a, &b)| [text.get(a), text.get(b)]).collect();
        self.of(place, text, |subject| self.filter.keeps(subject, &units))
    }

    /// What the gate takes of such lines. A result all of whose values are left out by their units is
    /// there all the same: that a benchmark lost a unit is to be told from a unit that nobody wants.
    pub fn matches(&self, place: Place<'_>, units: &[[&[u8]; 2]], text: &Interner) -> Kept {
        self.of(place, text, |subject| self.filter.matches(subject, units))
    }

    fn of(
        &self,
        place: Place<'_>,
        text: &Interner,
        filtered: impl Fn(&Subject<'_>) -> Kept,
    ) -> Kept {
        let config = |key: &[u8]| place.config(text, key).map(|id| text.get(id));
        let subject = Subject { name: text.get(place.name()), config: &config };
        if self.listed.admits(&subject) { filtered(&subject) } else { Kept::None }
    }
}
