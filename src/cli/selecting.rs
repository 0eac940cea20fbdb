//! Flags that say what is judged, which several commands share.

use super::gate::flag;
use crate::benchproc;
use clap::Args;
use std::ffi::OsString;

/// What is judged of captures.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Selecting {
    /// Judge only the benchmarks that `go test -bench` would run, or whose name with its -N suffix
    /// matches
    #[arg(long, value_name = "REGEXP")]
    bench: Option<String>,

    /// Judge only the results, and values, that match: KEY:VALUE, KEY:/REGEXP/, KEY:(VALUE OR ...),
    /// -TERM, OR and parentheses, as for compare; .unit matches units as Go prints them, or in their
    /// base form
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    filter: Option<String>,

    /// Let KEYS tell nothing apart: goarch, /gomaxprocs, /NAME, .name ..., separated by commas. What
    /// differs in nothing else is one benchmark, which the report notes; KEY@(VALUE...) judges only
    /// results with these values
    #[arg(long, value_name = "KEYS", allow_hyphen_values = true)]
    ignore: Option<String>,
}

impl Selecting {
    /// What the flags say.
    pub fn selecting(&self) -> benchproc::Selecting<'_> {
        benchproc::Selecting {
            bench: self.bench.as_deref(),
            filter: self.filter.as_deref(),
            ignore: self.ignore.as_deref(),
        }
    }

    /// The expression that selects as `go test -bench` does.
    pub fn bench(&self) -> Option<&str> {
        self.bench.as_deref()
    }

    /// The flags as arguments.
    pub fn arguments(&self) -> Vec<OsString> {
        let flags = [("bench", &self.bench), ("filter", &self.filter), ("ignore", &self.ignore)];
        flags.iter().filter_map(|(name, value)| Some(flag(name, value.as_ref()?))).collect()
    }
}
