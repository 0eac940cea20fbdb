//! Why a row, or a budget, became what it is, in one sentence.

use super::accepted::waiver;
use super::text::{cut, p_value, percent, shown, value};
use super::v1::{
    BudgetRow, BudgetStatus, Change, Level, Origin, Reason, Report, Row, Rule, Status, Test,
    WaiverState, WaiverUse,
};

/// Why a row has its status.
pub(super) fn why(report: &Report, row: &Row) -> String {
    let rule = report.policy.rules.get(row.rule as usize);
    let asides = [
        other_test(row, rule),
        level(rule, row.status),
        waived(report, row.waiver, row.status == Status::Waived),
    ];
    let asides = asides.into_iter().flatten().map(|aside| format!("; {aside}"));
    format!("{}{}", reason(row, rule), asides.collect::<String>())
}

fn reason(row: &Row, rule: Option<&Rule>) -> String {
    let allowed = allowed(rule, &row.unit);
    let way = if row.status == Status::Improvement { "better" } else { "worse" };
    match row.reason {
        Reason::Same => "the medians are equal".to_owned(),
        Reason::WithinThreshold => format!("differs by no more than {allowed}"),
        Reason::NotSignificant => {
            format!("differs by more than {allowed}, but {}", not_established(row))
        }
        Reason::BeyondThreshold => match row.change {
            Change::FromZero => format!("{way} by more than {allowed}: it was zero"),
            _ => format!("{way} by more than {allowed}"),
        },
        Reason::RoundingFlips => "all values are one of two neighbouring integers, the baseline has both, and B/op did not grow: a mean rounded now up, now down".to_owned(),
        Reason::TooFewSamples | Reason::TooFewSamplesBeyondThreshold => too_few(row, rule),
        Reason::IterationsDiffer => format!(
            "N differs: {} against {}; measure both sides with one -benchtime, such as -benchtime=1000x",
            value(row.baseline.iterations.0),
            value(row.candidate.iterations.0)
        ),
        Reason::NotANumber => "a value is not a number".to_owned(),
    }
}

fn not_established(row: &Row) -> String {
    match (row.evidence.adjusted_p, row.evidence.family) {
        (Some(p), Some(rows)) => {
            format!("not established among {rows} rows: adjusted p = {}", p_value(p))
        }
        _ => "the samples overlap too much to establish it".to_owned(),
    }
}

fn too_few(row: &Row, rule: Option<&Rule>) -> String {
    let needed = row.evidence.samples_needed;
    let needed = needed.map_or_else(|| "more".to_owned(), |n| n.to_string());
    let alpha = rule.map_or(f64::NAN, |rule| rule.alpha);
    let shared = match row.evidence.family {
        Some(rows) => format!(" shared by {rows} rows"),
        None => String::new(),
    };
    let (b, c) = (row.baseline.n, row.candidate.n);
    format!("n = {b} and {c} can't establish anything at p ≤ {alpha}{shared}; {needed} a side can")
}

/// What whoever compares with benchstat will wonder about.
fn other_test(row: &Row, rule: Option<&Rule>) -> Option<String> {
    let other = row.evidence.other?;
    let test = match rule?.evidence {
        Test::Exceeds => "two-sided test, as benchstat's,",
        Test::Differs => "test of a change beyond the threshold",
    };
    let p = p_value(other.p);
    match row.reason {
        Reason::BeyondThreshold if !other.significant => {
            Some(format!("by the {test} it would not fail at this level (p = {p})"))
        }
        Reason::NotSignificant if other.significant => {
            Some(format!("by the {test} it would fail (p = {p})"))
        }
        _ => None,
    }
}

/// What a rule makes of a regression.
fn level(rule: Option<&Rule>, status: Status) -> Option<String> {
    let rule = rule?;
    match (status, rule.level) {
        (Status::Warning, Level::Warn) => Some(format!("{} only warns", named(rule))),
        (Status::Ignored, _) => Some(format!("{} ignores it", named(rule))),
        _ => None,
    }
}

/// What a waiver has to do with it.
fn waived(report: &Report, used: Option<WaiverUse>, is_waived: bool) -> Option<String> {
    let waiver = waiver(report, used)?;
    let place = place(&waiver.origin);
    let max = value(waiver.max.0);
    let expires = shown(&waiver.expires);
    match used?.state {
        WaiverState::Holds if is_waived => Some(format!(
            "waived up to {max} until {expires} ({place}): {} <{}>",
            shown(&cut(&waiver.reason, LONGEST_REASON)),
            shown(&cut(&waiver.link, LONGEST_REASON)),
        )),
        WaiverState::Holds => None,
        WaiverState::Expired => Some(format!("its waiver ({place}) expired on {expires}")),
        WaiverState::PastCeiling => {
            Some(format!("past the {max} that its waiver ({place}) lets pass"))
        }
    }
}

