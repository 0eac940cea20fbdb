//! A section: a table or a list under a title.

use super::super::text::count;
use super::markup::sentence;
use crate::xml::escaped;

/// Of more rows or lines than this the rest is left out: a browser has to lay them all out.
const MOST: usize = 1000;

/// A row of a table.
pub(super) struct Item {
    /// Its cells, in HTML: words in the first two, figures in the others.
    pub cells: Vec<String>,
    /// Why it is there; nothing where that needs no word.
    pub why: Option<String>,
}

/// A table of so many rows; nothing without any.
pub(super) fn table(
    title: &str,
    header: &[String],
    total: usize,
    items: impl Iterator<Item = Item>,
) -> String {
    if total == 0 {
        return String::new();
    }
    let names = std::iter::once("benchmark").chain(header.iter().map(String::as_str));
    let names: String =
        names.map(|name| format!("<th scope=\"col\">{}</th>", sentence(name))).collect();
    let rows: String = items.take(MOST).map(|item| row(item, header)).collect();
    let more = more(total, ["row", "rows"]);
    format!(
        "<h2>{}</h2>\n<div class=\"wide\">\n<table>\n<thead><tr>{names}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n{more}",
        sentence(title)
    )
}

/// Each figure has its column's name, for screens on which there is no room for columns.
fn row(item: Item, header: &[String]) -> String {
    let (name, figures) = item.cells.split_first().map_or(("", &[][..]), |(n, f)| (n, f));
    let figure = |(name, figure): (&String, &String)| {
        format!("<td data-column=\"{}\">{figure}</td>", escaped(name))
    };
    let figures: String = header.iter().zip(figures).map(figure).collect();
    let why = item.why.map(|why| {
        let columns = header.len() + 1;
        format!("<tr class=\"why\"><td colspan=\"{columns}\">{}</td></tr>\n", sentence(&why))
    });
    format!("<tr><td>{name}</td>{figures}</tr>\n{}", why.unwrap_or_default())
}

/// A list of sentences; nothing without any.
pub(super) fn list(title: &str, sentences: &[String]) -> String {
    if sentences.is_empty() {
        return String::new();
    }
    let points: String = sentences
        .iter()
        .take(MOST)
        .map(|words| format!("<li>{}</li>\n", sentence(words)))
        .collect();
    let more = more(sentences.len(), ["line", "lines"]);
    format!("<h2>{}</h2>\n<ul>\n{points}</ul>\n{more}", sentence(title))
}

/// In sight.
pub(super) fn open(content: String) -> String {
    if content.is_empty() { content } else { format!("<section>\n{content}</section>\n") }
}

/// To be unfolded by whoever wants to read it.
pub(super) fn folded(content: String) -> String {
    match content.split_once("</h2>\n") {
        Some((title, rest)) => format!(
            "<section>\n<details>\n<summary>{title}</h2></summary>\n{rest}</details>\n</section>\n"
        ),
        None => content,
    }
}

fn more(total: usize, [one, many]: [&str; 2]) -> String {
    match total.saturating_sub(MOST) {
        0 => String::new(),
        n => format!(
            "<p class=\"more\">{} left out here. The JSON report has all.</p>\n",
            count(n as u64, &format!("more {one} is"), &format!("more {many} are"))
        ),
    }
}
