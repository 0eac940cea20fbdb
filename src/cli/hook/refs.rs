//! What git tells a pre-push hook.

use super::Message;

/// A ref that is about to be pushed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Update {
    /// What is pushed: an object id; from pre-commit, any revision.
    pub local: String,
    /// What the remote has in its place, likewise; none if the ref is new there.
    pub remote: Option<String>,
}

/// Reads lines `LOCAL-REF SP OBJECT-ID SP REMOTE-REF SP OBJECT-ID`. What is deleted is not among the
/// updates. Only the local ref, which is as it was typed, may have blanks in it.
///
/// # Errors
///
/// A line that git doesn't write.
pub(super) fn parse(text: &[u8]) -> Result<Vec<Update>, Message> {
    let mut updates = Vec::new();
    for line in text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
        let line = String::from_utf8_lossy(line);
        let words: Vec<&str> = line.rsplitn(4, ' ').collect();
        let [remote, _, local, _] = words[..] else { return Err(unclear(&line)) };
        if !is_id(local) || !is_id(remote) {
            return Err(unclear(&line));
        }
        if !is_zero(local) {
            let remote = (!is_zero(remote)).then(|| remote.to_owned());
            updates.push(Update { local: local.to_owned(), remote });
        }
    }
    Ok(updates)
}

/// Of SHA-1 or of SHA-256.
fn is_id(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|c| c.is_ascii_hexdigit())
}

fn is_zero(id: &str) -> bool {
    id.bytes().all(|digit| digit == b'0')
}

fn unclear(line: &str) -> Message {
    format!("standard input is not what git gives a pre-push hook: {line:?}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Option<String>)> {
        let digits = |text: &str| text.replace('A', &"a1".repeat(20)).replace('0', &"0".repeat(40));
        let text = digits(text).replace('C', &"c".repeat(64)).replace('Z', &"0".repeat(64));
        let updates = parse(text.as_bytes()).unwrap();
        updates.into_iter().map(|update| (update.local, update.remote)).collect()
    }

    #[test]
    fn updates_new_refs_and_deletions_are_told_apart() {
        assert_eq!(read(""), []);
        let (a, c) = ("a1".repeat(20), "c".repeat(64));
        let text = "refs/heads/x A refs/heads/x A\nrefs/tags/v A refs/tags/v 0\n(delete) 0 refs/heads/y A\n";
        assert_eq!(read(text), [(a.clone(), Some(a.clone())), (a.clone(), None)]);
        assert_eq!(read("HEAD C r Z\n(delete) Z r C\n"), [(c, None)]);
    }

    #[test]
    fn a_local_ref_is_what_was_typed() {
        let a = "a1".repeat(20);
        for typed in ["HEAD^{/one two}", "-x", "$(touch x)", ""] {
            assert_eq!(read(&format!("{typed} A refs/heads/x 0")), [(a.clone(), None)], "{typed}");
        }
    }

    #[test]
    fn other_lines_are_misuse() {
        let id = "a".repeat(40);
        for line in ["x", "a b c d", &format!("x {id} y"), &format!("x {id} y {id}z"), "\0 \0"] {
            assert!(parse(line.as_bytes()).is_err(), "{line}");
        }
    }
}
