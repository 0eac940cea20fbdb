//! What was in force while measuring, as a capture's file configuration says it.

/// A key of the file configuration with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    key: &'static str,
    value: String,
}

impl Setting {
    pub fn new(key: &'static str, value: &str) -> Setting {
        // One line, whatever was set.
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        Setting { key, value }
    }

    /// Its line; an empty value says that there is none any more.
    pub fn line(&self) -> String {
        let blank = if self.value.is_empty() { "" } else { " " };
        format!("{}:{blank}{}\n", self.key, self.value)
    }
}
