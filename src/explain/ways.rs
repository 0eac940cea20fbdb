//! By which ways a place allocates, and in what it calls.

use super::amount::Amount;
use super::operation::{Allocated, Route};
use super::pairing::{Pair, Place};
use super::site::{Part, growth};
use super::touched::Touched;
use std::collections::BTreeMap;

/// A way: its lines from the site on, of other code the functions; and what the site's line calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Way {
    pub lines: Vec<Place>,
    pub leaf: Option<String>,
}

impl Way {
    /// The same way in the candidate. A line that is no more is none that the candidate has.
    fn mapped(&self, touched: &Touched) -> Way {
        let map = |(path, line): &Place| match line {
            0 => (path.clone(), 0),
            line => {
                touched.candidate_of(path, *line).unwrap_or_else(|| (format!("-{path}"), *line))
            }
        };
        Way { lines: self.lines.iter().map(map).collect(), leaf: self.leaf.clone() }
    }
}

/// The ways of a place, and by how much more is allocated by each.
pub(super) struct Ways<'a> {
    ways: Vec<(Option<&'a Route>, Option<String>, Amount)>,
}

impl<'a> Ways<'a> {
    pub fn of(pair: &Pair<'a>, touched: &Touched) -> Ways<'a> {
        let before = pair.baseline.map(|(_, site)| baseline(site, touched)).unwrap_or_default();
        let mut before: BTreeMap<Way, Amount> = before;
        let mut ways = Vec::new();
        for (way, route) in pair.candidate.iter().flat_map(|(_, site)| &site.routes) {
            let grown = growth([before.remove(way), Some(route.operation)]);
            ways.push((Some(route), way.leaf.clone(), grown));
        }
        let gone = before.into_iter();
        ways.extend(gone.map(|(way, amount)| (None, way.leaf, Amount::default() - amount)));
        Ways { ways }
    }

    /// The way by which most more is allocated.
    pub fn most(&self) -> Option<&'a Route> {
        let routes = self.ways.iter().filter_map(|(route, _, grown)| Some(((*route)?, *grown)));
        routes.max_by(|(_, a), (_, b)| more(*a, *b)).map(|(route, _)| route)
    }

    /// By how much more is allocated in the line itself, and in each function that it calls: the most first.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts: BTreeMap<&Option<String>, Amount> = BTreeMap::new();
        for (_, leaf, grown) in &self.ways {
            *parts.entry(leaf).or_default() += *grown;
        }
        let part =
            |(leaf, growth): (&Option<String>, Amount)| Part { inside: leaf.clone(), growth };
        let mut parts: Vec<Part> = parts.into_iter().map(part).collect();
        parts.sort_by(|a, b| more(b.growth, a.growth));
        parts
    }
}

/// Orders amounts by objects, and equal ones by bytes. What is less than noise is as much.
fn more(one: Amount, other: Amount) -> std::cmp::Ordering {
    let objects = |amount: Amount| (amount.objects * 100.0).round();
    objects(one).total_cmp(&objects(other)).then(one.bytes.total_cmp(&other.bytes))
}

fn baseline(site: &Allocated, touched: &Touched) -> BTreeMap<Way, Amount> {
    let mut ways: BTreeMap<Way, Amount> = BTreeMap::new();
    for (way, route) in &site.routes {
        *ways.entry(way.mapped(touched)).or_default() += route.operation;
    }
    ways
}

/// In what a place allocates most of what it does; nothing for itself.
pub(super) fn leaf(site: &Allocated) -> Option<&str> {
    let most = site.routes.iter().max_by(|a, b| more(a.1.operation, b.1.operation));
    most.and_then(|(way, _)| way.leaf.as_deref())
}
