//! Which lines allocate more, in the formats that tell it beside what they had.

use super::reports;
use allocgate::report::v1::{Explanation, Limit, LimitCode, Number, Report, Site, SiteReason};
use allocgate::report::{
    Look, MarkdownPage, codequality, github, html, junit, markdown, sarif, table,
};
use serde_json::Value;

const NARROW: Look = Look { width: None, color: false, all: false, measured: None };

/// What the table says of the only site.
fn said(change: impl Fn(&mut Site)) -> [String; 3] {
    let mut report = reports::explained();
    report.explanations.retain(|explanation| &*explanation.name == "Encode");
    change(&mut report.explanations[0].sites[0]);
    let text = table(&report, NARROW);
    let (_, block) = text.split_once("what allocates more (1 benchmark)\n").unwrap();
    let mut lines = block.lines().skip(1).map(|line| line.trim().to_owned());
    [0; 3].map(|_| lines.next().unwrap())
}

fn reason(reason: SiteReason, figures: [f64; 4]) -> String {
    let [allocs_before, allocs, bytes_before, bytes] = figures.map(|figure| Some(Number(figure)));
    let [.., why] = said(|site| {
        site.reason = reason;
        (site.allocs.baseline, site.allocs.candidate) = (allocs_before, allocs);
        (site.bytes.baseline, site.bytes.candidate) = (bytes_before, bytes);
    });
    why
}

#[test]
fn a_new_escape_has_its_calls_and_its_way_to_the_heap() {
    assert_eq!(
        said(|_| {}),
        [
            "+1.00 allocs/op, +48 B/op in codec.(*Encoder).writeKey",
            "codec/codec.go:46 ← writeHeader:42 ← Encode:36 ← BenchmarkEncode:16",
            "`r` is now moved to the heap: `&r` (address-of) at :48:14 → `e.trace(k, &r)` (call parameter) at :48:10",
        ]
    );
    // In another file, the step says which.
    let [.., why] = said(|site| {
        let escape = site.escape.as_mut().unwrap();
        escape.flow[0].place.path = Some("codec/trace.go".to_owned());
        escape.flow.truncate(1);
    });
    assert!(why.ends_with("`&r` (address-of) at codec/trace.go:48:14"), "{why}");
}

#[test]
fn every_reason_has_its_words() {
    let of = |of| reason(of, [2.0, 5.0, 128.0, 480.0]);
    assert_eq!(of(SiteReason::MoreCalls), "same site, more calls: 2.00 → 5.00 allocs/op");
    assert_eq!(of(SiteReason::Larger), "larger objects: 64 → 96 B each");
    assert_eq!(of(SiteReason::Library), "inside a library: 2.00 → 5.00 allocs/op");
    assert_eq!(of(SiteReason::Setup), "setup: once, not with each operation");
    assert_eq!(of(SiteReason::Growth), "grows as it is filled");
    assert!(
        of(SiteReason::NewSite).starts_with("new allocation site: `r` is now moved to the heap")
    );
    assert_eq!(reason(SiteReason::Larger, [0.0, 0.0, 0.0, 0.0]), "larger objects");
    assert_eq!(reason(SiteReason::MoreCalls, [0.0, 5.0, 0.0, 9.0]), "same site, more calls");
}

#[test]
fn what_is_left_out_is_counted() {
    let mut report = reports::explained();
    let site = report.explanations[0].sites[0].clone();
    report.explanations[0].sites = vec![site; 9];
    report.explanations[0].sites_left_out = 2;
    report.explanations_left_out = 1;
    let text = table(&report, NARROW);
    assert!(text.contains("\n    and 6 more sites\n"), "{text}");
    assert!(text.contains("\n  1 more benchmark regressed and is not explained\n"), "{text}");
    let all = table(&report, Look { all: true, ..NARROW });
    assert!(all.contains("\n    and 2 more sites\n"), "{all}");
}

#[test]
fn an_annotation_stands_at_the_line_that_allocates_more_and_benchmarks_share_it() {
    let text = github(&reports::explained());
    let begins: Vec<&str> = text.lines().map(|line| line.split("::").nth(1).unwrap()).collect();
    assert_eq!(
        begins,
        [
            "error file=codec/codec.go,line=48,title=BenchmarkEncodeLoop regressed%2C and 1 more benchmark",
            "error file=codec/codec.go,line=66,title=BenchmarkSplit regressed",
            "error file=codec/codec.go,line=88,title=BenchmarkLabel regressed",
        ]
    );
    let first = text.lines().next().unwrap();
    assert!(
        first.contains("::codec/codec.go:46: +1.00 allocs/op, +48 B/op: `r` is now"),
        "{first}"
    );
    // The line is told once, each benchmark with its figures.
    assert_eq!(first.matches("codec/codec.go:46").count(), 1, "{first}");
    assert!(
        first.contains("%0AEncode B/op: 1 → 49") && first.contains("%0AEncodeLoop B/op: 0 → 48")
    );
}

#[test]
fn an_issue_stands_at_the_line_and_keeps_its_fingerprint() {
    let issues = |report: &Report| -> Vec<Value> {
        serde_json::from_str(&codequality(report).unwrap()).unwrap()
    };
    let explained = reports::explained();
    let mut plain = explained.clone();
    plain.explanations.clear();
    let [explained, plain] = [explained, plain].map(|report| issues(&report));
    let fingerprints = |issues: &[Value]| -> Vec<Value> {
        issues.iter().map(|issue| issue["fingerprint"].clone()).collect()
    };
    assert_eq!(fingerprints(&explained), fingerprints(&plain));
    assert_eq!(plain[0]["location"]["path"], "codec/codec_test.go");
    assert_eq!(explained[0]["location"]["path"], "codec/codec.go");
    assert_eq!(explained[0]["location"]["lines"]["begin"], 48);
    assert!(explained[0]["description"].as_str().unwrap().contains("; codec/codec.go:46: +1.00"));
}

