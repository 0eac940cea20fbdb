//! Whose policy decides, and how what it says can be seen again.

use super::repository::{Repository, Said};

/// A second module, in a directory of its own.
fn with_service(repository: &Repository, size: &str) {
    repository.write("svc/go.mod", "module example.com/svc\n\ngo 1.21\n");
    let test = "package svc\n\nimport \"testing\"\n\nvar sink []byte\n\nfunc BenchmarkServe(b *testing.B) {\n\tfor i := 0; i < b.N; i++ {\n\t\tsink = make([]byte, SIZE)\n\t}\n}\n";
    repository.write("svc/svc_test.go", &test.replace("SIZE", size));
}

#[test]
fn the_policy_nearest_to_a_package_decides() {
    let Some(repository) = Repository::new() else { return };
    with_service(&repository, "64");
    repository.write("allocgate.toml", "threshold = \"900%\"\n");
    repository.write("svc/allocgate.toml", "threshold = \"5%\"\n");
    let base = repository.commit();
    with_service(&repository, "128");
    repository.allocate("2");
    let candidate = repository.commit();
    let said = repository.pushes("", &candidate, &base);
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("PASS: 2 rows").holds("FAIL: 1 regression in 2 rows");
    said.holds(&format!("{}:svc/allocgate.toml", &base[..12]));
    said.holds(&format!("{}:allocgate.toml", &base[..12]));
    // The other way round: what the root forbids is allowed there.
    repository.git(&format!("checkout -q --detach {base}"));
    repository.write("allocgate.toml", "threshold = \"5%\"\n");
    repository.write("svc/allocgate.toml", "threshold = \"900%\"\n");
    let base = repository.commit();
    with_service(&repository, "128");
    let candidate = repository.commit();
    let said = repository.pushes("", &candidate, &base);
    assert_eq!(said.code, Some(0), "{}", said.text);
}

#[test]
fn a_broken_policy_stops_only_what_it_is_about() {
    let Some(repository) = Repository::new() else { return };
    with_service(&repository, "64");
    let base = repository.commit();
    repository.write("svc/allocgate.toml", "threshold = 5\n");
    repository.allocate("1");
    repository.write("codec/other.go", "package codec\n");
    let candidate = repository.commit();
    let said = repository.pushes("", &candidate, &base);
    assert_eq!(said.code, Some(0), "{}", said.text);
}

#[test]
fn a_push_mends_the_broken_policy_of_the_remote() {
    let Some(repository) = Repository::new() else { return };
    repository.write("allocgate.toml", "threshold = 5\n");
    let broken = repository.commit();
    repository.git("push -q --no-verify origin main");
    // One that leaves it as it is, is stopped, and is told how to get on.
    repository.write("codec/other.go", "package codec\n");
    repository.commit();
    let said = repository.run("git", "push origin main");
    assert_eq!((said.code, repository.remote("main")), (Some(1), broken.clone()), "{}", said.text);
    said.holds("the policy that is pushed is broken").holds("git push --no-verify");
    for (threshold, code) in [("5%", 1), ("900%", 0)] {
        repository.write("allocgate.toml", &format!("threshold = \"{threshold}\"\n"));
        repository.allocate("2");
        let candidate = repository.commit();
        let said = repository.run("git", "push origin main");
        assert_eq!(said.code, Some(code), "{}", said.text);
        assert_eq!(repository.remote("main") == candidate, code == 0);
        said.holds("WARNING: the policy that the remote has is broken:");
        said.holds(&format!("{}:allocgate.toml:1", &broken[..12]));
        said.holds("WARNING: the policy that is pushed decides on itself instead");
        // Nothing but the hook judges in this way.
        assert!(!said.text.contains("allocgate check"), "{}", said.text);
    }
}

/// The command after the words of a line.
fn command(said: &Said, start: &str) -> String {
    said.holds(start);
    let mut lines = said.text.lines().map(str::trim);
    lines.find(|line| line.starts_with(start)).unwrap().to_owned()
}

#[test]
fn what_the_hook_did_can_be_done_again_by_hand() {
    let Some(repository) = Repository::new() else { return };
    with_service(&repository, "64");
    repository.write("svc/allocgate.toml", "threshold = \"5%\"\n");
    let base = repository.commit();
    with_service(&repository, "128");
    repository.allocate("2");
    // It has no say.
    repository.write("svc/allocgate.toml", "threshold = \"900%\"\n");
    let candidate = repository.commit();
    let said = repository.pushes("--benchtime=50x", &candidate, &base);
    assert_eq!(said.code, Some(1), "{}", said.text);
    let measure = "go test -run='^$' -bench='^BenchmarkEncode$' -benchmem -benchtime=50x -count=5 -cpu=1 example.com/m/codec";
    said.holds(measure);
    let by_root = command(&said, "judge the captures again: ");
    let by_service = said.text.lines().rev().map(str::trim);
    let by_service = by_service.into_iter().find(|l| l.starts_with("judge the captures again: "));
    for (line, benchmark) in [(&*by_root, "Encode"), (by_service.unwrap(), "Serve")] {
        let line = line.strip_prefix("judge the captures again: ").unwrap();
        assert!(line.contains(&format!("--policy-from {}", &base[..12])), "{line}");
        let again = repository.command("sh", &repository.root).args(["-c", line]).output().unwrap();
        let again = Said::of(&again);
        assert_eq!(again.code, Some(1), "{line}: {}", again.text);
        again.holds("FAIL: 1 regression in 2 rows").holds(benchmark);
    }
}

#[test]
fn advice_for_more_samples_names_the_flag_of_the_hook() {
    let Some(repository) = Repository::new() else { return };
    repository.write("allocgate.toml", "alpha = 0.0001\n");
    let base = repository.commit();
    repository.allocate("2");
    let candidate = repository.commit();
    let said = repository.pushes("", &candidate, &base);
    assert_eq!(said.code, Some(3), "{}", said.text);
    let advice = command(&said, "measure more, on both sides: ");
    assert_eq!(
        advice,
        "measure more, on both sides: have the hook run `allocgate hook pre-push --count=10 -- \"$@\"`, and push again"
    );
    let said = repository.hook("", &format!("x {candidate} refs/heads/main {base}\n"));
    said.holds("too few samples");
    let mut hook = repository.command("sh", &repository.root);
    let update = format!("x {candidate} refs/heads/main {base}");
    let script = format!("echo '{update}' | allocgate hook pre-push --count=10 -- x");
    let said = Said::of(&hook.args(["-c", &script]).output().unwrap());
    assert_eq!(said.code, Some(1), "{}", said.text);
}
