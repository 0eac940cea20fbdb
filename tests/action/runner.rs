//! The whole action in a runner that isn't ours: act, on this machine, without containers or network.
//!
//! act takes a step that checks out for copying the repository, and runs the action from there.

use crate::gomodule;
use crate::tools::missing;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

pub const CHECKOUT: &str = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1";

/// A repository with the action in it, and where the workflow leaves what tests look at.
pub struct Runner {
    directory: TempDir,
}

/// How a workflow ended.
#[derive(Debug)]
pub struct Finished {
    pub passed: bool,
    pub log: String,
}

impl Runner {
    /// Where there is act.
    pub fn new() -> Option<Self> {
        if !Command::new("act").arg("--version").output().is_ok_and(|ran| ran.status.success()) {
            return missing("no act");
        }
        let directory = tempfile::tempdir().unwrap();
        for folder in ["home", "left", "bin", "repository/.github/workflows", "repository/action"] {
            fs::create_dir_all(directory.path().join(folder)).unwrap();
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let runner = Self { directory };
        fs::copy(root.join("action.yml"), runner.repository().join("action.yml")).unwrap();
        for file in fs::read_dir(root.join("action")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), runner.repository().join("action").join(file.file_name()))
                .unwrap();
        }
        Some(runner)
    }

    pub fn repository(&self) -> PathBuf {
        self.path("repository")
    }

    /// A path beside the repository: `home`, `left`, `bin`, which is first on `PATH`.
    pub fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    /// What the workflow left in a file.
    pub fn left(&self, name: &str) -> String {
        fs::read_to_string(self.path("left").join(name)).unwrap_or_default()
    }

    pub fn write(&self, path: &str, content: &str) {
        let path = self.repository().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Commits all that is there.
    pub fn commit(&self) {
        gomodule::commit(&self.repository());
    }

    /// Runs a workflow for an event with a payload.
    pub fn run(&self, workflow: &str, event: &str, payload: &serde_json::Value) -> Finished {
        let file = self.path("event.json");
        fs::write(&file, payload.to_string()).unwrap();
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        let mut act = Command::new("act");
        act.args([event, "--workflows", workflow, "--eventpath"]).arg(&file);
        for label in ["ubuntu-24.04", "ubuntu-latest"] {
            act.args(["--platform", &format!("{label}=-self-hosted")]);
        }
        act.args(["--container-daemon-socket", "-", "--secret", "GITHUB_TOKEN=job-token"]);
        act.current_dir(self.repository())
            .env("PATH", path)
            .env("HOME", self.path("home"))
            .env("GOCACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("go-cache"))
            .env("XDG_CACHE_HOME", self.path("home/cache"))
            .env_remove("GITHUB_TOKEN");
        let ran = act.output().unwrap();
        let log = [ran.stdout, ran.stderr].concat();
        Finished { passed: ran.status.success(), log: String::from_utf8_lossy(&log).into_owned() }
    }

    /// Runs the action alone, with inputs; then leaves what came of it in the file `outcome`.
    pub fn gate(&self, inputs: &BTreeMap<&str, &str>) -> Finished {
        let inputs: String = inputs
            .iter()
            .map(|(name, value)| format!("          {name}: {}\n", serde_json::json!(value)))
            .collect();
        let left = self.path("left");
        let left = left.display();
        let outputs = ["verdict", "exit-code", "regressions", "inconclusive", "report"]
            .map(|name| format!("          {name}=${{{{ steps.gate.outputs.{name} }}}}\n"))
            .concat();
        let workflow = format!(
            "on: push
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: {CHECKOUT}
      - id: gate
        uses: ./
        with:
{inputs}      - if: always()
        env:
          OUTCOME: ${{{{ steps.gate.outcome }}}}
          OUTPUTS: |
{}        run: printf '%s\\n%s' \"$OUTCOME\" \"$OUTPUTS\" >{left}/outcome
",
            outputs.replace("          ", "            ")
        );
        self.write(".github/workflows/gate.yml", &workflow);
        self.commit();
        self.run(".github/workflows/gate.yml", "push", &serde_json::json!({}))
    }
}
