//! Whether benchmarks are explained.

use clap::ValueEnum;

/// When benchmarks that fail are explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum When {
    /// In CI, where the variable CI is set
    Auto,
    /// Here, too
    Always,
    /// Nowhere
    Never,
}

impl When {
    /// Whether that is now.
    pub fn is_now(self) -> bool {
        match self {
            When::Always => true,
            When::Never => false,
            When::Auto => std::env::var("CI").is_ok_and(|ci| !matches!(&*ci, "" | "false" | "0")),
        }
    }
}
