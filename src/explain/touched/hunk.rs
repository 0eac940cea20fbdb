//! Lines of one side in the place of lines of the other.

use std::ops::Range;

/// Lines that were replaced. An empty range begins at the line before which there would be some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub baseline: Range<u32>,
    pub candidate: Range<u32>,
}

/// The ranges of a line `@@ -START,COUNT +START,COUNT @@`, of lines that are in it, context included.
pub(super) fn header(line: &str) -> Option<Hunk> {
    let ranges = line.strip_prefix("@@ -")?;
    let (ranges, _) = ranges.split_once(" @@")?;
    let (baseline, candidate) = ranges.split_once(" +")?;
    Some(Hunk { baseline: range(baseline)?, candidate: range(candidate)? })
}

/// Reads `START,COUNT` or `START`. Where there are no lines, `START` is the line before.
fn range(text: &str) -> Option<Range<u32>> {
    let (start, count) = text.split_once(',').unwrap_or((text, "1"));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(start) || !is_number(count) {
        return None;
    }
    let (start, count): (u32, u32) = (start.parse().ok()?, count.parse().ok()?);
    let start = start.checked_add(u32::from(count == 0))?;
    // Lines are counted from 1.
    (start > 0).then_some(start..start.checked_add(count)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_has_two_ranges() {
        let hunk = |baseline, candidate| Some(Hunk { baseline, candidate });
        assert_eq!(header("@@ -3,2 +4 @@ func f() {"), hunk(3..5, 4..5));
        assert_eq!(header("@@ -3,0 +4,2 @@"), hunk(4..4, 4..6));
        assert_eq!(header("@@ -1 +0,0 @@"), hunk(1..2, 1..1));
        for broken in [
            "@@ -0 +1 @@",
            "@@ -1 +1",
            "@@ -1,+2 +1 @@",
            "@@ -4294967295,1 +1 @@",
            "@@ -, +1 @@",
            "@@@ -1 -1 +1 @@@",
        ] {
            assert_eq!(header(broken), None, "{broken}");
        }
    }
}
