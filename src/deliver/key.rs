//! Which of several gates a comment is of.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A gate's name in a repository with several: one comment each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

/// A text that is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a key is 1 to 64 letters, digits, dots, underscores and hyphens")]
pub struct KeyError;

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Key, KeyError> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
        match (1..=64).contains(&text.len()) && text.bytes().all(plain) {
            true => Ok(Key(text.to_owned())),
            false => Err(KeyError),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_cannot_leave_the_marker() {
        for text in ["default", "linux-amd64", "a", "A._-9", &"k".repeat(64)] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
        for text in ["", " ", "a b", "a-->", "a=b", "ä", "a\n", "a/b", &"k".repeat(65)] {
            assert_eq!(text.parse::<Key>(), Err(KeyError), "{text:?}");
        }
    }
}
