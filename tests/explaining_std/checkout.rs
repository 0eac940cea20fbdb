//! A checkout of the copies of the standard library, in which changes are tried one after another.

use super::change::Change;
use super::copy::copy;
use super::gomodule::{commit, git};
use super::support::{Outcome, program::Program, tools};
use allocgate::report::from_json;
use allocgate::report::v1::{Explanation, LimitCode, Place, SiteReason};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tempfile::TempDir;

pub struct Checkout {
    root: PathBuf,
    folder: TempDir,
}

/// What became of a change.
#[derive(Debug)]
pub struct Tried {
    /// Where the first explanation has the line: `place` where a site allocates there, `shown` where one
    /// is only shown there, with the site's position among the others; or `nowhere`.
    pub seen: String,
    /// Why that site allocates more; of `nowhere`, why the first does.
    pub reason: String,
    /// Where the sites explain too little, and nothing says why not: unit, by sites, by the row.
    pub unexplained: Vec<(String, f64, f64)>,
}

/// What sites explain of a row's growth, at least.
const EXPLAINED: f64 = 0.9;

impl Checkout {
    pub fn new() -> Checkout {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("std");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/std"), &root);
        commit(&root);
        Checkout { root, folder }
    }

    /// Measures the working tree with a change against what is committed, and explains it.
    pub fn explained(&self, change: &Change) -> Tried {
        git(&self.root, &["checkout", "--quiet", "."]);
        git(&self.root, &["apply", change.patch.to_str().unwrap()]);
        let report = self.folder.path().join("report.json");
        let ran = self.run(change, &report);
        let said = String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned();
        assert_eq!(ran.exit, 1, "{}: {said}", change.name);
        let report = from_json(&fs::read_to_string(report).unwrap()).unwrap();
        let text = fs::read_to_string(self.root.join(&change.path)).unwrap();
        let first = report.explanations.first().expect("the regression is explained");
        let (seen, site) = seen(first, &change.path, change.number(&text));
        let reason = word(first.sites[site].reason);
        Tried { seen, reason, unexplained: unexplained(first) }
    }

    fn run(&self, change: &Change, report: &Path) -> Outcome {
        let report = format!("json={}", report.display());
        let flags = ["run", "--explain", "--count=5", "--benchtime=100x", "--report", &report];
        let arguments = flags.into_iter().chain(["--bench", &change.bench, &change.package]);
        let arguments: Vec<OsString> = arguments.map(OsString::from).collect();
        let mut command = Program::allocgate().command(&arguments, &self.root);
        command.env("XDG_CACHE_HOME", self.folder.path().join("cache"));
        command.env("GOCACHE", tools::go_cache());
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GOFLAGS", "").env("GOWORK", "off");
        let output = command.stdin(Stdio::null()).output().unwrap();
        let exit = output.status.code().expect("the program ends by itself");
        Outcome { stdout: output.stdout, stderr: output.stderr, exit }
    }
}

/// Where the line is, and the site that has it.
fn seen(explanation: &Explanation, path: &str, line: u32) -> (String, usize) {
    let line = Place::new(path.to_owned(), line);
    let at = explanation.sites.iter().position(|site| site.place == line);
    let shown = explanation.sites.iter().position(|site| site.annotate == line);
    match (at, shown) {
        (Some(at), _) => (format!("place {}", at + 1), at),
        (None, Some(shown)) => (format!("shown {}", shown + 1), shown),
        (None, None) => ("nowhere".to_owned(), 0),
    }
}

/// The word that a report has for it.
fn word(reason: SiteReason) -> String {
    serde_json::to_value(reason).unwrap().as_str().unwrap().to_owned()
}

/// Of objects that profiles don't have one by one, only the bytes need be explained.
fn unexplained(explanation: &Explanation) -> Vec<(String, f64, f64)> {
    let is_blind = explanation.limits.iter().any(|limit| limit.code == LimitCode::TinyAllocator);
    let shares =
        explanation.shares.iter().map(|share| (&share.unit, share.by_sites.0, share.by_row.0));
    let judged = shares.filter(|(unit, ..)| !(is_blind && *unit == "allocs/op"));
    let too_little = judged.filter(|(_, by_sites, by_row)| *by_sites < EXPLAINED * by_row);
    too_little.map(|(unit, by_sites, by_row)| (unit.clone(), by_sites, by_row)).collect()
}
