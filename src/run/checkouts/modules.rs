//! Modules outside of the repository, as Go finds them.

use super::repository::{Repository, write};
use super::{DEADLINE, place, tools};
use crate::run::candidate::Candidate;
use crate::run::go::Go;
use crate::run::side::Side;
use std::fs;
use std::path::Path;

/// What a checkout's test prints: the number that a package of another module has.
fn tested(root: &Path) -> String {
    let go = Go::at(root).command("", "test").arguments(["-v", "-count=1", "."]);
    let output = go.set("GOPROXY", "off").attempt(DEADLINE * 3, 1 << 24).unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let printed = text(&output.stdout);
    let number = printed.lines().find_map(|line| line.strip_prefix("number "));
    number.map_or_else(|| printed.clone() + &text(&output.stderr), str::to_owned)
}

/// A repository whose test prints the number of a module.
fn repository(go_mod: &str) -> Option<Repository> {
    tools::go()?;
    let repository = Repository::new()?;
    let test = "package m\n\nimport (\n\t\"fmt\"\n\t\"testing\"\n\n\t\"example.com/x\"\n)\n\n\
                func TestX(*testing.T) { fmt.Println(\"number\", x.Number()) }\n";
    repository.write("m_test.go", test);
    repository.write("go.mod", &format!("module example.com/m\n\ngo 1.21\n\n{go_mod}"));
    Some(repository)
}

/// A module with a package that has a number.
fn write_module(directory: &Path, go_mod: &str, body: &str) {
    write(&directory.join("go.mod"), &format!("module example.com/x\n\ngo 1.21\n{go_mod}"));
    write(&directory.join("x.go"), &format!("package x\n\n{body}"));
}

const REQUIRED: &str = "require example.com/x v0.0.0\n\nreplace example.com/x => ";
const ONE: &str = "func Number() int { return 1 }\n";

/// What both sides print, of a repository whose working tree is the candidate.
fn both(repository: &Repository, commit: &str) -> [String; 2] {
    let sides = [Candidate::Commit(commit), Candidate::WorkingTree];
    let place = place(repository, &sides);
    let base = place.check_out(Side::Baseline, commit, DEADLINE).unwrap();
    let cand = place.snapshot(Side::Candidate, DEADLINE).unwrap();
    assert_eq!(base.as_os_str().len(), cand.as_os_str().len());
    [tested(&base), tested(&cand)]
}

#[test]
fn a_replacement_beside_the_repository_is_found() {
    let Some(repository) = repository(&format!("{REQUIRED}../../lib/x\n")) else { return };
    let parent = repository.root.parent().unwrap().parent().unwrap().to_owned();
    let lib = tempfile::Builder::new().prefix("lib").tempdir_in(parent).unwrap();
    write_module(&lib.path().join("x"), "", ONE);
    let name = lib.path().file_name().unwrap().to_string_lossy().into_owned();
    let go_mod = fs::read_to_string(repository.root.join("go.mod")).unwrap();
    repository.write("go.mod", &go_mod.replace("/lib/", &format!("/{name}/")));
    let commit = repository.commit();
    assert_eq!(both(&repository, &commit), ["1", "1"]);
}

#[test]
fn sides_that_climb_unequally_are_equally_deep() {
    let Some(repository) = repository(&format!("{REQUIRED}./x\n")) else { return };
    write_module(&repository.root.join("x"), "", ONE);
    let commit = repository.commit();
    write_module(&repository.beside("y"), "", &ONE.replace('1', "2"));
    let go_mod = fs::read_to_string(repository.root.join("go.mod")).unwrap();
    repository.write("go.mod", &go_mod.replace("./x", "../y"));
    assert_eq!(both(&repository, &commit), ["1", "2"]);
}

#[test]
fn a_workspace_uses_a_module_beside_it_and_what_that_replaces() {
    let Some(repository) = repository("") else { return };
    repository.write("go.work", "go 1.21\n\nuse (\n\t.\n\t../x\n)\n");
    let replaced = "\nrequire example.com/y v0.0.0\nreplace example.com/y => ../deeper/y\n";
    let body = "import \"example.com/y\"\n\nfunc Number() int { return y.Number() }\n";
    write_module(&repository.beside("x"), replaced, body);
    let y = repository.beside("deeper/y");
    write(&y.join("go.mod"), "module example.com/y\n\ngo 1.21\n");
    write(&y.join("y.go"), "package y\n\nfunc Number() int { return 3 }\n");
    let commit = repository.commit();
    assert_eq!(both(&repository, &commit), ["3", "3"]);
}

#[test]
fn what_is_vendored_needs_no_directory_outside() {
    let Some(repository) = repository(&format!("{REQUIRED}../x\n")) else { return };
    repository.write("vendor/example.com/x/x.go", &format!("package x\n\n{ONE}"));
    let listed = "# example.com/x v0.0.0 => ../x\n## explicit; go 1.21\nexample.com/x\n";
    repository.write("vendor/modules.txt", &format!("{listed}# example.com/x => ../x\n"));
    let commit = repository.commit();
    assert_eq!(both(&repository, &commit), ["1", "1"]);
}

#[test]
fn what_is_not_there_for_the_user_is_for_go_to_tell() {
    let Some(repository) = repository(&format!("{REQUIRED}../x\n")) else { return };
    let commit = repository.commit();
    let [base, cand] = both(&repository, &commit);
    assert!(base.contains("replacement directory ../x does not exist"), "{base}");
    assert!(cand.contains("replacement directory ../x does not exist"), "{cand}");
}
