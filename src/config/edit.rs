//! Budgets written into a policy file, which otherwise stays as it is.

use super::error::ConfigError;
use super::text::quoted;
use std::fmt::Write;
use toml_edit::{DocumentMut, Item, Value};

/// A budget to write down.
#[derive(Clone, Debug, PartialEq)]
pub struct NewBudget {
    /// The import path; empty for none.
    pub package: String,
    /// The benchmark, without `Benchmark`.
    pub benchmark: String,
    /// The unit.
    pub unit: String,
    /// The worst median that is allowed.
    pub max: f64,
}

/// Budgets as tables of a policy file.
pub fn budget_tables(budgets: &[NewBudget]) -> String {
    let mut text = String::new();
    for (i, budget) in budgets.iter().enumerate() {
        let gap = if i > 0 { "\n" } else { "" };
        let package = match budget.package.as_str() {
            "" => String::new(),
            package => format!("package = {}\n", quoted(package)),
        };
        // Writing to a text never fails.
        let _ = write!(
            text,
            "{gap}[[budget]]\n{package}benchmark = {}\nunit = {}\nmax = {}\n",
            quoted(&glob(&budget.benchmark)),
            quoted(&budget.unit),
            budget.max
        );
    }
    text
}

/// A name as a glob that matches it.
fn glob(name: &str) -> String {
    let escape = |c: char| if "*?[\\".contains(c) { format!("\\{c}") } else { c.to_string() };
    // A pattern may begin with the word, which is no part of names.
    let word = if name.starts_with("Benchmark") { "Benchmark" } else { "" };
    word.chars().chain(name.chars()).map(escape).collect()
}

/// The file with other maxima: each the number of a `[[budget]]` table, counted from 0, and its new
/// `max`.
///
/// # Errors
///
/// What is no TOML, or has no such table.
pub fn with_maxima(text: &str, maxima: &[(usize, f64)]) -> Result<String, ConfigError> {
    let error = |error: &dyn std::fmt::Display| ConfigError::Whole(error.to_string());
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let mut document: DocumentMut = body.parse().map_err(|e: toml_edit::TomlError| error(&e))?;
    for &(number, max) in maxima {
        let none = || error(&format!("there is no budget number {}", number + 1));
        let value = max_of(&mut document, number).ok_or_else(none)?;
        let decor = value.decor().clone();
        let new = if max.fract() == 0.0 && max < 1e15 {
            Value::from(max as i64)
        } else {
            Value::from(max)
        };
        *value = new;
        *value.decor_mut() = decor;
    }
    let edited = document.to_string();
    // The library writes line ends of its own.
    let is_crlf = body.contains("\r\n") && !edited.contains("\r\n");
    Ok(mark.to_owned() + &if is_crlf { edited.replace('\n', "\r\n") } else { edited })
}

/// The `max` of a budget: in a table of its own, or in a list of inline tables.
fn max_of(document: &mut DocumentMut, number: usize) -> Option<&mut Value> {
    match document.get_mut("budget")? {
        Item::ArrayOfTables(tables) => tables.get_mut(number)?.get_mut("max")?.as_value_mut(),
        Item::Value(Value::Array(list)) => {
            list.get_mut(number)?.as_inline_table_mut()?.get_mut("max")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Loaded;

    #[test]
    fn comments_and_order_stay() {
        let text = "# ours\nalpha = 0.01\n\n[[budget]] # first\nunit = \"B/op\"\nmax = 512 # bytes\n\n[[budget]]\nunit = \"allocs/op\"\nmax = 5\n";
        let edited = with_maxima(text, &[(0, 480.0), (1, 2.5)]).unwrap();
        assert_eq!(edited, text.replace("512", "480").replace("max = 5\n", "max = 2.5\n"));
        let crlf = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let expected = format!("\u{feff}{}", edited.replace('\n', "\r\n"));
        assert_eq!(with_maxima(&crlf, &[(0, 480.0), (1, 2.5)]).unwrap(), expected);
        let inline = "budget = [{ unit = \"B/op\", max = 7 }]\n";
        assert_eq!(with_maxima(inline, &[(0, 3.0)]).unwrap(), inline.replace('7', "3"));
        assert!(with_maxima(text, &[(2, 1.0)]).is_err());
    }

    #[test]
    fn tables_are_read_back_whatever_the_name() {
        let budget = |benchmark: &str| NewBudget {
            package: "example.com/m".to_owned(),
            benchmark: benchmark.to_owned(),
            unit: "allocs/op".to_owned(),
            max: 3.0,
        };
        let text = budget_tables(&[budget("a[0]*\\\"b\n"), budget("Plain")]);
        let file = Loaded::parse("x", text.into_bytes()).unwrap();
        let first = file.document.budgets[0].benchmark.as_ref().unwrap();
        let pattern = crate::policy::Pattern::benchmark(first).unwrap();
        assert!(pattern.matches(b"a[0]*\\\"b\n-8") && !pattern.matches(b"a0"));
    }
}
