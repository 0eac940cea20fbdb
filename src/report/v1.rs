//! Version 1 of the report's outer form.
//!
//! Readers ignore fields that they don't know and refuse versions that they don't know. The JSON
//! Schema is `docs/report.v1.schema.json`.

use serde::{Deserialize, Serialize};

/// The value of [`Report::version`].
pub const VERSION: u32 = 1;

macro_rules! outer {
    ($($item:item)*) => {
        $(
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            #[cfg_attr(test, derive(schemars::JsonSchema))]
            $item
        )*
    };
}

mod budget;
mod drill;
mod explanation;
mod number;
mod place;
mod policy;
mod remark;
mod revisions;
mod row;

pub use budget::{BudgetRow, BudgetStatus};
pub use drill::Drill;
pub use explanation::{
    Escape, EscapeKind, Explanation, Figures, Frame, Limit, LimitCode, Once, Part, Position, Share,
    Site, SiteReason, Step,
};
pub use number::Number;
pub use place::Place;
pub use policy::{
    Budget, Correction, Effect, Level, Mode, Origin, Policy, PolicyChange, Rule, Test, Waiver,
};
pub use remark::{Code, Listed, Remark, Side, There};
pub use revisions::{Revision, Revisions};
pub use row::{
    Change, Evidence, OneSided, OtherTest, Reason, Row, Sample, Shift, Significance, Status,
    WaiverState, WaiverUse,
};

outer! {
    /// Everything that was found.
    pub struct Report {
        /// Always 1.
        pub version: u32,
        /// What wrote the report.
        pub tool: Tool,
        /// The regression that was planted into the candidate, so that what follows is a drill; absent
        /// where nothing was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub drill: Option<Drill>,
        /// The verdict.
        pub verdict: Verdict,
        /// How many rows had which outcome.
        pub counts: Counts,
        /// What was judged, and how.
        pub policy: Policy,
        /// Why the captures, or part of them, can't be judged.
        pub causes: Vec<Remark>,
        /// What can't be judged either, but passes by the policy.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub tolerated: Vec<Remark>,
        /// What else is to be known.
        pub notes: Vec<Remark>,
        /// Rows with samples on both sides, by package, name and unit.
        pub rows: Vec<Row>,
        /// Rows that the candidate alone has.
        pub added: Vec<OneSided>,
        /// Rows that the baseline alone has.
        pub removed: Vec<OneSided>,
        /// Benchmarks of the candidate under their budgets, by package and name.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub budgets: Vec<BudgetRow>,
        /// Which lines allocate more, of benchmarks that regressed: each benchmark once, the worst first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub explanations: Vec<Explanation>,
        /// How many more benchmarks regressed than are explained.
        #[serde(default, skip_serializing_if = "is_zero")]
        pub explanations_left_out: u64,
        /// Each unit as a whole.
        pub units: Vec<Unit>,
        /// What was measured; absent where captures alone are known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub revisions: Option<Revisions>,
        /// The baseline's files.
        pub baseline: Vec<File>,
        /// The candidate's files.
        pub candidate: Vec<File>,
    }

    /// What wrote the report.
    pub struct Tool {
        /// `allocgate`.
        pub name: String,
        /// Its version.
        pub version: String,
    }

    /// The verdict. It alone decides the exit code, 0, 1 or 3, unless the policy's mode is `report`.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Verdict {
        /// Judged, and nothing regressed.
        Pass,
        /// Something regressed, is over its budget, or is missing against a rule.
        Fail,
        /// Nothing regressed as far as could be judged, which is not far enough.
        CannotJudge,
    }

    /// Numbers of rows.
    #[derive(Copy, Eq, Default)]
    pub struct Counts {
        /// Worse by more than is allowed, and established.
        pub regression: u64,
        /// Would be regressions, but their rules only warn.
        #[serde(default)]
        pub warning: u64,
        /// Would be regressions, or can't be told, but waivers let them pass.
        #[serde(default)]
        pub waived: u64,
        /// Better by more than is allowed, and established.
        pub improvement: u64,
        /// Excused: a mean near an integer, rounded now up and now down.
        pub rounding: u64,
        /// The samples can't tell.
        pub inconclusive: u64,
        /// None of these.
        pub unchanged: u64,
        /// Those of the unchanged that are worse by more than is allowed, which their samples don't
        /// establish.
        pub not_established: u64,
        /// On the candidate's side only.
        pub added: u64,
        /// On the baseline's side only.
        pub removed: u64,
        /// Those of the removed whose rules make that a failure.
        #[serde(default)]
        pub missing: u64,
        /// Of rules that say to ignore them.
        #[serde(default)]
        pub ignored: u64,
        /// Benchmarks over a budget.
        #[serde(default)]
        pub over_budget: u64,
        /// Benchmarks within a budget.
        #[serde(default)]
        pub within_budget: u64,
    }

    /// One unit over all rows.
    pub struct Unit {
        /// The unit as Go prints it.
        pub unit: String,
        /// How many rows.
        pub rows: u64,
        /// How many of them have medians above zero on both sides.
        pub ratios: u64,
        /// The geometric mean of these rows' ratios; absent if there are none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub geomean_ratio: Option<f64>,
    }

    /// One file of a capture.
    pub struct File {
        /// The path as named; `-` for standard input.
        pub path: String,
        /// SHA-256 of its bytes; absent if it could not be read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sha256: Option<String>,
        /// Size.
        pub bytes: u64,
        /// Number of lines.
        pub lines: u64,
        /// Number of results.
        pub results: u64,
        /// How it is written.
        pub format: FileFormat,
    }

    /// How a file is written.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum FileFormat {
        /// Go benchmark format.
        Text,
        /// `go test -json`.
        Test2json,
        /// `go test -json` with other lines between.
        Mixed,
        /// Not read.
        Unread,
    }
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}
