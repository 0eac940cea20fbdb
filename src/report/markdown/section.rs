//! A section: a table or a list under a title, as much of it as there is room for.

use super::super::text::count;
use crate::gfm;
use std::collections::HashMap;

/// A row or a point, and why it is there.
pub(super) struct Item {
    /// The cells of a row, or one point, in Markdown.
    pub cells: Vec<String>,
    pub why: Option<String>,
}

pub(super) struct Section<'a> {
    title: String,
    folded: bool,
    /// The columns: none where there are points instead of rows. The first two have words, the others
    /// figures.
    header: Vec<String>,
    explained: bool,
    of: [&'static str; 2],
    total: usize,
    items: Box<dyn Iterator<Item = Item> + 'a>,
}

impl<'a> Section<'a> {
    /// A table of so many rows.
    pub fn table(
        title: String,
        header: Vec<String>,
        total: usize,
        items: impl Iterator<Item = Item> + 'a,
    ) -> Section<'a> {
        let items = Box::new(items);
        let of = ["row", "rows"];
        Section { title, folded: false, header, explained: false, of, total, items }
    }

    /// A list of sentences.
    pub fn list(title: String, sentences: Vec<String>) -> Section<'a> {
        let total = sentences.len();
        let items =
            sentences.into_iter().map(|sentence| Item { cells: vec![words(&sentence)], why: None });
        Section::points(title, total, items)
    }

    /// A list of so many points.
    pub fn points(
        title: String,
        total: usize,
        items: impl Iterator<Item = Item> + 'a,
    ) -> Section<'a> {
        let (items, of) = (Box::new(items), ["line", "lines"]);
        Section { title, folded: false, header: Vec::new(), explained: false, of, total, items }
    }

    /// To be unfolded by whoever wants to read it.
    pub fn folded(self) -> Section<'a> {
        Section { folded: true, ..self }
    }

    /// The same if it is long.
    pub fn folded_if_long(self) -> Section<'a> {
        let folded = self.total > SHORT;
        Section { folded, ..self }
    }

    /// Each row has a sentence that says why it is there.
    pub fn explained(self) -> Section<'a> {
        Section { explained: true, ..self }
    }

    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// What stands for the section where there is no room for it.
    pub fn left_out(&self) -> String {
        format!("**{}**: left out for want of room. {ELSEWHERE}\n\n", self.title)
    }

    /// As many whole rows as so many bytes hold; none if not even one has room.
    pub fn fit(&mut self, room: usize) -> Option<String> {
        let around = [&self.opening(), self.closing(), &fold(self.total), UNFOLD].map(str::len);
        let fixed = around.iter().sum::<usize>() + 2 * self.heads(true).len();
        let mut left = room.checked_sub(fixed + self.more(self.total).len())?;
        let mut kept = Kept::default();
        for item in self.items.by_ref() {
            let Some(after) = left.checked_sub(kept.cost(&item, self.header.is_empty())) else {
                break;
            };
            left = after;
            kept.push(item);
        }
        (!kept.rows.is_empty()).then(|| self.written(&kept))
    }

    /// The first rows of a long section, then why they are there, then the others to be unfolded: what
    /// to do about them is to stay in sight.
    fn written(&self, kept: &Kept) -> String {
        let is_long = !self.folded && kept.rows.len() > LONG;
        let (first, others) = kept.rows.split_at(if is_long { SHORT } else { kept.rows.len() });
        let mut text = self.opening() + &self.body(first, kept) + &kept.explanations();
        if !others.is_empty() {
            text.push_str(&fold(others.len()));
            text.push_str(&self.body(others, kept));
            text.push_str(UNFOLD);
        }
        let missing = self.total.saturating_sub(kept.rows.len());
        if missing > 0 {
            text.push_str(&self.more(missing));
        }
        text + self.closing()
    }

    fn body(&self, rows: &[(Vec<String>, Option<usize>)], kept: &Kept) -> String {
        if self.header.is_empty() {
            return rows.iter().map(|(cells, _)| format!("- {}\n", cells.concat())).collect();
        }
        let numbered = kept.notes.len() > 1;
        let row = |(cells, number): &(Vec<String>, Option<usize>)| {
            let cells: String = cells.iter().map(|cell| format!(" {cell} |")).collect();
            match number.filter(|_| numbered) {
                Some(number) => format!("|{cells} {number} |\n"),
                None => format!("|{cells}\n"),
            }
        };
        self.heads(numbered) + &rows.iter().map(row).collect::<String>()
    }

    fn opening(&self) -> String {
        if self.folded {
            format!("<details>\n<summary>{}</summary>\n\n", self.title)
        } else {
            format!("#### {}\n\n", self.title)
        }
    }

    fn closing(&self) -> &'static str {
        if self.folded { "\n</details>\n\n" } else { "\n" }
    }

    /// The columns' names, and below them how they are aligned.
    fn heads(&self, numbered: bool) -> String {
        if self.header.is_empty() {
            return String::new();
        }
        let why = (self.explained && numbered).then_some("why");
        let names = self.header.iter().map(String::as_str).chain(why);
        let (names, sides): (String, String) = names
            .enumerate()
            .map(|(i, name)| (format!(" {name} |"), if i < 2 { ":---|" } else { "---:|" }))
            .unzip();
        format!("|{names}\n|{sides}\n")
    }

    /// How many are left out here, and where they are.
    fn more(&self, missing: usize) -> String {
        let [one, many] = self.of;
        format!("\n*{} left out here.* {ELSEWHERE}\n", count(missing as u64, one, many))
    }
}

