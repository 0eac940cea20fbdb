//! Two samples, reduced to what a rank test needs.

/// The sizes of two samples and of the groups of equal values in their union. The distribution
/// of U under the null hypothesis depends on nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shape {
    n1: usize,
    n2: usize,
    ties: Vec<u32>,
}

impl Shape {
    /// The size of sample 1.
    pub fn n1(&self) -> usize {
        self.n1
    }

    /// The size of sample 2.
    pub fn n2(&self) -> usize {
        self.n2
    }

    /// How many values of both samples share each distinct value, in ascending order of value.
    /// A value that occurs once is a group of one, so the sizes add up to n1 + n2.
    pub fn ties(&self) -> &[u32] {
        &self.ties
    }

    /// The largest value that 2·U can have: 2·n1·n2. Its mean is half of that.
    pub fn max_twice_u(&self) -> u64 {
        2 * self.n1 as u64 * self.n2 as u64
    }
}

/// Two samples ranked against each other: their [`Shape`] and the statistic U.
///
/// U = Σᵢⱼ \[yⱼ > xᵢ\] + ½·\[yⱼ = xᵢ\], over the values x of sample 1 and y of sample 2: the number
/// of pairs in which sample 2 is the larger, a tie counting one half. It is kept as the integer
/// 2·U. The mirror statistic, of x over y, is n1·n2 − U.
///
/// Source: H. B. Mann and D. R. Whitney, "On a Test of Whether one of Two Random Variables is
/// Stochastically Larger than the Other", Annals of Mathematical Statistics 18 (1947), 50–60;
/// the halves for ties are the usual generalisation (midranks).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    shape: Shape,
    twice_u: u64,
}

impl Ranking {
    /// Ranks sample 1 (`x`, the baseline) against sample 2 (`y`, the candidate), in time linear
    /// in their sizes. Both must be sorted in ascending order; either may be empty.
    ///
    /// A value that compares with nothing, such as NaN, counts as equal to whatever it meets: the
    /// result is then of little use but defined.
    pub fn new<T: PartialOrd>(x: &[T], y: &[T]) -> Ranking {
        let (mut x_seen, mut y_seen, mut twice_u) = (0, 0, 0);
        let mut ties = Vec::with_capacity(x.len() + y.len());
        while let Some(value) = smaller(x.get(x_seen), y.get(y_seen)) {
            let in_x = run(&x[x_seen..], value);
            let in_y = run(&y[y_seen..], value);
            twice_u += in_y as u64 * (2 * x_seen + in_x) as u64;
            ties.push((in_x + in_y) as u32);
            x_seen += in_x;
            y_seen += in_y;
        }
        let shape = Shape { n1: x.len(), n2: y.len(), ties };
        Ranking { shape, twice_u }
    }

    /// The size of sample 1.
    pub fn n1(&self) -> usize {
        self.shape.n1
    }

    /// The size of sample 2.
    pub fn n2(&self) -> usize {
        self.shape.n2
    }

    /// The sizes of the groups of equal values; see [`Shape::ties`].
    pub fn ties(&self) -> &[u32] {
        &self.shape.ties
    }

    /// Sizes and ties together.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// 2·U, an integer from 0 (no value of sample 2 exceeds one of sample 1, none is equal) to
    /// 2·n1·n2 (every one does).
    pub fn twice_u(&self) -> u64 {
        self.twice_u
    }
}

/// The smaller of the two heads, as far as there are any.
fn smaller<'a, T: PartialOrd>(x: Option<&'a T>, y: Option<&'a T>) -> Option<&'a T> {
    match (x, y) {
        (Some(x), Some(y)) if y < x => Some(y),
        (x, y) => x.or(y),
    }
}

/// How many of the next values are no larger than `value`. At least one of the two samples has
/// one, `value` itself, and so ranking always ends.
#[allow(clippy::neg_cmp_op_on_partial_ord)] // NaN must count as equal, which `<=` would deny.
fn run<T: PartialOrd>(sorted: &[T], value: &T) -> usize {
    sorted.iter().take_while(|next| !(value < *next)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn u_counts_pairs_in_which_the_second_sample_is_larger_and_half_the_ties() {
        let ranking = Ranking::new(&[1.0, 2.0, 3.0, 5.0], &[1.0; 5]);
        assert_eq!(ranking.twice_u(), 5);
        assert_eq!(ranking.ties(), [6, 1, 1, 1]);
        assert_eq!(Ranking::new(&[1, 3], &[2, 4]).twice_u(), 6);
    }

    #[test]
    fn u_is_zero_or_n1_n2_when_the_samples_do_not_overlap() {
        assert_eq!(Ranking::new(&[1, 1, 2], &[3, 3]).twice_u(), 12);
        assert_eq!(Ranking::new(&[3, 3], &[1, 1, 2]).twice_u(), 0);
    }

    #[test]
    fn integers_beyond_floating_point_are_told_apart() {
        let big = i128::MAX - 1;
        let ranking = Ranking::new(&[big, big], &[big, big + 1]);
        assert_eq!(ranking.ties(), [3, 1]);
        assert_eq!(ranking.twice_u(), 6);
    }

    #[test]
    fn empty_samples_and_values_that_do_not_compare_have_a_defined_rank() {
        assert_eq!(Ranking::new::<f64>(&[], &[]).ties(), [0u32; 0]);
        assert_eq!(Ranking::new(&[], &[1.0, 2.0]).ties(), [1, 1]);
        let nan = Ranking::new(&[1.0, f64::NAN], &[f64::NAN, f64::NAN]);
        assert_eq!(nan.ties().iter().sum::<u32>(), 4);
        assert!(nan.twice_u() <= nan.shape().max_twice_u());
    }
}
