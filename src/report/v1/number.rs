//! Numbers that JSON may lack.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number of a capture. JSON has no infinities and no NaN; they are the strings `+Inf`, `-Inf`
/// and `NaN`, as Go writes them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            v if v.is_nan() => serializer.serialize_str("NaN"),
            f64::INFINITY => serializer.serialize_str("+Inf"),
            f64::NEG_INFINITY => serializer.serialize_str("-Inf"),
            // Whole numbers are written without a point, as Go prints them.
            v if v.fract() == 0.0 && v.abs() < 1e15 => serializer.serialize_i64(v as i64),
            v => serializer.serialize_f64(v),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Finite(f64),
            Word(String),
        }
        match Form::deserialize(deserializer)? {
            Form::Finite(value) => Ok(Number(value)),
            Form::Word(word) => match word.as_str() {
                "NaN" => Ok(Number(f64::NAN)),
                "+Inf" => Ok(Number(f64::INFINITY)),
                "-Inf" => Ok(Number(f64::NEG_INFINITY)),
                _ => Err(serde::de::Error::custom(format!("{word:?} is no number"))),
            },
        }
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Number {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A number; infinities and NaN are strings, as Go writes them.",
            "anyOf": [{ "type": "number" }, { "enum": ["NaN", "+Inf", "-Inf"] }]
        })
    }
}