/// Of more rows than `LONG`, so many are in sight.
const SHORT: usize = 20;
const LONG: usize = 25;

const UNFOLD: &str = "\n</details>\n";

fn fold(n: usize) -> String {
    format!("\n<details>\n<summary>{n} more</summary>\n\n")
}
const ELSEWHERE: &str = "The JSON report has all; the table does with <code>--all</code>.";

/// A sentence is cut here.
const LONGEST_SENTENCE: usize = 800;

/// A sentence in Markdown.
pub(super) fn words(sentence: &str) -> String {
    gfm::sentence(&super::super::text::cut(sentence, LONGEST_SENTENCE))
}

/// Rows that have room. A sentence that several share is said once, under a number.
#[derive(Default)]
struct Kept {
    rows: Vec<(Vec<String>, Option<usize>)>,
    notes: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Kept {
    /// The bytes that a row would take, with its sentence if that is a new one.
    fn cost(&self, item: &Item, is_point: bool) -> usize {
        let cells: usize = item.cells.iter().map(|cell| cell.len() + 3).sum();
        let new = item.why.as_ref().filter(|why| !self.numbers.contains_key(*why));
        let note = new.map_or(0, |why| words(why).len() + NUMBER + "Why: .\n\n".len());
        let digits = |n: usize| n.to_string().len();
        let number = item.why.as_ref().map_or(0, |_| " |".len() + 1 + digits(self.notes.len() + 1));
        cells + if is_point { 0 } else { "|\n".len() } + number + note
    }

    fn push(&mut self, item: Item) {
        let number = item.why.map(|why| {
            let notes = &mut self.notes;
            *self.numbers.entry(why).or_insert_with_key(|why| {
                notes.push(words(why));
                notes.len()
            })
        });
        self.rows.push((item.cells, number));
    }

    /// The sentences by their numbers; one alone needs none.
    fn explanations(&self) -> String {
        match self.notes.as_slice() {
            [] => String::new(),
            [why] => format!("\nWhy: {why}\n"),
            several => {
                let line = |(number, why): (usize, &String)| format!("{number}. {why}\n");
                format!("\n{}", (1..).zip(several).map(line).collect::<String>())
            }
        }
    }
}

/// So many bytes hold the number before a sentence, with what stands around it.
const NUMBER: usize = 24;
