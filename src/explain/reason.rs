//! Why a place allocates more.

use super::amount::Amount;
use super::grown::{operations, setups};
use super::notes::{Difference, Finding, Notes, new_findings, without_types};
use super::operation::Allocated;
use super::pairing::{Pair, Place};
use super::site::{Line, Part, Reason, Site};
use super::text::{Text, gives_size, grows, is_constant, joins, stands_in};
use super::touched::Touched;
use super::ways::Ways;
use std::cmp::Reverse;
use std::collections::BTreeSet;

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
        let ways = Ways::of(pair, self.touched);
        let is_more = |part: &Part| {
            part.growth.objects >= self.floor.objects || part.growth.bytes >= self.floor.bytes
        };
        let parts: Vec<Part> = ways.parts().into_iter().filter(is_more).collect();
        // Notes are about the line itself.
        let allocates = parts.iter().any(|part| part.inside.is_none());
        let mut found = Site {
            function: site.function.clone(),
            place: place.into(),
            baseline_place: pair.baseline.map(|(place, _)| place.into()),
            operation: operations(pair),
            setup: setups(pair),
            touched: self.touched.is_touched(&place.0, place.1),
            path: ways.most().map(|route| route.frames.clone()).unwrap_or_default(),
            parts,
            reason: Reason::NewSite,
            escapes: if allocates { self.escapes(place, site) } else { Vec::new() },
            lost_pre_size: self.lost_size(place, site),
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
        let leaf = site.leaf();
        let has_lost_size = site.lost_pre_size.is_some();
        let is_growing = || {
            let text = self.texts[1].line(&site.place.path, site.place.line);
            // A line that neither grows anything nor calls what may is not about the size.
            leaf.map_or_else(|| grows(&text) && (has_lost_size || !joins(&text)), is_buffer)
        };
        // What grew there, if it is another function that is called now, is new.
        let before = site.parts.first().map(|part| part.before).or(site.operation[0]);
        let before = before.filter(|before| before.objects > self.floor.objects);
        let is_more_often = grew.objects >= self.floor.objects;
        match before {
            _ if !is_more_often && grew.bytes < self.floor.bytes => Reason::Setup,
            Some(_) if !(is_more_often || has_lost_size && is_growing()) => Reason::Larger,
            _ if leaf.is_none() && !site.escapes.is_empty() => Reason::NewEscape,
            _ if has_lost_size && is_growing() => Reason::Growth,
            Some(_) => Reason::MoreCalls,
            None if leaf.is_none() && is_growing() => Reason::Growth,
            None if leaf.is_some() => Reason::Library,
            None => Reason::NewSite,
        }
    }

    /// What escapes there anew, first what the change has to do with. It is looked for in the function that the
    /// line is in: where that is inlined, the compiler notes all of it at the line of the call, be it what it
    /// may. What grows is no escape, and a constant that becomes an interface is not allocated.
    fn escapes(&self, place: &Place, site: &Allocated) -> Vec<Finding> {
        let function = without_types(&site.function);
        let physical = site.at.iter().filter_map(|frames| frames.iter().find(|f| !f.is_inlined));
        let physical: BTreeSet<_> = physical.map(|frame| without_types(&frame.function)).collect();
        let text = self.texts[1].line(&place.0, place.1);
        let is_its = |finding: &&&Finding| {
            let name = without_types(&finding.function);
            is_at(finding, place)
                && (name == function || physical.contains(&name))
                && !finding.expression.starts_with("append(")
                && !is_constant(&finding.expression)
                && (text.is_empty() || stands_in(&finding.expression, &text))
        };
        let is_touched = |path: &str, line| self.touched.is_touched(path, line);
        let mut found: Vec<&Finding> =
            self.difference.gained.iter().filter(is_its).copied().collect();
        found.sort_by_key(|finding| {
            let flow = finding.flow.iter().any(|step| is_touched(&step.path, step.line));
            let touched = is_touched(&finding.path, finding.line) || flow;
            (!touched, Reverse(finding.flow.len()))
        });
        found.dedup_by(|a, b| (&a.expression, a.kind) == (&b.expression, b.kind));
        found.into_iter().cloned().collect()
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
                && at(finding).is_none_or(|(path, line)| !self.gives_size(&path, line))
        };
        let lost = self.difference.lost.iter().find(is_lost)?;
        Some(Line { path: lost.path.clone(), line: lost.line })
    }

    /// The line to show a place at: of the change's own, if one has to do with it.
    fn annotated(&self, site: &Site) -> Line {
        let steps = site.escapes.iter().flat_map(|escape| &escape.flow);
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
