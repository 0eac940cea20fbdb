//! Reports stand at the lines where benchmarks are declared.

use super::reports::side;
use std::path::Path;
use std::process::Command;

const TEST: &str =
    "package codec\n\nimport \"testing\"\n\nfunc BenchmarkEncode(b *testing.B) {\n}\n";

/// A module below `below`, and captures beside it in which its benchmark regresses.
fn tree(below: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let module = root.path().join(below);
    std::fs::create_dir_all(module.join("codec")).unwrap();
    std::fs::write(module.join("go.mod"), "module example.com/p\n").unwrap();
    std::fs::write(module.join("codec/codec_test.go"), TEST).unwrap();
    for (file, time, figures) in
        [("b.txt", 10, "64 B/op\t2 allocs/op"), ("c.txt", 20, "64 B/op\t20 allocs/op")]
    {
        let capture = side(&["Encode/json-8"], time, figures);
        let capture = capture.replace("example.com/p", "example.com/p/codec");
        std::fs::write(module.join(file), capture).unwrap();
    }
    root
}

fn check(directory: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_allocgate"));
    let command = command.args(["check", "b.txt", "c.txt"]).args(arguments);
    let output = command.current_dir(directory).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_path_is_relative_to_the_root_of_the_repository() {
    let root = tree("modules/p");
    std::fs::create_dir(root.path().join(".git")).unwrap();
    let directory = root.path().join("modules/p");
    let text = check(&directory, &["--report", "github"]);
    let expected = "::error file=modules/p/codec/codec_test.go,line=5,title=BenchmarkEncode regressed::Encode/json-8 allocs/op";
    assert!(text.contains(expected), "{text}");
    let text = check(&directory, &["--report", "codequality"]);
    assert!(text.contains(r#""path": "modules/p/codec/codec_test.go""#), "{text}");
    assert!(text.contains(r#""begin": 5"#), "{text}");
    let text = check(&directory, &["--report", "junit"]);
    assert!(text.contains(r#"file="modules/p/codec/codec_test.go" line="5""#), "{text}");
}

#[test]
fn a_saved_report_keeps_the_places() {
    let root = tree(".");
    check(root.path(), &["--report", "json=report.json"]);
    std::fs::remove_file(root.path().join("codec/codec_test.go")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_allocgate"));
    let output = command.args(["report", "report.json", "--report", "github"]);
    let output = output.current_dir(root.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("::error file=codec/codec_test.go,line=5,"), "{text}");
}

#[test]
fn source_says_where_to_look() {
    let root = tree(".");
    std::fs::create_dir(root.path().join("elsewhere")).unwrap();
    for file in ["go.mod", "codec"] {
        let to = root.path().join("elsewhere").join(file);
        std::fs::rename(root.path().join(file), to).unwrap();
    }
    let text = check(root.path(), &["--report", "github"]);
    assert!(text.contains("::error title="), "{text}");
    std::fs::create_dir(root.path().join(".git")).unwrap();
    let text = check(root.path(), &["--report", "github", "--source", "elsewhere"]);
    assert!(text.contains("::error file=elsewhere/codec/codec_test.go,line=5,"), "{text}");
}
