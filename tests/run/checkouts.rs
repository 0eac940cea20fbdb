//! What lies where, and what is left alone.

use super::module::{benchmark, make, test};
use super::repository::{BUFFER, Repository};
use std::fs;

#[test]
fn what_is_not_committed_is_measured_and_left_as_it_is() {
    let Some(repository) = Repository::new() else { return };
    repository.allocate("2");
    repository.git("add buffer");
    repository.write("fresh/fresh_test.go", &test("fresh", &[], &benchmark("Fresh", &make(8))));
    let before = repository.state();
    let said = repository.measure("--baseline HEAD");
    said.ends(1).holds("Encode").holds("FAIL: 1 regression").holds("example.com/m/fresh");
    assert_eq!(repository.state(), before);
    // What is ignored is on neither side.
    repository.write(".gitignore", "fresh\nbuffer/more.go\n");
    repository.git("checkout -q HEAD buffer");
    repository.write("buffer/more.go", "package buffer\n\nfunc init() { panic(\"ignored\") }\n");
    repository.measure("--baseline HEAD").ends(0).lacks("fresh");
}

#[test]
fn a_commit_is_judged_by_itself() {
    let Some(repository) = Repository::new() else { return };
    repository.allocate("2");
    let candidate = repository.commit();
    repository.write("buffer/broken.go", "no go\n");
    repository
        .measure(&format!("--candidate {candidate} --baseline HEAD~1"))
        .ends(1)
        .holds("Encode");
    repository.measure("--candidate HEAD --baseline HEAD").ends(2).holds("one commit");
    repository.measure("--candidate nowhere --baseline HEAD").ends(2).holds("--candidate nowhere");
}

#[test]
fn the_baseline_is_where_the_branch_left_the_default_one_and_on_that_the_first_parent() {
    let Some(repository) = Repository::new() else { return };
    repository.allocate("2");
    repository.commit();
    repository.git("push -q --no-verify origin main");
    repository.measure("").ends(1).holds("first parent");
    repository.git("checkout -q -b change");
    repository.measure("").ends(0).holds("merge-base with");
    repository.git("checkout -q --detach");
    repository.allocate("3");
    repository.commit();
    repository.measure("").ends(1).holds("merge-base with");
}

#[test]
fn what_is_not_committed_is_compared_with_the_first_commit_if_there_is_no_other() {
    let Some(repository) = Repository::new() else { return };
    repository.allocate("2");
    repository.measure("").ends(1).holds("Encode");
    repository.measure("--candidate HEAD").ends(3).holds("no parent of commit");
}

#[test]
fn a_linked_worktree_a_detached_head_and_a_workspace_are_measured() {
    let Some(repository) = Repository::new() else { return };
    repository.write("lib/go.mod", "module example.com/lib\n\ngo 1.21\n");
    repository.write("lib/lib.go", "package lib\n\nfunc Size() int { return 64 }\n");
    repository.write("go.work", "go 1.21\n\nuse (\n\t.\n\t./lib\n)\n");
    repository.write("buffer/buffer.go", "package buffer\n\nimport \"example.com/lib\"\n\nfunc New(n int) []byte { return make([]byte, lib.Size()) }\n");
    repository.commit();
    repository.git("worktree add -q ../linked --detach HEAD");
    let linked = repository.folder.join("linked");
    fs::write(linked.join("lib/lib.go"), "package lib\n\nfunc Size() int { return 640 }\n")
        .unwrap();
    let before = repository.state();
    repository.measure_in(&linked, "--baseline HEAD").ends(1).holds("Encode");
    assert_eq!(repository.state(), before);
    assert!(repository.left().is_empty());
}

#[test]
fn vendored_and_replaced_modules_are_found() {
    let Some(repository) = Repository::new() else { return };
    let out = repository.folder.join("lib");
    fs::create_dir_all(&out).unwrap();
    fs::write(out.join("go.mod"), "module example.com/lib\n\ngo 1.21\n").unwrap();
    fs::write(out.join("lib.go"), "package lib\n\nfunc Size() int { return 64 }\n").unwrap();
    let module = "module example.com/m\n\ngo 1.21\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ../lib\n";
    repository.write("go.mod", module);
    repository.write("buffer/buffer.go", "package buffer\n\nimport \"example.com/lib\"\n\nfunc New(n int) []byte { return make([]byte, lib.Size()) }\n");
    repository.commit();
    repository.write("codec/codec.go", "package codec\n\nimport \"example.com/m/buffer\"\n\nfunc Encode() []byte { return append(buffer.New(64), buffer.New(9)...) }\n");
    repository.measure("--baseline HEAD").ends(1).holds("Encode");
    repository.git("checkout -q .");
    assert_eq!(repository.run("go", "mod vendor").code, Some(0));
    repository.commit();
    repository
        .write("vendor/example.com/lib/lib.go", "package lib\n\nfunc Size() int { return 640 }\n");
    repository.measure("--baseline HEAD").ends(1).holds("Encode");
}

#[test]
fn what_a_command_makes_is_made_on_both_sides() {
    let Some(repository) = Repository::new() else { return };
    repository.write(".gitignore", "buffer/buffer.go\n");
    repository.write("allocgate.toml", "[run]\nprepare = \"sh generate.sh\"\n");
    let script = |times: &str| {
        let code = BUFFER.replace("byte, n", &format!("byte, {times}*n"));
        format!("cat > buffer/buffer.go <<'END'\n{code}END\n")
    };
    repository.git("rm -q --cached buffer/buffer.go");
    fs::remove_file(repository.root.join("buffer/buffer.go")).unwrap();
    repository.write("buffer/doc.go", "package buffer\n");
    repository.write("generate.sh", &script("1"));
    repository.commit();
    repository.measure("--baseline HEAD --no-skip-identical").ends(0).holds("PASS: 2 rows");
    repository.write("generate.sh", &script("2"));
    repository.measure("--baseline HEAD").ends(1).holds("Encode");
    assert!(!repository.root.join("buffer/buffer.go").exists());
    repository.write("generate.sh", "echo no make >&2; exit 7\n");
    repository.measure("--baseline HEAD").ends(3).holds("sh generate.sh").holds("no make");
}

#[test]
fn a_shallow_clone_is_told_how_to_fetch_what_is_missing() {
    let Some(repository) = Repository::new() else { return };
    repository.allocate("2");
    repository.commit();
    repository.git("push -q --no-verify origin main");
    let clone = format!(
        "clone -q -b main --depth=1 file://{}/remote.git ../shallow",
        repository.folder.display()
    );
    repository.git(&clone);
    let shallow = repository.folder.join("shallow");
    let said = repository.measure_in(&shallow, "");
    said.ends(3).holds("git fetch");
    let command = said.text.split("git fetch").nth(1).unwrap().lines().next().unwrap().to_owned();
    let arguments = format!("fetch -q {}", command.trim());
    assert_eq!(repository.run_in(&shallow, "git", &arguments).code, Some(0), "{command}");
    repository.measure_in(&shallow, "").ends(1).holds("Encode");
}

#[test]
fn where_there_is_no_module_nothing_passes() {
    let Some(repository) = Repository::new() else { return };
    repository.git("rm -q -r --cached .");
    for path in ["go.mod", "buffer", "codec"] {
        let path = repository.root.join(path);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap()
        } else {
            fs::remove_file(path).unwrap()
        }
    }
    repository.write("README.txt", "x");
    repository.commit();
    repository.write("README.txt", "y");
    repository.measure("--baseline HEAD").ends(2).holds("no Go module is here or below");
}
