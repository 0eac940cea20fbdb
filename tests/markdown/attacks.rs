//! What strangers might write into names, reasons and paths.

use crate::explain::explain;
use crate::rendered::{assert_harmless, github, gitlab, rows};
use crate::reports::{page, real, regressions, within};
use allocgate::report::v1::{
    Change, Code, Effect, Listed, Number, OneSided, Origin, PolicyChange, Remark, Report, Side,
    Status, There, WaiverState, WaiverUse,
};
use allocgate::report::{MarkdownPage, markdown};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Each is one row of a table and text, on GitHub and on GitLab.
fn assert_one_row_each(names: &[&str]) {
    // Few enough to be one table.
    for names in names.chunks(20) {
        let text = page(&regressions(names, names.len()));
        assert_harmless(&text);
        for html in [github(&text), gitlab(&text)] {
            assert_eq!(rows(&html), names.len() + 1, "{html}");
        }
    }
    // In reasons, remarks and paths, too.
    for name in names {
        assert_harmless(&page(&hostile(&[name])));
    }
}

#[test]
fn attack_1_commands_of_a_runner_are_inert() {
    assert_one_row_each(&[
        "X/##[add-mask]a",
        "  ::add-mask::e",
        "::stop-commands::x",
        "%0A::error::",
        "##vso[task.complete]",
    ]);
}

#[test]
fn attack_2_markup_in_a_name_is_one_row_without_a_link_or_a_mention() {
    assert_one_row_each(&[
        "A|B",
        r"A\|B",
        r"A\\|B\",
        "`",
        "``x`",
        "a`|`b",
        "</details>",
        "<img src=//e>",
        "[x](javascript:y)",
        "![x](//e)",
        "[x]: //e",
        "[^1]",
        "@org/team",
        "#1",
        "org/repo#1",
        "!1",
        "~bug",
        "&1",
        "$1",
        "%1",
        "GH-1",
        "TICKET-2",
        "deadbeef",
        "a5c3785ed8d6a35868bc169f07e40e889087fd2e",
        "1234567",
        "-->",
        "<!-- x -->",
        "<!-- allocgate:default -->",
        "https://e.example",
        "www.e.example",
        "a@e.example",
        "mailto:a@e.example",
        "xmpp:a@e.example/x",
        "smb://e",
        ":tada:",
        "**x**",
        "__x__",
        "~~x~~",
        "$x$",
        "$$x$$",
        "%{project_path}",
        "[[x]]",
        "{+x+}",
        "::include{file=x}",
        "1. x",
        "- x",
        "# x",
        "> x",
        ">>>",
        "---",
        "===",
        "[ ] x",
        "&lt;img&gt;",
        "&#64;all",
        "<details>",
        "<script>",
        "<a href=x>",
        "x</code>",
        " x ",
        "",
    ]);
}

#[test]
fn attack_2_the_callers_marker_is_the_only_one() {
    let marker = "<!-- allocgate:default -->";
    let mut report = hostile(&[marker]);
    report.baseline[0].path = format!("{marker}.txt");
    report.policy.bench = Some(marker.to_owned());
    let text = format!("{marker}\n{}", page(&report));
    assert_eq!(text.matches("<!--").count(), 1, "{text}");
    assert!(text.contains(r"^Benchmark<!\-"), "{text}");
}

#[test]
fn attack_3_what_hides_is_shown() {
    let names = [
        "a\nb",
        "a\r\nb",
        "\u{1b}]8;;x\u{7}",
        "\u{202e}x",
        "\u{200b}",
        "\u{fffe}",
        "\0",
        "\u{feff}",
    ];
    assert_one_row_each(&names);
    let text = page(&regressions(&names, names.len()));
    assert!(!text.contains(['\u{202e}', '\u{200b}', '\u{fffe}', '\u{feff}']), "{text}");
    // `\u{202e}`
    assert!(text.contains("&#92;u&#123;202e&#125;"), "{text}");
}

#[test]
fn attack_4_a_quick_action_begins_no_line() {
    assert_one_row_each(&[
        "\n/merge",
        "/approve",
        "x\n/close\n",
        " /label ~x",
        "```\n/merge\n```",
        ">>>\n/merge",
    ]);
    let mut report = real();
    report.baseline[0].path = "/merge".to_owned();
    report.policy.file = Some("/merge".to_owned());
    assert_harmless(&page(&report));
    let page =
        MarkdownPage { title: Some("/merge"), lead: Some("/merge @all"), ..Default::default() };
    assert_harmless(&markdown(&report, &page));
}

#[test]
fn attack_5_a_name_of_a_megabyte_is_one_bounded_row_and_its_cut_is_seen() {
    for part in ["x", "é", "🚀", "\u{202e}", "|", "a/"] {
        let long = part.repeat((1 << 20) / part.len());
        let text = page(&regressions(&[long.as_str(), "Short"], 2));
        assert_harmless(&text);
        assert_eq!(rows(&github(&text)), 3, "{text}");
        assert!(text.contains('…') || text.contains("&#8230;"), "{text}");
        assert!(text.contains("<code>Short</code>"), "{text}");
        let long = part.repeat(20_000);
        for budget in [1_000, 60_000] {
            let text = within(&hostile(&[&long]), budget);
            assert!(text.len() <= budget, "{}", text.len());
            assert_harmless(&text);
        }
    }
}

