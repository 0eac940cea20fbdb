//! By which ways a place allocates, and in what it calls.

use super::amount::Amount;
use super::operation::{Allocated, Route};
use super::pairing::{Pair, Place};
use super::site::Part;
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
    ways: Vec<Grown<'a>>,
}

/// One way, or one that is no more.
struct Grown<'a> {
    route: Option<&'a Route>,
    leaf: Option<String>,
    before: Amount,
    growth: Amount,
}

impl<'a> Ways<'a> {
    pub fn of(pair: &Pair<'a>, touched: &Touched) -> Ways<'a> {
        let before = pair.baseline.map(|(_, site)| baseline(site, touched)).unwrap_or_default();
        let mut before: BTreeMap<Way, Amount> = before;
        let mut ways = Vec::new();
        for (way, route) in pair.candidate.iter().flat_map(|(_, site)| &site.routes) {
            let before = before.remove(way).unwrap_or_default();
            let growth = route.operation - before;
            ways.push(Grown { route: Some(route), leaf: way.leaf.clone(), before, growth });
        }
        let gone = before.into_iter().map(|(way, before)| {
            let growth = Amount::default() - before;
            Grown { route: None, leaf: way.leaf, before, growth }
        });
        ways.extend(gone);
        Ways { ways }
    }

    /// The way by which most more is allocated.
    pub fn most(&self) -> Option<&'a Route> {
        let routes = self.ways.iter().filter_map(|way| Some((way.route?, way.growth)));
        routes.max_by(|(_, a), (_, b)| more(*a, *b)).map(|(route, _)| route)
    }

    /// By how much more is allocated in the line itself, and in each function that it calls: the most first.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts: BTreeMap<&Option<String>, [Amount; 2]> = BTreeMap::new();
        for way in &self.ways {
            let [before, growth] = parts.entry(&way.leaf).or_default();
            *before += way.before;
            *growth += way.growth;
        }
        let part = |(leaf, [before, growth]): (&Option<String>, [Amount; 2])| Part {
            inside: leaf.clone(),
            before,
            growth,
        };
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
