//! Values of a policy file, each with its place.

use crate::benchunit::canonical;
use crate::compare::ParsedAllowance;
use crate::policy::Date;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt::{self, Display};
use std::ops::{Deref, Range};
use std::str::FromStr;
use toml::Spanned;

/// A value and where it stands.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct At<T>(Spanned<T>);

impl<T> At<T> {
    /// The bytes of the file that it was read from.
    pub fn span(&self) -> Range<usize> {
        self.0.span()
    }
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.get_ref()
    }
}

/// A value that is written as text of its own form.
macro_rules! text {
    ($name:ident($inner:ty), $read:expr, $pattern:expr, $doc:expr) => {
        #[doc = $doc]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub $inner);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = String::deserialize(deserializer)?;
                let read: fn(&str) -> Result<$inner, String> = $read;
                read(&text).map($name).map_err(serde::de::Error::custom)
            }
        }

        #[cfg(test)]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": $doc,
                    "type": "string",
                    "pattern": $pattern
                })
            }
        }
    };
}

text!(
    Unit(String),
    unit,
    r"^[^\s=]+$",
    "A unit as Go prints it, for instance `allocs/op`."
);
text!(
    Link(String),
    link,
    r"^https?://[^\s]+$",
    "An address, beginning with https:// or http://."
);
text!(
    Reason(String),
    reason,
    r"\S",
    "A reason, in words."
);

/// An allowed change: a share of the baseline (`10%`), an amount (`+16`), or both (`10%,+16`): more
/// than both is too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold(pub ParsedAllowance);

impl<'de> Deserialize<'de> for Threshold {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Threshold, D::Error> {
        let text = String::deserialize(deserializer)?;
        parsed(&text).map(Threshold).map_err(serde::de::Error::custom)
    }
}

/// A unit that a user means.
pub fn unit(text: &str) -> Result<String, String> {
    if text.is_empty() || text.contains(char::is_whitespace) || text.contains('=') {
        return Err("write a unit as Go prints it, for instance allocs/op".to_owned());
    }
    Ok(canonical(text).to_owned())
}

fn parsed<T: FromStr>(text: &str) -> Result<T, String>
where
    T::Err: Display,
{
    text.parse().map_err(|error: T::Err| error.to_string())
}

fn link(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !text.contains(char::is_whitespace) => Ok(text.to_owned()),
        _ => Err(format!("{text:?} is no link; write an address that begins with https://")),
    }
}

fn reason(text: &str) -> Result<String, String> {
    let reason = text.trim();
    if reason.is_empty() { Err("say why".to_owned()) } else { Ok(reason.to_owned()) }
}

/// A level of significance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alpha(pub f64);

impl<'de> Deserialize<'de> for Alpha {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Alpha, D::Error> {
        let alpha = f64::deserialize(deserializer)?;
        let error = || serde::de::Error::custom("write a number between 0 and 1, for instance 0.005");
        fraction(alpha).map(Alpha).ok_or_else(error)
    }
}

/// A number between 0 and 1, without these.
pub fn fraction(value: f64) -> Option<f64> {
    (value > 0.0 && value < 1.0).then_some(value)
}

/// A day: a date of TOML's, or text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        deserializer.deserialize_any(DayVisitor)
    }
}

struct DayVisitor;

impl<'de> Visitor<'de> for DayVisitor {
    type Value = Day;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date, for instance 2026-12-31")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Day, E> {
        parsed(text).map(Day).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Day, A::Error> {
        let date = toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))?;
        self.visit_str(&date.to_string())
    }
}

/// A value that may be measured at most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Max(pub f64);

impl<'de> Deserialize<'de> for Max {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Max, D::Error> {
        let max = f64::deserialize(deserializer)?;
        if max.is_finite() && max >= 0.0 {
            Ok(Max(max))
        } else {
            Err(serde::de::Error::custom("write a number that is not negative"))
        }
    }
}

#[cfg(test)]
mod schema {
    use super::*;
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use std::borrow::Cow;

    impl<T: JsonSchema> JsonSchema for At<T> {
        fn inline_schema() -> bool {
            T::inline_schema()
        }

        fn schema_name() -> Cow<'static, str> {
            T::schema_name()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            T::json_schema(generator)
        }
    }

    impl JsonSchema for Threshold {
        fn schema_name() -> Cow<'static, str> {
            "Threshold".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            let part = r"(?:[0-9]+(?:\.[0-9]+)?%|\+[0-9]+(?:\.[0-9]+)?)";
            json_schema!({
                "description": "An allowed change: a share of the baseline (`10%`), an amount (`+16`), or both (`10%,+16`): more than both is too much.",
                "type": "string",
                "pattern": format!("^{part}(?:,{part})?$")
            })
        }
    }

    impl JsonSchema for Alpha {
        fn schema_name() -> Cow<'static, str> {
            "Alpha".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "A p-value between 0 and 1.",
                "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1
            })
        }
    }

    impl JsonSchema for Day {
        fn schema_name() -> Cow<'static, str> {
            "Day".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "A day: `2026-12-31`, quoted or not.",
                "type": "string",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
            })
        }
    }

    impl JsonSchema for Max {
        fn schema_name() -> Cow<'static, str> {
            "Max".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "The worst median that is allowed.",
                "type": "number", "minimum": 0
            })
        }
    }
}
