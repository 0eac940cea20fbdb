//! The calls that lead to a site.

use super::super::text::{cut, shown};
use super::super::v1::{Frame, Site};
use super::name::{beside, within_package};

/// Of more calls, those in the middle are left out.
const MOST: usize = 12;
const FIRST: usize = 8;
const LAST: usize = 3;

/// `codec/codec.go:46 ← writeHeader:42 ← Encode:36 ← BenchmarkEncode:16`.
pub fn path(site: &Site) -> String {
    let callers = site.path.get(1..).unwrap_or_default();
    let call = |frame: &Frame| call(frame, &site.function);
    let mut calls = vec![innermost(site)];
    if callers.len() < MOST {
        calls.extend(callers.iter().map(call));
    } else {
        let (first, rest) = callers.split_at(FIRST);
        let (others, last) = rest.split_at(rest.len() - LAST);
        calls.extend(first.iter().map(call));
        calls.push(format!("{} more", others.len()));
        calls.extend(last.iter().map(call));
    }
    calls.join(" ← ")
}

/// Where the site itself is: `codec/codec.go:46`.
pub fn innermost(site: &Site) -> String {
    match (&site.place, site.path.first()) {
        (Some(place), _) => position(&place.path, place.line.get()),
        (None, Some(frame)) => {
            let name = frame.path.as_deref().map_or_else(|| within_package(&frame.function), words);
            format!("{name}{}", line(frame.line))
        }
        (None, None) => within_package(&site.function),
    }
}

/// `writeHeader:42`, as it is said in a function.
pub fn call(frame: &Frame, within: &str) -> String {
    format!("{}{}", beside(&frame.function, within), line(frame.line))
}

/// `codec/codec.go:46`.
pub fn position(path: &str, number: u32) -> String {
    format!("{}{}", words(path), line(number))
}

fn line(number: u32) -> String {
    if number == 0 { String::new() } else { format!(":{number}") }
}

/// Paths are cut here.
const LONGEST: usize = 200;

fn words(path: &str) -> String {
    shown(&cut(path, LONGEST)).into_owned()
}
