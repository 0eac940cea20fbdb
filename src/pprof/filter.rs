use super::profile::Profile;
use super::samples::Sample;
use regex::Regex;

/// Which samples count, as pprof's `-focus` and `-ignore` have it. An expression matches a location by the
/// name or the file of any function in it, or by the file of its binary.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only samples with a location in their stack that it matches, and `ignore` doesn't.
    pub focus: Option<Regex>,
    /// No samples with a location in their stack that it matches.
    pub ignore: Option<Regex>,
}

/// What a filter says of each location of a profile.
pub(super) struct Chosen {
    /// `None` where all samples are chosen.
    locations: Option<Vec<Choice>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    Focused,
    Ignored,
    Neither,
}

impl Filter {
    pub(super) fn of(&self, profile: &Profile) -> Chosen {
        if self.focus.is_none() && self.ignore.is_none() {
            return Chosen { locations: None };
        }
        // Each text is matched once, however many locations have it.
        let focus = self.focus.as_ref().map(|focus| Matched::of(focus, profile));
        let ignore = self.ignore.as_ref().map(|ignore| Matched::of(ignore, profile));
        let choice = |location| {
            if ignore.as_ref().is_some_and(|ignore| ignore.has(location)) {
                Choice::Ignored
            } else if focus.as_ref().is_none_or(|focus| focus.has(location)) {
                Choice::Focused
            } else {
                Choice::Neither
            }
        };
        let locations = (0..profile.location_count() as u32).map(choice).collect();
        Chosen { locations: Some(locations) }
    }
}

impl Chosen {
    pub fn has(&self, sample: &Sample<'_>) -> bool {
        let Some(locations) = &self.locations else { return true };
        let mut choices = sample.stack.iter().map(|location| locations[*location as usize]);
        let mut focused = false;
        choices.all(|choice| {
            focused |= choice == Choice::Focused;
            choice != Choice::Ignored
        }) && focused
    }
}

/// What an expression matches.
struct Matched<'a> {
    expression: &'a Regex,
    profile: &'a Profile,
    functions: Vec<bool>,
}

impl<'a> Matched<'a> {
    fn of(expression: &'a Regex, profile: &'a Profile) -> Matched<'a> {
        let functions = (0..profile.function_count() as u32).map(|index| {
            let function = profile.function(index);
            expression.is_match(function.name) || expression.is_match(function.file)
        });
        Matched { expression, profile, functions: functions.collect() }
    }

    fn has(&self, location: u32) -> bool {
        let lines = self.profile.location(location);
        let file = self.profile.mapping_file(location);
        lines.iter().any(|line| self.functions[line.function as usize])
            || (!file.is_empty() && self.expression.is_match(file))
    }
}