/// A report that says these words wherever a report has words of others.
fn hostile(words: &[&str]) -> Report {
    let mut report = real();
    let mut next = words.iter().cycle().map(|word| (*word).to_owned());
    let mut next = || next.next().unwrap_or_default();
    let configuration = Arc::new(BTreeMap::from([("goos".into(), next()), (next(), next())]));
    report.policy.rules.truncate(1);
    let rule = &mut report.policy.rules[0];
    rule.name = Some(next());
    rule.threshold = format!("10%,+{}", next());
    rule.origin = Origin::File { path: next(), line: 3 };
    rule.threshold_origin = Origin::File { path: next(), line: 4 };
    report.policy.file = Some(next());
    report.policy.filter = Some(next());
    report.policy.arguments = vec![next()];
    let waiver = serde_json::json!({
        "benchmark": next(), "unit": next(), "max": 5, "expires": next(), "link": next(), "reason": next(),
        "origin": { "kind": "file", "path": next(), "line": 1 }, "of_change": true,
    });
    report.policy.waivers = vec![serde_json::from_value(waiver).unwrap()];
    report.policy.changes = vec![PolicyChange {
        key: next(),
        package: Some(next()),
        benchmark: Some(next()),
        unit: Some(next()),
        baseline: Some(next()),
        candidate: Some(next()),
        effect: Effect::Accepted,
        origin: Origin::File { path: next(), line: 1 },
    }];
    let statuses = [Status::Regression, Status::Waived, Status::Warning, Status::Inconclusive];
    for (row, status) in report.rows.iter_mut().zip(statuses.iter().cycle()) {
        (row.package, row.name, row.unit) = (next().into(), next().into(), next().into());
        row.configuration = configuration.clone();
        (row.status, row.rule) = (*status, 0);
        row.change = Change::FromZero;
        row.waiver = Some(WaiverUse { waiver: 0, state: WaiverState::Holds });
    }
    let sided = |name: String, level| OneSided {
        package: "p".into(),
        name: name.into(),
        unit: "B/op".into(),
        configuration: configuration.clone(),
        rule: 0,
        level,
        waiver: None,
    };
    report.removed = vec![sided(next(), allocgate::report::v1::Level::Fail)];
    report.added = vec![sided(next(), allocgate::report::v1::Level::Warn)];
    let listed = Listed { values: vec![next(), next()], more: 2 };
    let mut remark = |code| Remark {
        code,
        side: Some(Side::Candidate),
        package: Some(next()),
        name: Some(next()),
        unit: Some(next()),
        key: Some(next()),
        values: Some([listed.clone(), listed.clone()]),
        there: vec![There { key: next(), values: listed.clone() }],
        path: Some(next()),
        line: Some(1),
        count: Some(3),
        of: Some(4),
        needed: Some(5),
        sizes: Some([1, 2]),
        changes: Some([Number(400.0), Number(97.0)]),
        detail: Some(next()),
    };
    report.causes = [Code::Unreadable, Code::Panicked, Code::Mismatch].map(&mut remark).into();
    let notes = [
        Code::SyntaxError,
        Code::UnitLineIgnored,
        Code::IgnoredMixed,
        Code::DirectionUnknown,
        Code::Identical,
        Code::OneTimeCost,
        Code::OwnToolchains,
    ];
    report.notes = notes.map(&mut remark).into();
    report.tolerated = [Code::PackageLost, Code::MemoryLost].map(&mut remark).into();
    explain(&mut report, &mut next);
    report
}

/// Pieces that mean something to some renderer, and any character.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "|", "\\", "`", "``", "<", ">", "[", "]", "(", ")", "!", "@", "#", "&", ";", ":", "//", "*",
            "_", "~", "$", "%", "{", "}", "-", "=", "+", "^", ".", ",", "/", " ", "\n", "\r", "\t", "www",
            "http", "a", "1", "GH-", "x@y.z", "deadbeef", "<!--", "-->", "</code>", "&#64;", "é", "🚀",
            "\u{202e}", "::", "##[", "'", "\"", "?", "…", "1.",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(|c| c.to_string()),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_benchmark_without_a_name_leaves_no_markup_open() {
    for budget in (0..6000).step_by(100) {
        let text = within(&hostile(&[""]), budget);
        assert_harmless(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_names_are_one_row_each(names in prop::collection::vec(words(), 1..8)) {
        let text = page(&regressions(&names, names.len()));
        assert_harmless(&text);
        for html in [github(&text), gitlab(&text)] {
            prop_assert_eq!(rows(&html), names.len() + 1, "{}", html);
        }
    }

    #[test]
    fn any_words_are_words_in_any_room(
        words in prop::collection::vec(words(), 1..9),
        budget in 0_usize..30_000,
    ) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let text = within(&hostile(&words), budget);
        prop_assert!(text.len() <= budget, "{} > {budget}", text.len());
        assert_harmless(&text);
    }
}
