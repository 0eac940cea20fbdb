//! Explanations in the report's form.

use super::regressed::{Regressed, grew};
use super::v1::{
    Escape, EscapeKind, Explanation, Figures, Frame, Limit, LimitCode, Number, Once, Part, Place,
    Position, Row, Share, Site, SiteReason, Step,
};
use crate::explain::notes::{self, Finding, Kind};
use crate::explain::{self, Amount, Line, Reason};

/// Nobody reads more of what escapes in one line.
const MOST_ESCAPES: usize = 20;

/// More sites of one benchmark are not listed.
const MOST_SITES: usize = 20;

/// What explains a benchmark, and what is known of how it came about.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The sites.
    pub explained: explain::Explanation,
    /// The iterations of each side's profile.
    pub iterations: u64,
    /// What each side printed while it was profiled: bytes and objects per operation.
    pub printed: [[Option<u64>; 2]; 2],
    /// What could not be had.
    pub limits: Vec<Limit>,
}

/// The explanation of a benchmark.
pub fn explanation(of: &Regressed<'_>, found: &Explained) -> Explanation {
    let Explained { explained, iterations, limits, .. } = found;
    let by_sites = explained.by_sites;
    let share = |(row, by_sites): (&Option<&Row>, f64)| {
        let row = (*row)?;
        let by_row = Some(grew(row)).filter(|grew| *grew > 0.0)?;
        let (by_row, by_sites) = (Number(by_row), Number(rounded(by_sites)));
        Some(Share { unit: row.unit.to_string(), by_row, by_sites })
    };
    let shares = of.rows.iter().zip([by_sites.objects, by_sites.bytes]);
    let own = found.unseen().map(|code| Limit { code, detail: None });
    Explanation {
        package: of.package.into(),
        name: of.name.into(),
        iterations: *iterations,
        shares: shares.filter_map(share).collect(),
        sites: explained.sites.iter().take(MOST_SITES).map(site).collect(),
        elsewhere: elsewhere(explained.elsewhere),
        sites_left_out: explained.sites.len().saturating_sub(MOST_SITES) as u64,
        limits: limits.iter().cloned().chain(own).collect(),
    }
}

/// What is not listed, unless it is noise.
fn elsewhere(growth: Amount) -> Option<Part> {
    let is_some = growth.objects.abs() >= HALF / 2.0 || growth.bytes.abs() >= 8.0;
    is_some.then(|| part(&explain::Part { inside: None, before: Amount::default(), growth }))
}

/// One for which there are no profiles, and why, in words.
pub fn unexplained(of: &Regressed<'_>, why: &str) -> Explanation {
    Explanation {
        package: of.package.into(),
        name: of.name.into(),
        iterations: 0,
        shares: Vec::new(),
        sites: Vec::new(),
        elsewhere: None,
        sites_left_out: 0,
        limits: vec![Limit { code: LimitCode::NotProfiled, detail: Some(why.to_owned()) }],
    }
}

/// What is printed is cut to whole numbers, so that about half an object is the least that can be told.
const HALF: f64 = 0.4;

/// Of bytes so many, and such a share of what grew.
const BYTES: f64 = 8.0;
const SHARE: f64 = 0.05;

impl Explained {
    /// What the candidate counts in an operation, and its profile does not have, beside what the baseline
    /// does; or the other way round. Small objects share blocks of memory, which are profiled, so that only
    /// their number is missing. What is allocated while the timer is stopped is profiled, and not counted.
    fn unseen(&self) -> Option<LimitCode> {
        let growth = |of: fn(&Explained, usize) -> Option<f64>| Some(of(self, 1)? - of(self, 0)?);
        let objects = growth(|found, side| {
            Some(found.printed[side][1]? as f64 - found.explained.profiled[side].objects)
        });
        let bytes = growth(|found, side| {
            Some(found.printed[side][0]? as f64 - found.explained.profiled[side].bytes)
        });
        let grown = self.explained.profiled[1].bytes - self.explained.profiled[0].bytes;
        let most = BYTES.max(SHARE * grown.abs());
        match (objects?, bytes?) {
            (_, bytes) if bytes >= most => Some(LimitCode::Incomplete),
            (_, bytes) if bytes <= -most => Some(LimitCode::Untimed),
            (objects, _) if objects >= HALF => Some(LimitCode::TinyAllocator),
            _ => None,
        }
    }
}

