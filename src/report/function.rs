//! Names of benchmarks, and of the functions that they are.

/// The benchmark function of a full name.
pub(super) fn function(name: &str) -> &str {
    let base = name.split('/').next().unwrap_or(name);
    let stem = base.trim_end_matches(|c: char| c.is_ascii_digit());
    match stem.strip_suffix('-') {
        Some(stem) if stem.len() + 1 < base.len() => stem,
        _ => base,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_function_is_what_stands_before_slash_and_suffix() {
        assert_eq!(
            ["Encode-8", "Encode", "Sort/n-4-8", "UTF8-2", "UTF8", "-8"].map(function),
            ["Encode", "Encode", "Sort", "UTF8", "UTF8", ""]
        );
    }
}
