//! Directories that `go.mod` and `go.work` name.

/// A directory that stands for a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalModule {
    /// As it is written, from the directory of the file; without quotes.
    pub path: String,
    /// The import path of the module that it replaces, if it replaces one.
    pub replaces: Option<String>,
    /// Whether it is a module of a workspace, whose own replacements count, rather than a replacement.
    pub is_used: bool,
}

/// The directories that a `go.mod` or `go.work` names: those that it uses, and those that replace a
/// module. What can't be read is left out: Go says what is wrong with it.
pub fn local_modules(text: &[u8]) -> Vec<LocalModule> {
    let text = String::from_utf8_lossy(text);
    let (mut block, mut found) = (None, Vec::new());
    for line in text.lines() {
        let words = words(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match (block, &words[..]) {
            (Some(_), [")"]) => block = None,
            (Some(verb), words) => found.extend(local_module(verb, words)),
            (None, [verb, "("]) => block = Some(Verb::of(verb)),
            (None, [verb, words @ ..]) => found.extend(local_module(Verb::of(verb), words)),
            (None, []) => {}
        }
    }
    found
}

/// The directives that name directories, and all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Use,
    Replace,
    Other,
}

impl Verb {
    fn of(word: &str) -> Verb {
        match word {
            "use" => Verb::Use,
            "replace" => Verb::Replace,
            _ => Verb::Other,
        }
    }
}

/// What a directive names, by the words after the verb.
fn local_module(verb: Verb, words: &[&str]) -> Option<LocalModule> {
    let of = |path: &str, replaces: Option<&str>| {
        let (is_used, replaces) = (replaces.is_none(), replaces.map(str::to_owned));
        Some(LocalModule { path: path.to_owned(), replaces, is_used })
    };
    match (verb, words) {
        (Verb::Use, [path]) => of(path, None),
        // Behind a module there would be a version.
        (Verb::Replace, [module, "=>", path] | [module, _, "=>", path]) => of(path, Some(module)),
        _ => None,
    }
}

/// The words of a line, up to a comment: some in quotes, and parentheses by themselves.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut rest) = (Vec::new(), line.trim_start());
    while !rest.is_empty() && !rest.starts_with("//") {
        let (word, after) = word(rest);
        words.push(word);
        rest = after.trim_start();
    }
    words
}

/// The first word of a text that begins with one, and what follows.
fn word(text: &str) -> (String, &str) {
    match text.chars().next() {
        Some('`') => match text[1..].split_once('`') {
            Some((word, rest)) => (word.to_owned(), rest),
            None => (text.to_owned(), ""),
        },
        Some('"') => quoted(&text[1..]),
        Some('(' | ')') => (text[..1].to_owned(), &text[1..]),
        _ => {
            let ends = |(at, c): (usize, char)| {
                (c.is_whitespace() || "()\"`".contains(c) || text[at..].starts_with("//"))
                    .then_some(at)
            };
            let end = text.char_indices().find_map(ends).unwrap_or(text.len());
            (text[..end].to_owned(), &text[end..])
        }
    }
}

/// What is between double quotes, of which the first is taken off, and what follows. Of escapes those are
/// read that paths need: of a quote, and of a backslash.
fn quoted(text: &str) -> (String, &str) {
    let (mut word, mut characters) = (String::new(), text.char_indices());
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (word, &text[at + 1..]),
            '\\' => word.extend(characters.next().map(|(_, c)| c)),
            _ => word.push(c),
        }
    }
    (word, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<(String, bool)> {
        let modules = local_modules(text.as_bytes()).into_iter();
        modules.map(|module| (module.path, module.is_used)).collect()
    }

    #[test]
    fn directories_are_replacements_or_used() {
        for (text, path, is_used) in [
            ("replace example.com/x => ../x\n", "../x", false),
            ("replace example.com/x v1.2.3 => ../x // why\r\n", "../x", false),
            ("replace (\n\n\texample.com/x => \"../a b\" // x\n)\n", "../a b", false),
            ("replace \"example.com/x\" => `../x`", "../x", false),
            ("use ../x//y", "../x", true),
            ("go 1.21\nuse (\n\t./a\n)\n", "./a", true),
            ("use(\n\t\"..\\\\x\\\"\"\n)\n", "..\\x\"", true),
        ] {
            assert_eq!(named(text), [(path.to_owned(), is_used)], "{text}");
        }
    }

    #[test]
    fn a_replacement_says_what_it_replaces() {
        let text =
            "use ./a\nreplace example.com/x v1.2.3 => ../x\nreplace \"example.com/y\" => ./y\n";
        let modules = local_modules(text.as_bytes()).into_iter();
        let replaced: Vec<_> = modules.map(|module| module.replaces).collect();
        assert_eq!(replaced, [None, Some("example.com/x".into()), Some("example.com/y".into())]);
    }

    #[test]
    fn what_has_a_version_or_another_verb_names_no_directory() {
        for text in [
            "",
            "module ../x\n",
            "replace example.com/x => example.com/y v1.2.3\n",
            "require (\n\t../x v1\n)\n",
            "exclude (\n\ta => ../x\n)\n",
            "// use ../x\n",
            "use\nreplace\nuse ../x ../y\n",
        ] {
            assert_eq!(named(text), [], "{text}");
        }
    }

    #[test]
    fn a_block_ends() {
        let text = "use (\n\t../a\n\t../b\n)\nreplace x => ../c\n";
        let paths: Vec<_> = named(text).into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["../a", "../b", "../c"]);
    }
}
