//! Go in a checkout.

use super::foreign::{Foreign, foreign};
use super::goflags::{goflags, told};
use super::packages::Package;
use super::settings::Setting;
use crate::gosource::local_modules;
use crate::host::{HostError, Output, Program};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

/// Go, in a side that is checked out.
#[derive(Clone, Debug)]
pub(super) struct Go {
    root: PathBuf,
    /// The version that it is told to be; otherwise the one that the checkout asks for.
    version: Option<String>,
    /// What is compiled beside Go's own sources.
    foreign: Foreign,
    /// Where Go keeps what it needs for a moment.
    temporary: Option<PathBuf>,
}

/// What a build may print.
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
#[derive(Clone, Debug, Default)]
pub(super) struct Toolchain {
    pub goos: String,
    pub goarch: String,
    /// As Go says it, such as `go1.26.1`.
    pub version: String,
    /// All that has a part in what is measured.
    pub identity: String,
    /// What of it is set, as a capture should say it.
    pub settings: Vec<Setting>,
}

impl Go {
    pub fn at(root: impl Into<PathBuf>) -> Go {
        let root = root.into();
        Go { foreign: foreign(&root), root, version: None, temporary: None }
    }

    /// The same, as another version, if it is one that has a name.
    pub fn of_version(self, version: Option<&str>) -> Go {
        let is_release =
            |name: &&str| name.strip_prefix("go1").is_some_and(|rest| !rest.contains([' ', '-']));
        Go { version: version.filter(is_release).map(str::to_owned), ..self }
    }

    /// The same, with a directory for what it needs for a moment: it is not left behind there.
    pub fn keeping(self, temporary: PathBuf) -> Go {
        Go { temporary: Some(temporary), ..self }
    }

    /// The same toolchain at another root.
    pub fn moved(&self, root: &Path) -> Go {
        Go { root: root.to_owned(), ..self.clone() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// One of Go's commands in a directory of the checkout. The workspace is the checkout's, if it has
    /// one: what lies above, or is named for the user's own checkout, is another's.
    pub fn command(&self, directory: &str, name: &str) -> Program {
        let directory = self.root.join(directory);
        let work = self.workspace(&directory).unwrap_or_else(|| "off".into());
        let go = Program::new("go").called(format!("go {name}")).arguments([name]);
        let go = go.directory(&directory).set("PWD", &directory).set("GOWORK", work);
        let go = match &self.version {
            Some(version) => go.set("GOTOOLCHAIN", version),
            None => go,
        };
        let go = match &self.temporary {
            Some(temporary) => go.set("GOTMPDIR", temporary),
            None => go,
        };
        let go = match &self.foreign.c {
            Some(name) => go.set("CGO_CPPFLAGS", cpp_flags(name)),
            None => go,
        };
        match (goflags(), &self.foreign.assembly) {
            (flags, Some(name)) => {
                go.set("GOFLAGS", with_assembly(flags.unwrap_or_default(), name))
            }
            (Some(flags), None) => go.set("GOFLAGS", flags),
            (None, None) => go,
        }
    }

    /// The workspace of the checkout that a directory's module is part of. One that doesn't use the module
    /// is none of it: Go would not build it there.
    fn workspace(&self, directory: &Path) -> Option<PathBuf> {
        let within = || directory.ancestors().take_while(|above| above.starts_with(&self.root));
        let work = within().find(|above| above.join("go.work").is_file())?;
        let module = within().find(|above| above.join("go.mod").is_file());
        let text = std::fs::read(work.join("go.work")).unwrap_or_default();
        let uses = |module: &Path| {
            let named = local_modules(&text).into_iter().filter(|module| module.is_used);
            named.map(|named| work.join(named.path)).any(|used| is_same(&used, module))
        };
        // Outside of all modules, patterns of the workspace's own are meant.
        let is_part = module.is_none_or(uses);
        (is_part && !has_no_workspace()).then(|| work.join("go.work"))
    }

    /// The toolchain that a module is built with, whatever other sources there are.
    pub fn toolchain(&self, module: &str, deadline: Duration) -> Result<Toolchain, HostError> {
        let alone = Go { foreign: Foreign::default(), ..self.clone() };
        let asked = alone.command(module, "env").arguments(["-json"]);
        let stdout = asked.run(deadline, MOST_PRINTED)?.stdout;
        let unclear = || HostError::Answer { program: "go env".to_owned() };
        let told: BTreeMap<String, String> =
            serde_json::from_slice(&stdout).map_err(|_| unclear())?;
        let of = |name: &str| told.get(name).cloned().ok_or_else(unclear);
        let (goos, goarch, version) = (of("GOOS")?, of("GOARCH")?, of("GOVERSION")?);
        let (identity, settings) = (identity(&told), settings(&told, &version));
        Ok(Toolchain { goos, goarch, version, identity, settings })
    }

    /// Builds a package's test binary; none where Go finds that it has no tests. Vetting is not what is
    /// asked for, and neither is what the revision control says.
    pub fn build(
        &self,
        package: &Package,
        out: &Path,
        trims: bool,
        deadline: Duration,
    ) -> Result<Result<bool, Vec<u8>>, HostError> {
        let asked = self.command(&package.module, "test").arguments(["-c", "-buildvcs=false"]);
        let asked = asked.arguments(trims.then_some("-trimpath")).arguments(["-o"]);
        let asked = asked.arguments([out]).arguments([package.pattern()]);
        let Output { stdout, stderr, status } = asked.attempt(deadline, MOST_PRINTED)?;
        Ok(if status.success() { Ok(out.exists()) } else { Err([stderr, stdout].concat()) })
    }
}

/// Whether two paths lead to one directory.
fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// The user's flags, and one for the assembler that nothing reads.
fn with_assembly(flags: &str, name: &str) -> String {
    format!("{} -asmflags=./...=-D=ALLOCGATE_INCLUDES={name}", flags.trim())
}

/// The user's flags for C's preprocessor, and one that nothing reads.
fn cpp_flags(name: &str) -> String {
    static OWN: OnceLock<String> = OnceLock::new();
    let own = OWN.get_or_init(|| told("CGO_CPPFLAGS").unwrap_or_default());
    format!("{own} -DALLOCGATE_C_SOURCES={name}")
}

/// Whether the user wants no workspace.
pub(super) fn has_no_workspace() -> bool {
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

/// What of the environment is set that figures depend on.
fn settings(told: &BTreeMap<String, String>, version: &str) -> Vec<Setting> {
    let of = |name: &str| told.get(name).map_or("", |value| value.trim());
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    let known = [
        ("toolchain", version.to_owned()),
        ("goexperiment", of("GOEXPERIMENT").to_owned()),
        ("goflags", goflags().unwrap_or_default().trim().to_owned()),
        ("godebug", set("GODEBUG")),
        ("gogc", set("GOGC")),
        ("gomemlimit", set("GOMEMLIMIT")),
    ];
    let set = known.into_iter().filter(|(_, value)| !value.trim().is_empty());
    set.map(|(key, value)| Setting::new(key, &value)).collect()
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
