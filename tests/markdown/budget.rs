//! What stays where there is no room for everything.

use crate::explain::explain;
use crate::rendered::{assert_harmless, github, rows};
use crate::reports::{page, real, regressions, within};
use allocgate::report::MarkdownPage;
use allocgate::report::v1::Status;

fn names(n: usize) -> Vec<String> {
    (0..n).map(|i| format!("Encode/case={i}/größe=4k-8")).collect()
}

#[test]
fn three_regressions_are_all_there() {
    let text = page(&regressions(&names(3), 3));
    assert_eq!(rows(&github(&text)), 4, "{text}");
    assert!(!text.contains("left out"), "{text}");
    assert!(text.contains("### ❌ allocgate FAIL: 3 regressions in 3 rows"), "{text}");
}

#[test]
fn of_three_hundred_regressions_the_worst_are_in_sight() {
    let text = page(&regressions(&names(300), 300));
    assert_harmless(&text);
    let folded = text.find("<summary>280 more</summary>").expect("folded rows");
    // A header and the rows, twice.
    assert_eq!(rows(&github(&text[..folded])), 21, "{text}");
    assert_eq!(rows(&github(&text)), 302, "{text}");
    assert!(text.contains("#### Next"), "{text}");
}

#[test]
fn attack_5_of_thirty_thousand_regressions_whole_rows_stay_and_the_rest_is_counted() {
    for budget in [MarkdownPage::COMMENT, 300_000] {
        let text = within(&regressions(&names(30_000), 30_000), budget);
        assert!(text.len() <= budget && text.len() > budget * 9 / 10, "{}", text.len());
        assert_harmless(&text);
        // The two headers are no regressions.
        let shown = rows(&github(&text)) - 2;
        assert!(text.contains(&format!("*{} rows left out here.*", 30_000 - shown)), "{shown}");
        assert!(text.contains("#### Next"), "{shown}");
    }
}

#[test]
fn regressions_come_before_all_else() {
    let mut report = real();
    let improved: Vec<_> = report
        .rows
        .iter()
        .cycle()
        .take(5_000)
        .map(|row| {
            let mut row = row.clone();
            row.status = Status::Improvement;
            row
        })
        .collect();
    report.rows.retain(|row| row.status == Status::Regression);
    report.rows.extend(improved);
    let text = within(&report, 10_000);
    assert_harmless(&text);
    assert_eq!(text.matches("| 5.4e-6 | 10 | 1 |").count(), 5, "{text}");
    assert!(text.contains("<summary>Improvements (5000)</summary>"), "{text}");
    assert!(text.contains(" rows left out here.*"), "{text}");
}

#[test]
fn every_budget_is_kept_down_to_nothing() {
    let report = regressions(&names(40), 40);
    let whole = within(&report, usize::MAX);
    for budget in (0..=whole.len()).step_by(83) {
        let text = within(&report, budget);
        assert!(text.len() <= budget, "{} > {budget}", text.len());
        assert_harmless(&text);
        assert!(text.is_empty() || text.starts_with("### ❌ allocgate FAIL"), "{text}");
    }
    assert_eq!(within(&report, 0), "");
}

#[test]
fn a_sentence_that_rows_share_is_said_once() {
    let text = page(&real());
    assert_eq!(text.matches("worse by more than the 10% that the default rule allows").count(), 1);
    assert!(text.contains("\n1. worse by") && text.contains("\n2. worse by"), "{text}");
}

/// What a page says of lines that allocate more.
fn explained(n: usize, budget: usize) -> String {
    let mut report = regressions(&names(n), n);
    // No benchmark has the sites of another.
    let mut function = 0;
    explain(&mut report, &mut || {
        function += 1;
        format!("codec.(*Encoder).writeKey{function}")
    });
    let text = within(&report, budget);
    assert!(text.len() <= budget, "{} > {budget}", text.len());
    assert_harmless(&text);
    text
}

#[test]
fn a_benchmark_has_its_lines_folded_below_the_rows() {
    let text = explained(1, MarkdownPage::COMMENT);
    let summary = "<summary><code>Encode/case=0/größe=4k-8</code> allocates more at ";
    assert!(text.find("#### Regressions (1)").unwrap() < text.find(summary).unwrap(), "{text}");
    assert_eq!(text.matches("now moved to the heap").count(), 1, "{text}");
    assert!(text.contains("- And 2 more sites\n") && text.contains("3 more benchmarks regressed"));
}

#[test]
fn lines_that_allocate_more_leave_most_of_the_room_to_regressions() {
    let text = explained(3000, MarkdownPage::COMMENT);
    let lines: usize = text
        .split("<details>\n")
        .filter(|part| part.contains(" allocates more at "))
        .map(str::len)
        .sum();
    assert!(lines > 10_000 && lines < 25_000, "{lines}");
    assert!(rows(&github(&text)) > 100, "{text}");
    // Whole sites, and how many lines are left out.
    assert!(text.contains(" lines left out here.*"), "{text}");
    for budget in (0..20_000).step_by(997) {
        explained(30, budget);
    }
}
