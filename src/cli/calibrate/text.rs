//! A calibration in words.

use crate::cli::columns::{Side, columns, head};
use crate::cli::rows::Names;
use crate::proof::{Calibration, Pair};
use crate::report::v1::Verdict;
use crate::report::{count, sentence, shown};
use crate::stats;

/// So many pairs, and rows, are listed unless all are asked for.
const LISTED: usize = 20;
/// The confidence of the intervals.
const CONFIDENCE: f64 = 0.95;

/// What is said of captures called `names`.
pub(super) fn calibration(
    calibration: &Calibration,
    names: &[String],
    halved: bool,
    all: bool,
) -> String {
    let mut text = first_line(calibration);
    if halved {
        text += "one capture, its odd results against its even ones: a lower bound, since samples of \
                 one process are more alike than those of two\n";
    }
    if calibration.judged() > 0 {
        text += &rates(calibration);
    }
    text + &pairs(calibration, names, all) + &alarms(calibration, all)
}

fn first_line(calibration: &Calibration) -> String {
    let pairs = count(calibration.judged() as u64, "pair", "pairs");
    let left = calibration.pairs.len() - calibration.judged();
    let left = if left > 0 { format!("; {left} can't be judged") } else { String::new() };
    match (calibration.judged(), calibration.failed()) {
        (0, _) => {
            let why = calibration.pairs.first().and_then(why).map(|why| format!(": {why}"));
            let why = why.unwrap_or_default();
            format!("CALIBRATE CAN'T JUDGE: none of {} pairs{why}\n", calibration.pairs.len())
        }
        (_, 0) => format!("CALIBRATE PASS: none of {pairs} of equal code fails{left}\n"),
        (_, failed) => format!("CALIBRATE FAIL: {failed} of {pairs} of equal code fail{left}\n"),
    }
}

fn rates(calibration: &Calibration) -> String {
    let rate = |failed: usize, of: usize| {
        let interval = stats::proportion_interval(failed as u64, of as u64, CONFIDENCE);
        let [low, high] = [interval.low, interval.high].map(|end| percent(100.0 * end));
        format!(
            "{failed} of {of}, {}, {low} to {high}",
            percent(100.0 * failed as f64 / of.max(1) as f64)
        )
    };
    let (rows, failed) = calibration.rows();
    let (apart, failed_apart) = calibration.independent();
    let bound = stats::proportion_upper_bound(failed_apart as u64, apart as u64, CONFIDENCE);
    let clustered = format!(
        "clustered by run: {failed_apart} of {} without a run in common fail; at most {} of \
         such pairs do, with 95% confidence\n",
        count(apart as u64, "pair", "pairs"),
        percent(100.0 * bound)
    );
    let rates = format!(
        "false alarms, with intervals of 95% as if neither pairs nor rows had anything in common:\n  \
         pairs  {}\n  rows   {}\n",
        rate(calibration.failed(), calibration.judged()),
        rate(failed, rows)
    );
    rates + &clustered
}

/// A share in percent, with the digits that say something.
fn percent(share: f64) -> String {
    match share {
        0.0 => "0%".to_owned(),
        _ if share < 0.1 => format!("{share:.4}%"),
        _ if share < 10.0 => format!("{share:.2}%"),
        _ => format!("{share:.1}%"),
    }
}

fn pairs(calibration: &Calibration, names: &[String], all: bool) -> String {
    let passes = |pair: &&Pair| pair.report.verdict == Verdict::Pass;
    let short = !all && calibration.pairs.len() > LISTED;
    let wanted: Vec<&Pair> =
        calibration.pairs.iter().filter(|pair| !(short && passes(pair))).collect();
    let listed = if all { wanted.len() } else { wanted.len().min(LISTED) };
    let mut table = vec![head(&["baseline", "candidate", "rows", "regressed", "verdict"])];
    for pair in &wanted[..listed] {
        let name = |number: usize| shown(&names[number]).into_owned();
        let verdict = match (pair.report.verdict, why(pair)) {
            (Verdict::Pass, _) => "pass".to_owned(),
            (Verdict::Fail, _) => "fail".to_owned(),
            (Verdict::CannotJudge, None) => "can't judge".to_owned(),
            (Verdict::CannotJudge, Some(why)) => format!("can't judge: {why}"),
        };
        let numbers = [pair.rows, pair.regressions].map(|n| n.to_string());
        let [rows, regressions] = numbers;
        table.push(vec![name(pair.baseline), name(pair.candidate), rows, regressions, verdict]);
    }
    if listed == 0 {
        return String::new();
    }
    let sides = [Side::Left, Side::Left, Side::Right, Side::Right, Side::Left];
    format!("\npairs{}\n{}", listed_of(listed, calibration.pairs.len()), columns(&table, &sides))
}

fn alarms(calibration: &Calibration, all: bool) -> String {
    let alarms = &calibration.alarms;
    if alarms.is_empty() {
        return String::new();
    }
    let listed = if all { alarms.len() } else { alarms.len().min(LISTED) };
    let names = Names::new(alarms.iter().map(|alarm| &alarm.row)).with_packages();
    let mut table = vec![head(&["benchmark", "unit", "failed"])];
    table.extend(alarms[..listed].iter().map(|alarm| {
        let failed = format!("{} of {}", alarm.failed, alarm.judged);
        vec![names.name(&alarm.row), shown(&alarm.row.unit).into_owned(), failed]
    }));
    let sides = [Side::Left, Side::Left, Side::Right];
    format!("\nrows that failed{}\n{}", listed_of(listed, alarms.len()), columns(&table, &sides))
}

/// Why a pair can't be judged.
fn why(pair: &Pair) -> Option<String> {
    pair.report.causes.first().map(|cause| sentence(&pair.report, cause))
}

fn listed_of(listed: usize, all: usize) -> String {
    if listed < all {
        format!(" ({listed} of {all}; --all lists all)")
    } else {
        format!(" ({all})")
    }
}
