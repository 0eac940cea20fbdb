//! The files of a commit.

use super::repository::Repository;
use super::scrubbed::scrubbed;
use allocgate::host::HostError;
use std::fs;
use std::os::unix::fs::symlink;

type Files = Vec<(String, Vec<u8>)>;

fn files(repository: &Repository, commit: &str, below: &str) -> Files {
    repository.asked().files(commit, below, &|_| true).unwrap()
}

fn file(path: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    (path.to_owned(), bytes.to_vec())
}

#[test]
fn the_files_of_a_commit_are_read_with_their_bytes() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        let all = (0..=255).collect::<Vec<u8>>();
        repository.write("d/all", &all);
        repository.write("d/empty", "");
        repository.write("d/sub/a b\t$(x)\n.go", "no line end");
        repository.write("d2/other", "missing blob 3\n");
        repository.write("top.go", "package top\n");
        symlink("top.go", repository.root.join("d/link.go")).unwrap();
        let first = repository.commit();
        // What is written later is in another commit, and what isn't committed in none.
        repository.write("top.go", "package other\n");
        repository.write("d/all", "changed");

        let below =
            [file("all", &all), file("empty", b""), file("sub/a b\t$(x)\n.go", b"no line end")];
        assert_eq!(files(&repository, &first, "d"), below);
        let paths: Vec<_> =
            files(&repository, &first, "").into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["d/all", "d/empty", "d/sub/a b\t$(x)\n.go", "d2/other", "top.go"]);
        let wanted = |path: &str| path.ends_with(".go");
        let wanted = repository.asked().files(&first, "d/sub", &wanted).unwrap();
        assert_eq!(wanted, [file("a b\t$(x)\n.go", b"no line end")]);
        for nothing in ["none", "d/all", "d/link.go", "top.go"] {
            assert_eq!(files(&repository, &first, nothing), [], "{nothing}");
        }
    });
}

#[test]
fn regular_files_with_readable_names_alone_are_files() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        let id = repository.object(b"x");
        for (mode, path) in [
            ("100755", &b"run"[..]),
            ("100644", b"a*/f"),
            ("100644", b"ab/f"),
            ("100644", b":(icase)d/f"),
            ("100644", b"\xff"),
            ("120000", b"link"),
        ] {
            repository.index(mode, &id, path);
        }
        let commit = repository.commit_index();
        repository.index("160000", &commit, b"module");
        let commit = repository.commit_index();
        let expected = [":(icase)d/f", "a*/f", "ab/f", "run"].map(|path| file(path, b"x"));
        assert_eq!(files(&repository, &commit, ""), expected);
        // A directory's name is no pattern.
        assert_eq!(files(&repository, &commit, "a*"), [file("f", b"x")]);
        assert_eq!(files(&repository, &commit, ":(icase)d"), [file("f", b"x")]);
    });
}

#[test]
fn nothing_converts_filters_or_replaces_what_is_read() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        let ran = repository.beside("ran");
        repository.write("f.go", "a\nb\n");
        let commit = repository.commit();
        let evil = format!("touch '{}'", ran.display());
        for key in ["filter.evil.smudge", "diff.evil.textconv"] {
            repository.git(&["config", key, &evil]);
        }
        repository.write(".gitattributes", "*.go filter=evil diff=evil text eol=crlf\n");
        let replacement = repository.object(b"replaced");
        let original = repository.git(&["rev-parse", "HEAD:f.go"]);
        repository.git(&["replace", &original, &replacement]);
        assert_eq!(repository.git(&["cat-file", "blob", &original]), "replaced");
        assert_eq!(files(&repository, &commit, ""), [file("f.go", b"a\nb\n")]);
        assert!(!ran.exists());
        // It would have run, had anyone asked for it.
        repository.git(&["replace", "--delete", &original]);
        repository.git(&["cat-file", "--textconv", "HEAD:f.go"]);
        assert!(ran.exists());
    });
}

#[test]
fn a_repository_of_sha_256_is_read_as_well() {
    scrubbed(|| {
        let Some(repository) = Repository::named("x", &["--object-format=sha256"]) else { return };
        repository.write("f", "x");
        let commit = repository.commit();
        assert_eq!(commit.len(), 64);
        assert_eq!(repository.asked().commit("main").unwrap(), commit);
        assert_eq!(files(&repository, &commit, ""), [file("f", b"x")]);
    });
}

#[test]
fn many_files_are_more_than_a_pipe_holds() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        let path = |i| format!("package{:02}/file{i:04}.go", i % 7);
        let bytes = |i| format!("{i}\n").repeat(50 * i as usize).into_bytes();
        let mut written: Files = (0..2000).map(|i| (path(i), bytes(i % 40))).collect();
        for (path, bytes) in &written {
            repository.write(path, bytes);
        }
        let commit = repository.commit();
        written.sort();
        assert!(files(&repository, &commit, "") == written);
    });
}

#[test]
fn what_is_too_large_to_be_read_is_named() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        let most = 8 << 20;
        let (large, larger) = (vec![b'x'; most], vec![b'x'; most + 1]);
        let id = repository.object(&large);
        for i in 10..43 {
            repository.index("100644", &id, format!("d/f{i}").as_bytes());
        }
        repository.index("100644", &repository.object(&larger), b"e/larger");
        let commit = repository.commit_index();
        let read = |below: &str, wanted: &dyn Fn(&str) -> bool| {
            repository.asked().files(&commit, below, wanted)
        };
        let error = read("e", &|_| true).unwrap_err().to_string();
        assert_eq!(error, "e/larger: has 8388609 bytes; at most 8388608 are read");
        let error = read("d", &|_| true).unwrap_err();
        let HostError::FilesTooLarge { path, bytes } = error else { panic!("{error}") };
        assert_eq!((&*path, bytes), ("d/f42", 33 * (8 << 20)));
        // What is not wanted does not count.
        assert!(read("", &|path| path == "d/f10").unwrap() == [("d/f10".to_owned(), large)]);
    });
}

#[test]
fn content_that_the_repository_lacks_is_named() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        repository.write("d/f", "x");
        let commit = repository.commit();
        let id = repository.git(&["rev-parse", "HEAD:d/f"]);
        fs::remove_file(repository.root.join(".git/objects").join(&id[..2]).join(&id[2..]))
            .unwrap();
        let error = repository.asked().files(&commit, "d", &|_| true).unwrap_err().to_string();
        assert_eq!(error, "d/f: its content is missing from the repository");
    });
}

#[test]
fn what_is_no_commit_or_directory_is_not_shown_to_git() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        let commit = repository.commit();
        let error = |commit: &str, below: &str| {
            repository.asked().files(commit, below, &|_| true).unwrap_err().to_string()
        };
        assert_eq!(error("--help", ""), "not a revision: \"--help\"");
        assert_eq!(error("HEAD", ""), "not a revision: \"HEAD\"");
        let outside = "not a directory below a repository's root: \"../x\"";
        assert_eq!(error(&commit, "../x"), outside);
        let unknown = error(&"1".repeat(commit.len()), "");
        assert!(unknown.starts_with("git ls-tree: exit status: 128: fatal: "), "{unknown}");
    });
}
