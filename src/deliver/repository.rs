//! A repository's name.

use super::{DeliveryError, Forge};

/// A repository, as `OWNER/NAME`; GitLab's project, also by its id or with groups in groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository(String);

impl Repository {
    /// Reads a name as a forge writes it.
    ///
    /// # Errors
    ///
    /// What could be more in a URL than a name.
    pub fn new(forge: Forge, name: &str) -> Result<Repository, DeliveryError> {
        let parts: Vec<&str> = name.split('/').collect();
        let is_id = parts.len() == 1 && name.bytes().all(|b| b.is_ascii_digit());
        let fits = match forge {
            Forge::GitHub => parts.len() == 2,
            Forge::GitLab => is_id || parts.len() >= 2,
        };
        match fits && parts.iter().all(|part| is_plain(part)) {
            true => Ok(Repository(name.to_owned())),
            false => Err(DeliveryError::Repository(match forge {
                Forge::GitHub => "write OWNER/NAME",
                Forge::GitLab => "write the project's id, or its path as GROUP/NAME",
            })),
        }
    }

    /// As it was given.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The first part.
    pub(super) fn owner(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }
}

fn is_plain(part: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    !part.is_empty() && part != "." && part != ".." && part.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_room_for_a_path_or_a_query() {
        for name in ["o/r", "Octo-1/a.b_c"] {
            assert!(Repository::new(Forge::GitHub, name).is_ok(), "{name}");
        }
        let odd =
            ["", "r", "1", "o/r/x", "o/..", "../r", "o/", "/r", "o/r?x", "o/r#x", "o /r", "ö/r"];
        for name in odd {
            assert!(Repository::new(Forge::GitHub, name).is_err(), "{name}");
        }
        for name in ["12", "g/s/r"] {
            assert!(Repository::new(Forge::GitLab, name).is_ok(), "{name}");
        }
        for name in ["", "r", "-1", "g/../r", "g//r", "1?x"] {
            assert!(Repository::new(Forge::GitLab, name).is_err(), "{name}");
        }
    }
}
