//! Results that are changed on their way in.

use crate::benchfmt::{BenchmarkLine, Value};
use std::fmt;

/// Changes the values of results while a capture is read, so that what is judged is not what the file
/// says. Nothing in reading or judging knows of it.
pub struct Alteration(Box<Alter>);

type Alter = dyn for<'a> FnMut(&BenchmarkLine<'a>, &mut [Value<'a>]) + Send;

impl Alteration {
    /// `alter` is given each result, and its values to change.
    pub fn new(
        alter: impl for<'a> FnMut(&BenchmarkLine<'a>, &mut [Value<'a>]) + Send + 'static,
    ) -> Alteration {
        Alteration(Box::new(alter))
    }

    /// Hands a result on as it is to be.
    pub(super) fn altered(
        &mut self,
        line: &BenchmarkLine<'_>,
        take: impl FnOnce(&BenchmarkLine<'_>),
    ) {
        let mut values = line.values.to_vec();
        (self.0)(line, &mut values);
        take(&BenchmarkLine { values: &values, ..*line });
    }
}

impl fmt::Debug for Alteration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Alteration")
    }
}

#[cfg(test)]
mod tests {
    use super::Alteration;
    use crate::benchproc::{Capture, Pairing, Selection, Values, Which};

    #[test]
    fn a_capture_holds_what_its_values_were_changed_to() {
        let double = Alteration::new(|line, values| {
            if line.name == b"A" {
                values[0].value *= 2.0;
            }
        });
        let mut capture = Capture { alteration: Some(double), ..Capture::default() };
        capture.read_from("a", &b"BenchmarkA 1 8 B/op 1 x\nBenchmarkB 1 8 B/op\n"[..]).unwrap();
        let other = Capture::default().samples;
        let pairing = Pairing::new(capture.samples, other, &Selection::default());
        let bytes = pairing.unit("B/op").unwrap();
        let of = |benchmark| {
            let (mut values, mut iterations) = (Vec::new(), Vec::new());
            let which = Which::Baseline;
            pairing.sample(which, benchmark, bytes, Values::Selected, &mut values, &mut iterations);
            values
        };
        assert_eq!([of(0), of(1)], [[16.0], [8.0]]);
    }
}
