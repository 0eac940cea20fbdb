//! What was found, and where.

use super::super::explained::{line, rest, shown_at};
use super::super::fingerprint::Fingerprints;
use super::super::problems::{About, Problem, Severity, file_of, problems};
use super::super::v1::{Mode, Report, Site};
use super::flow::{CodeFlow, flows};
use super::location::Location;
use super::message::Message;
use super::rules::{id, index};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// A result, in the format's word.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Finding {
    rule_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    code_flows: Vec<CodeFlow>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression>,
}

/// What lets a result pass.
#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    justification: String,
}

/// The first results, and how many more there are.
pub(super) fn results(report: &Report, most: usize) -> (Vec<Finding>, usize) {
    let problems = problems(report);
    let groups = groups(&problems);
    let sites = |group: &Group<'_>| group.sites().len().max(1);
    let total: usize = groups.iter().map(sites).sum();
    let mut fingerprints = Fingerprints::default();
    let all = groups.iter().flat_map(|group| {
        let sites: Vec<Option<&Site>> = match group.sites() {
            [] => vec![None],
            sites => sites.iter().map(Some).collect(),
        };
        let known = group.fingerprints(&sites, &mut fingerprints);
        let each = sites.into_iter().zip(known);
        each.map(move |(site, fingerprint)| group.finding(report, site, fingerprint))
    });
    let first: Vec<Finding> = all.take(most).collect();
    let left_out = total - first.len();
    (first, left_out)
}

/// The units in which a benchmark regressed: its lines are told once. Any other problem is alone.
struct Group<'a> {
    first: &'a Problem<'a>,
    others: Vec<&'a Problem<'a>>,
}

fn groups<'a>(problems: &'a [Problem<'a>]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::new();
    for problem in problems {
        let next = groups.len();
        let index = match &problem.about {
            Some(about) if problem.allocates_at().is_some() => {
                let benchmark = (problem.kind, about.package, about.name, about.configuration);
                *known.entry(benchmark).or_insert(next)
            }
            _ => next,
        };
        match groups.get_mut(index) {
            Some(group) => group.others.push(problem),
            None => groups.push(Group { first: problem, others: Vec::new() }),
        }
    }
    groups
}

impl<'a> Group<'a> {
    fn sites(&self) -> &'a [Site] {
        self.first.explanation.map_or(&[], |explanation| &explanation.sites)
    }

    /// One for each of the sites. Of those that are alike, lines say which is which: figures, by whose size
    /// sites are ordered, change from run to run.
    fn fingerprints(&self, sites: &[Option<&Site>], known: &mut Fingerprints) -> Vec<String> {
        let mut by_line: Vec<(usize, &Option<&Site>)> = sites.iter().enumerate().collect();
        by_line.sort_by_key(|(_, site)| {
            let place = site.and_then(|site| site.place.as_ref());
            place.map(|place| (&place.path, place.line))
        });
        let mut all = vec![String::new(); sites.len()];
        for (index, site) in by_line {
            all[index] = known.of(&self.identity(*site));
        }
        all
    }

    fn finding(&self, report: &Report, site: Option<&Site>, fingerprint: String) -> Finding {
        Finding {
            rule_id: id(self.first.kind),
            rule_index: index(self.first.kind),
            level: level(report, self.first.severity),
            message: Message::new(&self.message(site)),
            locations: [self.location(report, site)],
            related_locations: self.related(site),
            code_flows: site.map_or_else(Vec::new, flows),
            partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint)]),
            suppressions: self.suppression().into_iter().collect(),
        }
    }

    /// What it is known by: a site in whatever unit, and when its line has moved.
    fn identity<'s>(&self, site: Option<&'s Site>) -> Vec<&'s str>
    where
        'a: 's,
    {
        let first = self.first;
        let (Some(site), Some(about)) = (site, &first.about) else { return first.identity() };
        let expression = site.escape.as_ref().map_or("", |escape| &escape.expression);
        let leaf = site.leaf.as_deref().unwrap_or_default();
        let configuration = about.configuration.iter().flat_map(|(key, value)| [&**key, &**value]);
        [first.kind, about.package, about.name, &site.function, expression, leaf]
            .into_iter()
            .chain(configuration)
            .collect()
    }

    /// The line that allocates more, what was judged, and what can't be said, a line each.
    fn message(&self, site: Option<&Site>) -> String {
        let problems = [self.first].into_iter().chain(self.others.iter().copied());
        let rest = self.first.explanation.into_iter().flat_map(|e| rest(e, e.sites.len()));
        let lines = site.map(line).into_iter().chain(problems.map(Problem::line)).chain(rest);
        format!("{}: {}", self.first.title(), lines.collect::<Vec<_>>().join("\n"))
    }

    fn location(&self, report: &Report, site: Option<&Site>) -> Location {
        let place = site.and_then(shown_at).cloned().or_else(|| self.first.place());
        let location = match place {
            Some(place) => Location::of(&place),
            None => Location::at(&file_of(report), 1),
        };
        let function = match (site, &self.first.about) {
            (Some(site), _) => Some(site.function.clone()),
            (None, Some(about)) => Some(function(about)),
            (None, None) => None,
        };
        match function {
            Some(function) => location.within(&function),
            None => location,
        }
    }

    /// The site itself, where the result stands at another line, and the benchmark.
    fn related(&self, site: Option<&Site>) -> Vec<Location> {
        let Some(site) = site else { return Vec::new() };
        let elsewhere = site.place.as_ref().filter(|place| shown_at(site) != Some(place));
        let here = elsewhere
            .map(|place| Location::of(place).within(&site.function).saying("it is allocated here"));
        let about = self.first.about.as_ref();
        let declared = about.and_then(|about| {
            let function = function(about);
            Some(Location::of(about.place?).within(&function).saying("the benchmark that shows it"))
        });
        here.into_iter().chain(declared).collect()
    }

    fn suppression(&self) -> Option<Suppression> {
        let is_waived = self.first.severity == Severity::Waived;
        let justification = self.first.why.clone();
        is_waived.then_some(Suppression { kind: "external", justification })
    }
}

/// The name of our own fingerprint: that of GitHub is of the line's text, which its uploader has.
const FINGERPRINT: &str = "allocgate/v1";

/// The benchmark as Go names it.
fn function(about: &About<'_>) -> String {
    let (package, function) = about.function();
    let dot = if package.is_empty() { "" } else { "." };
    format!("{package}{dot}Benchmark{function}")
}

/// Where the exit code is 0 whatever is found, nothing is an error.
fn level(report: &Report, severity: Severity) -> &'static str {
    match severity {
        _ if report.policy.mode == Mode::Report => "note",
        Severity::Failure | Severity::CannotJudge => "error",
        Severity::Warning => "warning",
        Severity::Waived => "note",
    }
}
