//! A CI job that comments: its environment, its report, and a forge on this machine.

use super::fault::Fault;
use super::http::Server;
use super::openapi::Api;
use super::support::program::Program;
use super::world::{self, Posted, SHA, Shared, TOKEN, World};
use allocgate::{Capture, Policy, Report, Selecting, check, report};
use std::ffi::OsString;
use std::process::Stdio;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A job and its forge.
pub struct Job {
    pub directory: TempDir,
    pub server: Server,
    world: Shared,
    variables: Vec<(String, String)>,
    report: Kind,
    /// Below which the forge's API is, and whether it is GitHub's.
    base: &'static str,
    is_github: bool,
    /// Seconds for each request.
    timeout: &'static str,
}

/// What a job leaves behind.
#[derive(Debug)]
pub struct Ran {
    pub exit: i32,
    pub stdout: String,
    pub stderr: String,
    pub took: Duration,
}

/// What a report says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing changed.
    Pass,
    /// B/op from 64 to 96.
    Fail,
    /// The same, and allocs/op from 2 to 4.
    FailMore,
    /// B/op from 96 to 64.
    Improve,
    /// There is no candidate.
    CannotJudge,
    /// Like a failure, with words that are to be taken for more than words.
    Hostile,
}

impl Job {
    /// For a pull request, in GitHub Actions.
    pub fn github() -> Job {
        Job::github_below("")
    }

