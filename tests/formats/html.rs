//! The page of HTML: it needs nothing else, and nothing in it is others' doing.

use super::reports;
use allocgate::Report;
use allocgate::report::html;
use regex::Regex;

/// What the page may be built of, and the attributes that each may have.
const OURS: [(&str, &str); 31] = [
    ("html", r#"^ lang="en"$"#),
    ("head", "^$"),
    ("meta", r#"^ (charset|http-equiv|name)="[^"]*"( content="[^"]*")?$"#),
    ("title", "^$"),
    ("style", "^$"),
    ("body", "^$"),
    ("main", "^$"),
    ("header", r#"^ class="\w+"$"#),
    ("section", "^$"),
    ("h1", "^$"),
    ("h2", "^$"),
    ("p", r#"^( class="\w+")?$"#),
    ("dl", "^$"),
    ("dt", "^$"),
    ("dd", "^$"),
    ("ul", "^$"),
    ("li", "^$"),
    ("div", r#"^ class="\w+"$"#),
    ("table", "^$"),
    ("thead", "^$"),
    ("tbody", "^$"),
    ("tr", r#"^( class="why")?$"#),
    ("th", r#"^ scope="col"$"#),
    ("td", r#"^( colspan="\d+"| data-column="[a-z ]+")?$"#),
    ("code", "^$"),
    ("pre", "^$"),
    ("strong", "^$"),
    ("span", r#"^ class="\w+"$"#),
    ("details", "^( open)?$"),
    ("summary", "^$"),
    ("!doctype", "^ html$"),
];

/// Fails on any element, attribute or nesting that is not the page's own; gives the page.
fn page(report: &Report) -> String {
    let text = html(report);
    assert!(!text.contains("##["), "{text}");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text}");
    let ours = OURS.map(|(name, attributes)| (name, Regex::new(attributes).unwrap()));
    let tag = Regex::new(r"<(/?)([^\s>]+)([^>]*)>").unwrap();
    let mut open: Vec<String> = Vec::new();
    for found in tag.captures_iter(&text) {
        let name = &found[2];
        let (_, attributes) =
            ours.iter().find(|(ours, _)| *ours == name).unwrap_or_else(|| panic!("{}", &found[0]));
        match &found[1] {
            "/" => assert_eq!(open.pop().as_deref(), Some(name)),
            _ => assert!(attributes.is_match(&found[3]), "{}", &found[0]),
        }
        if found[1].is_empty() && !["meta", "!doctype"].contains(&name) {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "{open:?}");
    for outside in ["url(", "@import", "src=", "href=", "<script"] {
        let style = text.split_once("</style>").unwrap().0;
        let tags: String = tag.find_iter(&text).map(|tag| tag.as_str()).collect();
        assert!(!style.contains(outside) && !tags.contains(outside), "{outside}");
    }
    assert!(text.contains("default-src 'none'; style-src 'unsafe-inline'"));
    text
}

#[test]
fn it_says_what_regressed_and_where() {
    let text = page(&reports::explained());
    for words in [
        "<h1>FAIL</h1>",
        "<h2>Regressions (8)</h2>",
        "<code>Split/n=7</code><span class=\"place\">codec/codec_test.go:27</span>",
        "<td data-column=\"change\">+300.00%</td>",
        "<summary><code>Encode</code> allocates more at <code>codec/codec.go:46</code></summary>",
        "<strong>+1.00 allocs/op, +48 B/op in codec.(*Encoder).writeKey</strong>",
        "<code>codec/codec.go:46 ← writeHeader:42 ← Encode:36 ← BenchmarkEncode:16</code>",
        "<code>r</code> is now moved to the heap: <code>&amp;r</code> (address-of) at :48:14",
        "Inside fmt.Sprintf: 1.50 → 3.00 allocs/op",
        "<dt>candidate</dt><dd><code>working tree above 89e6c98d9288</code></dd>",
        "<h2>Next</h2>",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn every_kind_of_section_is_the_pages_own() {
    for report in [reports::various(), reports::cut(), reports::real()] {
        page(&report);
    }
    let text = page(&reports::various());
    for title in ["Over budget (1)", "Missing (1 benchmark, 2 rows)", "Warnings (1)", "Waived (1)"]
    {
        assert!(text.contains(&format!("<h2>{title}</h2>")), "{title} in {text}");
    }
}

#[test]
fn hostile_names_and_explanations_are_inert() {
    for report in [reports::hostile(), reports::hostile_explained()] {
        let text = page(&report);
        assert!(text.contains("X/A|B`c`&lt;/details&gt;&lt;img/src=//e&gt;"), "{text}");
        assert!(text.contains(r"\u{202e}\u{200b}"), "{text}");
    }
}

#[test]
fn of_thirty_thousand_rows_a_thousand_are_shown_and_the_rest_is_counted() {
    let mut report = reports::explained();
    let row = report.rows.iter().find(|row| &*row.name == "Encode").unwrap().clone();
    let explanation = report.explanations[0].clone();
    report.rows.clear();
    report.explanations.clear();
    for i in 0..30_000 {
        let name: std::sync::Arc<str> = format!("Encode/{i}").into();
        report.rows.push(allocgate::report::v1::Row { name: name.clone(), ..row.clone() });
        report
            .explanations
            .push(allocgate::report::v1::Explanation { name, ..explanation.clone() });
    }
    let text = page(&report);
    assert!(text.len() < 1 << 20, "{}", text.len());
    assert_eq!(text.matches("<tr class=\"why\">").count(), 1000);
    assert!(text.contains("29000 more rows are left out here. The JSON report has all."));
    assert!(text.contains("29800 more benchmarks, which the JSON report has"));
}
