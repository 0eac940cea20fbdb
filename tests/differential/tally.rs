//! How the runs went.

use crate::case::Case;
use crate::exclusion::{Excluded, Exclusion};
use crate::support::{Outcome, diff};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// More disagreements than that are counted, not shown.
const SHOWN: usize = 5;

pub struct Tally {
    pub seed: u64,
    runs: usize,
    progress: bool,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    done: usize,
    tables: usize,
    disagreements: usize,
    excluded: Excluded,
    reports: Vec<String>,
}

impl Tally {
    pub fn new(seed: u64, runs: usize, progress: bool) -> Self {
        Self { seed, runs, progress, counts: Mutex::default() }
    }

    /// The next run's number, while there is one.
    pub fn claim(&self, next: &AtomicUsize) -> Option<usize> {
        let index = next.fetch_add(1, Ordering::Relaxed);
        if self.progress && index > 0 && index.is_multiple_of(1000) {
            let disagreements = self.counts.lock().unwrap().disagreements;
            eprintln!("{index} of {}, {disagreements} disagreements", self.runs);
        }
        (index < self.runs).then_some(index)
    }

    pub fn agreed(&self, outcome: &Outcome) {
        let mut counts = self.counts.lock().unwrap();
        counts.done += 1;
        counts.tables += usize::from(!outcome.stdout.is_empty());
    }

    pub fn excluded(&self, exclusion: Exclusion) {
        *self.counts.lock().unwrap().excluded.entry(exclusion).or_default() += 1;
    }

    /// Counts a disagreement and says whether it is worth the time to shrink it.
    pub fn disagreed(&self) -> bool {
        let mut counts = self.counts.lock().unwrap();
        counts.done += 1;
        counts.disagreements += 1;
        counts.disagreements <= SHOWN
    }

    /// Writes a case down on which the programs disagree.
    pub fn keep(&self, index: usize, case: &Case, [expected, actual]: &[Outcome; 2]) {
        let mut counts = self.counts.lock().unwrap();
        let path = folder().join(format!("seed-{}-run-{index}", self.seed));
        case.keep(&path, expected).expect("the case can be written");
        let cmd = String::from_utf8_lossy(&case.command_line()).into_owned();
        let mut report = format!("{}: {cmd}", path.display());
        for ((file, expected), (_, actual)) in expected.files().iter().zip(&actual.files()) {
            if expected != actual {
                report += &format!("  {file}\n{}", diff(expected, actual));
            }
        }
        counts.reports.push(report);
    }

    /// Says how the runs went; fails if the programs disagreed, or if the runs say little.
    pub fn finish(self) {
        let counts = self.counts.into_inner().unwrap();
        let summary = format!(
            "seed {}: {} runs, {} of them with tables, {} disagreements, excluded: {:?}",
            self.seed, counts.done, counts.tables, counts.disagreements, counts.excluded
        );
        eprintln!("{summary}");
        assert!(counts.disagreements == 0, "{}\n{summary}", counts.reports.join("\n"));
        assert_eq!(counts.weakness(self.runs), None, "{summary}");
    }
}

/// Fewer runs than that may be odd ones by chance.
const MANY: usize = 200;

impl Counts {
    /// Why agreement says little: the generator may have gone wrong.
    fn weakness(&self, runs: usize) -> Option<&'static str> {
        let excluded: usize = self.excluded.values().sum();
        match () {
            () if self.done + excluded != runs => Some("runs are missing"),
            () if self.done == 0 => Some("nothing was compared"),
            () if runs < MANY => None,
            () if excluded >= runs / 20 => Some("too much is excluded"),
            () if self.tables <= self.done / 2 => Some("too few runs have tables"),
            () => None,
        }
    }
}

fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target"));
    target.join("differential")
}

#[test]
fn agreement_counts_only_where_enough_was_compared() {
    let weakness = |done, tables, excluded, runs| {
        let excluded = Excluded::from([(Exclusion::NanCompared, excluded)]);
        Counts { done, tables, excluded, ..Counts::default() }.weakness(runs)
    };
    assert_eq!(weakness(391, 196, 9, 400), None);
    assert_eq!(weakness(0, 0, 0, 400), Some("runs are missing"));
    assert_eq!(weakness(0, 0, 0, 0), Some("nothing was compared"));
    assert_eq!(weakness(380, 380, 20, 400), Some("too much is excluded"));
    assert_eq!(weakness(400, 200, 0, 400), Some("too few runs have tables"));
    assert_eq!(weakness(1, 0, 0, 1), None);
}
