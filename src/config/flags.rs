//! The flags that set a policy.

use crate::compare::{Assumption, ParsedAllowance, Test};
use crate::policy::{Correction, Date, Mode};

/// What flags say of a policy; whatever they leave open is the file's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flags {
    /// `--threshold`: for all units, or for one.
    pub thresholds: Vec<(Option<String>, ParsedAllowance)>,
    /// `--alpha`.
    pub alpha: Option<f64>,
    /// `--evidence`.
    pub evidence: Option<Test>,
    /// `--correction`.
    pub correction: Option<Correction>,
    /// `--unit`.
    pub units: Vec<String>,
    /// `--assume`.
    pub assume: Vec<(String, Assumption)>,
    /// `--mode`.
    pub mode: Option<Mode>,
    /// `--detect`: for all units, or for one.
    pub detect: Vec<(Option<String>, ParsedAllowance)>,
    /// `--allow-incomplete`.
    pub allow_incomplete: bool,
    /// `--allow-missing`.
    pub allow_missing: bool,
    /// `--today`, or the day that it is.
    pub today: Option<Date>,
    /// All of these and where the file is, as arguments, for whoever wants the same again.
    pub arguments: Vec<String>,
}
