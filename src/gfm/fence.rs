//! Lines as they are, to be copied.

/// A block of code. The fence is longer than any run of backticks in it; no line begins with a slash,
/// which to GitLab is a command, and none has a comment, which to us could be our own.
pub(crate) fn fenced<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> String {
    let longest = lines.clone().map(longest_run).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let mut out = format!("{fence}\n");
    for line in lines {
        // A shell reads `\/` as a slash.
        if line.trim_start().starts_with('/') {
            out.push('\\');
        }
        out.push_str(&line.trim_start().replace("<!--", "<!\\--"));
        out.push('\n');
    }
    out + &fence + "\n"
}

fn longest_run(line: &str) -> usize {
    line.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(lines: &[&str]) -> String {
        fenced(lines.iter().copied())
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(block(&["go test ./..."]), "```\ngo test ./...\n```\n");
        assert_eq!(block(&["a ``` b ````", "c"]), "`````\na ``` b ````\nc\n`````\n");
    }

    #[test]
    fn no_line_is_a_command_and_none_has_a_marker() {
        assert_eq!(block(&["/merge", "  /approve"]), "```\n\\/merge\n\\/approve\n```\n");
        assert_eq!(block(&["x '<!-- y -->'"]), "```\nx '<!\\-- y -->'\n```\n");
    }
}
