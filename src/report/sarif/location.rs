//! Places in files.

use super::super::text::{cut, shown};
use super::super::v1::{Place, Position};
use super::message::Message;
use serde::Serialize;

/// What paths are relative to.
pub(super) const ROOT: &str = "%SRCROOT%";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    fully_qualified_name: String,
    kind: &'static str,
}

impl Location {
    pub fn of(place: &Place) -> Location {
        Location::at(&place.path, place.line.get())
    }

    /// None where the file or the line is not known.
    pub fn of_position(place: &Position) -> Option<Location> {
        let path = place.path.as_deref().filter(|_| place.line > 0)?;
        Some(Location::at(path, place.line))
    }

    /// A whole line: columns of Go are in bytes, those of the format in UTF-16 or in characters.
    pub fn at(path: &str, line: u32) -> Location {
        let artifact_location = Artifact { uri: encoded(path), uri_base_id: ROOT };
        let physical_location = Physical { artifact_location, region: Region { start_line: line } };
        Location { physical_location, logical_locations: Vec::new(), message: None }
    }

    /// The same in a function.
    pub fn within(mut self, function: &str) -> Location {
        let fully_qualified_name = shown(&cut(function, LONGEST)).into_owned();
        self.logical_locations = vec![Logical { fully_qualified_name, kind: "function" }];
        self
    }

    /// The same with words.
    pub fn saying(mut self, words: &str) -> Location {
        self.message = Some(Message::new(words));
        self
    }
}

/// Names are cut here.
const LONGEST: usize = 400;

/// A path as a relative reference: what is not a letter, a digit or one of four marks becomes `%XX`, so that
/// nothing in a name is a scheme, a query or a fragment.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_relative_reference() {
        assert_eq!(encoded("codec/codec.go"), "codec/codec.go");
        assert_eq!(encoded("a b/ü#?%41.go"), "a%20b/%C3%BC%23%3F%2541.go");
    }
}
