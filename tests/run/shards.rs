//! Parts of one run, on several machines.

use super::module::{benchmark, make, test};
use super::repository::Repository;

#[test]
fn parts_that_are_judged_together_come_to_the_verdict_of_one_run() {
    let Some(repository) = Repository::new() else { return };
    let write = |bytes: usize| {
        for name in ["one", "two", "three"] {
            let bytes = if name == "two" { bytes } else { 64 };
            let body = test(name, &[], &benchmark("Make", &make(bytes)));
            repository.write(&format!("{name}/{name}_test.go"), &body);
        }
    };
    write(64);
    repository.commit();
    for (bytes, code) in [(640, 1), (64, 0)] {
        write(bytes);
        repository.write("one/new.go", "package one\n");
        let whole = repository.measure("--baseline HEAD");
        whole.ends(code);
        let mut codes = Vec::new();
        for part in 1..=3 {
            let said =
                repository.measure(&format!("--baseline HEAD --shard {part}/3 --keep parts"));
            codes.push(said.code.unwrap());
        }
        assert_eq!(codes.into_iter().max_by_key(|code| rank(*code)), Some(code));
        let judged = repository
            .run("allocgate", "check --baseline parts/baseline --candidate parts/candidate");
        judged.ends(code);
        let verdict = |text: &str| {
            let line =
                text.lines().find(|line| line.starts_with("FAIL: ") || line.starts_with("PASS: "));
            line.unwrap().to_owned()
        };
        assert_eq!(verdict(&judged.text), verdict(&whole.text));
        std::fs::remove_dir_all(repository.root.join("parts")).unwrap();
    }
    // One that did not arrive is missed.
    for part in 1..=3 {
        repository.measure(&format!("--baseline HEAD --shard {part}/3 --keep parts"));
    }
    for side in ["baseline", "candidate"] {
        std::fs::remove_file(repository.root.join(format!("parts/{side}/2-of-3.txt"))).unwrap();
    }
    let judged =
        repository.run("allocgate", "check --baseline parts/baseline --candidate parts/candidate");
    judged.ends(3).holds("part 2");
    std::fs::remove_dir_all(repository.root.join("parts")).unwrap();
    // Nothing that could differ in any of them.
    repository.git("checkout -q .");
    repository.git("clean -q -d -f");
    for part in 1..=3 {
        repository.measure(&format!("--baseline HEAD --shard {part}/3 --keep parts")).ends(0);
    }
    repository
        .run("allocgate", "check --baseline parts/baseline --candidate parts/candidate")
        .ends(0);
}

/// A regression decides, then whatever could not be judged.
fn rank(code: i32) -> usize {
    [0, 3, 1].into_iter().position(|known| known == code).unwrap()
}

#[test]
fn what_is_kept_is_no_part_of_the_next_candidate_and_goes_through_no_link() {
    let Some(repository) = Repository::new() else { return };
    repository.write("codec/new.go", "package codec\n");
    repository.measure("--baseline HEAD --keep figures").ends(0);
    std::fs::remove_file(repository.root.join("codec/new.go")).unwrap();
    repository.measure("--baseline HEAD --list").ends(0).holds("identical test binaries");
    let victim = repository.folder.join("victim");
    std::fs::write(&victim, "mine").unwrap();
    std::fs::create_dir(repository.root.join("linked")).unwrap();
    std::os::unix::fs::symlink(&victim, repository.root.join("linked/baseline.txt")).unwrap();
    repository.measure("--baseline HEAD --keep linked").ends(2).holds("symbolic link");
    assert_eq!(std::fs::read_to_string(victim).unwrap(), "mine");
}
