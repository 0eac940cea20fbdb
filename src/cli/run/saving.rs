//! A baseline that is measured only to be kept.

use super::progress::{Display, packages_of};
use crate::cli::Exit;
use crate::run::{Captured, Measured};

/// Says what was kept, and why the rest was not: whoever relies on it is to know.
pub(super) fn saved(measured: &Measured, has_neighbours: bool, display: &mut Display<'_>) -> Exit {
    let kept = measured.pairs.iter().filter_map(|pair| pair.baseline.as_ref());
    let kept = kept.filter(|captured| is_kept(captured)).count();
    display.tell(&format!("kept the baseline of {}", packages_of(kept)));
    let others = measured.packages.saturating_sub(kept);
    if others == 0 {
        return Exit::Pass;
    }
    let others = packages_of(others);
    display.tell(&format!("not kept: that of {others}, {}", why(measured, has_neighbours)));
    Exit::CannotJudge
}

fn is_kept(captured: &Captured) -> bool {
    captured.file.is_some()
}

fn why(measured: &Measured, has_neighbours: bool) -> &'static str {
    if has_neighbours {
        "since modules outside of the repository are part of it, and have no commit to be known by"
    } else if !measured.no_time.is_empty() {
        "for want of time"
    } else if measured.pairs.iter().any(|pair| pair.baseline.as_ref().is_some_and(|c| !is_kept(c)))
    {
        "since a benchmark of it failed, or the cache takes no file"
    } else {
        "since it printed nothing"
    }
}
