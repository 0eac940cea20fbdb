//! The text of the comment.

use crate::deliver::{Forge, Key};
use crate::report::{MarkdownPage, Report, markdown};

/// What a comment begins with that said something worse before.
const FIXED: &str = "Fixed: what this comment reported before is gone.";

/// The title of the only gate is none.
const ONLY: &str = "default";

/// A report as the text of a comment, and as that of one that said something worse before.
pub(super) fn bodies(report: &Report, key: &Key, forge: Option<Forge>) -> [String; 2] {
    let key = key.to_string();
    let budget = match forge {
        Some(Forge::GitLab) => MarkdownPage::NOTE,
        Some(Forge::GitHub) | None => MarkdownPage::COMMENT,
    };
    let title = (key != ONLY).then_some(key.as_str());
    [None, Some(FIXED)].map(|lead| markdown(report, &MarkdownPage { budget, title, lead }))
}
