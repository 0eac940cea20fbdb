//! One value for all units, or a table of one for each.

use super::value::{At, Unit};
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// One value for all units, or a table of one for each.
#[derive(Clone, Debug)]
pub enum PerUnit<T> {
    /// For all.
    All(T),
    /// For each.
    Each(BTreeMap<Unit, At<T>>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for PerUnit<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PerUnit<T>, D::Error> {
        deserializer.deserialize_any(Either(PhantomData))
    }
}

struct Either<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
    type Value = PerUnit<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text for all units, or a table with one for each")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<PerUnit<T>, E> {
        T::deserialize(StrDeserializer::new(text)).map(PerUnit::All)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PerUnit<T>, A::Error> {
        BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(PerUnit::Each)
    }
}

#[cfg(test)]
impl<T: schemars::JsonSchema> schemars::JsonSchema for PerUnit<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("{}PerUnit", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let one = generator.subschema_for::<T>();
        schemars::json_schema!({
            "description": "One value for all units, or a table of one for each.",
            "anyOf": [one, { "type": "object", "additionalProperties": one }]
        })
    }
}
