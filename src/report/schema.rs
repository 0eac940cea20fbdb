//! The JSON Schema of the report's outer form, made from its types.

use super::v1;
use schemars::{Schema, schema_for};

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/report.v1.schema.json");

fn schema() -> Schema {
    let mut schema = schema_for!(v1::Report);
    schema.insert("title".to_owned(), "allocgate report, version 1".into());
    // The type says only that the version is a number.
    let version = schema.pointer_mut("/properties/version").unwrap();
    let version = version.as_object_mut().unwrap();
    version.insert("const".to_owned(), v1::VERSION.into());
    schema
}

/// `ALLOCGATE_BLESS=1` writes the schema instead of comparing it.
#[test]
fn the_committed_schema_is_that_of_the_types() {
    let generated = schema().to_value();
    if std::env::var_os("ALLOCGATE_BLESS").is_some_and(|v| v == "1") {
        let text = serde_json::to_string_pretty(&generated).unwrap();
        std::fs::write(COMMITTED, text + "\n").unwrap();
    }
    let committed = std::fs::read_to_string(COMMITTED).unwrap();
    assert!(
        serde_json::from_str::<serde_json::Value>(&committed).unwrap() == generated,
        "docs/report.v1.schema.json is not what the types say; ALLOCGATE_BLESS=1 rewrites it"
    );
}

#[test]
fn everything_in_the_schema_is_described() {
    let schema = schema();
    let definitions = schema.get("$defs").unwrap().as_object().unwrap();
    for (name, definition) in definitions {
        assert!(definition.get("description").is_some(), "{name}");
        let properties = definition.get("properties").and_then(|p| p.as_object());
        for (property, of) in properties.into_iter().flatten() {
            assert!(of.get("description").is_some(), "{name}.{property}");
        }
    }
}
