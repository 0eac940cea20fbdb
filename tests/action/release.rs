//! A release: packed, recorded, and installed from where it is recorded.

use crate::install::{assert_fails, install, job};
use crate::server::{Reply, Server};
use crate::step::Job;
use sha2::{Digest, Sha256};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

pub const MUSL: &str = "x86_64-unknown-linux-musl";

/// A program that says it is allocgate of a version.
pub fn program(job: &Job, version: &str) -> String {
    let path = job.path("home/program");
    fs::write(&path, format!("#!/bin/sh\necho allocgate {version}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.display().to_string()
}

/// Packs a program as a release does: the archive, and its name.
pub fn packed(job: &Job, program: &str, version: &str, target: &str) -> (Vec<u8>, String) {
    let directory = job.path("dist");
    let ran = job.step("package.sh", &[program, version, target, &directory.display().to_string()]);
    assert_eq!(ran.exit, 0, "{}", ran.log);
    let name = format!("allocgate-{version}-{target}.tar.gz");
    let archive = fs::read(directory.join(&name)).unwrap();
    assert_eq!(ran.log, format!("{}  {name}\n", hash(&archive)));
    (archive, name)
}

pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
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
    // What came before a release is another version.
    job.record(&format!("{}  x/allocgate-1.2.3-rc.1-{MUSL}.tar.gz\n", hash(b"")));
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
