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
        let matched = |expression: &Regex| matched(profile, |text| expression.is_match(text));
        let (focus, ignore) = (self.focus.as_ref().map(matched), self.ignore.as_ref().map(matched));
        let choice = |location: usize| {
            if ignore.as_ref().is_some_and(|ignore| ignore[location]) {
                Choice::Ignored
            } else if focus.as_ref().is_none_or(|focus| focus[location]) {
                Choice::Focused
            } else {
                Choice::Neither
            }
        };
        let locations = (0..profile.location_count()).map(choice).collect();
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

/// Which locations an expression matches. A text is matched once, however many functions and binaries have it.
fn matched(profile: &Profile, is_match: impl Fn(&str) -> bool) -> Vec<bool> {
    let mut known = vec![None; profile.strings.len()];
    let mut has = |text: u32| {
        let is_match = || is_match(profile.strings.get(text));
        *known[text as usize].get_or_insert_with(is_match)
    };
    let functions = profile.functions.iter();
    let functions: Vec<bool> =
        functions.map(|function| has(function.name) || has(function.file)).collect();
    let location = |index| {
        let lines = profile.location(index);
        let is_in_lines = lines.iter().any(|line| functions[line.function as usize]);
        let is_known = !profile.mapping_file(index).is_empty();
        is_in_lines || (is_known && has(profile.locations.file(index)))
    };
    // Limits keep the number of locations below 2³².
    (0..profile.location_count() as u32).map(location).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pprof::{Limits, read};
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    #[test]
    fn a_text_is_matched_once_however_many_have_it() {
        let field =
            |field: u8, bytes: &[u8]| [&[field << 3 | 2, bytes.len() as u8], bytes].concat();
        let mut profile = field(1, &[8, 0]);
        // Functions of one file, and locations of one binary.
        for id in 1..=9 {
            profile.extend(field(5, &[8, id, 16, 2, 32, 1]));
            profile.extend(field(3, &[8, id, 40, 3]));
            profile.extend(field(4, &[8, id, 16, id, 34, 2, 8, id]));
        }
        for text in ["", "file", "name", "binary"] {
            profile.extend(field(6, text.as_bytes()));
        }
        let profile = read(&profile, Limits::default()).unwrap();
        let times = RefCell::new(BTreeMap::new());
        let none = matched(&profile, |text| {
            *times.borrow_mut().entry(text.to_owned()).or_insert(0) += 1;
            false
        });
        assert_eq!(none, [false; 9]);
        let times: Vec<(String, u32)> = times.into_inner().into_iter().collect();
        assert_eq!(times, ["binary", "file", "name"].map(|text| (text.to_owned(), 1)));
        assert_eq!(matched(&profile, |text| text == "binary"), [true; 9]);
    }
}
