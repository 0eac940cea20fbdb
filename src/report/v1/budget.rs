//! Budgets: what became of them.

use super::Number;
use super::Place;
use super::WaiverUse;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

outer! {
    /// One benchmark of the candidate under a budget.
    pub struct BudgetRow {
        /// The import path; empty if the capture names none.
        pub package: Arc<str>,
        /// The full name without `Benchmark`, with its GOMAXPROCS suffix, but without what is ignored.
        pub name: Arc<str>,
        /// The budget's unit.
        pub unit: Arc<str>,
        /// goos, goarch, and what else tells the benchmark from others of its name.
        pub configuration: Arc<BTreeMap<String, String>>,
        /// Index into `policy.budgets`.
        pub budget: u32,
        /// Sample size.
        pub n: u32,
        /// The median in the budget's unit; in B/op where the status is `over-in-bytes`.
        pub median: Number,
        /// What became of it.
        pub status: BudgetStatus,
        /// The waiver that names the row, and whether it holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub waiver: Option<WaiverUse>,
        /// Where the benchmark is declared; absent of those within their budget, and where it is not
        /// known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub place: Option<Place>,
    }

    /// What became of a benchmark's budget.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum BudgetStatus {
        /// The median is within it.
        Met,
        /// The median is past it.
        Over,
        /// No allocations are allowed, none are printed, and B/op is not 0: Go rounds down.
        OverInBytes,
        /// It is past the budget, as a waiver lets it.
        Waived,
        /// The candidate's results of the benchmark lack the unit.
        UnitAbsent,
        /// A value is not a number.
        NotANumber,
    }
}
