//! What shells and readers of manual pages get.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use support::program::Program;
use support::tools;
use support::words::words;

fn printed(arguments: &str, directory: &Path) -> String {
    let outcome = Program::allocgate().run(&words(arguments), directory, Stdio::null());
    assert_eq!(outcome.exit, 0, "{}", String::from_utf8_lossy(&outcome.stderr));
    String::from_utf8(outcome.stdout).unwrap()
}

/// What a program prints that reads a text from its standard input.
fn fed(mut command: Command, text: &str) -> String {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && stderr.is_empty(), "{stderr}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn bash_completes_commands_flags_and_values() {
    let Some(mut bash) = tools::program("bash", "--version") else { return };
    let script = printed("completions bash", Path::new("."));
    let ask = "
complete_words() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); \
_allocgate allocgate \"${@: -1}\" \"${@: -2:1}\"; echo \"${COMPREPLY[@]}\"; }
complete_words allocgate hoo
complete_words allocgate hook pre-push --stri
complete_words allocgate check --evidence ''
complete_words allocgate init pre
";
    bash.args(["--noprofile", "--norc", "-eu"]);
    let answers = fed(bash, &(script + ask));
    let expected = ["hook", "--strict", "exceeds differs", "pre-push"];
    assert_eq!(answers.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&format!("completions {shell}"), Path::new("."));
        assert!(script.contains("pre-push") && script.contains("selftest"), "{shell}");
        // What the program starts for itself is no command of its users.
        assert!(!script.contains("guard"), "{shell}");
    }
    for (shell, check) in [("zsh", "-n"), ("fish", "--no-execute")] {
        // These are not everywhere, and bash is held to more.
        let mut command = Command::new(shell);
        if command.arg("--version").output().is_ok() {
            let mut command = Command::new(shell);
            command.args([check, "/dev/stdin"]);
            fed(command, &printed(&format!("completions {shell}"), Path::new(".")));
        }
    }
}

#[test]
fn manual_pages_render_without_a_warning() {
    let directory = tempfile::tempdir().unwrap();
    printed("man --out .", directory.path());
    let mut pages: Vec<_> =
        fs::read_dir(directory.path()).unwrap().map(|e| e.unwrap().path()).collect();
    pages.sort();
    let names = pages.iter().map(|page| page.file_name().unwrap().to_string_lossy().into_owned());
    let names: Vec<String> = names.collect();
    for name in
        ["allocgate.1", "allocgate-check.1", "allocgate-hook.1", "allocgate-hook-pre-push.1"]
    {
        assert!(names.iter().any(|page| page == name), "{name}: {names:?}");
    }
    let main = fs::read_to_string(directory.path().join("allocgate.1")).unwrap();
    assert_eq!(printed("man", Path::new(".")), main);
    for page in pages {
        let Some(mut groff) = tools::program("groff", "--version") else { return };
        groff.args(["-man", "-ww", "-Tascii", "-P-c", "-P-b", "-P-u"]);
        let text = fed(groff, &fs::read_to_string(&page).unwrap());
        assert!(text.contains("SYNOPSIS") && text.contains("allocgate"), "{text}");
    }
}

#[test]
fn pages_for_a_directory_that_is_not_there_are_not_written() {
    let directory = tempfile::tempdir().unwrap();
    let outcome =
        Program::allocgate().run(&words("man --out none"), directory.path(), Stdio::null());
    assert_eq!(outcome.exit, 2);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
}
