//! Which lines a change touched, by diffs that git makes.

use super::dice::Dice;
use super::repository::Repository;
use super::scrubbed::scrubbed;
use allocgate::explain::touched::Touched;
use allocgate::host::WorkingTree;
use std::fs;

fn between(repository: &Repository, baseline: &str, candidate: &str) -> Touched {
    Touched::read(&repository.asked().diff(baseline, candidate).unwrap()).unwrap()
}

fn of_working_tree(repository: &Repository, baseline: &str) -> Touched {
    let tree = WorkingTree::of(&repository.asked()).unwrap();
    let new = tree.untracked().unwrap();
    let new = new.iter().map(|path| path.to_str().unwrap().to_owned());
    Touched::read(&tree.diff(baseline).unwrap()).unwrap().with_new(new)
}

fn place(path: &str, line: u32) -> Option<(String, u32)> {
    Some((path.to_owned(), line))
}

/// A line of both sides that is the same one: nothing else in its file reads so.
struct Kept {
    baseline: (String, u32),
    candidate: (String, u32),
}

/// A file with lines that differ from each other, and what chance made of it.
fn edited(dice: &mut Dice, path: &str) -> ([String; 2], Vec<Kept>, Vec<u32>, Vec<u32>) {
    let (mut text, mut kept) = ([String::new(), String::new()], Vec::new());
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    let mut at = [1, 1];
    let write = |text: &mut String, at: &mut u32, side: &str, dice: &mut Dice| {
        // Some look like the diff's own.
        let sign = dice.pick(&["", "-- ", "++ ", "@@ -1 +1 @@", "\\ ", "- ", "diff --git a/x b/x"]);
        text.push_str(&format!("{sign}{side} {at}\n"));
        *at += 1;
    };
    for run in 0..1 + dice.below(12) {
        for _ in 0..dice.below(4) {
            removed.push(at[0]);
            write(&mut text[0], &mut at[0], "baseline", dice);
        }
        for _ in 0..dice.below(4) {
            added.push(at[1]);
            write(&mut text[1], &mut at[1], "candidate", dice);
        }
        // Enough of them that git finds the file again under another name.
        for line in 0..6 {
            let same = format!("same {run} {line} of {path}\n");
            text.iter_mut().for_each(|text| text.push_str(&same));
            let [baseline, candidate] = at.map(|at| (path.to_owned(), at));
            kept.push(Kept { baseline, candidate });
            at = at.map(|at| at + 1);
        }
    }
    if dice.percent(30) {
        // The last line of both is one of those that are the same; without its end it is the same still.
        text = text.map(|text| text.trim_end().to_owned());
    }
    (text, kept, removed, added)
}

#[test]
fn lines_are_followed_through_edits_by_chance() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        let mut dice = Dice(7);
        for _ in 0..12 {
            fs::read_dir(&repository.root).unwrap().for_each(|entry| {
                let path = entry.unwrap().path();
                match path.extension() {
                    Some(_) => fs::remove_file(path).unwrap(),
                    None if path.ends_with("in") => fs::remove_dir_all(path).unwrap(),
                    None => {}
                }
            });
            let names = ["a.go", "b c.go", "ä\"\\\t.go", "d.go", "e.go"];
            let mut files: Vec<_> = names.iter().map(|name| edited(&mut dice, name)).collect();
            files.iter().zip(names).for_each(|(file, name)| repository.write(name, &file.0[0]));
            let baseline = repository.commit();
            let mut now = names.map(str::to_owned);
            if dice.percent(50) {
                now[3] = "in/moved -> \u{1}.go".to_owned();
                fs::remove_file(repository.root.join(names[3])).unwrap();
            }
            for (file, name) in files.iter_mut().zip(&now) {
                repository.write(name, &file.0[1]);
                file.1.iter_mut().for_each(|kept| kept.candidate.0.clone_from(name));
            }
            let tree = of_working_tree(&repository, &baseline);
            let touched = between(&repository, &baseline, &repository.commit());

            for ((_, kept, removed, added), (name, now)) in files.iter().zip(names.iter().zip(&now))
            {
                // Until it is committed, a new name is a new file.
                let both = [Some(&touched), (name == now).then_some(&tree)];
                for touched in both.into_iter().flatten() {
                    for Kept { baseline, candidate } in kept {
                        let to = touched.candidate_of(&baseline.0, baseline.1);
                        assert_eq!(to.as_ref(), Some(candidate), "{baseline:?}");
                        let from = touched.baseline_of(&candidate.0, candidate.1);
                        assert_eq!(from.as_ref(), Some(baseline), "{candidate:?}");
                        assert!(!touched.is_touched(now, candidate.1));
                        assert_eq!(touched.hunk_of_baseline(&baseline.0, baseline.1), to);
                    }
                    for &line in removed {
                        assert_eq!(touched.candidate_of(name, line), None, "{name}:{line}");
                        let near = touched.hunk_of_baseline(name, line).unwrap();
                        assert_eq!(near.1, expected_near(kept, added, line), "{name}:{line}");
                    }
                    for &line in added {
                        assert!(touched.is_touched(now, line), "{now}:{line}");
                        assert_eq!(touched.baseline_of(now, line), None);
                    }
                }
            }
        }
    });
}

