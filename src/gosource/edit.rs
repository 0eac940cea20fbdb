//! Limits written into a Go file, which otherwise stays as it is.

use super::directive::limits;

/// A file with another limit in the directives that begin at a line, counted from 1: those directly
/// below it count, up to the function. None if the unit has no limit there.
pub fn with_limit(source: &[u8], line: u32, unit: &str, max: f64) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(source).ok()?;
    let first = usize::try_from(line).ok()?.checked_sub(1)?;
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let is_comment = |line: &&mut String| line.starts_with("//");
    let comments = lines.get_mut(first..)?.iter_mut().take_while(is_comment);
    for line in comments.filter(|line| line.starts_with("//allocgate:max")) {
        // What can't be read was an error before.
        let stated = limits(line.trim_end().as_bytes()).ok()?;
        if stated.iter().any(|limit| limit.unit == unit) {
            *line = replaced(line, unit, max)?;
            return Some(lines.concat().into_bytes());
        }
    }
    None
}

fn replaced(line: &str, unit: &str, max: f64) -> Option<String> {
    let start = format!("{unit}=");
    let is_word =
        |&(at, _): &(usize, &str)| line[..at].ends_with(|c: char| c.is_ascii_whitespace());
    let (at, _) = line.match_indices(&start).find(is_word)?;
    let value = at + start.len();
    let rest = &line[value..];
    let length = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
    Some(format!("{}{max}{}", &line[..value], &rest[length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_changes_and_nothing_else() {
        let source = "package a\r\n\r\n//allocgate:max B/op=512 allocs/op=5 // B/op=512 once\r\n//allocgate:max x/op=1\r\nfunc BenchmarkX(b *testing.B) {\r\n";
        let with = |unit, max| {
            let edited = with_limit(source.as_bytes(), 3, unit, max);
            edited.map(|bytes| String::from_utf8(bytes).unwrap())
        };
        assert_eq!(with("B/op", 48.0).unwrap(), source.replacen("512", "48", 1));
        assert_eq!(with("allocs/op", 2.5).unwrap(), source.replacen("=5 ", "=2.5 ", 1));
        assert_eq!(with("x/op", 0.0).unwrap(), source.replacen("x/op=1", "x/op=0", 1));
        assert_eq!(with("y/op", 0.0), None);
        assert_eq!(with_limit(source.as_bytes(), 9, "B/op", 0.0), None);
        assert_eq!(with_limit(source.as_bytes(), 0, "B/op", 0.0), None);
    }
}
