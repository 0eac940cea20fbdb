//! Places in Go files.

use serde::{Deserialize, Deserializer, Serialize};

outer! {
    /// Where a benchmark is declared.
    #[derive(Eq)]
    pub struct Place {
        /// The file: relative to the root of its repository, with slashes. A path that leads out of it
        /// is refused.
        #[serde(deserialize_with = "below")]
        pub path: String,
        /// The line, counted from 1.
        pub line: u32,
    }
}

/// Whoever shows a report makes links of such paths.
fn below<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let path = String::deserialize(deserializer)?;
    let is_name = |name: &str| !matches!(name, "" | "." | "..") && !name.contains(['\\', ':']);
    match path.split('/').all(is_name) {
        true => Ok(path),
        false => Err(serde::de::Error::custom("a place is outside of the repository")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_lies_below_the_root() {
        let read = |path: &str| {
            serde_json::from_value::<Place>(serde_json::json!({ "path": path, "line": 3 }))
        };
        assert_eq!(read("a/b_test.go").unwrap(), Place { path: "a/b_test.go".into(), line: 3 });
        for path in ["", "/a", "../a", "a/../../b", "./a", "a//b", "C:/a", "a\\b", "https://e"] {
            assert!(read(path).is_err(), "{path}");
        }
    }
}
