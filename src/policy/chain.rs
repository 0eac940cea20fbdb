//! Decisions in the order in which they come, the narrowest first.

use super::pattern::Pattern;
use crate::benchfmt::Name;
use std::borrow::Cow;
use std::collections::HashMap;

/// Rules, or budgets, by index, the narrowest first. Teams write a budget for each benchmark, so those
/// that are about one benchmark are found by its name.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    order: Vec<usize>,
    /// Places in the order, by the one benchmark that they are about; and all other places.
    named: HashMap<Vec<u8>, Vec<usize>>,
    others: Vec<usize>,
}

/// So few are looked through faster than looked up.
const FEW: usize = 8;

impl Chain {
    /// A chain in an order; `benchmark` gives the pattern of one.
    pub fn new<'a>(order: Vec<usize>, benchmark: impl Fn(usize) -> Option<&'a Pattern>) -> Chain {
        let mut chain = Chain { order, ..Chain::default() };
        if chain.order.len() > FEW {
            for (place, &i) in chain.order.iter().enumerate() {
                match benchmark(i).and_then(Pattern::literal) {
                    Some(name) => chain.named.entry(name.into()).or_default().push(place),
                    None => chain.others.push(place),
                }
            }
        }
        chain
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Those that may be about a benchmark, in order.
    pub fn about(&self, name: &[u8]) -> Cow<'_, [usize]> {
        if self.order.len() <= FEW {
            return Cow::Borrowed(&self.order);
        }
        let slashes = memchr::memchr_iter(b'/', name).map(|slash| &name[..slash]);
        let stem = Name(name).stem();
        let whole = [name, stem].into_iter().take(if stem == name { 1 } else { 2 });
        let named = slashes.chain(whole).filter_map(|part| self.named.get(part)).flatten();
        let mut places: Vec<usize> = self.others.iter().chain(named).copied().collect();
        places.sort_unstable();
        Cow::Owned(places.into_iter().map(|place| self.order[place]).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_matches_is_among_those_that_are_found_in_order() {
        let texts = [
            "A",
            "A/b",
            "A/b-4",
            "B*",
            "A/*",
            "*",
            "C",
            "BenchmarkA/b",
            r"A\/b",
            "D/e/f",
            "A-8",
            "n-4",
        ];
        let patterns: Vec<Pattern> =
            texts.iter().map(|text| Pattern::benchmark(text).unwrap()).collect();
        let order: Vec<usize> = (0..texts.len()).rev().collect();
        let chain = Chain::new(order.clone(), |i| Some(&patterns[i]));
        assert!(!chain.is_empty());
        for name in
            ["A", "A-8", "A/b", "A/b-4", "A/b/c-8", "Bx", "C/d", "D/e/f-2", "E", "n-4-8", ""]
        {
            let matching = |of: &[usize]| -> Vec<usize> {
                of.iter().copied().filter(|&i| patterns[i].matches(name.as_bytes())).collect()
            };
            assert_eq!(matching(&chain.about(name.as_bytes())), matching(&order), "{name}");
        }
        assert!(chain.about(b"E").len() < 5);
    }
}
