//! Places in Go files.

use serde::{Deserialize, Serialize};

outer! {
    /// Where a benchmark is declared.
    #[derive(Eq)]
    pub struct Place {
        /// The file: relative to the root of its repository, with slashes.
        pub path: String,
        /// The line, counted from 1.
        pub line: u32,
    }
}
