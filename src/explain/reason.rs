//! Why a place allocates more.

use super::amount::Amount;
use super::at::escapes_at;
use super::grown::{operations, setups};
use super::notes::{Difference, Finding, Notes, new_findings, without_types};
use super::operation::{Allocated, Route};
use super::pairing::{Pair, Place};
use super::site::{Line, Reason, Site, growth};
use super::text::{Text, gives_size, grows};
use super::touched::Touched;

/// What there is to tell reasons by.
pub(super) struct Evidence<'a> {
    difference: Difference<'a>,
    touched: &'a Touched,
    texts: [&'a Text<'a>; 2],
    floor: Amount,
}

impl<'a> Evidence<'a> {
    pub fn of(
        [baseline, candidate]: [&'a Notes; 2],
        touched: &'a Touched,
        texts: [&'a Text<'a>; 2],
        floor: Amount,
    ) -> Evidence<'a> {
        let difference = new_findings(baseline, candidate, touched);
        Evidence { difference, touched, texts, floor }
    }

    /// A place that grew, with its reason; none if the candidate doesn't have it.
    pub fn site(&self, pair: &Pair<'_>) -> Option<Site> {
        let (place, site) = pair.candidate?;
        let route = route(pair);
        let escape = self.escape(place, site);
        let lost_pre_size = self.lost_size(place, site);
        let (path, leaf) = (route.frames.clone(), route.leaf.clone());
        let mut found = Site {
            function: site.function.clone(),
            place: place.into(),
            baseline_place: pair.baseline.map(|(place, _)| place.into()),
            operation: operations(pair),
            setup: setups(pair),
            touched: self.touched.is_touched(&place.0, place.1),
            path,
            leaf,
            reason: Reason::NewSite,
            escape: escape.cloned(),
            lost_pre_size,
            annotate: place.into(),
        };
        found.reason = self.reason(&found);
        if found.reason != Reason::Growth {
            found.lost_pre_size = None;
        }
        found.annotate = self.annotated(&found);
        Some(found)
    }

    fn reason(&self, site: &Site) -> Reason {
        let grew = site.growth();
        let is_growing = || {
            let text = self.texts[1].line(&site.place.path, site.place.line);
            // A line that neither grows anything nor calls what may is not about the size.
            site.leaf.as_ref().map_or_else(|| grows(&text), |leaf| is_buffer(leaf))
        };
        let has_lost_size = site.lost_pre_size.is_some();
        let before = site.operation[0].filter(|before| before.objects > self.floor.objects);
        let is_more_often = grew.objects >= self.floor.objects;
        match before {
            _ if !is_more_often && grew.bytes < self.floor.bytes => Reason::Setup,
            _ if site.escape.is_some() => Reason::NewEscape,
            _ if has_lost_size && is_growing() => Reason::Growth,
            Some(_) if is_more_often => Reason::MoreCalls,
            Some(_) => Reason::Larger,
            None if site.leaf.is_none() && is_growing() => Reason::Growth,
            None if site.leaf.is_some() => Reason::Library,
            None => Reason::NewSite,
        }
    }

