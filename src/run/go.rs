//! Go in a checkout.

use super::goflags::goflags;
use crate::host::{HostError, Output, Program};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How benchmarks are run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flags {
    /// The regular expression after `-bench=`.
    pub bench: String,
    /// The iterations of each, such as `100x`: bytes and allocations of two sides compare at equal
    /// iterations only.
    pub benchtime: String,
    /// The number of samples.
    pub count: u32,
    /// The value of GOMAXPROCS. At 1 no thread starts while is measured, and allocates.
    pub cpu: u32,
}

/// Go, in a commit that is checked out.
#[derive(Clone, Debug)]
pub(super) struct Go {
    root: PathBuf,
}

/// What a benchmark may print.
const MOST_PRINTED: usize = 64 << 20;

/// What of Go's environment has no part in what is measured: where modules come from and who vouches
/// for them, places that differ from run to run, and what follows from other variables.
const ELSEWHERE: [&str; 20] = [
    "GOAUTH",
    "GOBIN",
    "GOCACHE",
    "GOCACHEPROG",
    "GOENV",
    "GOGCCFLAGS",
    "GOINSECURE",
    "GOMOD",
    "GOMODCACHE",
    "GONOPROXY",
    "GONOSUMDB",
    "GOPATH",
    "GOPRIVATE",
    "GOPROXY",
    "GOSUMDB",
    "GOTELEMETRY",
    "GOTELEMETRYDIR",
    "GOTMPDIR",
    "GOVCS",
    "GOWORK",
];

/// What the running program itself takes from its environment.
const RUNTIME: [&str; 4] = ["GODEBUG", "GOGC", "GOMAXPROCS", "GOMEMLIMIT"];

/// What Go says of itself.
#[derive(Clone, Debug)]
pub(super) struct Toolchain {
    pub goos: String,
    pub goarch: String,
    /// All that has a part in what is measured.
    pub identity: String,
}

impl Go {
    pub fn at(root: impl Into<PathBuf>) -> Go {
        Go { root: root.into() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// One of Go's commands in a directory of the checkout. The workspace is the checkout's, if it has
    /// one: what lies above, or is named for the user's own checkout, is another's.
    pub fn command(&self, directory: &str, name: &str) -> Program {
        let directory = self.root.join(directory);
        let within = directory.ancestors().take_while(|above| above.starts_with(&self.root));
        let work = within.map(|above| above.join("go.work")).find(|work| work.is_file());
        let work = work.filter(|_| !has_no_workspace()).unwrap_or_else(|| "off".into());
        let go = Program::new("go").called(format!("go {name}")).arguments([name]);
        let go = go.directory(&directory).set("PWD", &directory).set("GOWORK", work);
        match goflags() {
            Some(flags) => go.set("GOFLAGS", flags),
            None => go,
        }
    }

    /// The toolchain that a module is built with.
    pub fn toolchain(&self, module: &str, deadline: Duration) -> Result<Toolchain, HostError> {
        let asked = self.command(module, "env").arguments(["-json"]);
        let stdout = asked.run(deadline, MOST_PRINTED)?.stdout;
        let unclear = || HostError::Answer { program: "go env".to_owned() };
        let told: BTreeMap<String, String> =
            serde_json::from_slice(&stdout).map_err(|_| unclear())?;
        let of = |name: &str| told.get(name).cloned().ok_or_else(unclear);
        Ok(Toolchain { goos: of("GOOS")?, goarch: of("GOARCH")?, identity: identity(&told) })
    }

    /// Runs the benchmarks of a package. Vetting is not what is asked for.
    pub fn test(
        &self,
        module: &str,
        package: &str,
        flags: &Flags,
        deadline: Duration,
    ) -> Result<Output, HostError> {
        let asked = self.command(module, "test").arguments(flags.arguments()).arguments([package]);
        asked.attempt(deadline, MOST_PRINTED)
    }
}

/// Whether the user wants no workspace.
fn has_no_workspace() -> bool {
    std::env::var_os("GOWORK").is_some_and(|value| value == "off")
}

/// Go's environment and the program's, as far as figures may depend on them. A variable that is not
/// known here is among them.
fn identity(told: &BTreeMap<String, String>) -> String {
    let told = told.iter().filter(|(name, _)| !ELSEWHERE.contains(&&***name));
    let told = told.map(|(name, value)| format!("{name}={value}"));
    let set =
        |name: &str| std::env::var_os(name).unwrap_or_default().to_string_lossy().into_owned();
    let runtime = RUNTIME.iter().map(|name| format!("runtime {name}={}", set(name)));
    let workspace = format!("workspace off={}", has_no_workspace());
    told.chain(runtime).chain([workspace]).collect::<Vec<_>>().join("\n")
}

impl Flags {
    pub(super) fn arguments(&self) -> Vec<String> {
        let own = [
            format!("-bench={}", self.bench),
            format!("-benchtime={}", self.benchtime),
            format!("-count={}", self.count),
            format!("-cpu={}", self.cpu),
        ];
        let fixed = ["-run=^$", "-benchmem", "-vet=off", "-p=1"].map(str::to_owned);
        fixed.into_iter().chain(own).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_code_is_built_for_and_by_is_part_of_the_identity_and_where_it_lies_is_not() {
        let of = |name: &str, value: &str| {
            identity(&BTreeMap::from([(name.to_owned(), value.to_owned())]))
        };
        for name in ["GOARM", "GOMIPS64", "GOWASM", "GOFIPS140", "PKG_CONFIG", "GOFLAGS", "GONEW"] {
            assert_ne!(of(name, "1"), of(name, "2"), "{name}");
        }
        for name in ["GOMOD", "GOWORK", "GOGCCFLAGS", "GOTMPDIR", "GOPROXY"] {
            assert_eq!(of(name, "1"), of(name, "2"), "{name}");
        }
    }
}