    /// The same, with an API below a path, as GitHub Enterprise, Gitea and Forgejo have it.
    pub fn github_below(base: &'static str) -> Job {
        let mut job = Job::new(base, true);
        let event = format!(r#"{{"pull_request": {{"number": 7, "head": {{"sha": "{SHA}"}}}}}}"#);
        let url = job.server.url.clone() + base;
        job.set("GITHUB_ACTIONS", "true").set("GITHUB_API_URL", url);
        job.set("GITHUB_REPOSITORY", "octo/app").set("GITHUB_TOKEN", TOKEN);
        job.event("pull_request", &event);
        job
    }

    /// After the job of a fork's pull request.
    pub fn workflow_run() -> Job {
        let mut job = Job::github();
        let event = format!(
            r#"{{"workflow_run": {{"event": "pull_request", "head_branch": "topic",
            "head_sha": "{SHA}", "head_repository": {{"full_name": "fork/app"}},
            "pull_requests": []}}}}"#
        );
        job.event("workflow_run", &event);
        job
    }

    /// For a merge request, in GitLab CI.
    pub fn gitlab() -> Job {
        let mut job = Job::new("/api/v4", false);
        let url = job.server.url.clone() + "/api/v4";
        job.set("GITLAB_CI", "true").set("CI_API_V4_URL", url).set("CI_PROJECT_ID", "21");
        job.set("CI_MERGE_REQUEST_IID", "7").set("CI_COMMIT_SHA", SHA).set("GITLAB_TOKEN", TOKEN);
        job.world().identity = world::Identity::Told;
        job
    }

    /// Without a CI system.
    pub fn by_hand() -> Job {
        let mut job = Job::new("", true);
        job.set("GITHUB_TOKEN", TOKEN);
        job
    }

    fn new(base: &'static str, is_github: bool) -> Job {
        let world: Shared = Arc::new(Mutex::new(World::new()));
        let (shared, api) = (world.clone(), Api::github());
        let server = Server::start(move |request| world::answer(&shared, &api, base, request));
        let directory = tempfile::tempdir().unwrap();
        let (variables, report, timeout) = (Vec::new(), Kind::Fail, "5");
        Job { directory, server, world, variables, report, base, is_github, timeout }
    }

    pub fn set(&mut self, name: &str, value: impl Into<String>) -> &mut Job {
        self.variables.retain(|(set, _)| set != name);
        self.variables.push((name.to_owned(), value.into()));
        self
    }

    /// The end of the path of the request's comments.
    pub fn thread(&self) -> &'static str {
        if self.is_github { "/comments" } else { "/notes" }
    }

    /// What the job was started for.
    pub fn event(&mut self, name: &str, text: &str) -> &mut Job {
        let path = self.directory.path().join("event.json");
        std::fs::write(&path, text).unwrap();
        self.set("GITHUB_EVENT_NAME", name);
        self.set("GITHUB_EVENT_PATH", path.to_str().unwrap())
    }

    pub fn reports(&mut self, kind: Kind) -> &mut Job {
        self.report = kind;
        self
    }

    /// Where nothing is answered, there is no need to wait for long.
    pub fn fails(&mut self, fault: Fault) -> &mut Job {
        if fault.is_silence() {
            self.timeout = "1";
        }
        self.world().faults.push(fault);
        self
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    /// The comments with a marker.
    pub fn marked(&self) -> Vec<Posted> {
        self.world().marked().into_iter().cloned().collect()
    }

    /// How many requests there were of a method.
    pub fn sent(&self, method: &str) -> usize {
        self.world().log.iter().filter(|request| request.method == method).count()
    }

    /// How many requests there were that write.
    pub fn wrote(&self) -> usize {
        ["POST", "PATCH", "PUT", "DELETE"].map(|method| self.sent(method)).iter().sum()
    }

    /// Runs `allocgate comment` on its report.
    pub fn comment(&self, more: &[&str]) -> Ran {
        self.run(&[&["report.json", "--timeout", self.timeout], more].concat())
    }

    /// The same, where a comment that is not delivered is an error.
    pub fn require(&self, more: &[&str]) -> Ran {
        self.comment(&[&["--require-delivery"], more].concat())
    }

    /// Runs `allocgate comment` with these arguments, and holds what was sent against the API's description.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let path = self.directory.path().join("report.json");
        std::fs::write(path, report::to_json(&self.report.report()).unwrap()).unwrap();
        let arguments: Vec<OsString> =
            ["comment"].iter().chain(arguments).map(OsString::from).collect();
        let mut command = Program::allocgate().command(&arguments, self.directory.path());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        let started = Instant::now();
        let output = command.stdin(Stdio::null()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let ran = Ran {
            exit: output.status.code().expect("the program ends by itself"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            took: started.elapsed(),
        };
        self.check(&ran);
        ran
    }

    /// What holds whatever happens.
    fn check(&self, ran: &Ran) {
        assert!(!format!("{ran:?}").contains("TopSecret"), "the token is shown: {ran:?}");
        assert!(ran.took < Duration::from_secs(25), "{ran:?}");
        assert!(ran.exit == 2 || ran.stderr.lines().count() <= 1, "{ran:?}");
        if self.is_github {
            let api = Api::github();
            self.world().log.iter().for_each(|request| api.check(self.base, request));
        }
    }
}

impl Kind {
    pub fn report(self) -> Report {
        let words = if self == Kind::Hostile { HOSTILE } else { "" };
        let (baseline, candidate) = match self {
            Kind::Pass => (Some((64, 2)), Some((64, 2))),
            Kind::Fail | Kind::Hostile => (Some((64, 2)), Some((96, 2))),
            Kind::FailMore => (Some((64, 2)), Some((96, 4))),
            Kind::Improve => (Some((96, 2)), Some((64, 2))),
            Kind::CannotJudge => (Some((64, 2)), None),
        };
        let baseline = capture(words, 1, baseline);
        let candidate = capture(words, 2, candidate);
        check(baseline, candidate, &Policy::default(), &Selecting::default()).unwrap()
    }
}

/// What a package and a benchmark could be called.
const HOSTILE: &str =
    "/merge`<!--allocgate_comment_key=default_-->|</details>@org/team##[add-mask]a::error::x";

/// Six results of one benchmark, or none, after words.
fn capture(words: &str, time: u32, allocated: Option<(u32, u32)>) -> Capture {
    let line = |i| {
        let (bytes, allocs) = allocated?;
        let time = format!("{time}{i}.5 ns/op");
        Some(format!("BenchmarkEncode{words}-8  1000  {time}  {bytes} B/op  {allocs} allocs/op\n"))
    };
    let marker = "<!-- allocgate comment key=default verdict=pass digest=0 -->";
    let head = format!("pkg: {words}\ncpu: {marker}\n/approve\n");
    let head = if words.is_empty() { String::new() } else { head };
    let text: String = head + &(10..16).filter_map(line).collect::<String>();
    let mut capture = Capture::default();
    capture.read_from("capture.txt", text.as_bytes()).unwrap();
    capture
}

impl Ran {
    /// Asserts that nothing was delivered though it was required, and that the message says this.
    pub fn is_undelivered(&self, says: &str) {
        assert_eq!(self.exit, 4, "{self:?}");
        assert!(self.stderr.starts_with("error: the comment was not delivered: "), "{self:?}");
        assert!(self.stderr.contains(says), "{says}: {self:?}");
        assert_eq!((self.stdout.as_str(), self.stderr.lines().count()), ("", 1), "{self:?}");
    }

    /// Asserts that all went well, and was said in this line.
    pub fn is_done(&self, says: &str) {
        assert_eq!(self.stdout, format!("{says}\n"), "{self:?}");
        assert_eq!((self.exit, self.stderr.as_str()), (0, ""), "{self:?}");
    }
}
