//! Values in a remark.

use crate::benchfmt::text;

/// Distinct values. Input that somebody made for it could have any number of them, so that only the
/// first few are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The first of them. An empty one stands for results without any.
    pub values: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

/// What there is of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct There {
    /// The key.
    pub key: String,
    /// Its values.
    pub values: Listed,
}

impl Listed {
    /// So many values are kept.
    pub(super) const MOST: usize = 5;

    /// Lists values, which are distinct, in their order.
    pub(super) fn new<'a>(values: impl IntoIterator<Item = &'a [u8]>) -> Listed {
        Listed::of_texts(values.into_iter().map(text))
    }

    /// The same of texts.
    pub(super) fn of_texts(mut texts: impl Iterator<Item = String>) -> Listed {
        let first = texts.by_ref().take(Listed::MOST).collect();
        Listed { values: first, more: texts.count() }
    }

    /// Lists one value.
    pub(super) fn one(value: String) -> Listed {
        Listed { values: vec![value], more: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_values_are_counted_beyond_the_first_five() {
        let of = |n: usize| {
            Listed::new([&b"a"[..], b"b", b"c", b"d", b"e", b"f", b"g"].into_iter().take(n))
        };
        assert_eq!(of(0), Listed::default());
        assert_eq!((of(5).values.len(), of(5).more), (5, 0));
        assert_eq!(
            (of(7).values, of(7).more),
            (["a", "b", "c", "d", "e"].map(str::to_owned).to_vec(), 2)
        );
    }
}
