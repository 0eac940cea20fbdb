//! Committed JSON Schemas, held against those of the types.

use schemars::Schema;

/// Asserts that a schema of `docs/` is the generated one. `ALLOCGATE_BLESS=1` writes it instead.
pub(crate) fn assert_committed(generated: &Schema, name: &str) {
    let path = format!("{}/docs/{name}", env!("CARGO_MANIFEST_DIR"));
    let generated = generated.clone().to_value();
    if std::env::var_os("ALLOCGATE_BLESS").is_some_and(|v| v == "1") {
        let text = serde_json::to_string_pretty(&generated).unwrap();
        std::fs::write(&path, text + "\n").unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    let committed: serde_json::Value = serde_json::from_str(&committed).unwrap();
    let is_equal = committed == generated;
    assert!(is_equal, "docs/{name} is not what the types say; ALLOCGATE_BLESS=1 rewrites it");
}

/// Asserts that every definition and every property has a description.
pub(crate) fn assert_described(schema: &Schema) {
    let definitions = schema.get("$defs").unwrap().as_object().unwrap();
    let root = ("the root".to_owned(), schema.clone().to_value());
    let all = definitions.iter().map(|(name, of)| (name.clone(), of.clone())).chain([root]);
    for (name, definition) in all {
        assert!(definition.get("description").is_some(), "{name}");
        let properties = definition.get("properties").and_then(|p| p.as_object());
        for (property, of) in properties.into_iter().flatten() {
            assert!(of.get("description").is_some(), "{name}.{property}");
        }
    }
}
