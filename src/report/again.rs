//! What is noted by whoever measured, too: what came of measuring again, and with what.

use super::v1::{Code, Listed, Number, Remark};

/// A row that failed, and was measured again over more iterations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Again<'a> {
    /// The package.
    pub package: &'a str,
    /// The benchmark's full name, without `Benchmark`.
    pub name: &'a str,
    /// The unit.
    pub unit: &'a str,
    /// The iterations of each sample, first and then.
    pub iterations: [u64; 2],
    /// From the baseline's median to the candidate's, first and then.
    pub changes: [f64; 2],
}

impl Again<'_> {
    /// The change shrank as what happens once does, spread over more iterations.
    pub fn one_time_cost(&self) -> Remark {
        self.remark(Code::OneTimeCost)
    }

    /// It did not fail again: noise.
    pub fn not_confirmed(&self) -> Remark {
        self.remark(Code::NotConfirmed)
    }

    fn remark(&self, code: Code) -> Remark {
        let [first, then] = self.iterations;
        Remark {
            code,
            package: Some(self.package.to_owned()),
            name: Some(self.name.to_owned()),
            unit: Some(self.unit.to_owned()),
            count: Some(first),
            of: Some(then),
            changes: Some(self.changes.map(Number)),
            ..Remark::default()
        }
    }
}

/// Each side was built with the toolchain that its own `go.mod` asks for.
pub fn own_toolchains(toolchains: [&str; 2]) -> Remark {
    let listed = |toolchain: &str| Listed { values: vec![toolchain.to_owned()], more: 0 };
    Remark {
        code: Code::OwnToolchains,
        key: Some("toolchain".to_owned()),
        values: Some(toolchains.map(listed)),
        ..Remark::default()
    }
}
