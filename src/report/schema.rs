//! The JSON Schema of the report's outer form, made from its types.

use super::v1;
use crate::schema::{assert_committed, assert_described};
use schemars::{Schema, schema_for};

fn schema() -> Schema {
    let mut schema = schema_for!(v1::Report);
    schema.insert("title".to_owned(), "allocgate report, version 1".into());
    // The type says only that the version is a number.
    let version = schema.pointer_mut("/properties/version").unwrap();
    let version = version.as_object_mut().unwrap();
    version.insert("const".to_owned(), v1::VERSION.into());
    schema
}

#[test]
fn the_committed_schema_is_that_of_the_types() {
    assert_committed(&schema(), "report.v1.schema.json");
}

#[test]
fn everything_in_the_schema_is_described() {
    assert_described(&schema());
}
