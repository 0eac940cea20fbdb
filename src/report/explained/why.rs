//! Why a site allocates more, in a sentence.

use super::super::text::{cut, shown};
use super::super::v1::{Escape, EscapeKind, Position, Site, SiteReason, Step};
use super::figures::{calls, sizes};
use super::name::within_package;
use super::path::position;

/// Expressions are cut here, and of more steps the rest is left out.
const LONGEST: usize = 120;
const MOST_STEPS: usize = 12;

/// Why a site allocates more.
pub fn why(site: &Site) -> String {
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
            format!("inside {inside}{}", figures(calls(site)))
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
    let verb = match escape.kind {
        EscapeKind::Escapes => "now escapes to the heap",
        EscapeKind::Moved => "is now moved to the heap",
    };
    let telling: Vec<&Step> = escape.flow.iter().filter(|step| tells(step)).collect();
    let steps = telling.iter().take(MOST_STEPS).map(|step| self::step(site, step));
    let mut steps: Vec<String> = steps.collect();
    match telling.len().saturating_sub(MOST_STEPS) {
        0 => {}
        left => steps.push(format!("{left} more")),
    }
    let flow = if steps.is_empty() { String::new() } else { format!(": {}", steps.join(" → ")) };
    format!("`{}` {verb}{flow}", words(&escape.expression))
}

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

fn words(text: &str) -> String {
    shown(&cut(text, LONGEST)).into_owned()
}
