//! Benchmarks that a push takes away.

use super::repository::Repository;

const RULE: &str = "[[rule]]\npackage = \"example.com/m/codec\"\nmissing = \"fail\"\n";

/// So many benchmarks.
fn benchmarks(count: usize) -> String {
    let one = |i| {
        format!(
            "func BenchmarkX{i}(b *testing.B) {{\n\tfor i := 0; i < b.N; i++ {{\n\t\tsink = Encode()\n\t}}\n}}\n\n"
        )
    };
    let all: String = (0..count).map(one).collect();
    format!("package codec\n\nimport \"testing\"\n\nvar sink []byte\n\n{all}")
}

#[test]
fn a_package_may_lose_its_benchmarks_unless_a_rule_misses_them() {
    let Some(repository) = Repository::new() else { return };
    let base = repository.git("rev-parse HEAD");
    repository.write("allocgate.toml", RULE);
    let strict = repository.commit();
    repository.git("push -q --no-verify origin main");
    for gone in ["rm -q codec/codec_test.go", "rm -q -r codec", "rm -q -r codec go.mod"] {
        repository.git(&format!("checkout -q --detach {strict}"));
        repository.git(gone);
        repository.commit();
        let said = repository.run("git", "push origin HEAD:main");
        assert_eq!(said.code, Some(1), "{gone}: {}", said.text);
        said.holds("FAIL: 2 rows missing").holds("Encode").holds("git push --no-verify");
        // One side has no file that could be named.
        assert!(!said.text.contains("allocgate check"), "{}", said.text);
        repository.git(&format!("checkout -q --detach {base}"));
        repository.git(gone);
        let candidate = repository.commit();
        let said = repository.pushes("", &candidate, &base);
        assert_eq!(said.code, Some(0), "{gone}: {}", said.text);
        said.holds("PASS: ").holds("2 rows only in the baseline");
        let said = repository.pushes("--allow-missing=false", &candidate, &base);
        assert_eq!(said.code, Some(3), "{gone}: {}", said.text);
        said.holds("CAN'T JUDGE: ").holds("example.com/m/codec");
    }
}

#[test]
fn a_package_may_lose_most_of_its_benchmarks_unless_a_rule_misses_them() {
    let Some(repository) = Repository::new() else { return };
    repository.write("codec/codec_test.go", &benchmarks(5));
    let base = repository.commit();
    repository.write("codec/codec_test.go", &benchmarks(1));
    let candidate = repository.commit();
    for flags in ["", "--allow-missing"] {
        let said = repository.pushes(flags, &candidate, &base);
        assert_eq!(said.code, Some(0), "{}", said.text);
        said.holds("PASS: 2 rows, no regression; 8 rows only in the baseline");
    }
    let said = repository.pushes("--allow-missing=false", &candidate, &base);
    assert_eq!(said.code, Some(3), "{}", said.text);
    said.holds("lost 8 of its 10 rows").holds("judge what is left: --allow-missing");
    repository.git(&format!("checkout -q --detach {base}"));
    repository.write("allocgate.toml", RULE);
    let base = repository.commit();
    repository.write("codec/codec_test.go", &benchmarks(1));
    let candidate = repository.commit();
    let said = repository.pushes("", &candidate, &base);
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("FAIL: 8 rows missing");
}

#[test]
fn what_is_renamed_has_nothing_in_common_with_what_it_was() {
    let Some(repository) = Repository::new() else { return };
    let base = repository.git("rev-parse HEAD");
    repository.write("codec/codec_test.go", &benchmarks(1));
    let candidate = repository.commit();
    let said = repository.pushes("", &candidate, &base);
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("no benchmark is on both sides, rows added: 2, removed: 2: nothing to compare");
    let said = repository.pushes("--allow-missing=false", &candidate, &base);
    assert_eq!(said.code, Some(3), "{}", said.text);
}

#[test]
fn a_regression_is_found_beside_benchmarks_that_are_gone() {
    let Some(repository) = Repository::new() else { return };
    repository.write(
        "other/other_test.go",
        &benchmarks(1).replace("codec", "other").replace("Encode()", "nil"),
    );
    let base = repository.commit();
    repository.git("rm -q -r other");
    repository.allocate("2");
    let candidate = repository.commit();
    let said = repository.pushes("", &candidate, &base);
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("FAIL: 1 regression in 2 rows").holds("[2/2] example.com/m/other");
}

#[test]
fn a_test_that_can_not_be_read_is_not_taken_for_one_that_is_gone() {
    let Some(repository) = Repository::new() else { return };
    let base = repository.git("rev-parse HEAD");
    repository.write("codec/codec_test.go", "package codec\n\nfunc \n");
    let candidate = repository.commit();
    let said = repository.pushes("", &candidate, &base);
    assert_eq!(said.code, Some(3), "{}", said.text);
    said.holds("the candidate failed").holds("codec_test.go:");
}

#[test]
fn benchmarks_where_there_were_tests_alone_are_new() {
    let Some(repository) = Repository::new() else { return };
    let test = "package codec\n\nimport \"testing\"\n\nfunc TestX(t *testing.T) {}\n";
    repository.write("codec/codec_test.go", test);
    let base = repository.commit();
    repository.write("codec/codec_test.go", &benchmarks(1));
    let candidate = repository.commit();
    let said = repository.pushes("", &candidate, &base);
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("the remote has none of these benchmarks yet");
}
