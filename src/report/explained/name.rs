//! Names of Go's functions, as people say them.

use super::super::text::{cut, shown};

/// Names are cut here.
const LONGEST: usize = 120;

/// `codec.(*Encoder).writeKey`: without the path of its package.
pub fn within_package(function: &str) -> String {
    shown(&cut(&function[base(function)..], LONGEST)).into_owned()
}

/// The same as it is said in a function of the same package: `writeKey`.
pub(super) fn beside(function: &str, other: &str) -> String {
    if package(function) != package(other) {
        return within_package(function);
    }
    let local = function[package(function).len()..].trim_start_matches('.');
    let method = local.strip_prefix("(*").and_then(|local| local.split_once(").")).map(|(_, m)| m);
    shown(&cut(method.filter(|m| !m.is_empty()).unwrap_or(local), LONGEST)).into_owned()
}

/// The import path. Type parameters and receivers may have slashes and dots of their own.
fn package(function: &str) -> &str {
    let base = base(function);
    let end = function[base..].find('.').map_or(function.len(), |dot| base + dot);
    &function[..end]
}

/// Where the last element of the import path begins.
fn base(function: &str) -> usize {
    let path = function.find(['(', '[', '{']).unwrap_or(function.len());
    function[..path].rfind('/').map_or(0, |slash| slash + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_said_without_the_path_of_its_package() {
        for (function, within, local) in [
            ("example.com/m/codec.(*Encoder).writeKey", "codec.(*Encoder).writeKey", "writeKey"),
            ("example.com/m/codec.BenchmarkEncode", "codec.BenchmarkEncode", "BenchmarkEncode"),
            ("example.com/m/codec.F.func1.2", "codec.F.func1.2", "F.func1.2"),
            (
                "example.com/m/codec.Map[go.shape.struct { a/b.X }]",
                "codec.Map[go.shape.struct { a/b.X }]",
                "Map[go.shape.struct { a/b.X }]",
            ),
            ("example.com/m/codec.(*T[...]).Get", "codec.(*T[...]).Get", "Get"),
            ("main", "main", ""),
        ] {
            assert_eq!(within_package(function), within);
            if !local.is_empty() {
                assert_eq!(beside(function, "example.com/m/codec.X"), local);
            }
        }
        assert_eq!(beside("fmt.Sprintf", "example.com/m/codec.X"), "fmt.Sprintf");
        // Whatever a report has.
        for name in ["", ".", "(", "(*", "(*).", "a/", "é/(", "a.(*x)."] {
            let _ = (within_package(name), beside(name, name));
        }
    }
}
