//! Go's `sort.Slice` and `slices.Sort`.
//!
//! They are not stable, and where benchstat sorts by widths alone, or zeros of both signs, the order
//! in which they leave equal ones shows in its tables. So this follows package sort step by step:
//! pattern-defeating quicksort after O. Peters (arXiv 2106.05123), as of Go 1.19 and later.

/// Sorts as Go does, equal items included.
pub(super) fn sort<T>(items: &mut [T], less: impl Fn(&T, &T) -> bool) {
    let limit = bit_length(items.len());
    Sorter { items, less }.quicksort(0, limit);
}

/// Longer ranges are partitioned.
const MOST_INSERTED: usize = 12;
/// From here on the pivot is a median of medians.
const SHORTEST_NINTHER: usize = 50;
/// Shorter ranges are not mended by shifting.
const SHORTEST_SHIFTED: usize = 50;

fn bit_length(n: usize) -> u32 {
    usize::BITS - n.leading_zeros()
}

/// What choosing the pivot told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hint {
    Unknown,
    Increasing,
    Decreasing,
}

struct Sorter<'a, T, L> {
    items: &'a mut [T],
    less: L,
}

impl<T, L: Fn(&T, &T) -> bool> Sorter<'_, T, L> {
    fn less(&self, i: usize, j: usize) -> bool {
        (self.less)(&self.items[i], &self.items[j])
    }

    fn swap(&mut self, i: usize, j: usize) {
        self.items.swap(i, j);
    }

    fn quicksort(&mut self, a: usize, limit: u32) {
        let end = self.items.len();
        self.sort_range(a, end, limit);
    }

    fn sort_range(&mut self, mut a: usize, mut b: usize, mut limit: u32) {
        let (mut balanced, mut partitioned) = (true, true);
        loop {
            let length = b - a;
            if length <= MOST_INSERTED {
                return self.insertion_sort(a, b);
            }
            if limit == 0 {
                return self.heap_sort(a, b);
            }
            if !balanced {
                self.break_patterns(a, b);
                limit -= 1;
            }
            let (mut pivot, mut hint) = self.choose_pivot(a, b);
            if hint == Hint::Decreasing {
                self.items[a..b].reverse();
                pivot = (b - 1) - (pivot - a);
                hint = Hint::Increasing;
            }
            let maybe_sorted = balanced && partitioned && hint == Hint::Increasing;
            if maybe_sorted && self.partial_insertion_sort(a, b) {
                return;
            }
            if a > 0 && !self.less(a - 1, pivot) {
                a = self.partition_equal(a, b, pivot);
                continue;
            }
            let middle;
            (middle, partitioned) = self.partition(a, b, pivot);
            let (left, right) = (middle - a, b - middle);
            balanced = left.min(right) >= length / 8;
            if left < right {
                self.sort_range(a, middle, limit);
                a = middle + 1;
            } else {
                self.sort_range(middle + 1, b, limit);
                b = middle;
            }
        }
    }

    fn insertion_sort(&mut self, a: usize, b: usize) {
        for i in a + 1..b {
            self.shift_left(i, a);
        }
    }

    /// Moves an item left as long as it is less than its neighbour, down to `first`.
    fn shift_left(&mut self, from: usize, first: usize) {
        let mut j = from;
        while j > first && self.less(j, j - 1) {
            self.swap(j, j - 1);
            j -= 1;
        }
    }

    fn heap_sort(&mut self, a: usize, b: usize) {
        let length = b - a;
        for i in (0..=(length - 1) / 2).rev() {
            self.sift_down(i, length, a);
        }
        for i in (0..length).rev() {
            self.swap(a, a + i);
            self.sift_down(0, i, a);
        }
    }

    fn sift_down(&mut self, mut root: usize, end: usize, first: usize) {
        loop {
            let mut child = 2 * root + 1;
            if child >= end {
                return;
            }
            if child + 1 < end && self.less(first + child, first + child + 1) {
                child += 1;
            }
            if !self.less(first + root, first + child) {
                return;
            }
            self.swap(first + root, first + child);
            root = child;
        }
    }

    /// Puts items less than the pivot before it and the others behind it: where it is then, and
    /// whether they were so already.
    fn partition(&mut self, a: usize, b: usize, pivot: usize) -> (usize, bool) {
        self.swap(a, pivot);
        let (mut i, mut j) = (a + 1, b - 1);
        let mut swaps = 0;
        loop {
            while i <= j && self.less(i, a) {
                i += 1;
            }
            while i <= j && !self.less(j, a) {
                j -= 1;
            }
            if i > j {
                break;
            }
            self.swap(i, j);
            swaps += 1;
            i += 1;
            j -= 1;
        }
        self.swap(j, a);
        (j, swaps == 0)
    }

    /// As [`Self::partition`], where none is less than the pivot: equal ones, then greater ones.
    fn partition_equal(&mut self, a: usize, b: usize, pivot: usize) -> usize {
        self.swap(a, pivot);
        let (mut i, mut j) = (a + 1, b - 1);
        loop {
            while i <= j && !self.less(a, i) {
                i += 1;
            }
            while i <= j && self.less(a, j) {
                j -= 1;
            }
            if i > j {
                return i;
            }
            self.swap(i, j);
            i += 1;
            j -= 1;
        }
    }

    /// Mends up to five pairs that are out of order; whether the range is sorted then.
    fn partial_insertion_sort(&mut self, a: usize, b: usize) -> bool {
        let mut i = a + 1;
        for _ in 0..5 {
            while i < b && !self.less(i, i - 1) {
                i += 1;
            }
            if i == b {
                return true;
            }
            if b - a < SHORTEST_SHIFTED {
                return false;
            }
            self.swap(i, i - 1);
            if i - a >= 2 {
                // Down to the beginning of everything, as package sort has it.
                self.shift_left(i - 1, 0);
            }
            let mut j = i + 1;
            while b - i >= 2 && j < b && self.less(j, j - 1) {
                self.swap(j, j - 1);
                j += 1;
            }
        }
        false
    }

    /// Moves three items about, always the same way.
    fn break_patterns(&mut self, a: usize, b: usize) {
        let length = b - a;
        let mut random = length as u64;
        let mask = (1u64 << bit_length(length)) - 1;
        let middle = a + length / 4 * 2;
        for index in middle - 1..=middle + 1 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let other = (random & mask) as usize;
            self.swap(index, a + if other >= length { other - length } else { other });
        }
    }

    fn choose_pivot(&self, a: usize, b: usize) -> (usize, Hint) {
        let length = b - a;
        let mut swaps = 0;
        let mut quarters = [1, 2, 3].map(|i| a + length / 4 * i);
        if length >= SHORTEST_NINTHER {
            quarters = quarters.map(|i| self.median([i - 1, i, i + 1], &mut swaps));
        }
        let pivot = self.median(quarters, &mut swaps);
        let hint = match swaps {
            0 => Hint::Increasing,
            12 => Hint::Decreasing,
            _ => Hint::Unknown,
        };
        (pivot, hint)
    }

    fn median(&self, [mut a, mut b, mut c]: [usize; 3], swaps: &mut u32) -> usize {
        let mut order = |low: &mut usize, high: &mut usize| {
            if self.less(*high, *low) {
                *swaps += 1;
                std::mem::swap(low, high);
            }
        };
        order(&mut a, &mut b);
        order(&mut b, &mut c);
        order(&mut a, &mut b);
        b
    }
}

#[cfg(test)]
mod tests;
