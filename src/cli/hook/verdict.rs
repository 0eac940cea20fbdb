//! Captures, and what their policy says of them.

use super::judge::Ways;
use super::policies::Group;
use super::{Session, incomplete};
use crate::benchproc::{Capture, Selecting};
use crate::cli::Exit;
use crate::cli::ended::Ended;
use crate::cli::message::Message;
use crate::cli::output::to_stdout;
use crate::report::v1::{self, Code};
use crate::report::{self, Look, MeasuredBy, Report};
use crate::run::{Benchtime, Captured, Flags, Pair};

/// What was measured of packages under one policy.
pub(super) struct Verdict<'a> {
    pub flags: &'a Flags,
    pub pairs: &'a [&'a Pair],
    pub ways: Ways,
}

impl Verdict<'_> {
    /// Judges it, and shows the table.
    pub fn tell(&self, group: Group, session: &mut Session<'_>) -> Result<Exit, Ended> {
        let Group { mut policy, can_be_found, .. } = group;
        let (before, after) = self.captures()?;
        let rules = policy.rules.len();
        policy.rules.retain(|rule| OF_GO.contains(&&*rule.unit) || self.is_printed(&rule.unit));
        let can_be_judged_again =
            can_be_found && policy.rules.len() == rules && self.are_in_files();
        let bench = Some(&*self.flags.bench).filter(|bench| *bench != EVERY);
        let selecting = Selecting { bench, ..Selecting::default() };
        let mut report = crate::check(before, after, &policy, &selecting)
            .map_err(|error| Ended::Misuse(error.into()))?;
        // What the change doesn't reach was not measured, and the policy is about that, too.
        report.notes.retain(|note| !ABOUT_OTHERS.contains(&note.code));
        if policy.rules.is_empty() && is_empty(&report) {
            session.tell("no benchmark has a unit that the policy judges: nothing to compare");
            return Ok(incomplete(self.ways.strict, session));
        }
        if let Some(why) = self.nothing_in_common(&report) {
            session.tell(&why);
            return Ok(Exit::Pass);
        }
        let look = Look { measured: self.measured(can_be_judged_again), ..session.look };
        let table = report::table(&report, look);
        to_stdout(&table, session.stdout).map_err(|e| Message::from(e.to_string()))?;
        Ok(Exit::of(&report))
    }

    /// The captures of both sides.
    fn captures(&self) -> Result<(Capture, Capture), Message> {
        let (mut before, mut after) = (Capture::default(), Capture::default());
        for pair in self.pairs {
            baseline(pair).iter().try_for_each(|c| read(&mut before, c, &pair.package))?;
            // What is gone is no more than that its rows are missing, unless it is to be questioned.
            let none = (!self.ways.allow_missing).then(Captured::default);
            let captured = pair.candidate.as_ref().or(none.as_ref());
            captured.iter().try_for_each(|c| read(&mut after, c, &pair.package))?;
        }
        Ok((before, after))
    }

    /// Both sides' captures.
    fn captured(&self) -> impl Iterator<Item = &Captured> {
        self.pairs.iter().flat_map(|pair| baseline(pair).into_iter().chain(&pair.candidate))
    }

    /// Whether anything that was measured has a unit. The policy may judge units of other packages' own.
    fn is_printed(&self, unit: &str) -> bool {
        let has = |captured: &Captured| {
            let mut words = captured.bytes.split(u8::is_ascii_whitespace);
            words.any(|word| word == unit.as_bytes())
        };
        self.captured().any(has)
    }

    /// Whether both sides can be read again.
    fn are_in_files(&self) -> bool {
        let has_both = self.pairs.iter().any(|pair| baseline(pair).is_some())
            && self.pairs.iter().any(|pair| pair.candidate.is_some());
        has_both && self.captured().all(|captured| captured.file.is_some())
    }

    fn measured(&self, can_be_judged_again: bool) -> Option<MeasuredBy> {
        let Flags { benchtime, most: samples, cpu, .. } = *self.flags;
        let Benchtime::Iterations(iterations) = benchtime else { return None };
        Some(MeasuredBy::Push { iterations, samples, cpu, can_be_judged_again })
    }

    /// Says so where nothing is on both sides, and nothing follows from that.
    fn nothing_in_common(&self, report: &Report) -> Option<String> {
        let only = |code| report.causes.iter().all(|cause| cause.code == code);
        if report.verdict != v1::Verdict::CannotJudge {
            None
        } else if report.baseline.is_empty() && only(Code::NoBudgetApplies) {
            Some("the remote has none of these benchmarks yet: nothing to compare".to_owned())
        } else if self.ways.allow_missing && only(Code::NothingComparable) {
            let v1::Counts { added, removed, .. } = report.counts;
            Some(format!(
                "no benchmark is on both sides, rows added: {added}, removed: {removed}: nothing to compare"
            ))
        } else {
            None
        }
    }
}

/// What there is to compare with: one that fails is nothing.
fn baseline(pair: &Pair) -> Option<&Captured> {
    pair.baseline.as_ref().filter(|captured| !captured.has_failed)
}

/// Whether there is nothing that rules or budgets are about, and nothing else is wrong.
fn is_empty(report: &Report) -> bool {
    let follows = [Code::NothingComparable, Code::NoBudgetApplies];
    report.budgets.is_empty() && report.causes.iter().all(|cause| follows.contains(&cause.code))
}

/// What all benchmarks are called.
pub(super) const EVERY: &str = ".";

/// The units that every benchmark has.
const OF_GO: [&str; 2] = ["B/op", "allocs/op"];

/// Notes on what was not measured.
const ABOUT_OTHERS: [Code; 3] =
    [Code::RuleMatchesNothing, Code::BudgetNotMeasured, Code::WaiverMatchesNothing];

/// Reads a capture, under the path of the file that keeps it.
fn read(into: &mut Capture, captured: &Captured, package: &str) -> Result<(), Message> {
    let file = captured.file.as_ref().map(|file| file.to_string_lossy().into_owned());
    // As a compiler names what is no file.
    let called = file.unwrap_or_else(|| format!("<go test {package}>"));
    into.read_from(&called, &*captured.bytes).map_err(|error| error.to_string().into())
}