    /// What escapes there anew; of several what the change wrote. Where the function is inlined, the same
    /// is found in the function itself, at the line that people know.
    fn escape(&self, place: &Place, site: &Allocated) -> Option<&'a Finding> {
        let found = site.at.iter().flat_map(|frames| escapes_at(&self.difference.gained, frames));
        let is_touched = |path: &str, line| self.touched.is_touched(path, line);
        let found = found.max_by_key(|finding| {
            let flow = finding.flow.iter().any(|step| is_touched(&step.path, step.line));
            (
                is_at(finding, place),
                is_touched(&finding.path, finding.line) || flow,
                finding.flow.len(),
            )
        })?;
        if is_at(found, place) {
            return Some(found);
        }
        let function = without_types(&site.function);
        let is_same = |finding: &&&Finding| {
            is_at(finding, place)
                && without_types(&finding.function) == function
                && (&finding.expression, finding.kind) == (&found.expression, found.kind)
        };
        Some(self.difference.gained.iter().find(is_same).copied().unwrap_or(found))
    }

    /// Where the baseline gave a size in the same function, in a line that is no more.
    fn lost_size(&self, place: &Place, site: &Allocated) -> Option<Line> {
        self.lost_line(place, site).or_else(|| self.lost_make(place, site))
    }

    /// Likewise, where the file is the same one or is known to have had another name.
    fn lost_line(&self, place: &Place, site: &Allocated) -> Option<Line> {
        let within = |line: u32| (site.start..=place.1).contains(&line);
        let path = self.touched.baseline_path(&place.0)?;
        let lines = self.texts[0].lines(&path);
        let gave = (1..).zip(lines.iter()).filter(|(_, text)| gives_size(text));
        let lost = gave.filter(|(line, _)| self.touched.candidate_of(&path, *line).is_none());
        let there = |line: u32| self.touched.hunk_of_baseline(&path, line);
        let of_it = lost.filter(|(line, _)| {
            there(*line).is_some_and(|(there, at)| {
                there == place.0 && within(at) && !self.gives_size(&there, at)
            })
        });
        let lost = of_it.map(|(line, _)| line).last();
        lost.map(|line| Line { path, line })
    }

    /// Whether a line of the candidate gives a size, still or otherwise.
    fn gives_size(&self, path: &str, line: u32) -> bool {
        gives_size(&self.texts[1].line(path, line))
    }

    /// Where the compiler found something to be made in the same function, and finds it no more.
    fn lost_make(&self, place: &Place, site: &Allocated) -> Option<Line> {
        let function = without_types(&site.function);
        let at = |finding: &Finding| self.touched.hunk_of_baseline(&finding.path, finding.line);
        let is_before = |finding: &Finding| {
            at(finding).is_none_or(|(path, line)| path != place.0 || line <= place.1)
        };
        let is_lost = |finding: &&&Finding| {
            gives_size(&finding.expression)
                && without_types(&finding.function) == function
                && is_before(finding)
        };
        let lost = self.difference.lost.iter().find(is_lost)?;
        Some(Line { path: lost.path.clone(), line: lost.line })
    }

    /// The line to show a place at: of the change's own, if one has to do with it.
    fn annotated(&self, site: &Site) -> Line {
        let steps = site.escape.iter().flat_map(|escape| &escape.flow);
        let steps = steps.map(|step| (&*step.path, step.line));
        let frames = site.path.iter().map(|frame| (&*frame.path, frame.line));
        let own = (&*site.place.path, site.place.line);
        let lost = site.lost_pre_size.as_ref();
        let lost = lost.and_then(|lost| self.touched.hunk_of_baseline(&lost.path, lost.line));
        let lost = lost.as_ref().map(|(path, line)| (&**path, *line));
        let mut candidates = std::iter::once(own).chain(steps).chain(lost).chain(frames);
        let touched = candidates.find(|(path, line)| {
            !path.is_empty()
                && (self.touched.is_touched(path, *line) || Some((*path, *line)) == lost)
        });
        let (path, line) = touched.unwrap_or(own);
        Line { path: path.to_owned(), line }
    }
}

/// Whether a function fills something that may be too small: a buffer, a builder, a slice.
fn is_buffer(function: &str) -> bool {
    const GROWING: [&str; 5] =
        ["bytes.(*Buffer).", "strings.(*Builder).", "slices.", "maps.", "bufio.(*Writer)."];
    let appends = function.rsplit('.').next().is_some_and(|name| name.starts_with("Append"));
    appends || GROWING.iter().any(|growing| function.starts_with(growing))
}

fn is_at(finding: &Finding, place: &Place) -> bool {
    (&finding.path, finding.line) == (&place.0, place.1)
}

/// The way to a place by which most more is allocated.
fn route<'a>(pair: &Pair<'a>) -> &'a Route {
    static NONE: std::sync::LazyLock<Route> = std::sync::LazyLock::new(Route::default);
    let Some((_, site)) = pair.candidate else { return &NONE };
    let before = |names: &Vec<String>| {
        let route = pair.baseline.and_then(|(_, site)| site.routes.get(names));
        route.map(|route| route.operation)
    };
    let more =
        |(names, route): &(&Vec<String>, &Route)| growth([before(names), Some(route.operation)]);
    let most = site.routes.iter().max_by(|a, b| {
        let (one, other) = (more(a), more(b));
        let by_objects = one.objects.total_cmp(&other.objects);
        by_objects.then(one.bytes.total_cmp(&other.bytes)).then_with(|| b.0.cmp(a.0))
    });
    most.map_or(&NONE, |(_, route)| route)
}
