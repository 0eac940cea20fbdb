//! Building test binaries, on all processors.

use super::binary::{Binary, Link};
use super::error::RunError;
use super::failure::Failure;
use super::go::Go;
use super::packages::Package;
use crate::lots;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A test binary to build.
#[derive(Clone, Debug)]
pub(super) struct Job<'a> {
    pub go: &'a Go,
    pub package: &'a Package,
    pub out: PathBuf,
    /// Without one, the paths of source stay out of it; otherwise they are those through the link, below
    /// which Go is.
    pub link: Option<Link>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub(super) enum Built {
    Binary(Binary),
    /// Go finds that it has no tests.
    NoTests,
    Failed(Failure),
}

impl Job<'_> {
    pub fn build(&self, deadline: Duration) -> Result<Built, RunError> {
        let Job { go, package, out, link } = self;
        let (path, name) = (out.clone(), package.path.clone());
        let directory = directory(go.root(), &package.directory);
        Ok(match go.build(package, out, link.is_none(), deadline)? {
            Ok(true) => {
                Built::Binary(Binary { path, directory, package: name, link: link.clone() })
            }
            Ok(false) => Built::NoTests,
            Err(stderr) => Built::Failed(Failure::of_build(&name, &stderr)),
        })
    }
}

/// A directory of a checkout, without a slash at its end where it is the root.
fn directory(root: &Path, below: &str) -> PathBuf {
    if below.is_empty() { root.to_owned() } else { root.join(below) }
}

/// Builds several at a time, and gives what came of each, in their order.
pub(super) fn all(
    jobs: &[Job<'_>],
    deadline: &(dyn Fn() -> Duration + Sync),
) -> Result<Vec<Built>, RunError> {
    let build = |(): &mut (), lot: Range<usize>| {
        jobs[lot].iter().map(|job| job.build(deadline())).collect::<Result<Vec<_>, _>>()
    };
    let built = lots::collect(jobs.len(), 1, || (), build);
    Ok(built.into_iter().collect::<Result<Vec<_>, _>>()?.concat())
}
