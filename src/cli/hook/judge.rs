//! One commit that is pushed, from what changed to the exit code.

use super::pushed::Push;
use super::{Ended, Session};
use crate::benchproc::{Capture, Selecting};
use crate::cli::Exit;
use crate::cli::message::Message;
use crate::cli::output::to_stdout;
use crate::cli::policy::{self, short};
use crate::host::Git;
use crate::policy::Policy;
use crate::report::v1::Code;
use crate::report::{self, Report};
use crate::run::{
    Asked, Cache, Captured, Flags, Measured, Pair, Progress, TimeLimit, may_matter, measure,
};
use std::path::Path;

/// What is to be judged, and how.
pub(super) struct One<'a> {
    pub root: &'a Path,
    pub git: &'a Git,
    pub push: &'a Push,
    pub flags: &'a Flags,
    pub limit: &'a TimeLimit,
}

impl One<'_> {
    /// Measures what the change reaches, and judges it.
    pub fn judge(&self, strict: bool, session: &mut Session<'_>) -> Result<Exit, Ended> {
        let Push { baseline, candidate } = self.push;
        let changed = self.git.changed(baseline, candidate)?;
        if !may_matter(self.git, candidate, &changed)? {
            return Ok(Exit::Pass);
        }
        session.tell(&format!("{} against {}", short(candidate), short(baseline)));
        // What is wrong with the policy is said before anything is measured.
        let policy = policy::of_commits(baseline, candidate)?.policy;
        let Some(measured) = self.measure(&changed, session)? else {
            let budget = self.limit.budget();
            session.tell(&format!("nothing was measured within {budget:?}: see --budget"));
            return Ok(if strict { Exit::CannotJudge } else { Exit::Pass });
        };
        let is_complete = tell_of(&measured, self.limit, session);
        let verdict = match &*measured.pairs {
            [] => Exit::Pass,
            pairs => self.verdict(pairs, policy, session)?,
        };
        Ok(match verdict {
            Exit::Pass if strict && !is_complete => Exit::CannotJudge,
            verdict => verdict,
        })
    }

    /// None where the time was over before the first package.
    fn measure(
        &self,
        changed: &[String],
        session: &mut Session<'_>,
    ) -> Result<Option<Measured>, Ended> {
        let asked = Asked {
            repository: self.root,
            baseline: &self.push.baseline,
            candidate: &self.push.candidate,
            changed,
            flags: self.flags,
            limit: self.limit,
        };
        let mut tell = |progress: &Progress<'_>| session.tell(&line(progress));
        match measure(&asked, &Cache::open()?, &mut tell) {
            Ok(measured) => Ok(Some(measured)),
            Err(error) if error.is_deadline() => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn verdict(
        &self,
        pairs: &[Pair],
        mut policy: Policy,
        session: &mut Session<'_>,
    ) -> Result<Exit, Ended> {
        let (mut before, mut after) = (Capture::default(), Capture::default());
        for pair in pairs {
            pair.baseline.iter().try_for_each(|c| read(&mut before, c, &pair.package))?;
            read(&mut after, &pair.candidate, &pair.package)?;
        }
        policy.rules.retain(|rule| OF_GO.contains(&&*rule.unit) || is_printed(&rule.unit, pairs));
        if policy.rules.is_empty() {
            session.tell("no benchmark has a unit that the policy judges: nothing to compare");
            return Ok(Exit::Pass);
        }
        let bench = Some(&*self.flags.bench).filter(|bench| *bench != EVERY);
        let selecting = Selecting { bench, ..Selecting::default() };
        let mut report = crate::check(before, after, &policy, &selecting)
            .map_err(|error| Ended::Misuse(error.into()))?;
        // What the change doesn't reach was not measured, and the policy is about that, too.
        report.notes.retain(|note| !ABOUT_OTHERS.contains(&note.code));
        if is_all_new(&report) {
            session.tell("the remote has none of these benchmarks yet: nothing to compare");
            return Ok(Exit::Pass);
        }
        let table = report::table(&report, session.look);
        to_stdout(&table, session.stdout).map_err(|e| Message::from(e.to_string()))?;
        Ok(Exit::of(&report))
    }
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
    let called = file.unwrap_or_else(|| format!("{package}, which failed"));
    into.read_from(&called, &*captured.bytes).map_err(|error| error.to_string().into())
}

/// Whether anything that was measured has a unit. The policy may judge units of other packages' own.
fn is_printed(unit: &str, pairs: &[Pair]) -> bool {
    let captures = pairs.iter().flat_map(|pair| pair.baseline.iter().chain([&pair.candidate]));
    let has = |captured: &Captured| {
        let words = captured.bytes.split(u8::is_ascii_whitespace);
        words.into_iter().any(|word| word == unit.as_bytes())
    };
    captures.into_iter().any(has)
}

/// Whether there is neither anything to compare with, nor any budget, nor anything else wrong.
fn is_all_new(report: &Report) -> bool {
    report.baseline.is_empty()
        && !report.causes.is_empty()
        && report.causes.iter().all(|cause| cause.code == Code::NoBudgetApplies)
}

/// What is told of progress.
fn line(progress: &Progress<'_>) -> String {
    match progress {
        Progress::Package { package, number, of, is_kept } => {
            let kept = if *is_kept { ", its baseline from the cache" } else { "" };
            format!("[{number}/{of}] {package}{kept}")
        }
        Progress::Failed { package, is_baseline, why } => {
            let side = if *is_baseline { "baseline" } else { "candidate" };
            let indented: Vec<String> = why.lines().map(|line| format!("  {line}")).collect();
            format!("{package}: the {side} failed\n{}", indented.join("\n"))
        }
    }
}

/// Names what was not measured; says whether that is nothing.
fn tell_of(measured: &Measured, limit: &TimeLimit, session: &mut Session<'_>) -> bool {
    let Measured { pairs, no_time, broken_baselines } = measured;
    if !no_time.is_empty() {
        let budget = limit.budget();
        session.tell(&format!("not measured within {budget:?}: {}", listed(no_time)));
        session.tell("CI judges what is left; --budget gives more time, --benchtime needs less");
    }
    if !broken_baselines.is_empty() {
        session.tell(&format!("nothing to compare with: {}", listed(broken_baselines)));
    }
    let is_complete = no_time.is_empty() && broken_baselines.is_empty();
    if is_complete && pairs.is_empty() {
        session.tell("no benchmark is reached by the change");
    }
    is_complete
}

/// So many names make a line.
const MOST_NAMED: usize = 10;

fn listed(packages: &[String]) -> String {
    let named = packages[..packages.len().min(MOST_NAMED)].join(", ");
    match packages.len().saturating_sub(MOST_NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
