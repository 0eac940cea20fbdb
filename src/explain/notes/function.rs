//! The names of functions: the compiler writes them without their package, a profile as the linker does.

use super::super::Places;
use std::borrow::Cow;

/// The name of a function with `[...]` for the types that it is compiled for, as in a stack trace.
pub fn without_types(name: &str) -> Cow<'_, str> {
    if !name.contains('[') {
        return Cow::Borrowed(name);
    }
    let (mut depth, mut short) = (0_usize, String::new());
    for c in name.chars() {
        match c {
            '[' if depth == 0 => short.push_str("[...]"),
            c if depth == 0 => short.push(c),
            _ => {}
        }
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Cow::Owned(short)
}

/// The name of a function that a message begins with, without types and the package that it may be told
/// with if it is generic. `end` is what the message goes on with. None for a function inside another.
pub(super) fn declared<'a>(message: &'a str, end: &str) -> Option<Cow<'a, str>> {
    let generic = message.find('[').filter(|at| !message[..*at].contains(end));
    let Some(types) = generic else {
        let (name, _) = message.split_once(end)?;
        return (!is_inside(name)).then_some(Cow::Borrowed(name));
    };
    let from = message[..types].find('.').map_or(0, |dot| dot + 1);
    let short = without_types(&message[from..]);
    let (name, _) = short.split_once(end)?;
    (!is_inside(name)).then(|| Cow::Owned(name.to_owned()))
}

/// Whether it is a function literal, or what was made of a loop's body.
fn is_inside(name: &str) -> bool {
    name.contains(".func") || name.contains("-range")
}

/// Whether it is a generic function itself, rather than one that has such a function inlined.
pub(super) fn is_generic(name: &str) -> bool {
    name.split_once('[').is_some_and(|(before, _)| !before.contains('.'))
}

/// Whether it is what the compiler puts before a generic function for each of its types: the same
/// values escape there once more.
pub(super) fn is_wrapper(name: &str) -> bool {
    let types = name.split_once('[').map(|(_, types)| types);
    is_generic(name) && types.is_some_and(|types| !types.starts_with("go.shape."))
}

/// The package of a function that is compiled into another: a generic function belongs to where it is
/// written. `path` is the file's, from the repository's root.
pub(super) fn package(name: &str, path: &str, compiled: &str, places: &Places) -> String {
    let written = places.package(path).filter(|_| is_generic(name));
    match written {
        // The package of the same directory's tests has files of its own.
        Some(written)
            if path.ends_with("_test.go") && compiled.strip_suffix("_test") == Some(&*written) =>
        {
            compiled.to_owned()
        }
        Some(written) => written,
        None => compiled.to_owned(),
    }
}

/// The name that the linker gives a function: the last name of an import path has no dots there.
pub(super) fn linked(package: &str, name: &str) -> String {
    let last = package.rfind('/').unwrap_or(0);
    let mut linked = String::with_capacity(package.len() + 1 + name.len());
    for (at, byte) in package.bytes().enumerate() {
        match byte {
            b'.' if at > last => linked.push_str("%2e"),
            0..=b' ' | b'%' | b'"' | 0x7f.. => linked.push_str(&format!("%{byte:02x}")),
            byte => linked.push(char::from(byte)),
        }
    }
    linked + "." + &without_types(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_left_out() {
        assert_eq!(without_types("F"), "F");
        assert_eq!(without_types("(*S[go.shape.struct { x []int }]).Push"), "(*S[...]).Push");
        assert_eq!(without_types("B.Map[a,b[c]].func3[d]"), "B.Map[...].func3[...]");
        assert_eq!(without_types("F[a"), "F[...]");
        assert_eq!(without_types("F]"), "F]");
    }

    #[test]
    fn a_declaration_is_told_without_types_and_their_package() {
        let declared = |message| declared(message, ": ");
        assert_eq!(declared("T.f: too complex: [").as_deref(), Some("T.f"));
        assert_eq!(declared("gen.Box[a: b[c]]: no").as_deref(), Some("Box[...]"));
        assert_eq!(declared("gen.(*S[a]).f: no").as_deref(), Some("(*S[...]).f"));
        assert_eq!(declared("(*S[a]).f: no").as_deref(), Some("(*S[...]).f"));
        for other in ["f.func1: no", "f-range1: no", "B.Map[a].func3: no", "f", "f["] {
            assert_eq!(declared(other), None, "{other}");
        }
    }

    #[test]
    fn a_name_is_the_linker_s() {
        assert_eq!(linked("example.com/m.v2/codec", "(*E).f"), "example.com/m.v2/codec.(*E).f");
        assert_eq!(linked("example.com/my.pkg", "F"), "example.com/my%2epkg.F");
        assert_eq!(linked("a.b", "F"), "a%2eb.F");
        assert_eq!(linked("é x", "F[go.shape.int]"), "%c3%a9%20x.F[...]");
    }

    #[test]
    fn a_generic_function_belongs_to_where_it_is_written() {
        let places = Places::trimmed().module("example.com/m", "");
        let of = |path, name, compiled| package(name, path, compiled, &places);
        let package = |name, compiled| of("gen/gen.go", name, compiled);
        assert_eq!(package("Box[go.shape.int]", "example.com/m/cmd"), "example.com/m/gen");
        assert_eq!(package("B.Map[go.shape.int].func1", "example.com/m/cmd"), "example.com/m/cmd");
        assert_eq!(package("run", "example.com/m/cmd"), "example.com/m/cmd");
        let test = "example.com/m/gen_test";
        assert_eq!(package("Box[go.shape.int]", test), "example.com/m/gen");
        assert_eq!(of("gen/gen_test.go", "Box[go.shape.int]", test), test);
    }
}
