//! Benchmarks that are explained because somebody asks.

use super::explained::{quick, told};
use allocgate::report::v1::SiteReason;

#[test]
fn benchmarks_are_explained_by_name_whatever_a_gate_would_say() {
    let Some(repository) = quick() else { return };
    let explain = |arguments: &str, code| repository.written(&format!("explain {arguments}"), code);
    let (written, said) =
        explain("--baseline HEAD --benchmark ^Benchmark(Join|Encode)$ -- ./codec", 0);
    assert_eq!(written.names(), ["Encode"]);
    assert_eq!(written.site("Encode").reason, SiteReason::NewEscape);
    said.holds("lines that allocate more were found for 1 of 1 benchmark").lacks("FAIL");
    // Words of a policy are none of these.
    let (written, _) = explain("--baseline HEAD --benchmark Split/n=1$ ./codec ./store", 0);
    assert_eq!(written.names(), ["Split/n=1"]);
    assert_eq!(told(&written.of("Split/n=1").sites[0]).0, "codec.Split");
    let misused = |arguments: &str| repository.run("allocgate", &format!("explain {arguments}"));
    misused("--benchmark [").ends(2).holds("--bench");
    misused("--benchmark . ./nowhere").ends(2).holds("./nowhere");
    misused("").ends(2).holds("name one report, or benchmarks with --benchmark REGEXP");
    misused("nowhere.json").ends(2).holds("nowhere.json");
    let nothing = misused("--baseline HEAD --benchmark NoSuchThing");
    nothing.ends(3).holds("can't explain: no benchmark function matches");
    // Where both sides are the same, no benchmark has anything to say.
    repository.git("checkout -q .");
    let same = misused("--baseline HEAD --benchmark .");
    same.holds("not run, since their test binaries are identical");
    assert!(repository.left().is_empty());
}
