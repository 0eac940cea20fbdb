//! Held against Go, as tests/reference/go_sort.go recorded it. Patterns are the same as there.

use super::sort;
use std::cell::{Cell, RefCell};

const RECORDED: &str = include_str!("../../../tests/reference/go_sort.txt");

fn scattered(i: usize) -> usize {
    ((i as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33) as usize
}

fn keys(pattern: &str, n: usize) -> Vec<usize> {
    let key = |i: usize| match pattern {
        "equal" => 0,
        "few" => scattered(i) % 3,
        "many" => scattered(i) % (n / 2),
        "ascending" => i / 3,
        "nearly" => i / 3 + i % 17 / 16 * 7,
        "descending" => (n - i) / 3,
        "falling" if (2..10).contains(&(i % 25)) => scattered(i) % n,
        "falling" => n - i - usize::from(i == 24),
        "organ-pipe" => i.min(n - 1 - i),
        "sawtooth" => i % 7,
        _ => panic!("no such pattern: {pattern}"),
    };
    if pattern == "killer" { killer(n) } else { (0..n).map(key).collect() }
}

/// Keys that are chosen while they are sorted, to make partitions as uneven as can be.
fn killer(n: usize) -> Vec<usize> {
    let most = n * 3 / 4;
    let keys = RefCell::new(vec![most; n]);
    let (chosen, candidate) = (Cell::new(0), Cell::new(0));
    let less = |&a: &usize, &b: &usize| {
        let mut keys = keys.borrow_mut();
        if keys[a] == most && keys[b] == most && chosen.get() < most {
            keys[if a == candidate.get() { a } else { b }] = chosen.get();
            chosen.set(chosen.get() + 1);
        }
        if let Some(open) = [a, b].into_iter().find(|&item| keys[item] == most) {
            candidate.set(open);
        }
        keys[a] < keys[b]
    };
    sort(&mut (0..n).collect::<Vec<_>>(), less);
    keys.into_inner()
}

/// Where items were before, in the form of the record.
fn summary(items: &[usize]) -> String {
    if items.len() <= 20 {
        return words(items);
    }
    let add = |sum: u64, &item: &usize| sum.wrapping_mul(1_000_003).wrapping_add(item as u64);
    format!("{:016x}", items.iter().fold(0, add))
}

fn words(items: &[impl ToString]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The lines of the record, in three parts: what was sorted, how many, and how they were left.
fn recorded() -> impl Iterator<Item = (&'static str, usize, &'static str)> {
    RECORDED.lines().map(|line| {
        let mut parts = line.splitn(3, ' ');
        let mut part = || parts.next().unwrap();
        (part(), part().parse().unwrap(), part())
    })
}

#[test]
fn equal_items_are_left_in_the_order_in_which_go_leaves_them() {
    let sorted = recorded().filter(|(pattern, ..)| *pattern != "zeros");
    for (pattern, n, expected) in sorted {
        let keys = keys(pattern, n);
        let mut items: Vec<usize> = (0..n).collect();
        sort(&mut items, |&a, &b| keys[a] < keys[b]);
        assert!(items.is_sorted_by_key(|&item| keys[item]), "{pattern} {n}");
        assert_eq!(summary(&items), expected, "{pattern} {n}");
    }
}

#[test]
fn zeros_of_both_signs_are_left_in_the_order_in_which_go_leaves_them() {
    let (_, n, expected) = recorded().find(|(pattern, ..)| *pattern == "zeros").unwrap();
    let value = |i: usize| {
        let value = (i % 3) as f64 - 1.0;
        if i.is_multiple_of(2) { value.copysign(-1.0) } else { value }
    };
    let mut values: Vec<f64> = (0..n).map(value).collect();
    super::super::sort::sort(&mut values);
    assert_eq!(words(&values), expected);
}

#[test]
fn up_to_thirteen_items_are_sorted() {
    for n in 0..=13 {
        let mut items: Vec<usize> = (0..n).map(|i| scattered(i) % 5).collect();
        sort(&mut items, |a, b| a < b);
        assert!(items.is_sorted(), "{items:?}");
    }
}
