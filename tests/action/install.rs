//! Installing: what is recorded arrives, and whatever is otherwise fails.

use crate::server::{Reply, Server};
use crate::step::{Job, Ran};
use sha2::{Digest, Sha256};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const MUSL: &str = "x86_64-unknown-linux-musl";

/// A program that says it is allocgate of a version.
fn program(job: &Job, version: &str) -> String {
    let path = job.path("home/program");
    fs::write(&path, format!("#!/bin/sh\necho allocgate {version}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.display().to_string()
}

/// Packs a program as a release does: the archive, and its name.
fn packed(job: &Job, program: &str, version: &str, target: &str) -> (Vec<u8>, String) {
    let directory = job.path("dist");
    let ran =
        job.step("package.sh", &[program, version, target, &directory.display().to_string()]);
    assert_eq!(ran.exit, 0, "{}", ran.log);
    let name = format!("allocgate-{version}-{target}.tar.gz");
    let archive = fs::read(directory.join(&name)).unwrap();
    assert_eq!(ran.log, format!("{}  {name}\n", hash(&archive)));
    (archive, name)
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A job without a `binary`, and without a version asked for.
fn job() -> Job {
    Job::new().with("INPUT_BINARY", "").with("INPUT_VERSION", "")
}

fn install(job: &Job) -> Ran {
    job.step("install.sh", &[])
}

/// Installs an archive that a server answers with, recorded under a hash.
fn installed(job: &Job, hash: &str, answer: impl FnMut(&str) -> Reply + Send + 'static) -> Ran {
    let server = Server::start(answer);
    job.record(&format!("{hash}  {}/allocgate-1.2.3-{MUSL}.tar.gz\n", server.address));
    install(job)
}

fn assert_fails(ran: &Ran, why: &str) {
    assert_eq!(ran.exit, 2, "{}", ran.log);
    assert!(ran.log.contains(&format!("::error title=allocgate::{why}")), "{}", ran.log);
    assert!(ran.summary.contains(why), "{}", ran.summary);
    assert!(ran.outputs.is_empty(), "{:?}", ran.outputs);
}

#[test]
fn a_packaged_program_is_installed_from_where_it_is_recorded() {
    let job = job();
    let version = env!("CARGO_PKG_VERSION");
    let (archive, name) = packed(&job, env!("CARGO_BIN_EXE_allocgate"), version, MUSL);
    let recorded = hash(&archive);
    let server = Server::start(move |_| Reply::Body(archive.clone()));
    job.record(&format!("# A comment.\n\n{recorded}  {}/v{version}/{name}\n", server.address));
    let ran = install(&job);
    assert_eq!(ran.exit, 0, "{}", ran.log);
    assert_eq!(server.requests(), [format!("/v{version}/{name}")]);
    let binary = Path::new(&ran.outputs["binary"]);
    assert!(binary.starts_with(job.path("temp")), "{}", binary.display());
    assert_eq!(fs::read(binary).unwrap(), fs::read(env!("CARGO_BIN_EXE_allocgate")).unwrap());
}

#[test]
fn a_release_of_all_targets_is_recorded_and_installed() {
    let job = job();
    let targets = [
        ("Linux", "X64", MUSL),
        ("Linux", "ARM64", "aarch64-unknown-linux-musl"),
        ("macOS", "X64", "x86_64-apple-darwin"),
        ("macOS", "ARM64", "aarch64-apple-darwin"),
    ];
    let program = program(&job, "1.2.3");
    let windows = format!("{program}.exe");
    fs::copy(&program, &windows).unwrap();
    for (_, _, target) in targets {
        packed(&job, &program, "1.2.3", target);
    }
    let dist = job.path("dist");
    let folder = dist.display().to_string();
    let server = Server::start(move |path| Reply::Body(fs::read(dist.join(&path[1..])).unwrap()));
    let record = |job: &Job| job.step("record.sh", &["1.2.3", &server.address, &folder]);
    assert_fails(&record(&job), "the archive for x86_64-pc-windows-msvc is missing");
    packed(&job, &windows, "1.2.3", "x86_64-pc-windows-msvc");
    assert_eq!(record(&job).exit, 0);
    assert_fails(&record(&job), "that version is recorded already");

    let mut job = job;
    for (os, arch, target) in targets {
        job = job.with("RUNNER_OS", os).with("RUNNER_ARCH", arch);
        let ran = install(&job);
        assert_eq!(ran.exit, 0, "{target}: {}", ran.log);
        assert!(server.requests().last().unwrap().ends_with(&format!("{target}.tar.gz")));
    }
    let job = job.with("RUNNER_OS", "Windows").with("RUNNER_ARCH", "X64");
    let ran = install(&job);
    assert!(ran.outputs["binary"].ends_with("allocgate.exe"), "{}", ran.log);
}

#[test]
fn nothing_is_installed_while_no_release_is_recorded() {
    assert_fails(&install(&job()), "this revision of the action records no release yet");
}

#[test]
fn another_hash_fails() {
    let job = job();
    let (archive, _) = packed(&job, &program(&job, "1.2.3"), "1.2.3", MUSL);
    let ran = installed(&job, &hash(b"another"), move |_| Reply::Body(archive.clone()));
    assert_fails(&ran, "the download is not what was recorded: its SHA-256 differs");
}

#[test]
fn a_missing_release_fails_at_the_first_try() {
    let job = job();
    let server = Server::start(|_| Reply::Status(404));
    job.record(&format!("{}  {}/allocgate-1-{MUSL}.tar.gz\n", hash(b""), server.address));
    assert_fails(&install(&job), "the release could not be downloaded");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn an_unknown_machine_fails() {
    for (os, arch) in [("Linux", "X86"), ("Windows", "ARM64"), ("Plan9", "X64"), ("", "")] {
        let job = job().with("RUNNER_OS", os).with("RUNNER_ARCH", arch);
        let why = "there is no release for this runner's operating system and architecture";
        assert_fails(&install(&job), why);
    }
}

#[test]
fn a_failing_server_is_asked_again_but_not_for_ever() {
    let job = job();
    let (archive, _) = packed(&job, &program(&job, "1.2.3"), "1.2.3", MUSL);
    let recorded = hash(&archive);
    let mut failures = 2;
    let ran = installed(&job, &recorded, move |_| {
        failures -= 1;
        if failures >= 0 { Reply::Status(502) } else { Reply::Body(archive.clone()) }
    });
    assert_eq!(ran.exit, 0, "{}", ran.log);

    let server = Server::start(|_| Reply::Status(502));
    job.record(&format!("{recorded}  {}/allocgate-1.2.3-{MUSL}.tar.gz\n", server.address));
    assert_fails(&install(&job), "the release could not be downloaded");
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn a_download_is_bounded_whatever_is_sent() {
    let job = job();
    let begun = Instant::now();
    let ran = installed(&job, &hash(b""), |_| Reply::Endless);
    assert_fails(&ran, "the release could not be downloaded");
    assert!(begun.elapsed() < Duration::from_secs(60));

    let (archive, _) = packed(&job, &program(&job, "1.2.3"), "1.2.3", MUSL);
    let ran = installed(&job, &hash(&archive), move |_| Reply::Cut(archive.clone()));
    assert_fails(&ran, "the release could not be downloaded");
    let ran = installed(&job, &hash(b""), |path| Reply::Redirect(format!("{path}/")));
    assert_fails(&ran, "the release could not be downloaded");
    let ran = installed(&job, &hash(b""), |_| Reply::Redirect("file:///etc/passwd".into()));
    assert_fails(&ran, "the release could not be downloaded");
}

#[test]
fn only_this_machine_is_asked_without_tls() {
    let addresses = [
        "http://example.com",
        "http://127.0.0.1:80@example.com",
        "http://localhost.example.com",
        "ftp://127.0.0.1",
        "file:///tmp",
        "-o",
    ];
    for address in addresses {
        let job = job();
        job.record(&format!("{}  {address}/allocgate-1-{MUSL}.tar.gz\n", hash(b"")));
        let why = "the release is recorded at an address that is not https";
        assert_fails(&install(&job), why);
    }
}

#[test]
fn the_newest_version_is_installed_unless_another_is_asked_for() {
    let mut job = job();
    let server = Server::start(|_| Reply::Status(404));
    let lines = ["1.9.0", "1.10.0"].map(|version| {
        format!("{}  {}/allocgate-{version}-{MUSL}.tar.gz\n", hash(b""), server.address)
    });
    job.record(&lines.concat());
    for (asked, version) in [("", "1.10.0"), ("1.9.0", "1.9.0"), ("v1.9.0", "1.9.0")] {
        job = job.with("INPUT_VERSION", asked);
        install(&job);
        let path = format!("/allocgate-{version}-{MUSL}.tar.gz");
        assert_eq!(server.requests().last().unwrap(), &path);
    }
    for unknown in ["2", "1.10", "*", "1.10.0 ", "../1.10.0"] {
        job = job.with("INPUT_VERSION", unknown);
        let why = "this revision of the action records no such version for this runner";
        assert_fails(&install(&job), why);
    }
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_program_of_another_version_fails() {
    let job = job();
    let (archive, _) = packed(&job, &program(&job, "1.2.4"), "1.2.3", MUSL);
    let ran = installed(&job, &hash(&archive), move |_| Reply::Body(archive.clone()));
    assert_fails(&ran, "the release is not of the version that it was recorded as");
}

/// Even of the right hash: an archive may be what nobody looked at.
#[test]
fn no_entry_of_an_archive_decides_where_it_goes() {
    let job = job();
    let build = "ln -s /etc/passwd allocgate; echo x >../outside; \
        tar -czPf link.tar.gz allocgate ../outside; rm ../outside; tar -czf none.tar.gz -T /dev/null";
    let directory = job.path("home/archives");
    fs::create_dir(&directory).unwrap();
    let status = Command::new("sh").args(["-ec", build]).current_dir(&directory).status();
    assert!(status.unwrap().success());
    let archive = fs::read(directory.join("link.tar.gz")).unwrap();
    let ran = installed(&job, &hash(&archive), move |_| Reply::Body(archive.clone()));
    assert_fails(&ran, "the release is not of the version that it was recorded as");
    let archive = fs::read(directory.join("none.tar.gz")).unwrap();
    let ran = installed(&job, &hash(&archive), move |_| Reply::Body(archive.clone()));
    assert_fails(&ran, "the release holds no program");
    for folder in fs::read_dir(job.path("temp")).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let file = file.unwrap();
            assert!(file.file_type().unwrap().is_file(), "{:?}", file.path());
            assert_ne!(file.file_name(), "outside");
        }
    }
}

#[test]
fn no_configuration_of_curl_is_read() {
    let job = job();
    fs::write(job.path("home/.curlrc"), "proxy = \"http://127.0.0.1:1\"\n").unwrap();
    let (archive, _) = packed(&job, &program(&job, "1.2.3"), "1.2.3", MUSL);
    let ran = installed(&job, &hash(&archive), move |_| Reply::Body(archive.clone()));
    assert_eq!(ran.exit, 0, "{}", ran.log);
}

#[test]
fn a_binary_that_is_there_needs_no_release() {
    let job = Job::new().with("INPUT_VERSION", "").with("RUNNER_ARCH", "unknown");
    let there = job.path("workspace/my tools/$(allocgate)");
    fs::create_dir(there.parent().unwrap()).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_allocgate"), &there).unwrap();
    let absolute = there.display().to_string();
    for input in ["my tools/$(allocgate)", &absolute] {
        let ran = job.step_with("install.sh", "INPUT_BINARY", input);
        assert_eq!(ran.outputs["binary"], absolute, "{}", ran.log);
    }
    fs::set_permissions(&there, fs::Permissions::from_mode(0o644)).unwrap();
    let ran = job.step_with("install.sh", "INPUT_BINARY", &absolute);
    assert_fails(&ran, "the file that the input binary names is not executable");
    let ran = job.step_with("install.sh", "INPUT_BINARY", "::stop-commands::x\n::error::x");
    assert_fails(&ran, "the input binary names no file");
    assert_eq!(ran.log.lines().count(), 1, "{}", ran.log);
}
