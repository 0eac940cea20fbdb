//! What is to be said of what was selected, and of what was ignored.

use super::listed::{Listed, There};
use super::remark::Remark;
use super::remarks::Remarks;
use super::rule::Policy;
use crate::benchfmt::text;
use crate::benchproc::{
    Alternatives, Capture, Id, Loosened, Pairing, Selection, Share, Uneven, Which,
};
use std::collections::BTreeSet;

impl Remarks {
    /// Configuration that was not kept is missed where results are selected by it.
    pub fn too_varied(&mut self, baseline: &Capture, candidate: &Capture, selection: &Selection) {
        for (which, capture) in Which::BOTH.into_iter().zip([baseline, candidate]) {
            if capture.samples.is_too_varied() {
                let missed = selection.depends_on_configuration();
                let list = if missed { &mut self.causes } else { &mut self.notes };
                list.push(Remark::TooVaried { which });
            }
        }
    }

    /// Says so where nothing is selected; true if something is, on one side at least.
    pub fn nothing_selected(&mut self, pairing: &Pairing, measured: bool) -> bool {
        let (which, sides) = match Which::BOTH.map(|which| pairing.alternatives(which)) {
            _ if !measured => return false,
            [None, None] => return true,
            [Some(b), Some(c)] => (None, vec![b, c]),
            [Some(b), None] => (Some(Which::Baseline), vec![b]),
            [None, Some(c)] => (Some(Which::Candidate), vec![c]),
        };
        self.causes.push(Remark::NothingSelected { which, there: there(&sides) });
        which.is_some()
    }

    /// What it does to ignore keys: first of all notes, since it makes the gate less strict.
    pub fn loosened(&mut self, pairing: &Pairing, units: &[Id], policy: &Policy) {
        if pairing.benchmarks().is_empty() {
            return;
        }
        let mut notes = Vec::new();
        let mut add = |mixed: Option<Remark>| {
            if let Some(cause) = mixed {
                self.cause(cause, policy.tolerated.missing);
            }
        };
        let loosening = pairing.loosening(units);
        for Loosened { key, mixed: uneven, .. } in &loosening.keys {
            add(uneven.as_ref().map(|uneven| mixed(text(key), uneven)));
        }
        let keys = |keys: &[Vec<u8>]| text(&keys.join(&b", "[..]));
        add(loosening.crossed.as_ref().map(|(names, uneven)| mixed(keys(names), uneven)));
        notes.extend(loosening.keys.iter().flat_map(ignored));
        self.notes.splice(0..0, notes);
    }
}

/// The values that could be selected, by key.
fn there(sides: &[&Alternatives]) -> Vec<There> {
    let mut keys: Vec<(&[u8], BTreeSet<&[u8]>)> = Vec::new();
    for (key, values) in sides.iter().copied().flatten() {
        let values = values.iter().map(Vec::as_slice);
        match keys.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) => known.extend(values),
            None => keys.push((key, values.collect())),
        }
    }
    let there = |(key, values)| There { key: text(key), values: Listed::new(values) };
    keys.into_iter().map(there).collect()
}

/// Where a mixture was pooled that the other side has in another mixture: the medians of such rows
/// move with what is in them, and a regression may be lost in that.
fn mixed(key: String, Uneven { benchmarks, example, shares }: &Uneven) -> Remark {
    let values = shares.each_ref().map(|shares| {
        let shares: Vec<Vec<u8>> = shares.iter().map(share).collect();
        Listed::new(shares.iter().map(Vec::as_slice))
    });
    Remark::IgnoredMixed { key, values, benchmarks: *benchmarks, example: *example }
}

fn share(Share { part, results, of }: &Share) -> Vec<u8> {
    let part: &[u8] = if part.is_empty() { b"none" } else { part };
    [part, format!(" ({results} of {of})").as_bytes()].concat()
}

/// What else it does to ignore a key.
fn ignored(loosened: &Loosened) -> Vec<Remark> {
    let Loosened { varying, present, .. } = *loosened;
    let key = || text(&loosened.key);
    let mut remarks = Vec::new();
    if loosened.differing > 0 && loosened.mixed.is_none() {
        let (values, benchmarks) = (differing(loosened), loosened.differing);
        remarks.push(Remark::IgnoredDiffers { key: key(), values, benchmarks });
    }
    if varying > 0 {
        remarks.push(Remark::IgnoredVaries { key: key(), benchmarks: varying });
    }
    if !present {
        remarks.push(Remark::IgnoredAbsent { key: key() });
    }
    remarks
}

fn differing(loosened: &Loosened) -> [Listed; 2] {
    loosened.values.each_ref().map(|values| Listed::new(values.iter().map(Vec::as_slice)))
}