fn site(site: &explain::Site) -> Site {
    let place = |line: &Line| Place::new(line.path.clone(), line.line);
    let elsewhere = site.baseline_place.as_ref().filter(|before| **before != site.place);
    Site {
        function: site.function.clone(),
        place: place(&site.place),
        baseline_place: elsewhere.and_then(place),
        allocs: figures(&site.operation, |amount| amount.objects),
        bytes: figures(&site.operation, |amount| amount.bytes),
        once: (site.reason == Reason::Setup).then(|| Once {
            objects: figures(&site.setup, |amount| amount.objects),
            bytes: figures(&site.setup, |amount| amount.bytes),
        }),
        touched: site.touched,
        path: site.path.iter().map(frame).collect(),
        leaf: site.leaf().map(str::to_owned),
        parts: if site.parts.len() > 1 {
            site.parts.iter().map(part).collect()
        } else {
            Vec::new()
        },
        reason: reason(site.reason),
        escape: site.escapes.first().map(escape),
        also_escape: site.escapes.iter().skip(1).take(MOST_ESCAPES).map(expression).collect(),
        lost_pre_size: site.lost_pre_size.as_ref().and_then(place),
        annotate: place(&site.annotate),
    }
}

fn part(part: &explain::Part) -> Part {
    let (allocs, bytes) =
        (Number(rounded(part.growth.objects)), Number(rounded(part.growth.bytes)));
    Part { inside: part.inside.clone(), allocs, bytes }
}

fn expression(finding: &Finding) -> String {
    finding.expression.clone()
}

fn figures(amounts: &[Option<Amount>; 2], of: fn(&Amount) -> f64) -> Figures {
    let number =
        |amount: &Option<Amount>| amount.as_ref().map(|amount| Number(rounded(of(amount))));
    let [baseline, candidate] = amounts.each_ref().map(number);
    Figures { baseline, candidate }
}

/// More digits are noise.
fn rounded(amount: f64) -> f64 {
    (amount * 1000.0).round() / 1000.0
}

fn reason(reason: Reason) -> SiteReason {
    match reason {
        Reason::Setup => SiteReason::Setup,
        Reason::NewEscape => SiteReason::NewEscape,
        Reason::Growth => SiteReason::Growth,
        Reason::Library => SiteReason::Library,
        Reason::NewSite => SiteReason::NewSite,
        Reason::Larger => SiteReason::Larger,
        Reason::MoreCalls => SiteReason::MoreCalls,
    }
}

fn frame(frame: &explain::Frame) -> Frame {
    let path = position(&frame.path, frame.line, 0).path;
    Frame { function: frame.function.clone(), path, line: frame.line }
}

fn escape(finding: &Finding) -> Escape {
    Escape {
        expression: finding.expression.clone(),
        kind: match finding.kind {
            Kind::Escapes => EscapeKind::Escapes,
            Kind::Moved => EscapeKind::Moved,
        },
        place: position(&finding.path, finding.line, finding.column),
        flow: finding.flow.iter().map(step).collect(),
    }
}

fn step(step: &notes::Step) -> Step {
    Step {
        what: step.expression.clone(),
        how: step.how.clone(),
        place: position(&step.path, step.line, step.column),
    }
}

/// A place that may not be of the repository.
fn position(path: &str, line: u32, column: u32) -> Position {
    let path = Place::new(path.to_owned(), line).map(|place| place.path);
    Position { path, line, column }
}
