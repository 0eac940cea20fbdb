//! What sites allocate, as figures of one operation.

use super::super::text::{cut, shown, value};
use super::super::v1::{Figures, Number, Part, Share, Site};

/// Decimals of counts: of less than one in a hundred operations nobody wants to know. Bytes are in the
/// hundreds.
const COUNT: usize = 2;
const BYTES: usize = 1;

/// `+1.00 allocs/op, +48 B/op`: what grew, and both where neither did. Of setup `+200 objects, +3200 B once`.
pub(super) fn growth(site: &Site) -> String {
    if let Some(once) = site.once {
        let objects = signed(by(once.objects), BYTES);
        return format!("{objects} objects, {} B once", signed(by(once.bytes), BYTES));
    }
    let units = [(site.allocs, COUNT, "allocs/op"), (site.bytes, BYTES, "B/op")];
    let all = units.map(|(figures, decimals, unit)| (signed(by(figures), decimals), unit));
    let moved: Vec<String> = all
        .iter()
        .filter(|(by, _)| by.bytes().any(|b| matches!(b, b'1'..=b'9' | b'a'..=b'z')))
        .map(|(by, unit)| format!("{by} {unit}"))
        .collect();
    if moved.is_empty() { "+0.00 allocs/op".to_owned() } else { moved.join(", ") }
}

/// `+2.00 allocs/op, +32 B/op`, of a part of a site.
pub(super) fn part(part: &Part) -> String {
    let allocs = format!("{} allocs/op", signed(part.allocs.0, COUNT));
    let bytes = format!("{} B/op", signed(part.bytes.0, BYTES));
    match (amount(part.allocs.0, COUNT).as_str(), amount(part.bytes.0, BYTES).as_str()) {
        ("0.00", _) => bytes,
        (_, "0") => allocs,
        _ => format!("{allocs}, {bytes}"),
    }
}

/// `2.00 → 5.00 allocs/op`; nothing of a site that a side does not have.
pub(super) fn calls(site: &Site) -> Option<String> {
    let [before, after] = both(site.allocs)?;
    Some(format!("{} → {} allocs/op", amount(before, COUNT), amount(after, COUNT)))
}

/// `64 → 96 B each`; nothing of a site that a side does not have.
pub(super) fn sizes(site: &Site) -> Option<String> {
    let [bytes, allocs] = [both(site.bytes)?, both(site.allocs)?];
    let [before, after] = [bytes[0] / allocs[0], bytes[1] / allocs[1]];
    let is_size = |size: f64| size.is_finite() && size > 0.0;
    (is_size(before) && is_size(after))
        .then(|| format!("{} → {} B each", amount(before, BYTES), amount(after, BYTES)))
}

/// `1.00 of +1.00 allocs/op`.
pub(super) fn share(share: &Share) -> String {
    let decimals = if share.unit == "allocs/op" { COUNT } else { BYTES };
    let sites = amount(share.by_sites.0, decimals);
    let unit = shown(&cut(&share.unit, LONGEST_UNIT)).into_owned();
    format!("{sites} of {} {unit}", signed(share.by_row.0, decimals))
}

const LONGEST_UNIT: usize = 60;

fn by(figures: Figures) -> f64 {
    let of = |number: Option<Number>| number.map_or(0.0, |n| n.0);
    of(figures.candidate) - of(figures.baseline)
}

/// Both sides, where both have some.
fn both(figures: Figures) -> Option<[f64; 2]> {
    let [before, after] = [figures.baseline?.0, figures.candidate?.0];
    (before > 0.0).then_some([before, after])
}

fn signed(x: f64, decimals: usize) -> String {
    let text = amount(x, decimals);
    if text.starts_with(['-', '+', 'N']) { text } else { format!("+{text}") }
}

/// A count has its decimals, so that it is not taken for a sample's; bytes have theirs only if not whole.
fn amount(x: f64, decimals: usize) -> String {
    if !x.is_finite() || x.abs() >= 1e15 {
        return value(x);
    }
    // Without the sign of a zero.
    let text = format!("{:.decimals$}", if x.abs() < 0.005 { 0.0 } else { x });
    if decimals == BYTES {
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::v1::{Once, SiteReason};
    use super::*;

    #[test]
    fn setup_is_no_figure_of_an_operation() {
        let number = |x| Figures { baseline: None, candidate: Some(Number(x)) };
        let once = Once { objects: number(200.0), bytes: number(3200.0) };
        let site = Site {
            function: "m.New".to_owned(),
            place: None,
            baseline_place: None,
            allocs: number(0.0),
            bytes: number(0.0),
            once: Some(once),
            touched: false,
            path: Vec::new(),
            leaf: None,
            parts: Vec::new(),
            reason: SiteReason::Setup,
            escape: None,
            also_escape: Vec::new(),
            lost_pre_size: None,
            annotate: None,
        };
        assert_eq!(growth(&site), "+200 objects, +3200 B once");
        assert_eq!(growth(&Site { once: None, ..site }), "+0.00 allocs/op");
    }

    #[test]
    fn counts_have_two_decimals_and_bytes_at_most_one() {
        assert_eq!(
            [1.0, 0.333, 12.0, -0.001].map(|x| amount(x, COUNT)),
            ["1.00", "0.33", "12.00", "0.00"]
        );
        assert_eq!(
            [48.0, 21.33, -8.0, 1e18].map(|x| amount(x, BYTES)),
            ["48", "21.3", "-8", "1.00000e18"]
        );
        assert_eq!(
            [1.0, -1.0, f64::NAN, f64::INFINITY].map(|x| signed(x, COUNT)),
            ["+1.00", "-1.00", "NaN", "+Inf"]
        );
    }
}
