//! What the demo's change makes allocate more.

use super::explained::{Written, at, quick, told};
use super::repository::Repository;
use allocgate::report::v1::{EscapeKind, Explanation, SiteReason};
use std::fs;

/// The figures of a share, of objects.
#[track_caller]
fn objects(explanation: &Explanation) -> [f64; 2] {
    let share = explanation.shares.iter().find(|share| share.unit == "allocs/op").unwrap();
    [share.by_row.0, share.by_sites.0]
}

#[track_caller]
fn assert_near([row, sites]: [f64; 2], expected: f64) {
    let is_near = |figure: f64| (figure - expected).abs() <= 0.05;
    assert!(is_near(row) && is_near(sites), "{row}, {sites}: not {expected}");
}

/// Holds what there is to say of the three changes.
fn assert_explained(repository: &Repository, written: &Written) {
    let line = |text: &str| repository.line("codec/codec.go", text);
    for name in ["Encode", "EncodeLoop"] {
        let site = written.site(name);
        let write_key = line("func (e *Encoder) writeKey");
        let expected = ("codec.(*Encoder).writeKey".to_owned(), write_key, SiteReason::NewEscape);
        assert_eq!(told(site), expected, "{name}");
        assert_near(objects(written.of(name)), 1.0);
        let escape = site.escape.as_ref().unwrap();
        assert_eq!((&*escape.expression, escape.kind), ("r", EscapeKind::Moved));
        let steps: Vec<(&str, &str)> = escape.flow.iter().map(|s| (&*s.what, &*s.how)).collect();
        assert_eq!(steps, [("&r", "address-of"), ("e.trace(k, &r)", "call parameter")]);
        // The line that the site is at is as it was; the change wrote the one where `r` gets away.
        assert!(!site.touched);
        assert_eq!(at(&site.annotate), line("e.trace(k, &r)"));
        let calls: Vec<&str> =
            site.path.iter().filter_map(|f| f.function.rsplit('.').next()).collect();
        assert_eq!(calls, ["writeKey", "writeHeader", "Encode", &format!("Benchmark{name}")]);
        assert!(written.limits(name).is_empty(), "{name}");
    }
    for (name, grew) in [("Split/n=7", 3.0), ("Split/n=20", 3.0)] {
        let of = written.of(name);
        assert_near(objects(of), grew);
        let appends =
            of.sites.iter().find(|site| at(&site.place) == line("out = append(out, s[:i])"));
        let site = appends.unwrap_or_else(|| panic!("{:#?}", of.sites));
        assert_eq!(site.reason, SiteReason::Growth, "{name}");
        assert_eq!(at(&site.lost_pre_size), "codec/codec.go:54");
        assert_eq!(at(&site.annotate), line("var out []string"));
    }
    let label = written.of("Label");
    let site = &label.sites[0];
    let expected = ("codec.Label".to_owned(), line("fmt.Sprintf"), SiteReason::Library);
    assert_eq!(told(site), expected);
    assert_eq!(site.leaf.as_deref(), Some("fmt.Sprintf"));
    assert_eq!(site.escape.as_ref().map(|escape| &*escape.expression), Some("r.Name"));
    assert!(site.touched && site.annotate == site.place, "{site:#?}");
}

#[test]
fn each_change_is_told_with_its_line_and_why_there_and_again_by_the_report() {
    let Some(repository) = quick() else { return };
    let state = repository.state();
    let (written, said) = repository.explained("", 1);
    assert_explained(&repository, &written);
    for part in [
        "what allocates more (",
        "the sites explain 1.00 of +1.00 allocs/op",
        "+1.00 allocs/op, +48 B/op in codec.(*Encoder).writeKey",
        "`r` is now moved to the heap: `&r` (address-of) at :48:14",
        "the size that the baseline gives it at codec/codec.go:54 is gone",
    ] {
        said.holds(part);
    }
    let report = repository.folder.join("run.json");
    fs::copy(repository.folder.join("report.json"), &report).unwrap();
    let (again, said) = repository.written("explain ../run.json", 0);
    assert_eq!(again.0.explanations, written.0.explanations);
    assert_eq!(again.0.revisions, written.0.revisions);
    said.holds("in codec.(*Encoder).writeKey").lacks("not run");
    without_revisions(&repository, &written);
    assert_eq!(repository.state(), state);
    assert!(repository.left().is_empty());
}

/// A report that doesn't say what was compared needs to be told.
fn without_revisions(repository: &Repository, written: &Written) {
    let mut report = written.0.clone();
    report.revisions = None;
    report.explanations.clear();
    fs::write(repository.folder.join("bare.json"), allocgate::report::to_json(&report).unwrap())
        .unwrap();
    let said = repository.run("allocgate", "explain ../bare.json");
    said.ends(2).holds("which revisions were measured").holds("--baseline REV and --candidate REV");
    let (named, _) = repository.written("explain ../bare.json --baseline HEAD", 0);
    assert_eq!(named.0.explanations, written.0.explanations);
}

#[test]
fn what_is_explained_follows_from_the_flag_and_from_ci() {
    let Some(repository) = quick() else { return };
    let run = |flag: &str, ci: &str, code: i32| {
        let mut command = repository.command("allocgate", &repository.root);
        command
            .args(["run", "--baseline", "HEAD", "--report", "json=../report.json"])
            .args(flag.split_whitespace());
        if !ci.is_empty() {
            command.env("CI", ci);
        }
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        let heap = text.contains("moved to the heap");
        (Written::at(&repository.folder.join("report.json")).names().len(), heap)
    };
    for (flag, ci) in [("", ""), ("", "false"), ("--explain=never", "true")] {
        assert_eq!(run(flag, ci, 1), (0, false), "{flag} with CI={ci}");
    }
    assert_eq!(run("./codec", "true", 1), (5, true));
    // What passes is not profiled: nothing is built but to be measured.
    repository.built();
    assert_eq!(run("--no-cache --no-skip-identical ./store", "true", 0), (0, false));
    assert_eq!(repository.built(), 2);
}
