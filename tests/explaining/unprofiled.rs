//! What keeps a benchmark from being explained loses no verdict.

use super::explained::{QUICK, Written};
use super::module::{benchmark, make, test};
use super::repository::{Repository, Said};
use super::tools;
use allocgate::report::v1::{LimitCode, Verdict};
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A repository of which one package allocates more.
fn changed(body: impl Fn(usize) -> String, imports: &[&str]) -> Option<Repository> {
    let repository = Repository::new()?;
    repository.write("allocgate.toml", QUICK);
    repository.write("odd/odd_test.go", &test("odd", imports, &body(64)));
    repository.commit();
    repository.write("odd/odd_test.go", &test("odd", imports, &body(640)));
    Some(repository)
}

/// What happens only while a profile is made of every allocation.
fn while_profiled(what: &str, bytes: usize) -> String {
    format!(
        "func init() {{\n\tfor _, argument := range os.Args {{\n\t\tif strings.Contains(argument, \"memprofilerate\") {{\n\t\t\tprofiled = true\n\t\t}}\n\t}}\n}}\n\nvar profiled bool\n\n{}",
        benchmark("Odd", &format!("\t\tif profiled {{\n\t\t\t{what}\n\t\t}}\n{}", make(bytes)))
    )
}

#[test]
fn a_benchmark_that_can_t_be_profiled_fails_nevertheless_and_says_why() {
    let imports = ["os", "strings", "time"];
    let used = "var _ = time.Now\n\n";
    let outcomes = [
        ("panic(\"not while I am looked at\")", "not while I am looked at", "10m"),
        ("os.Exit(7)", "the baseline failed", "10m"),
        ("b.Skip(\"not now\")", "printed no result", "10m"),
        ("time.Sleep(time.Minute)", "the baseline failed", "2s"),
    ];
    let Some(repository) =
        changed(|bytes| used.to_owned() + &while_profiled("panic(0)", bytes), &imports)
    else {
        return;
    };
    for (what, why, timeout) in outcomes {
        let body = |bytes| test("odd", &imports, &(used.to_owned() + &while_profiled(what, bytes)));
        repository.write("odd/odd_test.go", &body(64));
        repository.commit();
        repository.write("odd/odd_test.go", &body(640));
        let (written, said) =
            repository.explained(&format!("--baseline HEAD --timeout {timeout} ./odd"), 1);
        assert_eq!(written.0.verdict, Verdict::Fail);
        assert_eq!(written.limits("Odd"), [LimitCode::NotProfiled], "{what}");
        said.holds("it could not be profiled").holds(why);
    }
    assert!(repository.left().is_empty());
}

#[test]
fn who_stops_it_while_it_explains_gets_the_verdict() {
    let used = "var _ = time.Now\n\n";
    let body = |bytes| used.to_owned() + &while_profiled("time.Sleep(time.Minute)", bytes);
    let Some(repository) = changed(body, &["os", "strings", "time"]) else { return };
    let log = repository.folder.join("log");
    let mut run = repository.command("allocgate", &repository.root);
    run.args([
        "run",
        "--explain",
        "--baseline",
        "HEAD",
        "--report",
        "json=../report.json",
        "./odd",
    ]);
    let output = fs::File::create(&log).unwrap();
    let mut child = run.stdout(Stdio::null()).stderr(output).spawn().unwrap();
    wait_until(&mut child, || {
        fs::read_to_string(&log).unwrap().contains("[1/1]") && is_profiling(&repository)
    });
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(killed.unwrap().success());
    let code = child.wait().unwrap().code();
    assert_eq!(code, Some(1), "{}", fs::read_to_string(&log).unwrap());
    let written = Written::at(&repository.folder.join("report.json"));
    assert_eq!(written.0.verdict, Verdict::Fail);
    assert_eq!((written.names().len(), written.0.explanations_left_out), (0, 1));
    assert!(repository.left().is_empty());
}

/// Whether a test binary of the repository's cache runs with every allocation recorded.
fn is_profiling(repository: &Repository) -> bool {
    let Ok(all) = fs::read_dir("/proc") else { return false };
    all.flatten().any(|entry| {
        let is_ours = fs::read_link(entry.path().join("cwd"))
            .is_ok_and(|target| target.starts_with(repository.folder.join("cache")));
        let line = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        is_ours && String::from_utf8_lossy(&line).contains("memprofilerate")
    })
}

fn wait_until(child: &mut Child, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        assert!(started.elapsed() < Duration::from_secs(60), "it takes too long");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Toolchains of two releases, whichever is installed.
const RELEASES: [&str; 2] = ["go1.25.5", "go1.26.6"];

/// Whether both can be had.
fn has_releases() -> Option<()> {
    tools::go()?;
    let is_there = |release: &&&str| {
        let mut go = Command::new("go");
        go.current_dir(std::env::temp_dir()).arg("version").env("GOTOOLCHAIN", **release);
        go.output().is_ok_and(|output| output.status.success())
    };
    match RELEASES.iter().find(|release| !is_there(release)) {
        Some(release) => tools::missing(&format!("no {release}")),
        None => Some(()),
    }
}

#[test]
fn with_a_toolchain_of_its_own_each_side_is_explained_and_the_limit_is_told() {
    let Some(()) = has_releases() else { return };
    let body = |bytes| benchmark("Odd", &make(bytes));
    let Some(repository) = changed(body, &[]) else { return };
    // The first is what is used where nothing else is asked for.
    let [default, asked] = RELEASES;
    let module = format!("module example.com/m\n\ngo 1.21\n\ntoolchain {asked}\n");
    repository.write("go.mod", &module);
    let mut run = repository.command("allocgate", &repository.root);
    run.args(["run", "--explain", "--own-toolchains", "--baseline", "HEAD", "./odd"]);
    run.args(["--report", "json=../report.json"]).env("GOTOOLCHAIN", format!("{default}+auto"));
    let said = Said::of(&run.output().unwrap());
    said.ends(1).holds("different toolchains");
    let written = Written::at(&repository.folder.join("report.json"));
    assert_eq!(written.limits("Odd"), [LimitCode::ProfilesDifferInToolchain]);
    assert_eq!(written.site("Odd").function, "example.com/m/odd.BenchmarkOdd");
}
