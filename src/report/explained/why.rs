//! Why a site allocates more, in a sentence.

use super::super::text::{cut, shown};
use super::super::v1::{Escape, EscapeKind, Part, Position, Site, SiteReason, Step};
use super::figures::{self, calls, sizes};
use super::name::within_package;
use super::path::position;
use regex::Regex;
use std::sync::LazyLock;

/// Expressions are cut here, and of more steps the rest is left out.
const LONGEST: usize = 120;
const MOST_STEPS: usize = 12;

/// Why a site allocates more: the reason, and what else there is in the same line.
pub fn why(site: &Site) -> String {
    let first = reason(site);
    let others = site.parts.iter().skip(1).take(MOST_PARTS).map(|part| also(site, part));
    std::iter::once(first).chain(others).collect::<Vec<_>>().join("; and ")
}

/// More functions of one line are not named.
const MOST_PARTS: usize = 4;

/// `+2.00 allocs/op, +32 B/op inside sort.Slice`.
fn also(site: &Site, part: &Part) -> String {
    let by = figures::part(part);
    match (&part.inside, &site.escape) {
        (Some(function), _) => format!("{by} inside {}", within_package(function)),
        (None, Some(escape)) => format!("{by} in the line itself: {}", escaped(site, escape)),
        (None, None) => format!("{by} in the line itself"),
    }
}

fn reason(site: &Site) -> String {
    let inside = site.leaf.as_deref().map(within_package);
    let aside = inside.as_ref().map_or_else(String::new, |leaf| format!(", inside {leaf}"));
    let figures = |figures: Option<String>| figures.map_or_else(String::new, |f| format!(": {f}"));
    match site.reason {
        SiteReason::Setup => format!("setup: once, not with each operation{aside}"),
        SiteReason::NewEscape => match &site.escape {
            Some(escape) => escaped(site, escape),
            None => "a new escape to the heap".to_owned(),
        },
        SiteReason::Growth => format!("{}{aside}", grows(site)),
        SiteReason::Library => {
            let inside = inside.unwrap_or_else(|| "a library".to_owned());
            let own = site.parts.first().map(figures::part).or_else(|| calls(site));
            format!("inside {inside}{}", figures(own))
        }
        SiteReason::NewSite => match &site.escape {
            Some(escape) => format!("new allocation site{aside}: {}", escaped(site, escape)),
            None => format!("new allocation site{aside}"),
        },
        SiteReason::Larger => format!("larger objects{aside}{}", figures(sizes(site))),
        SiteReason::MoreCalls => format!("same site, more calls{aside}{}", figures(calls(site))),
        SiteReason::Unknown => "for a reason that this version doesn't know".to_owned(),
    }
}

/// ``"`r` now escapes to the heap: `&r` (address-of) at :48:14 → `e.trace(k, &r)` (call parameter) at :48:10"``.
fn escaped(site: &Site, escape: &Escape) -> String {
    let verb = match (site.also_escape.len(), escape.kind) {
        (0, EscapeKind::Escapes) => "now escapes to the heap",
        (0, EscapeKind::Moved) => "is now moved to the heap",
        (_, EscapeKind::Escapes) => "now escape to the heap",
        (_, EscapeKind::Moved) => "are now moved to the heap",
    };
    let telling: Vec<&Step> = escape.flow.iter().filter(|step| tells(step)).collect();
    let steps = telling.iter().take(MOST_STEPS).map(|step| self::step(site, step));
    let mut steps: Vec<String> = steps.collect();
    match telling.len().saturating_sub(MOST_STEPS) {
        0 => {}
        left => steps.push(format!("{left} more")),
    }
    let flow = if steps.is_empty() { String::new() } else { format!(": {}", steps.join(" → ")) };
    format!("{} {verb}{flow}", all(site, escape))
}

/// What escapes in the line: `` `a`, `b` and `c` ``.
fn all(site: &Site, escape: &Escape) -> String {
    let others = site.also_escape.iter().map(String::as_str);
    let mut names: Vec<String> = std::iter::once(&*escape.expression)
        .chain(others)
        .take(MOST_NAMED)
        .map(|expression| format!("`{}`", words(expression)))
        .collect();
    let more = (1 + site.also_escape.len()).saturating_sub(MOST_NAMED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    match names.split_last() {
        Some((last, first)) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}

/// More of what escapes in one line is counted.
const MOST_NAMED: usize = 4;

/// Whether a step says more than that the compiler has a place for something: `spill` is what it is about
/// itself, and `... argument` the slice behind `...`.
pub fn tells(step: &Step) -> bool {
    step.how != "spill" && step.what != "... argument"
}

/// ``"`&r` (address-of) at :48:14"``: the file is left out where it is that of the site.
pub fn step(site: &Site, step: &Step) -> String {
    let how = match words(&step.how) {
        how if how.is_empty() => how,
        how => format!(" ({how})"),
    };
    let at = at(site, &step.place).map_or_else(String::new, |place| format!(" at {place}"));
    format!("`{}`{how}{at}", words(&step.what))
}

fn at(site: &Site, place: &Position) -> Option<String> {
    let own = site.place.as_ref().map(|own| own.path.as_str());
    let line = match (place.line, place.column) {
        (0, _) => String::new(),
        (line, 0) => format!(":{line}"),
        (line, column) => format!(":{line}:{column}"),
    };
    let text = match place.path.as_deref().filter(|path| Some(*path) != own) {
        Some(path) => format!("{}{line}", position(path, 0)),
        // Without a file it is in a library, whose line says nothing.
        None if place.path.is_none() => String::new(),
        None => line,
    };
    (!text.is_empty()).then_some(text)
}

/// What grows is told by the place where the baseline gave it its size.
fn grows(site: &Site) -> String {
    match &site.lost_pre_size {
        Some(place) => {
            let place = position(&place.path, place.line.get());
            format!("grows as it is filled: the size that the baseline gives it at {place} is gone")
        }
        None => "grows as it is filled".to_owned(),
    }
}

/// An expression; what the compiler calls the results of inlined calls has no name in the source.
fn words(text: &str) -> String {
    static RESULT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"~[rb]\d+").ok());
    let text = RESULT.as_ref().map_or(text.into(), |result| result.replace_all(text, "…"));
    shown(&cut(&text, LONGEST)).into_owned()
}