/// A waiver's words are cut here.
const LONGEST_REASON: usize = 200;

/// Why a budget became what it is.
pub(super) fn why_budget(report: &Report, row: &BudgetRow) -> String {
    let Some(budget) = report.policy.budgets.get(row.budget as usize) else {
        return "of a budget that the report lacks".to_owned();
    };
    let whose = if budget.directive { "the directive at" } else { "the budget at" };
    let place = format!("{whose} {}", place(&budget.origin));
    let max = format!("{} {}", value(budget.max.0), shown(&budget.unit));
    let text = match row.status {
        BudgetStatus::Met => format!("within the {max} of {place}"),
        BudgetStatus::Over | BudgetStatus::Waived => format!("past the {max} of {place}"),
        BudgetStatus::OverInBytes => format!(
            "past the {max} of {place}: Go rounds allocs/op down to 0, but B/op is {}, so it allocates; a budget for B/op would say how much is meant",
            value(row.median.0)
        ),
        BudgetStatus::UnitAbsent => format!("its results lack the unit of {place}"),
        BudgetStatus::NotANumber => format!("a value is not a number; {place}"),
    };
    match waived(report, row.waiver, row.status == BudgetStatus::Waived) {
        Some(aside) => format!("{text}; {aside}"),
        None => text,
    }
}

/// A rule by its name or place.
pub fn named(rule: &Rule) -> String {
    let whose = if rule.of_change { " of the candidate's own policy" } else { "" };
    match (&rule.name, &rule.origin) {
        (Some(name), origin) => {
            format!("rule {}{whose} ({})", shown(&cut(name, LONGEST_REASON)), place(origin))
        }
        (None, Origin::File { .. }) => format!("the rule{whose} at {}", place(&rule.origin)),
        (None, _) => format!("the default rule{whose}"),
    }
}

/// Where something stands.
pub fn place(origin: &Origin) -> String {
    match origin {
        Origin::Default => "the default".to_owned(),
        Origin::Flag => "a flag".to_owned(),
        Origin::File { path, line } => format!("{}:{line}", shown(&cut(path, LONGEST_REASON))),
    }
}

/// The allowed change and who set it.
fn allowed(rule: Option<&Rule>, unit: &str) -> String {
    let threshold = rule.map_or("?", |rule| rule.threshold.as_str());
    let amount = |amount: &str| format!("{} {}", shown(amount), shown(unit));
    let threshold = match (threshold.split_once(",+"), threshold.strip_prefix('+')) {
        (Some((percent, absolute)), _) => {
            format!("{}, at least {},", shown(percent), amount(absolute))
        }
        (None, Some(absolute)) => amount(absolute),
        (None, None) => shown(threshold).into_owned(),
    };
    format!("the {threshold} that {}", by(rule))
}

/// Who allows what is allowed.
fn by(rule: Option<&Rule>) -> String {
    let Some(rule) = rule else {
        return "the default rule allows".to_owned();
    };
    match (&rule.threshold_origin, &rule.origin) {
        (Origin::Flag, _) => "--threshold allows".to_owned(),
        (Origin::File { .. }, Origin::File { .. }) | (Origin::Default, Origin::Default) => {
            format!("{} allows", named(rule))
        }
        // A rule that only warns, or ignores, is named for that.
        (set, Origin::File { .. }) if rule.level == Level::Fail => {
            format!("{} allows under {}", place(set), named(rule))
        }
        (Origin::Default, _) => "the default rule allows".to_owned(),
        (set, _) => format!("{} allows", place(set)),
    }
}

/// The change as a column shows it.
pub(super) fn change(row: &Row) -> String {
    match row.change {
        Change::Unchanged => "0.00%".to_owned(),
        Change::Ratio { ratio } => percent(ratio.0),
        Change::FromZero => "from zero".to_owned(),
        Change::ToZero => "-100.00%".to_owned(),
        Change::Difference { difference } => signed(difference.0),
    }
}

/// A value with its sign; infinities have theirs already.
fn signed(difference: f64) -> String {
    let sign = if difference >= 0.0 && difference.is_finite() { "+" } else { "" };
    format!("{sign}{}", value(difference))
}
