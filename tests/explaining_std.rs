//! Explanations of changes to packages of the Go standard library: code that was not written for these tests.
#![cfg(feature = "cli")]
#![allow(clippy::expect_used, clippy::unwrap_used)]

#[path = "explaining_std/change.rs"]
mod change;
#[path = "explaining_std/checkout.rs"]
mod checkout;
#[path = "support/copy.rs"]
mod copy;
#[path = "support/gomodule.rs"]
mod gomodule;
mod support;

use change::Change;
use checkout::{Checkout, Tried};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;
use support::tools;

/// So many at a time.
const CHECKOUTS: usize = 2;

/// Tries all changes, and gives what became of each, in their order.
fn tried(changes: &[Change]) -> Vec<Tried> {
    let next = Mutex::new(changes.iter().enumerate());
    let take = || next.lock().unwrap().next();
    let work = || {
        let checkout = Checkout::new();
        let all = std::iter::from_fn(take);
        all.map(|(index, change)| (index, checkout.explained(change))).collect::<Vec<_>>()
    };
    let tried: BTreeMap<usize, Tried> = thread::scope(|scope| {
        let workers = [(); CHECKOUTS].map(|()| scope.spawn(work));
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    tried.into_values().collect()
}

#[test]
fn changes_to_the_standard_library_are_found_where_they_were_made() {
    if tools::program("git", "--version").is_none() {
        return;
    }
    if tools::go().and_then(|go| go.at_least(25)).is_none() {
        return;
    }
    let changes = Change::all();
    let tried = tried(&changes);
    let expected: Vec<_> = changes.iter().map(|c| [&*c.name, &c.seen, &c.reason]).collect();
    let told = changes.iter().zip(&tried);
    let found: Vec<_> = told.clone().map(|(c, t)| [&*c.name, &t.seen, &t.reason]).collect();
    assert_eq!(found, expected);
    for (change, tried) in told {
        assert_eq!(tried.unexplained, [], "{}", change.name);
    }
}

#[test]
fn the_changes_that_are_not_found_take_away_what_was_kept_for_later() {
    let changes = Change::all();
    let count = |of: &str| changes.iter().filter(|change| change.seen.ends_with(of)).count();
    let nowhere = changes.iter().filter(|change| change.seen == "nowhere");
    let nowhere: Vec<&str> = nowhere.map(|change| &*change.name).collect();
    assert_eq!((count(" 1"), count(" 2")), (18, 1));
    assert_eq!(nowhere, ["lost-lines", "pool-not-filled"]);
}
