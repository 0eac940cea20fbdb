use super::filter::Filter;
use super::frames::{Frame, Frames, Located};
use super::groups::{By, Groups};
use super::grow::{Walk, grow};
use super::profile::{Profile, ValueType};
use super::sides::Sides;
use super::tree::{NONE, Tree};
use thiserror::Error;

/// What changed between two profiles.
#[derive(Debug)]
pub struct Difference {
    /// What is counted.
    pub value: ValueType,
    /// Of all samples that were chosen.
    pub total: Sides,
    /// Those that grew most first, by what they allocate themselves and then with what they call.
    pub rows: Vec<Row>,
    pub(super) frames: Vec<Frame>,
    pub(super) groups: Groups,
    pub(super) tree: Tree,
}

/// A line, a function or a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which one.
    pub site: Frame,
    /// What it is the innermost frame of.
    pub flat: Sides,
    /// What it is in the stack of, counted once however often it is there.
    pub cum: Sides,
    /// Where its [path](Difference::path) ends.
    pub(super) node: u32,
}

/// Profiles that can't be told apart by the kind of value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DifferenceError {
    /// A profile has no such sample type.
    #[error("the {side} has no sample type {wanted}; it has {has}")]
    NoType {
        /// `baseline` or `candidate`.
        side: &'static str,
        /// What was asked for.
        wanted: String,
        /// The profile's kinds, separated by commas.
        has: String,
    },
    /// More call paths than are kept.
    #[error("the profiles have too many call paths to compare")]
    TooMany,
    /// Longer names and files than are kept, those of each line counted.
    #[error("the profiles have more than {limit} bytes of names, those of each line counted")]
    Names {
        /// The limit.
        limit: usize,
    },
    /// It is counted in different units.
    #[error("{kind} is in {baseline} in the baseline and in {candidate} in the candidate")]
    Units {
        /// What was asked for.
        kind: String,
        /// Its unit.
        baseline: String,
        /// Its unit.
        candidate: String,
    },
}

/// Compares two profiles by a kind of value: the figures of `pprof -top -diff_base`, without what it leaves out.
///
/// Frames are told apart by the function's name, its file and the line, never by numbers of the profile; inlined
/// frames are frames.
///
/// # Errors
///
/// Where a profile lacks the kind of value, or has it in another unit, and [`DifferenceError::TooMany`] where both
/// have more than 8,388,608 call paths: what is worked on takes up to 100 bytes for each. Likewise where names come to more than
/// [`DifferenceError::Names`] says.
pub fn diff(
    baseline: &Profile,
    candidate: &Profile,
    kind: &str,
    by: By,
    filter: &Filter,
) -> Result<Difference, DifferenceError> {
    let values = [("baseline", baseline), ("candidate", candidate)]
        .map(|(side, profile)| value(side, profile, kind));
    let [before, after] = values;
    let ((before, unit), (after, value)) = (before?, after?);
    if unit.unit != value.unit {
        return Err(DifferenceError::Units {
            kind: kind.to_owned(),
            baseline: unit.unit.clone(),
            candidate: value.unit.clone(),
        });
    }
    let mut frames = Frames::default();
    let [there, here] = [baseline, candidate].map(|profile| frames.locate(profile));
    let frames = frames.list()?;
    let mut chosen = Chosen::default();
    chosen
        .take(baseline, &there, filter, |values| Sides { baseline: values[before], candidate: 0 });
    chosen.take(candidate, &here, filter, |values| Sides { baseline: 0, candidate: values[after] });
    let Chosen { walks, total } = chosen;
    let tree = grow(walks).ok_or(DifferenceError::TooMany)?;
    let groups = Groups::of(&frames, by);
    let rows = groups.rows(&tree);
    Ok(Difference { value: value.clone(), total, rows, frames, groups, tree })
}

/// The index and the type of a profile's kind of value.
fn value<'a>(
    side: &'static str,
    profile: &'a Profile,
    kind: &str,
) -> Result<(usize, &'a ValueType), DifferenceError> {
    let types = profile.sample_types();
    let found = types.iter().enumerate().find(|(_, found)| found.kind == kind);
    found.ok_or_else(|| DifferenceError::NoType {
        side,
        wanted: kind.to_owned(),
        has: types.iter().map(|found| &*found.kind).collect::<Vec<_>>().join(", "),
    })
}

/// The samples of both sides that count.
#[derive(Default)]
struct Chosen<'a> {
    walks: Vec<Walk<'a>>,
    total: Sides,
}

impl<'a> Chosen<'a> {
    /// Adds those of a profile.
    fn take(
        &mut self,
        profile: &'a Profile,
        located: &'a Located,
        filter: &Filter,
        sides: impl Fn(&[i64]) -> Sides,
    ) {
        let chosen = filter.of(profile);
        for sample in profile.samples().filter(|sample| chosen.has(sample)) {
            let sides = sides(sample.values);
            self.total.add(sides);
            self.walks.push(Walk::of(&sample, located, sides));
        }
    }
}

impl Difference {
    /// The call path of a row that grew most, or shrank most where the row shrank: from a line of the row
    /// outward to the root.
    pub fn path(&self, row: &Row) -> impl Iterator<Item = &Frame> {
        let above = |node: &u32| Some(self.tree.parent(*node)).filter(|node| *node != NONE);
        let nodes = std::iter::successors(Some(row.node), above);
        nodes.map(|node| &self.frames[self.tree.label(node) as usize])
    }
}
