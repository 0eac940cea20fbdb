//! Whether the hook is to do nothing.

/// The variable by which the hook does nothing.
pub(super) const VARIABLE: &str = "ALLOCGATE_SKIP";

/// What the value of a variable must not be, if it is to say yes.
const NOT_SET: [&str; 5] = ["", "0", "false", "no", "off"];

/// Whether the variable says so.
pub(super) fn is_asked() -> bool {
    std::env::var_os(VARIABLE).is_some_and(|value| is_set(&value.to_string_lossy()))
}

fn is_set(value: &str) -> bool {
    !NOT_SET.iter().any(|no| value.trim().eq_ignore_ascii_case(no))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_no_do_not_skip() {
        for no in ["", " ", "0", "false", "False", "no", "NO", "off"] {
            assert!(!is_set(no), "{no}");
        }
        for yes in ["1", "true", "yes", "on", "00", "please"] {
            assert!(is_set(yes), "{yes}");
        }
    }
}
