//! Running a program where nothing tells it where and for whom it runs.

use super::Outcome;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program, and the words before its arguments.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
    before: Vec<&'static str>,
}

impl Program {
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), before: Vec::new() }
    }

    pub fn allocgate() -> Self {
        Self::at(env!("CARGO_BIN_EXE_allocgate"))
    }

    /// What is to be benchstat byte for byte. `ALLOCGATE_UNDER_TEST` names a program that stands
    /// in for it: with benchstat itself, the tests are what is tested.
    pub fn under_test() -> Self {
        match std::env::var_os("ALLOCGATE_UNDER_TEST") {
            Some(path) => Self::at(path),
            None => Self { before: vec!["benchstat"], ..Self::allocgate() },
        }
    }

    /// Its command line, in a directory.
    pub fn command(&self, args: &[OsString], directory: &Path) -> Command {
        let mut command = Command::new(&self.path);
        command.args(&self.before).args(args).current_dir(directory);
        for (name, _) in std::env::vars_os().filter(|(name, _)| tells(name)) {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, args: &[OsString], directory: &Path, stdin: Stdio) -> Outcome {
        let output = self.command(args, directory).stdin(stdin).output();
        let output = output.expect("the program starts");
        Outcome {
            exit: output.status.code().expect("the program ends by itself"),
            stdout: output.stdout,
            stderr: output.stderr,
        }
    }
}

/// Whether a variable tells a program where and for whom it runs.
fn tells(name: &OsStr) -> bool {
    name.to_str().is_none_or(|name| {
        ["ALLOCGATE_TOKEN", "CI", "NO_COLOR", "TERM", "LANG", "TZ", "COLUMNS"].contains(&name)
            || ["FORGEJO_", "GITEA_", "GITHUB_", "GITLAB_", "CI_", "CLICOLOR", "LC_", "RUST_"]
                .iter()
                .any(|prefix| name.starts_with(prefix))
    })
}
