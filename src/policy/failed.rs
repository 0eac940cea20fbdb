//! Packages of which a side's run failed: what that side lacks of them is neither lost nor new.

use super::one_sided::OneSided;
use super::remark::Remark;
use super::remarks::Remarks;
use crate::benchfmt::text;
use crate::benchproc::{Pairing, Which};
use std::collections::HashSet;

impl Remarks {
    /// The packages that a side could not run to the end, where that keeps them from being judged. If
    /// the policy lets it pass, what is missing has to be said by itself.
    pub fn failed(&self, which: Which) -> HashSet<String> {
        let of = |remark: &Remark| match remark {
            Remark::Ended { which: side, package, .. } if *side == which => package.clone(),
            _ => None,
        };
        self.causes.iter().filter_map(of).collect()
    }

    /// Leaves out rows that one side has only because the other's run failed.
    pub fn retain_unexplained(&self, rows: &mut Vec<OneSided>, pairing: &Pairing) {
        let failed = Which::BOTH.map(|which| self.failed(which));
        let [baseline, candidate] = &failed;
        if !baseline.is_empty() || !candidate.is_empty() {
            rows.retain(|row| {
                let other = if row.which == Which::Baseline { candidate } else { baseline };
                !other.contains(&text(pairing.key(row.benchmark).package()))
            });
        }
    }
}
