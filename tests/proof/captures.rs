//! Captures that are planted, drilled and halved.

use crate::support::*;
use allocgate::benchunit::Direction;
use allocgate::compare::Allowance;
use allocgate::policy::direction_of;
use allocgate::proof::{Drill, PlantError, Planting, RowName, Rows, calibrate, halves, plant};
use allocgate::report::v1::Verdict;
use allocgate::{Capture, Selecting, Selection};

#[test]
fn a_planted_capture_differs_in_times_and_in_what_is_planted_alone() {
    let capture = cut(JSON, 10);
    let control = judged_by_default(&capture, &capture);
    let names: Vec<RowName> = control.report.rows.iter().map(RowName::from).collect();
    let chosen = names.iter().position(|row| &*row.name == "CodeMarshal").unwrap();
    let rows = Rows::new(names.clone(), Selection::default());
    let directions = vec![Direction::LowerIsBetter; names.len()];
    let mut planting = Planting { altered: vec!["ns/op".to_owned()], ..Planting::default() };
    planting.amounts = vec![None; chosen];
    planting.amounts.push(Some(Allowance::new(100, 0)));
    let planted = plant(std::slice::from_ref(&capture), &rows, &directions, &planting).unwrap();
    let judged = judged_by_default(&capture, &planted);
    assert_eq!((judged.exit, judged.report.causes.len()), (1, 0));
    assert_eq!(regressed(&judged.report), [names[chosen].clone()]);
    for (row, before) in judged.report.rows.iter().zip(&control.report.rows) {
        let same = RowName::from(row) == names[chosen] || row.candidate == before.candidate;
        assert!(same, "{row:?}");
    }
}

#[test]
fn a_drill_turns_the_first_row_that_could_fail_red() {
    let policy = allowing_incomplete();
    let selecting = Selecting::default();
    for candidate in [cut(NEWER_JSON, 10), cut(JSON, 7), results(&[100, 200, 300, 400, 500, 600])] {
        let baseline = match candidate.starts_with(b"goos") {
            true => cut(JSON, 10),
            false => results(&[800, 100, 800, 100, 800, 800]),
        };
        let before = judged(&baseline, &candidate, &policy, &selecting).report;
        let (b, mut c) = (read(&baseline), Capture::default());
        let drill = Drill::new(&before, |unit| direction_of(unit, &b)).unwrap();
        c.alteration = Some(drill.alteration(Rows::of_report(&before, Selection::default())));
        c.read_from("candidate", candidate.as_slice()).unwrap();
        let after = allocgate::check(b, c, &policy, &selecting).unwrap();
        let mut new = regressed(&after);
        new.retain(|row| !regressed(&before).contains(row));
        assert!(new.len() == 1 && new[0] == drill.row, "{new:?}");
        assert_eq!(after.verdict, Verdict::Fail);
        let row = after.rows.iter().find(|row| RowName::from(*row) == drill.row).unwrap();
        assert_eq!(row.candidate.median, drill.medians[1]);
    }
}

#[test]
fn nothing_can_be_drilled_where_no_row_could_fail() {
    let report = judged_by_default(&cut(JSON, 3), &cut(JSON, 4)).report;
    assert!(report.rows.len() > 50);
    assert_eq!(Drill::new(&report, |_| Some(Direction::LowerIsBetter)), None);
}

#[test]
fn halves_of_one_capture_and_two_releases_are_calibrated_as_pairs() {
    let policy = allowing_incomplete();
    let calibrated = |captures: &[Vec<u8>]| {
        let judge = |b: usize, c: usize| {
            Ok::<_, PlantError>(judged(&captures[b], &captures[c], &policy, &Selecting::default()))
        };
        calibrate(captures.len(), judge).unwrap()
    };
    let halves = calibrated(&halves(&[cut(JSON, 10)]).unwrap());
    assert_eq!((halves.pairs.len(), halves.judged(), halves.failed()), (2, 2, 0));
    assert_eq!(halves.rows(), (112, 0));
    let releases = calibrated(&[cut(JSON, 10), cut(NEWER_JSON, 10)]);
    assert_eq!((releases.pairs.len(), releases.failed()), (2, 2));
    assert!(releases.alarms.len() > 20);
    assert!(releases.alarms.iter().all(|alarm| alarm.judged == 2));
}
