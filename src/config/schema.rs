//! The JSON Schema of `allocgate.toml`, made from its types, for editors.

use super::document::Document;
use schemars::{Schema, schema_for};

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/allocgate.toml.schema.json");

fn schema() -> Schema {
    let mut schema = schema_for!(Document);
    schema.insert("title".to_owned(), "allocgate.toml".into());
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
        "docs/allocgate.toml.schema.json is not what the types say; ALLOCGATE_BLESS=1 rewrites it"
    );
}

#[test]
fn everything_in_the_schema_is_described() {
    let schema = schema();
    let definitions = schema.get("$defs").unwrap().as_object().unwrap();
    for (name, definition) in definitions {
        assert!(definition.get("description").is_some(), "{name}");
    }
    let properties = schema.get("properties").unwrap().as_object().unwrap();
    for (name, property) in properties {
        let is_described = property.get("description").is_some() || property.get("$ref").is_some();
        assert!(is_described, "{name}");
    }
}
