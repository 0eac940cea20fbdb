//! Drills: regressions that nobody made but the gate itself.

use super::Number;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

outer! {
    /// A regression that was planted into the candidate on its way in.
    pub struct Drill {
        /// The import path; empty if the capture names none.
        pub package: Arc<str>,
        /// The full name without `Benchmark`, with its GOMAXPROCS suffix, but without what is ignored.
        pub name: Arc<str>,
        /// The unit as Go prints it.
        pub unit: Arc<str>,
        /// goos, goarch, and what else tells the benchmark from others of its name.
        pub configuration: Arc<BTreeMap<String, String>>,
        /// The candidate's median as it was measured, and with what was planted.
        pub medians: [Number; 2],
    }
}
