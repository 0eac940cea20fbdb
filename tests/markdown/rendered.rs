//! What is made of Markdown, and that nothing in it is others' doing.

use comrak::{Options, markdown_to_html};
use regex::Regex;
use std::sync::LazyLock;

/// What the page may have been built of.
const OURS: [&str; 20] = [
    "h3", "h4", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "ul", "ol", "li",
    "strong", "em", "details", "summary", "wbr", "hr",
];

/// As GitHub renders it: tables, links that are only written.
pub fn github(markdown: &str) -> String {
    markdown_to_html(markdown, &options())
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.table = true;
    extension.autolink = true;
    extension.strikethrough = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.alerts = true;
    extension.math_dollars = true;
    options.render.r#unsafe = true;
    options
}

/// As GitLab does, which has more markup.
pub fn gitlab(markdown: &str) -> String {
    let mut options = options();
    let extension = &mut options.extension;
    extension.math_code = true;
    extension.multiline_block_quotes = true;
    extension.wikilinks_title_before_pipe = true;
    extension.description_lists = true;
    options.parse.relaxed_autolinks = true;
    options.parse.relaxed_tasklist_matching = true;
    markdown_to_html(markdown, &options)
}

pub fn rows(html: &str) -> usize {
    html.matches("<tr>").count()
}

/// Fails on whatever no page has whose words are all taken for words.
pub fn assert_harmless(markdown: &str) {
    assert!(!markdown.contains("<!--"), "a comment: {markdown}");
    for line in markdown.lines() {
        let begin = line.trim_start();
        assert!(!begin.starts_with('/') && !begin.starts_with("::"), "a command: {line}");
        assert!(!line.contains("##[") && !line.contains("##vso["), "a command: {line}");
        assert!(!line.chars().any(char::is_control), "a control character: {line:?}");
    }
    for html in [github(markdown), gitlab(markdown)] {
        assert_only_ours(&html);
        assert_no_references(&html);
    }
}

fn assert_only_ours(html: &str) {
    static TAG: LazyLock<Regex> = LazyLock::new(|| regex(r"<(/?)([^\s>]+)([^>]*)>"));
    let mut open: Vec<String> = Vec::new();
    for tag in TAG.captures_iter(html) {
        assert!(OURS.contains(&&tag[2]), "<{}> in {html}", &tag[2]);
        let rest = tag[3].trim();
        assert!(rest.is_empty() || rest.starts_with("align="), "{} in {html}", &tag[0]);
        match &tag[1] {
            "/" => assert_eq!(open.pop().as_deref(), Some(&tag[2]), "{html}"),
            _ if &tag[2] == "wbr" => {}
            _ => open.push(tag[2].to_owned()),
        }
    }
    assert!(open.is_empty(), "{open:?} is open in {html}");
}

/// What is made a mention, a reference, an emoji or a link where it stands in text. Units have a slash
/// between letters.
const REFERENCES: [&str; 6] = [
    r"[@#~$^*_\[\]{}|\\`]|&(lt|gt|quot|amp|#)",
    r"(^|[^A-Za-z])/|/([^A-Za-z]|$)|/\w*/",
    r"[!%]\w",
    r"\b[0-9a-fA-F]{7,}\b",
    r"\b[A-Za-z]+-\d|\b[A-Z]+-\w",
    r":\w+:|(?i)www\.|\w\.[A-Za-z]",
];

/// References are looked for in text outside of code, and in no two elements at once.
fn assert_no_references(html: &str) {
    static CODE: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?s)<pre>.*?</pre>|<code>.*?</code>|<[^>]*>"));
    static REFERENCE: LazyLock<Regex> = LazyLock::new(|| regex(&REFERENCES.join("|")));
    for text in CODE.split(html) {
        let found = REFERENCE.find(text).map(|found| found.as_str());
        assert_eq!(found, None, "in {text}");
    }
}

fn regex(expression: &str) -> Regex {
    Regex::new(expression).unwrap()
}
