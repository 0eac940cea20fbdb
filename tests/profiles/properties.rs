//! What holds of every difference.

use crate::{PAIRS, profiles};
use allocgate::pprof::{By, Difference, Filter, Profile, diff, flame_graph, package};
use regex::Regex;
use std::collections::BTreeMap;

const ALL: [By; 3] = [By::Line, By::Function, By::Package];

fn of(baseline: &Profile, candidate: &Profile, by: By) -> Difference {
    diff(baseline, candidate, "alloc_space", by, &Filter::default()).unwrap()
}

#[test]
fn a_profile_does_not_differ_from_itself() {
    for profile in PAIRS.iter().flat_map(|name| profiles(name)) {
        for by in ALL {
            let same = of(&profile, &profile, by);
            assert!(same.rows.iter().all(|row| row.flat.growth() == 0 && row.cum.growth() == 0));
            assert!(!same.rows.is_empty());
        }
    }
}

#[test]
fn turned_round_growth_has_the_other_sign() {
    for [baseline, candidate] in PAIRS.map(profiles) {
        for by in ALL {
            let figures = |difference: &Difference, sign| -> BTreeMap<_, _> {
                let rows = difference.rows.iter();
                let growth = rows.map(|row| {
                    (row.site.clone(), (row.flat.growth() * sign, row.cum.growth() * sign))
                });
                growth.collect()
            };
            let (there, back) = (of(&baseline, &candidate, by), of(&candidate, &baseline, by));
            let plain = |growth: BTreeMap<allocgate::pprof::Frame, _>| -> BTreeMap<_, _> {
                growth.into_iter().map(|(site, growth)| ((site.name, site.line), growth)).collect()
            };
            assert_eq!(plain(figures(&there, 1)), plain(figures(&back, -1)));
        }
    }
}

#[test]
fn figures_add_up_however_rows_are_made() {
    for [baseline, candidate] in PAIRS.map(profiles) {
        let lines = of(&baseline, &candidate, By::Line);
        for by in ALL {
            let rows = of(&baseline, &candidate, by);
            let flat: i64 = rows.rows.iter().map(|row| row.flat.candidate).sum();
            assert_eq!(flat, rows.total.candidate);
            let all: i64 = candidate
                .samples()
                .map(|sample| sample.values[candidate.sample_type("alloc_space").unwrap()])
                .sum();
            assert_eq!(flat, all);
            for row in &rows.rows {
                let mut of_lines = 0;
                for line in &lines.rows {
                    let is_in = match by {
                        By::Line => line.site == row.site,
                        By::Function => line.site.name == row.site.name,
                        By::Package => {
                            let path = package(&line.site.name);
                            let own = if path.is_empty() { &line.site.name } else { &*path };
                            own == row.site.name
                        }
                    };
                    of_lines += if is_in { line.flat.growth() } else { 0 };
                }
                assert_eq!(of_lines, row.flat.growth(), "{:?}", row.site);
            }
        }
    }
}

#[test]
fn a_path_leads_from_a_line_of_the_row_to_a_root() {
    for [baseline, candidate] in PAIRS.map(profiles) {
        for by in ALL {
            let difference = of(&baseline, &candidate, by);
            for row in &difference.rows {
                let first = difference.path(row).next().unwrap();
                let is_own = match by {
                    By::Line => *first == row.site,
                    By::Function => first.name == row.site.name,
                    By::Package => {
                        first.name == row.site.name || package(&first.name) == row.site.name
                    }
                };
                assert!(is_own, "{first:?} of {:?}", row.site);
            }
        }
    }
}

#[test]
fn focus_and_ignore_share_all_samples_out() {
    let [baseline, candidate] = profiles("std");
    let any = Regex::new("decode").unwrap();
    let with = |focus: Option<&Regex>, ignore: Option<&Regex>| {
        let filter = Filter { focus: focus.cloned(), ignore: ignore.cloned() };
        diff(&baseline, &candidate, "alloc_objects", By::Line, &filter).unwrap().total
    };
    let (all, only, rest) = (with(None, None), with(Some(&any), None), with(None, Some(&any)));
    assert_eq!(only.candidate + rest.candidate, all.candidate);
    assert!(only.candidate > 0 && rest.candidate > 0);
    assert_eq!(with(Some(&any), Some(&any)).candidate, 0);
}

#[test]
fn the_same_profiles_give_the_same_bytes() {
    let drawn = || {
        let [baseline, candidate] = profiles("std");
        let difference = of(&baseline, &candidate, By::Function);
        let sites: Vec<_> = difference.rows.iter().map(|row| row.site.clone()).collect();
        (sites, flame_graph(&difference, &["x".to_owned()]))
    };
    assert_eq!(drawn(), drawn());
}

#[test]
fn a_kind_that_a_profile_lacks_is_an_error_that_names_those_it_has() {
    let [baseline, candidate] = profiles("foreign");
    let error = diff(&baseline, &candidate, "cpu", By::Line, &Filter::default()).unwrap_err();
    let has = "alloc_space, inuse_space, alloc_objects";
    assert_eq!(error.to_string(), format!("the baseline has no sample type cpu; it has {has}"));
}