/// As far behind the last line that is the same as it was, but in what was added there; that line if nothing was.
fn expected_near(kept: &[Kept], added: &[u32], removed: u32) -> u32 {
    let before = kept.iter().take_while(|kept| kept.baseline.1 < removed).last();
    let (was, is) = before.map_or((0, 0), |kept| (kept.baseline.1, kept.candidate.1));
    let last = (is + 1..).take_while(|line| added.contains(line)).last();
    last.map_or(is.max(1), |last| (is + removed - was).min(last))
}

#[test]
fn lines_beside_a_deletion_are_not_touched() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        repository.write("a.go", "1\n2\n3\n4\n5\n6\n7\n");
        let baseline = repository.commit();
        repository.write("a.go", "2\n3\n6\nseven\n");
        let touched = between(&repository, &baseline, &repository.commit());
        let lines = |is: &dyn Fn(u32) -> bool| (1..=5).filter(|line| is(*line)).collect::<Vec<_>>();
        assert_eq!(lines(&|line| touched.is_touched("a.go", line)), [4]);
        assert_eq!(lines(&|line| touched.beside_deletion("a.go", line)), [1, 2, 3]);
    });
}

#[test]
fn what_is_in_only_one_side_has_no_place_in_the_other() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        repository.write("gone.go", "package gone\n");
        repository.write("same.go", "package same\n");
        repository.write("old.go", "package moved\n\nfunc F() {}\n");
        let baseline = repository.commit();
        for gone in ["gone.go", "old.go"] {
            fs::remove_file(repository.root.join(gone)).unwrap();
        }
        repository.write("in/new.go", "package moved\n\nfunc F() {}\n");
        repository.write("added.go", "package added\n\n// It is like no other.\nvar X = 1\n");
        let tree = of_working_tree(&repository, &baseline);
        let touched = between(&repository, &baseline, &repository.commit());
        for touched in [&tree, &touched] {
            assert_eq!(touched.candidate_of("gone.go", 1), None);
            assert_eq!(touched.hunk_of_baseline("gone.go", 1), None);
            assert_eq!(touched.baseline_of("gone.go", 1), None);
            assert_eq!(touched.candidate_of("same.go", 1), place("same.go", 1));
            assert_eq!(touched.baseline_of("same.go", 1), place("same.go", 1));
            assert!(touched.is_touched("added.go", 2));
            assert_eq!(touched.baseline_of("added.go", 2), None);
            assert_eq!(touched.candidate_of("added.go", 2), None);
        }
        assert_eq!(touched.candidate_of("old.go", 3), place("in/new.go", 3));
        assert_eq!(touched.baseline_of("in/new.go", 3), place("old.go", 3));
        assert_eq!(touched.baseline_of("old.go", 3), None);
        assert!(!touched.is_touched("in/new.go", 3));
    });
}

/// Programs that attributes and settings name, and what they would have git print.
#[test]
fn neither_settings_nor_attributes_change_the_diff() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        repository.write(".gitattributes", "bin.go -diff\nx.go diff=odd\n");
        let text = "a\nb\nc\nd\ne\n";
        for path in ["bin.go", "x.go", "in/ü.go", "mode.go"] {
            repository.write(path, text);
        }
        repository.write("other.txt", text);
        repository.git(&["add", "--all"]);
        let module = repository.git(&["hash-object", "-t", "tree", "/dev/null"]);
        repository.index("160000", &module, b"module.go");
        let baseline = repository.commit_index();
        for path in ["bin.go", "x.go", "in/ü.go", "other.txt"] {
            repository.write(path, "a\nB\nc\nd\n\0e");
        }
        repository.git(&["add", "--all", "--", "*.go", "*.txt"]);
        repository.git(&["update-index", "--chmod=+x", "mode.go"]);
        repository.index("160000", &baseline, b"module.go");
        let candidate = repository.commit_index();
        let ran = repository.beside("ran");
        let touch = format!("touch '{}'; cat #", ran.display());
        for (name, value) in [
            ("diff.noprefix", "true"),
            ("diff.mnemonicPrefix", "true"),
            ("diff.relative", "true"),
            ("diff.context", "5"),
            ("diff.interHunkContext", "5"),
            ("diff.renames", "false"),
            ("diff.external", &touch),
            ("diff.orderFile", "nowhere"),
            ("diff.odd.textconv", &touch),
            ("diff.odd.command", &touch),
            ("diff.submodule", "log"),
            ("core.quotePath", "false"),
            ("color.ui", "always"),
        ] {
            repository.git(&["config", name, value]);
        }
        let diff = repository.asked().diff(&baseline, &candidate).unwrap();
        assert!(!ran.exists());
        assert!(!String::from_utf8_lossy(&diff).contains("other.txt"));
        let touched = Touched::read(&diff).unwrap();
        for path in ["bin.go", "x.go", "in/ü.go"] {
            let lines: Vec<u32> = (1..=6).filter(|line| touched.is_touched(path, *line)).collect();
            assert_eq!(lines, [2, 5], "{path}");
        }
        assert_eq!(touched.candidate_of("mode.go", 3), place("mode.go", 3));
    });
}

#[test]
fn a_diff_is_of_commits_that_are_there() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        let commit = repository.commit();
        assert!(repository.asked().diff(&commit, "HEAD").is_err());
        assert!(repository.asked().diff(&"0".repeat(40), &commit).is_err());
        assert!(WorkingTree::of(&repository.asked()).unwrap().diff("--output=x").is_err());
        assert_eq!(between(&repository, &commit, &commit), Touched::default());
    });
}
