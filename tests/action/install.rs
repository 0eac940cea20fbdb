//! Installing: whatever is not as it is recorded fails.

use crate::release::{MUSL, hash, packed, program};
use crate::server::{Reply, Server};
use crate::step::{Job, Ran};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::{Duration, Instant};

/// A job without a `binary`, and without a version asked for.
pub fn job() -> Job {
    Job::new().with("INPUT_BINARY", "").with("INPUT_VERSION", "")
}

pub fn install(job: &Job) -> Ran {
    job.step("install.sh", &[])
}

/// Installs an archive that a server answers with, recorded under a hash.
fn installed(job: &Job, hash: &str, answer: impl FnMut(&str) -> Reply + Send + 'static) -> Ran {
    let server = Server::start(answer);
    job.record(&format!("{hash}  {}/allocgate-1.2.3-{MUSL}.tar.gz\n", server.address));
    install(job)
}

pub fn assert_fails(ran: &Ran, why: &str) {
    assert_eq!(ran.exit, 2, "{}", ran.log);
    assert!(ran.log.contains(&format!("::error title=allocgate::{why}")), "{}", ran.log);
    assert!(ran.summary.contains(why), "{}", ran.summary);
    assert!(ran.outputs.is_empty(), "{:?}", ran.outputs);
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
    // A release of an older line comes after one of the newest, and one before a release is not asked for.
    let recorded = ["1.9.0", "1.10.0", "2.0.0-rc.1", "1.9.11", "1.10.0-rc.9", "0.99.99"];
    let lines = recorded.map(|version| {
        format!("{}  {}/allocgate-{version}-{MUSL}.tar.gz\n", hash(b""), server.address)
    });
    job.record(&lines.concat());
    for (asked, version) in
        [("", "1.10.0"), ("1.9.0", "1.9.0"), ("v1.9.0", "1.9.0"), ("2.0.0-rc.1", "2.0.0-rc.1")]
    {
        job = job.with("INPUT_VERSION", asked);
        install(&job);
        let path = format!("/allocgate-{version}-{MUSL}.tar.gz");
        assert_eq!(server.requests().last().unwrap(), &path);
    }
    for unknown in ["2", "2.0.0", "2.0.0-rc", "1.10", "*", "1.10.0 ", "../1.10.0"] {
        job = job.with("INPUT_VERSION", unknown);
        let why = "this revision of the action records no such version for this runner";
        assert_fails(&install(&job), why);
    }
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn versions_are_compared_as_numbers_and_in_any_order() {
    let job = job();
    let server = Server::start(|_| Reply::Status(404));
    for (first, second, newest) in [
        ("2.0.0", "10.0.0", "10.0.0"),
        ("1.0.10", "1.0.9", "1.0.10"),
        ("1.2.3", "1.1.4", "1.2.3"),
        ("0.9.9", "1.0.0", "1.0.0"),
        ("1.08.0", "1.9.0", "1.9.0"),
    ] {
        for order in [[first, second], [second, first]] {
            let line = |version| {
                format!("{}  {}/allocgate-{version}-{MUSL}.tar.gz\n", hash(b""), server.address)
            };
            job.record(&order.map(line).concat());
            install(&job);
            let path = format!("/allocgate-{newest}-{MUSL}.tar.gz");
            assert_eq!(server.requests().last().unwrap(), &path);
        }
    }
    job.record(&format!("{}  {}/allocgate-1.0.0-rc.1-{MUSL}.tar.gz\n", hash(b""), server.address));
    assert_fails(&install(&job), "this revision of the action records no such version");
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
