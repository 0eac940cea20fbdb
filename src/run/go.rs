//! Go in a checkout.

use crate::host::{HostError, Output, Program};
use serde_json::Value;
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

/// What of Go's environment has a part in what is measured.
const ENVIRONMENT: [&str; 16] = [
    "CC",
    "CGO_CFLAGS",
    "CGO_CPPFLAGS",
    "CGO_CXXFLAGS",
    "CGO_ENABLED",
    "CGO_LDFLAGS",
    "CXX",
    "GO386",
    "GOAMD64",
    "GOARCH",
    "GOARM64",
    "GODEBUG",
    "GOEXPERIMENT",
    "GOFLAGS",
    "GOOS",
    "GOVERSION",
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
        let is_off = std::env::var_os("GOWORK").is_some_and(|value| value == "off");
        let work = work.filter(|_| !is_off).unwrap_or_else(|| "off".into());
        let go = Program::new("go").called(format!("go {name}")).arguments([name]);
        go.directory(&directory).set("PWD", &directory).set("GOWORK", work)
    }

    /// The toolchain that a module is built with.
    pub fn toolchain(&self, module: &str, deadline: Duration) -> Result<Toolchain, HostError> {
        let asked = self.command(module, "env").arguments(["-json"]).arguments(ENVIRONMENT);
        let stdout = asked.run(deadline, MOST_PRINTED)?.stdout;
        let unclear = || HostError::Answer { program: "go env".to_owned() };
        let told: Value = serde_json::from_slice(&stdout).map_err(|_| unclear())?;
        let of = |name: &str| told[name].as_str().map(str::to_owned).ok_or_else(unclear);
        let set = |name| std::env::var_os(name).unwrap_or_default().to_string_lossy().into_owned();
        let runtime = RUNTIME.map(|name| format!("{name}={}", set(name))).join("\n");
        let identity = format!("{told}\n{runtime}");
        Ok(Toolchain { goos: of("GOOS")?, goarch: of("GOARCH")?, identity })
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
