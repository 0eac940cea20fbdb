//! Names of Go's functions, as the linker has them.

use std::borrow::Cow;

/// The import path of the package that a Go function is in; empty where the name tells none.
///
/// A symbol is `path/to/pkg.Name`, with `(*Receiver).Method`, `[types]` of a generic one and `.func1.2` of
/// closures behind; dots of the path's last element, and what no symbol may hold, are written `%2e`.
pub fn package(name: &str) -> Cow<'_, str> {
    unescaped(prefix(name))
}

/// The same as it is written in the name.
fn prefix(name: &str) -> &str {
    let last = last(name);
    let end = name[last..].find(['.', '[', '(', '{']).map(|end| last + end);
    end.filter(|end| name[*end..].starts_with('.')).map_or("", |end| &name[..end])
}

/// The name without its package's directories, as people say it: `json.(*Encoder).Encode`.
pub(crate) fn short(name: &str) -> &str {
    &name[last(name)..]
}

/// The same as it is said in another function: within its package without that, `Encode`.
#[cfg(any(test, feature = "cli"))]
pub(crate) fn beside<'a>(name: &'a str, other: &str) -> &'a str {
    let package = prefix(name);
    if package.is_empty() || package != prefix(other) {
        return short(name);
    }
    let local = name[package.len()..].trim_start_matches('.');
    let method = local.strip_prefix("(*").and_then(|local| local.split_once(").")).map(|(_, m)| m);
    method.filter(|method| !method.is_empty()).unwrap_or(local)
}

/// Where the last element of the path begins. Types and receivers may have paths of their own.
fn last(name: &str) -> usize {
    let end = name.find(['[', '(', '{']).unwrap_or(name.len());
    name[..end].rfind('/').map_or(0, |slash| slash + 1)
}

fn unescaped(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return Cow::Borrowed(path);
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let (byte, left) = escape(rest).unwrap_or((*first, after));
        bytes.push(byte);
        rest = left;
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// The byte of a `%xx` at the start, and what is behind.
fn escape(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let [b'%', high, low, rest @ ..] = bytes else { return None };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let byte = digit(high)? << 4 | digit(low)?;
    Some((u8::try_from(byte).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_told_from_the_name_of_a_function() {
        let known = [
            ("fmt.Sprintf", "fmt"),
            ("main.main.func1.2", "main"),
            ("encoding/json.(*Encoder).Encode", "encoding/json"),
            ("example.com/a/b.Value.String", "example.com/a/b"),
            ("gopkg.in/yaml%2ev3.Unmarshal", "gopkg.in/yaml.v3"),
            ("example.com/g.F[example.com/x/y.T]", "example.com/g"),
            ("example.com/g.(*L[go.shape.int]).Push", "example.com/g"),
            ("example.com/g.(*L[example.com/x.T]).Push-fm", "example.com/g"),
            ("vendor/golang.org/x/net/idna.ToASCII", "vendor/golang.org/x/net/idna"),
            ("example.com/m/v2.init.0", "example.com/m/v2"),
            ("example.com/%c3%a9%2.F", "example.com/é%2"),
            ("gcWriteBarrier", ""),
            ("std::vector<int>::push_back(int const&)", ""),
            ("", ""),
        ];
        for (name, path) in known {
            assert_eq!(package(name), path, "{name}");
        }
    }

    #[test]
    fn a_short_name_keeps_the_last_element_and_what_is_in_brackets() {
        assert_eq!(short("encoding/json.(*Encoder).Encode"), "json.(*Encoder).Encode");
        assert_eq!(short("a.com/g.F[a.com/x/y.T]"), "g.F[a.com/x/y.T]");
        assert_eq!(short("main.main"), "main.main");
        assert_eq!(short("type:.eq.struct { a.com/x.T }"), "type:.eq.struct { a.com/x.T }");
    }

    #[test]
    fn within_its_package_a_function_is_said_without_it() {
        for (name, local) in [
            ("example.com/m/codec.(*Encoder).writeKey", "writeKey"),
            ("example.com/m/codec.BenchmarkEncode", "BenchmarkEncode"),
            ("example.com/m/codec.F.func1.2", "F.func1.2"),
            (
                "example.com/m/codec.Map[go.shape.struct { a/b.X }]",
                "Map[go.shape.struct { a/b.X }]",
            ),
            ("example.com/m/codec.(*T[...]).Get", "Get"),
            ("fmt.Sprintf", "fmt.Sprintf"),
            ("example.com/n/codec.F", "codec.F"),
            ("gcWriteBarrier", "gcWriteBarrier"),
        ] {
            assert_eq!(beside(name, "example.com/m/codec.X"), local);
        }
        // Whatever a profile has.
        for name in ["", ".", "(", "(*", "(*).", "a/", "é/(", "a.(*x)."] {
            let _ = (package(name), short(name), beside(name, name));
        }
    }
}
