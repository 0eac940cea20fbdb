//! The flame graph is one inert picture, whatever names are in the profile.

use crate::built::Built;
use crate::profiles;
use allocgate::pprof::{By, Filter, Limits, diff, flame_graph, read};
use regex::Regex;

fn drawn(profile: &Built, captions: &[String]) -> String {
    let none = Built::default().sample_type(1, 2).strings(&["", "alloc_objects", "count"]);
    let [before, after] = [&none, profile].map(|built| read(&built.0, Limits::default()).unwrap());
    let difference = diff(&before, &after, "alloc_objects", By::Line, &Filter::default()).unwrap();
    String::from_utf8(flame_graph(&difference, captions)).unwrap()
}

/// One function of a name, that calls itself so often.
fn named(name: &str, depth: usize) -> Built {
    Built::default()
        .sample_type(1, 2)
        .strings(&["", "alloc_objects", "count", name, "</title>&.go"])
        .function(1, 3, 4)
        .location(1, &[(1, 5)])
        .sample(&vec![1; depth], &[9])
}

const HOSTILE: &str = "</text><script>alert(1)</script>]]>\"' onload=\"x\" &amp; \0\u{8}\u{b}\u{7f}\u{85}\u{202e}\u{fffe}\u{ffff}\n##[x]";

/// Holds a picture against what one may have in it.
fn assert_inert(svg: &str) {
    let tag = Regex::new(
        r#"^<(/?(svg|g|title|style|text)|(svg|rect|text) [^<>]*/?|g|title|style|text)>"#,
    )
    .unwrap();
    for (at, _) in svg.match_indices('<') {
        assert!(tag.is_match(&svg[at..]), "{}", svg[at..].chars().take(80).collect::<String>());
    }
    assert!(!svg.contains("]]>") && !svg.contains("<script"));
    let entity = Regex::new("^&(amp|lt|gt|quot|#39);").unwrap();
    assert!(svg.match_indices('&').all(|(at, _)| entity.is_match(&svg[at..])));
    // XML 1.0 has no other control characters.
    assert!(svg.chars().all(|c| c == '\n' || !c.is_control()), "a control character");
    assert!(!svg.contains(['\u{fffe}', '\u{ffff}', '\u{202e}']));
    let (open, shut) = (svg.matches("<g>").count(), svg.matches("</g>").count());
    assert_eq!(open, shut);
    // Nothing from elsewhere: the one address is the name of the format.
    assert_eq!(svg.matches("http").count(), 1);
    assert!(!svg.contains("url(") && !svg.contains("@import") && !svg.contains("href"));
}

#[test]
fn hostile_names_are_text() {
    let svg = drawn(&named(HOSTILE, 3), &[HOSTILE.to_owned()]);
    assert_inert(&svg);
    assert!(svg.contains("&lt;/text&gt;&lt;script&gt;"));
    assert!(svg.contains(r"\u{202e}"));
}

#[test]
fn real_profiles_are_drawn_within_the_picture() {
    let rect =
        Regex::new(r#"<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="16""#).unwrap();
    for name in ["demo", "std", "recursion", "foreign"] {
        let [baseline, candidate] = profiles(name);
        for by in [By::Line, By::Function, By::Package] {
            let kind = "alloc_space";
            let difference = diff(&baseline, &candidate, kind, by, &Filter::default()).unwrap();
            let svg = String::from_utf8(flame_graph(&difference, &["caption".to_owned()])).unwrap();
            assert_inert(&svg);
            let number = |found: &regex::Captures<'_>, at: usize| found[at].parse::<f64>().unwrap();
            let rects: Vec<[f64; 3]> = rect
                .captures_iter(&svg)
                .map(|found| [1, 2, 3].map(|at| number(&found, at)))
                .collect();
            assert!(!rects.is_empty(), "{name}");
            for [x, y, width] in &rects {
                assert!(*x >= 10.0 && x + width <= 1210.03 && *y > 0.0, "{name}: {x} {y} {width}");
            }
            // No level is wider than all, or than the one below.
            let level = |y: f64| rects.iter().filter(|r| r[1] == y).map(|r| r[2]).sum::<f64>();
            let mut levels: Vec<f64> = rects.iter().map(|r| r[1]).collect();
            levels.sort_by(|a, b| b.total_cmp(a));
            levels.dedup();
            let widths: Vec<f64> = levels.iter().map(|y| level(*y)).collect();
            assert!(widths[0] <= 1200.5 && widths.is_sorted_by(|a, b| *b <= a + 0.5), "{widths:?}");
        }
    }
}

#[test]
fn what_is_too_high_is_left_out_and_counted() {
    let svg = drawn(&named("f", 1000), &[]);
    assert!(!svg.contains("nothing to draw"));
    assert!(svg.contains("left out: 700 frames"), "{}", &svg[svg.len() - 200..]);
    assert_eq!(svg.matches("<g>").count(), 300);
}

#[test]
fn a_long_name_is_cut_wherever_it_stands() {
    let svg = drawn(&named(&"é".repeat(100_000), 3), &[]);
    assert!(svg.len() < 20_000 && svg.contains(&("é".repeat(1000) + "…")), "{}", svg.len());
}

#[test]
fn nothing_at_all_is_a_picture_too() {
    let svg =
        drawn(&Built::default().sample_type(1, 2).strings(&["", "alloc_objects", "count"]), &[]);
    assert_inert(&svg);
    assert!(svg.contains("nothing to draw: there are no samples"), "{svg}");
}
