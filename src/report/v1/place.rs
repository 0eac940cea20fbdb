//! Places in Go files.

use serde::{Deserialize, Deserializer, Serialize};
use std::num::NonZeroU32;

outer! {
    /// Where a benchmark is declared.
    #[derive(Eq)]
    pub struct Place {
        /// The file: relative to the root of its repository, with slashes, without `.`, `..`, `\\`, `:` and
        /// control characters. Any other is refused.
        #[serde(deserialize_with = "below")]
        #[cfg_attr(test, schemars(regex(pattern = PATTERN)))]
        pub path: String,
        /// The line, counted from 1.
        pub line: NonZeroU32,
    }
}

/// What a path looks like: names, none of them `.` or `..`, with a slash between.
#[cfg(test)]
pub(super) const PATTERN: &str =
    r"^(?!\.{1,2}(/|$))[^/\\:\x00-\x1f\x7f-\x9f]+(/(?!\.{1,2}(/|$))[^/\\:\x00-\x1f\x7f-\x9f]+)*$";

/// Whoever shows a report makes links of such paths.
fn below<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let path = String::deserialize(deserializer)?;
    match is_below(&path) {
        true => Ok(path),
        false => Err(outside()),
    }
}

/// The same where there may be none.
pub(super) fn below_if_any<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    match Option::<String>::deserialize(deserializer)? {
        Some(path) if !is_below(&path) => Err(outside()),
        path => Ok(path),
    }
}

fn outside<E: serde::de::Error>() -> E {
    E::custom("a place is outside of the repository")
}

impl Place {
    /// A place, if its path is one that a report may have.
    pub fn new(path: String, line: u32) -> Option<Place> {
        Some(Place { path, line: NonZeroU32::new(line)? }).filter(|place| is_below(&place.path))
    }
}

fn is_below(path: &str) -> bool {
    let is_other = |c: char| matches!(c, '\\' | ':') || c.is_control();
    let is_name = |name: &str| !matches!(name, "" | "." | "..") && !name.contains(is_other);
    path.split('/').all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_lies_below_the_root() {
        let read = |path: &str, line: i64| {
            serde_json::from_value::<Place>(serde_json::json!({ "path": path, "line": line }))
        };
        assert_eq!(Some(read("a/b_test.go", 3).unwrap()), Place::new("a/b_test.go".into(), 3));
        for path in
            ["", "/a", "../a", "a/../../b", "./a", "a//b", "C:/a", "a\\b", "https://e", "a\nb"]
        {
            assert!(read(path, 3).is_err(), "{path}");
            assert_eq!(Place::new(path.to_owned(), 3), None, "{path}");
        }
        assert!(read("a_test.go", 0).is_err());
    }
}
