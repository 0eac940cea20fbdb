//! Names of Go's functions, as people say them.

use super::super::text::{cut, shown};
use crate::symbol;

/// Names are cut here.
const LONGEST: usize = 120;

/// `codec.(*Encoder).writeKey`: without the path of its package.
pub fn within_package(function: &str) -> String {
    said(symbol::short(function))
}

/// The same as it is said in a function of the same package: `writeKey`.
pub(super) fn beside(function: &str, other: &str) -> String {
    said(symbol::beside(function, other))
}

fn said(name: &str) -> String {
    shown(&cut(name, LONGEST)).into_owned()
}