#[test]
fn a_failed_test_case_says_the_line() {
    let text = junit(&reports::explained()).unwrap();
    assert!(
        text.contains("\ncodec/codec.go:88: +1.50 allocs/op, +16 B/op: inside fmt.Sprintf"),
        "{text}"
    );
}

/// In the report's order, which is not that of names or rows.
#[test]
fn explanations_keep_their_order_and_what_is_alike_is_told_once() {
    let mut report = reports::explained();
    report.explanations.reverse();
    let texts =
        [table(&report, NARROW), markdown(&report, &MarkdownPage::default()), html(&report)];
    for text in texts {
        // The first of the two has the sites, and no line of its calls is said again.
        let sites = text.find("is now moved to the heap").unwrap();
        let like = text.to_lowercase().find("at the same lines as encodeloop").unwrap();
        assert!(sites < like, "{text}");
        assert_eq!(text.matches("is now moved to the heap").count(), 1, "{text}");
        let split = text.find("the size that the baseline gives it").unwrap();
        assert!(split < sites, "{text}");
    }
    let all = table(&report, Look { all: true, ..NARROW });
    assert_eq!(all.matches("is now moved to the heap").count(), 2, "{all}");
    // Another function at a line that is not known is no such line.
    for explanation in &mut report.explanations {
        explanation.sites[0].place = None;
        explanation.sites[0].function = format!("codec.{}", explanation.name);
    }
    assert!(!table(&report, NARROW).contains("at the same lines"));
}

#[test]
fn that_nothing_grew_by_more_than_noise_is_said() {
    let mut report = reports::explained();
    report.explanations.truncate(1);
    report.explanations[0].sites.clear();
    let words = "no line of this repository grew by more than noise";
    for text in all(&report) {
        assert!(text.to_lowercase().contains(words), "{text}");
    }
}

/// A report in every format that tells of lines, but for those of JSON as it is.
fn all(report: &Report) -> [String; 7] {
    [
        table(report, NARROW),
        markdown(report, &MarkdownPage::default()),
        html(report),
        github(report),
        junit(report).unwrap(),
        codequality(report).unwrap(),
        sarif(report).unwrap(),
    ]
}

#[test]
fn every_format_says_what_could_not_be_profiled() {
    let mut report = reports::explained();
    for explanation in &mut report.explanations {
        explanation.sites.clear();
        let detail = Some("it panics".to_owned());
        explanation.limits = vec![Limit { code: LimitCode::NotProfiled, detail }];
    }
    for text in all(&report) {
        let said = text.to_lowercase().matches("it could not be profiled: it panics").count();
        assert!(said >= 3, "{said} times in {text}");
    }
}

#[test]
fn every_format_says_how_many_sites_it_leaves_out() {
    let mut report = reports::explained();
    report.explanations.truncate(1);
    let site = report.explanations[0].sites[0].clone();
    let sites = (0..9).map(|i| Site { function: format!("codec.f{i}"), ..site.clone() });
    // Not all at one line, so that none of them is taken for another.
    let sites = sites.enumerate().map(|(i, mut site)| {
        let place = site.place.as_mut().unwrap();
        place.line = place.line.checked_add(i as u32).unwrap();
        site
    });
    report.explanations[0].sites = sites.collect();
    report.explanations[0].sites_left_out = 2;
    let [table, markdown, html, github, junit, codequality, sarif] =
        all(&report).map(|text| text.to_lowercase());
    for (text, more) in [
        (&table, 6),
        (&markdown, 2),
        (&html, 2),
        (&github, 6),
        (&junit, 2),
        (&codequality, 10),
        (&sarif, 2),
    ] {
        assert!(text.contains(&format!("and {more} more sites")), "{more} in {text}");
    }
}

#[test]
fn a_test_case_that_is_over_budget_says_the_line() {
    let mut report = reports::various();
    let over = report.budgets.iter().find(|row| &*row.name == "Over-8").unwrap();
    let explanation = reports::explained().explanations[0].clone();
    let (package, name) = (over.package.clone(), over.name.clone());
    report.explanations.push(Explanation { package, name, ..explanation });
    let text = junit(&report).unwrap();
    let (_, case) = text.split_once("Over-8 allocs/op budget").unwrap();
    let (case, _) = case.split_once("</testcase>").unwrap();
    assert!(case.contains("\ncodec/codec.go:46: +1.00 allocs/op, +48 B/op: "), "{text}");
}

/// As of a goroutine that a library started, or a benchmark that could not be profiled.
#[test]
fn a_site_without_a_place_and_an_explanation_without_sites_are_told() {
    let mut report = reports::explained();
    let bare =
        Explanation { sites: Vec::new(), shares: Vec::new(), ..report.explanations[0].clone() };
    report.explanations[0] = bare;
    let site = &mut report.explanations[1].sites[0];
    (site.place, site.annotate, site.path) = (None, None, Vec::new());
    let text = table(&report, NARROW);
    assert!(text.contains("\n      codec.(*Encoder).writeKey\n"), "{text}");
    let text = github(&report);
    assert!(
        text.contains("::error file=codec/codec_test.go,line=13,title=BenchmarkEncode "),
        "{text}"
    );
}
