//! What is told of a run that failed.

/// So many lines of a failure are told.
const LAST_LINES: usize = 8;

/// Of a failed build, Go tells on standard error; of a failed benchmark, on standard output.
pub(super) fn last_lines(stderr: &[u8], stdout: &[u8]) -> String {
    let said = if stderr.trim_ascii().is_empty() { stdout } else { stderr };
    let said = String::from_utf8_lossy(said);
    let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(LAST_LINES)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_those_of_standard_error_if_it_has_any() {
        assert_eq!(last_lines(b" \n", b"--- FAIL: x\n\nFAIL\n"), "--- FAIL: x\nFAIL");
        let many: String = (1..=20).map(|i| format!("line {i}\n")).collect();
        let told = last_lines(many.as_bytes(), b"FAIL");
        assert_eq!(told.lines().count(), LAST_LINES);
        assert!(told.ends_with("line 20"), "{told}");
    }
}
