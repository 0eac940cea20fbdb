//! What is compared with a baseline.

/// What is compared with the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Candidate<'a> {
    /// The user's working tree as it is, with what is not committed and not ignored.
    WorkingTree,
    /// A commit, by its full object id.
    Commit(&'a str),
}

impl<'a> Candidate<'a> {
    /// The commit, if it is one.
    pub fn commit(self) -> Option<&'a str> {
        match self {
            Candidate::WorkingTree => None,
            Candidate::Commit(commit) => Some(commit),
        }
    }
}
