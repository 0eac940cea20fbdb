//! Explanations in the report's form.

use super::regressed::{BYTES, OBJECTS, Regressed, grew};
use super::v1::{
    Escape, EscapeKind, Explanation, Figures, Frame, Limit, LimitCode, Number, Place, Position,
    Report, Share, Site, SiteReason, Step,
};
use crate::explain::notes::{self, Finding, Kind};
use crate::explain::{self, Amount, Line, Reason};

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
    pub limits: Vec<LimitCode>,
}

/// The explanation of a benchmark.
pub fn explanation(report: &Report, of: &Regressed<'_>, found: &Explained) -> Explanation {
    let Explained { explained, iterations, limits, .. } = found;
    let by_sites = explained.by_sites;
    let share = |(unit, by_sites)| {
        let by_row = of.row(report, unit).map(grew).filter(|grew| *grew > 0.0)?;
        let (by_row, by_sites) = (Number(by_row), Number(rounded(by_sites)));
        Some(Share { unit: str::to_owned(unit), by_row, by_sites })
    };
    let shares = [(OBJECTS, by_sites.objects), (BYTES, by_sites.bytes)];
    let limits = limits.iter().copied().chain(found.is_blind().then_some(LimitCode::TinyAllocator));
    Explanation {
        package: of.package.into(),
        name: of.name.into(),
        iterations: *iterations,
        shares: shares.into_iter().filter_map(share).collect(),
        sites: explained.sites.iter().take(MOST_SITES).map(site).collect(),
        sites_left_out: explained.sites.len().saturating_sub(MOST_SITES) as u64,
        limits: limits.map(|code| Limit { code, detail: None }).collect(),
    }
}

/// One for which there are no profiles, and why, in words.
pub fn unexplained(of: &Regressed<'_>, why: &str) -> Explanation {
    Explanation {
        package: of.package.into(),
        name: of.name.into(),
        iterations: 0,
        shares: Vec::new(),
        sites: Vec::new(),
        sites_left_out: 0,
        limits: vec![Limit { code: LimitCode::NotProfiled, detail: Some(why.to_owned()) }],
    }
}

/// What is printed is cut to whole numbers.
const CUT: f64 = 1.0;

impl Explained {
    /// Whether the candidate counts more objects than its profile has, by more than the baseline does: they
    /// are small, and share blocks of memory.
    fn is_blind(&self) -> bool {
        let unseen = |side: usize| {
            let printed = self.printed[side][1].map(|objects| objects as f64);
            printed.map(|printed| printed - self.explained.profiled[side].objects)
        };
        match (unseen(0), unseen(1)) {
            (Some(baseline), Some(candidate)) => candidate - baseline.max(0.0) >= CUT / 2.0,
            _ => false,
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
        allocs: figures(site, |amount| amount.objects),
        bytes: figures(site, |amount| amount.bytes),
        touched: site.touched,
        path: site.path.iter().map(frame).collect(),
        leaf: site.leaf.clone(),
        reason: reason(site.reason),
        escape: site.escape.as_ref().map(escape),
        lost_pre_size: site.lost_pre_size.as_ref().and_then(place),
        annotate: place(&site.annotate),
    }
}

/// What is allocated with each operation; or once, if that is what there is more of.
fn figures(site: &explain::Site, of: fn(&Amount) -> f64) -> Figures {
    let amounts = if site.reason == Reason::Setup { &site.setup } else { &site.operation };
    let [baseline, candidate] =
        amounts.each_ref().map(|amount| amount.as_ref().map(|amount| Number(rounded(of(amount)))));
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
