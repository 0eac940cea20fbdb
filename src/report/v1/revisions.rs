//! Which revisions were measured.

use serde::{Deserialize, Deserializer, Serialize};

outer! {
    /// What was measured, of both sides.
    #[derive(Eq)]
    pub struct Revisions {
        /// The baseline.
        pub baseline: Revision,
        /// The candidate.
        pub candidate: Revision,
    }

    /// A state of the repository.
    #[derive(Eq, Default)]
    pub struct Revision {
        /// The commit's full id, in small hexadecimal digits; of a working tree the one that is checked out.
        /// Absent where there is none.
        #[serde(default, deserialize_with = "id", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, schemars(regex(pattern = r"^([0-9a-f]{40}|[0-9a-f]{64})$")))]
        pub commit: Option<String>,
        /// Whether it is the working tree, with what is not committed there.
        #[serde(default)]
        pub working_tree: bool,
    }
}

/// Whoever explains a saved report hands such ids to git: nothing else is let in.
fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let id = Option::<String>::deserialize(deserializer)?;
    match id.as_deref().is_none_or(is_id) {
        true => Ok(id),
        false => Err(serde::de::Error::custom("a commit is no id")),
    }
}

fn is_id(text: &str) -> bool {
    let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    matches!(text.len(), 40 | 64) && text.bytes().all(digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_an_id_or_it_is_refused() {
        let read = |commit: &str| {
            serde_json::from_value::<Revision>(serde_json::json!({ "commit": commit }))
        };
        let id = "0123456789abcdef0123456789abcdef01234567";
        assert_eq!(read(id).unwrap().commit.as_deref(), Some(id));
        for commit in ["", "HEAD", "--output=x", &id[1..], &id.to_uppercase(), &format!("{id}\n")] {
            assert!(read(commit).is_err(), "{commit:?}");
        }
        assert_eq!(serde_json::from_str::<Revision>("{}").unwrap(), Revision::default());
    }
}
