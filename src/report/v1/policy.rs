//! What was judged, and how.

use super::Number;
use serde::{Deserialize, Serialize};

outer! {
    /// What was judged, and how.
    pub struct Policy {
        /// The evidence that a failure needs where no rule says otherwise.
        pub evidence: Test,
        /// The p-value up to which evidence is significant where no rule says otherwise.
        pub alpha: f64,
        /// What is done about many comparisons.
        pub correction: Correction,
        /// Confidence level of the medians' intervals.
        pub confidence: f64,
        /// The smallest sample size a side with which a row can fail by this alpha; absent if none is
        /// known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub samples_needed: Option<u64>,
        /// Whether the verdict decides the exit code.
        pub mode: Mode,
        /// The causes that pass all the same: `incomplete`, `missing`, `no-baseline` …
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub tolerated: Vec<String>,
        /// The day on which was judged; absent where nothing depends on it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub today: Option<String>,
        /// The rules, each for one unit.
        pub rules: Vec<Rule>,
        /// The budgets.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub budgets: Vec<Budget>,
        /// The waivers.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub waivers: Vec<Waiver>,
        /// How the candidate's own policy differs, where the baseline's decides.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub changes: Vec<PolicyChange>,
        /// The policy file; absent where there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub file: Option<String>,
        /// The flags that set the policy, as arguments, in one order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub arguments: Vec<String>,
        /// The expression that selected benchmarks by name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub bench: Option<String>,
        /// The filter that selected results and values.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub filter: Option<String>,
        /// The keys that told nothing apart.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub ignore: Option<String>,
    }

    /// The evidence that a failure needs.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Test {
        /// A one-sided U-test against the baseline moved by the allowed change.
        Exceeds,
        /// A two-sided U-test against the baseline.
        Differs,
    }

    /// What is done about many comparisons.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Correction {
        /// Nothing: alpha is that of each row.
        None,
        /// Holm's: alpha is that of all rows together.
        Holm,
    }

    /// Whether a verdict decides anything.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Mode {
        /// It decides the exit code.
        Enforce,
        /// It is shown, and the exit code is 0.
        Report,
    }

    /// What follows from something.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Level {
        /// Nothing.
        Ignore,
        /// It is reported.
        Warn,
        /// The verdict is fail.
        Fail,
    }

    /// How rows of a unit are judged.
    pub struct Rule {
        /// What it is called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /// The pattern of packages, as written; absent for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub package: Option<String>,
        /// The pattern of benchmarks, as written; absent for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub benchmark: Option<String>,
        /// The unit as Go prints it.
        pub unit: String,
        /// The allowed change, as on the command line: `10%`, `+16` or `10%,+8`.
        pub threshold: String,
        /// Who set that.
        pub threshold_origin: Origin,
        /// The evidence that a failure needs.
        pub evidence: Test,
        /// The p-value up to which evidence is significant.
        pub alpha: f64,
        /// Whether one value a side decides, without a test.
        pub exact: bool,
        /// What follows from a regression.
        pub level: Level,
        /// What follows if the candidate has no such row any more.
        pub missing: Level,
        /// Where the rule stands.
        pub origin: Origin,
        /// Whether it is of the candidate's own policy, which counts where it is stricter.
        #[serde(default, skip_serializing_if = "is_false")]
        pub of_change: bool,
    }

    /// Where something comes from.
    #[derive(Eq)]
    #[serde(tag = "kind", rename_all = "kebab-case")]
    pub enum Origin {
        /// The policy without any configuration.
        Default,
        /// A flag of the command.
        Flag,
        /// A line of a file.
        File {
            /// The file.
            path: String,
            /// The line, counted from 1.
            line: u32,
        },
    }

    /// The worst value that benchmarks may have.
    pub struct Budget {
        /// The pattern of packages, as written; absent for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub package: Option<String>,
        /// The pattern of benchmarks, as written; absent for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub benchmark: Option<String>,
        /// The unit as Go prints it.
        pub unit: String,
        /// The worst median that is allowed.
        pub max: Number,
        /// Whether it stands in a Go file, beside the benchmark.
        pub directive: bool,
        /// Where it stands.
        pub origin: Origin,
        /// Whether it is of the candidate's own policy, which counts where it is stricter.
        #[serde(default, skip_serializing_if = "is_false")]
        pub of_change: bool,
    }

    /// A row that may fail for a while.
    pub struct Waiver {
        /// The package, as written; absent for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub package: Option<String>,
        /// The benchmark.
        pub benchmark: String,
        /// The unit as Go prints it.
        pub unit: String,
        /// The worst median that is let pass.
        pub max: Number,
        /// The last day on which it holds: `2026-12-31`.
        pub expires: String,
        /// Where it was decided.
        pub link: String,
        /// Why.
        pub reason: String,
        /// Where it stands.
        pub origin: Origin,
        /// Whether the change under judgement brings it: it accepts its own regression.
        #[serde(default, skip_serializing_if = "is_false")]
        pub of_change: bool,
    }

    /// A difference between the baseline's policy and the candidate's.
    pub struct PolicyChange {
        /// The setting: `threshold`, `max`, `level` …; `rule` and `waiver` for one as a whole.
        pub key: String,
        /// The pattern of packages, as written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub package: Option<String>,
        /// The pattern of benchmarks, as written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub benchmark: Option<String>,
        /// The unit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub unit: Option<String>,
        /// What the baseline's policy says; absent if it says nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub baseline: Option<String>,
        /// What the candidate's policy says; absent if it says nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub candidate: Option<String>,
        /// What follows from the difference.
        pub effect: Effect,
        /// Where it stands: on the candidate's side, if it is there.
        pub origin: Origin,
    }

    /// What follows from a difference of policies.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Effect {
        /// It is stricter, and counts.
        Counts,
        /// It is less strict, and has no effect.
        DoesNotCount,
        /// It counts for those rows for which it is stricter.
        CountsWhereStricter,
        /// A waiver of the change's own: it holds, and is said first.
        Accepted,
    }
}

fn is_false(value: &bool) -> bool {
    !value
}
