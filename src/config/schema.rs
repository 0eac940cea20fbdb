//! The JSON Schema of `allocgate.toml`, made from its types, for editors.

use super::document::Document;
use crate::schema::{assert_committed, assert_described};
use schemars::{Schema, schema_for};

fn schema() -> Schema {
    let mut schema = schema_for!(Document);
    schema.insert("title".to_owned(), "allocgate.toml".into());
    schema
}

#[test]
fn the_committed_schema_is_that_of_the_types() {
    assert_committed(&schema(), "allocgate.toml.schema.json");
}

#[test]
fn everything_in_the_schema_is_described() {
    assert_described(&schema());
}
