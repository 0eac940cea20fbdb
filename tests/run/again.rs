//! Baselines that were measured before.

use super::repository::Repository;
use std::fs;

#[test]
fn a_second_run_on_the_same_base_measures_the_candidate_only() {
    let Some(repository) = Repository::new() else { return };
    repository.write("codec/new.go", "package codec\n");
    repository.measure("--baseline HEAD").ends(0).lacks("from the cache");
    assert_eq!(repository.built(), 2);
    repository
        .measure("--baseline HEAD")
        .ends(0)
        .holds("its baseline from the cache")
        .holds("PASS: 2 rows");
    assert_eq!(repository.built(), 1);
    // What might fail is measured on both sides at one time.
    repository.allocate("2");
    repository.measure("--baseline HEAD").ends(1).holds("its baseline from the cache");
    assert_eq!(repository.built(), 2);
    repository.measure("--baseline HEAD --no-cache").ends(1).lacks("from the cache");
    assert_eq!(repository.built(), 2);
    // Other flags are another baseline.
    repository.measure("--baseline HEAD --benchtime 50x").ends(1).lacks("from the cache");
}

#[test]
fn a_baseline_is_kept_beforehand_as_an_ordinary_capture() {
    let Some(repository) = Repository::new() else { return };
    repository.measure("--save-baseline").ends(0).holds("kept the baseline of 1 package");
    let captures = repository.folder.join("cache/allocgate/captures");
    let kept: Vec<_> = fs::read_dir(captures).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(kept.len(), 1);
    let kept = fs::read_to_string(&kept[0]).unwrap();
    assert!(kept.contains("BenchmarkEncode\t    1000\t") && kept.contains("PASS"), "{kept}");
    repository.write("codec/new.go", "package codec\n");
    repository.measure("--baseline HEAD").ends(0).holds("its baseline from the cache");
}
