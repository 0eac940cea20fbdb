use super::*;

fn read(diff: &str) -> Touched {
    Touched::read(diff.as_bytes()).unwrap()
}

fn place(path: &str, line: u32) -> Option<(String, u32)> {
    Some((path.to_owned(), line))
}

/// Of a file, with hunks.
fn file(hunks: &str) -> String {
    format!("diff --git a/x.go b/x.go\nindex 1..2 100644\n--- a/x.go\n+++ b/x.go\n{hunks}")
}

#[test]
fn context_is_not_touched() {
    let bare = read(&file("@@ -2 +2,2 @@ func\n-b\n+B\n+BB\n@@ -4,0 +6 @@\n+e\n"));
    let around = read(&file(
        "@@ -1,5 +1,7 @@\n a\n-b\n+B\n+BB\n c\n d\n+e\n\n\\ No newline at end of file\n",
    ));
    assert_eq!(bare, around);
    let touched: Vec<u32> = (1..9).filter(|line| bare.is_touched("x.go", *line)).collect();
    assert_eq!(touched, [2, 3, 6]);
    assert_eq!(bare.candidate_of("x.go", 5), place("x.go", 7));
    assert_eq!(bare.baseline_of("x.go", 5), place("x.go", 4));
    assert_eq!(bare.hunk_of_baseline("x.go", 2), place("x.go", 2));
}

#[test]
fn a_line_was_as_far_into_what_is_in_its_place() {
    let touched = read(&file("@@ -2,4 +3,2 @@\n-a\n-b\n-c\n-d\n+A\n+B\n@@ -9 +8,0 @@\n-e\n"));
    let there: Vec<_> = [2, 3, 4, 5, 9].map(|line| touched.hunk_of_baseline("x.go", line)).into();
    assert_eq!(there, [3, 4, 4, 4, 8].map(|line| place("x.go", line)));
}

#[test]
fn lines_of_a_hunk_are_no_headers() {
    let diff = file(
        "@@ -1,2 +1 @@\n--- a/y.go\n-diff --git a/y b/y\n+++ b/y.go\n@@ -7 +6 @@\n-@@ -1 +1 @@\n+x\n",
    );
    let touched = read(&diff);
    assert_eq!(touched.candidate_of("x.go", 3), place("x.go", 2));
    assert_eq!(touched.candidate_of("x.go", 7), None);
    assert_eq!(touched.candidate_of("y.go", 1), place("y.go", 1));
}

#[test]
fn two_files_can_take_each_other_s_names() {
    let renamed = |from: &str, to: &str| {
        format!(
            "diff --git a/{from} b/{to}\nsimilarity index 100%\nrename from {from}\nrename to {to}\n"
        )
    };
    let touched = read(&(renamed("a.go", "b.go") + &renamed("b.go", "a.go")));
    assert_eq!(touched.candidate_of("a.go", 3), place("b.go", 3));
    assert_eq!(touched.baseline_of("a.go", 3), place("b.go", 3));
}

#[test]
fn a_copy_leaves_the_original_where_it_was() {
    let touched =
        read("diff --git a/a.go b/b.go\nsimilarity index 100%\ncopy from a.go\ncopy to b.go\n");
    assert_eq!(touched.candidate_of("a.go", 3), place("a.go", 3));
    assert_eq!(touched.baseline_of("b.go", 3), None);
    assert!(touched.is_touched("b.go", 3));
}

#[test]
fn a_path_is_unquoted() {
    let diff = "diff --git a/1 b/1\n--- \"a/\\303\\244 \\\"\\\\\\t\\n.go\"\n+++ b/b c.go\t\n@@ -1 +1 @@\n-a\n+b\n";
    let touched = read(diff);
    assert_eq!(touched.hunk_of_baseline("ä \"\\\t\n.go", 1), place("b c.go", 1));
}

#[test]
fn a_diff_that_git_does_not_print_is_an_error() {
    let problem = |diff: &str| {
        let error = Touched::read(diff.as_bytes()).unwrap_err();
        (error.line, error.problem)
    };
    assert_eq!(problem(&file("@@ -1 +1\n")), (5, Problem::Ranges));
    assert_eq!(problem(&file("@@@ -1 -1 +1 @@@\n")), (5, Problem::Ranges));
    assert_eq!(problem(&file("@@ -1,2 +1 @@\n-a\n+b\n")), (7, Problem::Lines));
    assert_eq!(problem(&file("@@ -1 +1 @@\n-a\n-b\n+b\n")), (7, Problem::Lines));
    assert_eq!(problem(&file("@@ -1,2 +1 @@\n-a\n+b\ndiff --git a/y b/y\n")), (8, Problem::Lines));
    assert_eq!(problem(&file("@@ -4 +4 @@\n-a\n+b\n@@ -4 +5 @@\n-a\n+b\n")), (10, Problem::Order));
    assert_eq!(problem("@@ -1 +1 @@\n-a\n+b\n"), (1, Problem::NoFile));
    assert_eq!(problem("--- \"a/x\n"), (1, Problem::Path));
    assert_eq!(problem("--- \"a/\\x41\"\n"), (1, Problem::Path));
    assert_eq!(problem(&(file("") + &file(""))).1, Problem::Twice);
    let error = Touched::read(b"@@ -1").unwrap_err().to_string();
    assert_eq!(error, "the diff, line 1: the ranges of a hunk can't be read");
}

#[test]
fn ranges_as_long_as_numbers_go_cost_nothing() {
    let diff = file("@@ -1,4294967294 +1,0 @@\n-a\n");
    assert_eq!(Touched::read(diff.as_bytes()).unwrap_err().problem, Problem::Lines);
    let touched = read(&file("@@ -4294967293,0 +4294967294 @@\n+a\n"));
    assert_eq!(touched.candidate_of("x.go", u32::MAX), place("x.go", u32::MAX));
    assert!(touched.is_touched("x.go", u32::MAX - 1));
}

#[test]
fn files_that_git_does_not_know_are_new() {
    let touched = Touched::default().with_new(["new.go".to_owned()]);
    assert!(touched.is_touched("new.go", 7));
    assert_eq!(touched.baseline_of("new.go", 7), None);
    assert_eq!(touched.candidate_of("new.go", 7), None);
    assert_eq!(touched.candidate_of("x.go", 7), place("x.go", 7));
}
