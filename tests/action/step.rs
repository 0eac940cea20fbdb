//! A script of the action, run as a step of a job runs it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The program as it is built.
pub const BINARY: &str = env!("CARGO_BIN_EXE_allocgate");

/// A job: the action, and what the runner keeps for it.
pub struct Job {
    directory: TempDir,
    environment: BTreeMap<String, String>,
}

/// What a step left behind.
#[derive(Debug)]
pub struct Ran {
    pub exit: i32,
    pub log: String,
    pub outputs: BTreeMap<String, String>,
    pub summary: String,
}

impl Job {
    /// With the action as it is, on Linux for x86_64.
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        for folder in ["action/action", "temp", "workspace", "home"] {
            fs::create_dir_all(directory.path().join(folder)).unwrap();
        }
        let action = Path::new(env!("CARGO_MANIFEST_DIR")).join("action");
        for file in fs::read_dir(action).unwrap() {
            let file = file.unwrap();
            let to = directory.path().join("action/action").join(file.file_name());
            fs::copy(file.path(), to).unwrap();
        }
        for file in ["LICENSE-MIT", "LICENSE-APACHE", "README.md"] {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            fs::copy(from, directory.path().join("action").join(file)).unwrap();
        }
        let job = Self { environment: BTreeMap::new(), directory };
        let home = job.path("home").display().to_string();
        let temp = job.path("temp").display().to_string();
        job.with("HOME", &home)
            .with("RUNNER_TEMP", &temp)
            .with("PATH", &std::env::var("PATH").unwrap())
            .with("RUNNER_OS", "Linux")
            .with("RUNNER_ARCH", "X64")
    }

    /// With a variable, which holds for all steps.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    /// A path in the job's own directory: `action`, `temp`, `workspace`, `home`.
    pub fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    /// Writes what the action installs: lines of hash and address.
    pub fn record(&self, lines: &str) {
        fs::write(self.path("action/action/checksums.txt"), lines).unwrap();
    }

    /// Runs a script in the workspace.
    pub fn step(&self, script: &str, arguments: &[&str]) -> Ran {
        self.run(script, arguments, &[])
    }

    /// Runs a script with an input of its own.
    pub fn step_with(&self, script: &str, name: &str, value: &str) -> Ran {
        self.run(script, &[], &[(name, value)])
    }

    /// Judges, or measures, with inputs of its own.
    pub fn step_with_all(&self, variables: &[(&str, &str)]) -> Ran {
        self.run("check.sh", &[], variables)
    }

    fn run(&self, script: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        let files = tempfile::tempdir_in(self.directory.path()).unwrap();
        let [output, summary] = ["output", "summary"].map(|name| files.path().join(name));
        for file in [&output, &summary] {
            fs::write(file, "").unwrap();
        }
        let ran = Command::new("bash")
            .arg(self.path("action/action").join(script))
            .args(arguments)
            .current_dir(self.path("workspace"))
            .env_clear()
            .envs(&self.environment)
            .envs(variables.iter().copied())
            .env("GITHUB_OUTPUT", &output)
            .env("GITHUB_STEP_SUMMARY", &summary)
            .output()
            .unwrap();
        let log = [ran.stdout, ran.stderr].concat();
        Ran {
            exit: ran.status.code().unwrap(),
            log: String::from_utf8(log).unwrap(),
            outputs: outputs(&fs::read_to_string(output).unwrap()),
            summary: fs::read_to_string(summary).unwrap(),
        }
    }
}

/// The file of outputs as the runner reads it: `name=value`, or `name<<DELIMITER`, lines, the delimiter.
fn outputs(text: &str) -> BTreeMap<String, String> {
    let mut outputs = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some((name, delimiter)) = line.split_once("<<") {
            let value: Vec<&str> = lines.by_ref().take_while(|line| *line != delimiter).collect();
            outputs.insert(name.to_owned(), value.join("\n"));
        } else {
            let (name, value) = line.split_once('=').unwrap();
            outputs.insert(name.to_owned(), value.to_owned());
        }
    }
    outputs
}
