//! What one side has written down: its policy file, its modules, its directives.

use super::error::PolicyError;
use crate::cli::judging::Judging;
use crate::cli::message::Message;
use crate::config::{self, ConfigError, FILE_NAME, Loaded, directives};
use crate::gosource::{Files, Wanted, read};
use crate::host::{Git, HostError};
use crate::policy::Budget;
use std::path::{Component, Path, PathBuf};

/// What one side has written down.
pub(super) struct Side {
    /// Its policy file.
    pub file: Option<Loaded>,
    /// Its budgets in Go files.
    pub budgets: Vec<Budget>,
    modules: Modules,
}

/// Where package patterns are resolved.
enum Modules {
    /// Below a directory, which is read when it is needed.
    Disk(PathBuf),
    /// In a revision; and where in it the policy file is.
    Revision(Files, String),
}

impl Side {
    /// The working directory's, or what flags name.
    pub fn own(judging: &Judging) -> Result<Side, PolicyError> {
        let file = match &judging.config {
            Some(file) => Some(file.clone()),
            None if judging.no_config => None,
            None => config::find(Path::new("."))?,
        };
        let directory = file.as_deref().map_or(".".into(), directory_of);
        let file = file.as_deref().map(load).transpose()?;
        let source = match (&judging.source, &judging.policy_from) {
            (Some(source), _) => Some(source.clone()),
            // A revision's directives count, and so do this side's.
            (None, Some(from)) if !is_path(from) => root(Path::new("."))?,
            // So do a directory's.
            (None, Some(from)) if Path::new(from).is_dir() => Some(directory.clone()),
            (None, _) => source_of(file.as_ref(), &directory)?,
        };
        let budgets = source.as_deref().map(on_disk).transpose()?.unwrap_or_default();
        Ok(Side { file, budgets, modules: Modules::Disk(directory) })
    }

    /// That of a file, of a directory, or of a git revision.
    pub fn named(from: &str, judging: &Judging) -> Result<Side, PolicyError> {
        let path = Path::new(from);
        if !is_path(from) {
            return Side::of_revision(from, from, "--policy-from ", None, judging);
        }
        if path.is_dir() {
            // The same file of that directory, if another than usual is named.
            let named = judging.config.as_deref().filter(|file| file.is_relative());
            let file = path.join(named.unwrap_or(Path::new(FILE_NAME)));
            let is_there = file.is_file() && !judging.no_config;
            let file = is_there.then(|| load(&file)).transpose()?;
            return Ok(Side {
                file,
                budgets: on_disk(path)?,
                modules: Modules::Disk(path.to_owned()),
            });
        }
        let directory = directory_of(path);
        let file = Some(load(path)?);
        let source = match judging.source {
            Some(_) => Some(directory.clone()),
            None => source_of(file.as_ref(), &directory)?,
        };
        let budgets = source.as_deref().map(on_disk).transpose()?.unwrap_or_default();
        Ok(Side { file, budgets, modules: Modules::Disk(directory) })
    }

    /// That of a directory of a commit, which is a full object id, and called by the beginning of it.
    pub fn of_commit(
        commit: &str,
        directory: &str,
        judging: &Judging,
    ) -> Result<Side, PolicyError> {
        Side::of_revision(commit, short(commit), "the policy of ", Some(directory), judging)
    }

    /// `revision` is what git is asked for, `called` what it is called, after the flag or words that
    /// ask for it. `here` is a directory of it; if none is named, the one that this process is in.
    fn of_revision(
        revision: &str,
        called: &str,
        asked_by: &str,
        here: Option<&str>,
        judging: &Judging,
    ) -> Result<Side, PolicyError> {
        let git = Git::at(".");
        let error = |error: HostError| Message::from(format!("{asked_by}{called}: {error}"));
        if git.top_level().map_err(error)?.is_none() {
            let none = "no git repository is here; a directory is named as";
            return Err(format!("{asked_by}{called}: {none} ./{called}").into());
        }
        let commit = git.commit(revision).map_err(|e| match e {
            HostError::UnknownRevision { .. } => Message::from(format!(
                "{asked_by}{called}: {e}; a directory is named as ./{called}"
            )),
            e => error(e),
        })?;
        let here = here.map_or_else(|| git.prefix(), |here| Ok(here.to_owned())).map_err(error)?;
        let policies = policy_paths(judging, &here)?;
        let source = judging.source.as_deref().map(|path| within(path, &here)).transpose()?;
        let is_source = |path: &str| {
            let is_below = |root: &String| {
                root.is_empty()
                    || path.strip_prefix(root.as_str()).is_some_and(|p| p.starts_with('/'))
            };
            Wanted::Tests.takes(path) && source.as_ref().is_none_or(is_below)
        };
        let wanted = |path: &str| {
            policies.iter().any(|p| p == path) || Wanted::Modules.takes(path) || is_source(path)
        };
        let (mut files, mut found) = (Files::default(), Vec::new());
        let mut contents = git.files(&commit, "", &wanted).map_err(error)?;
        contents.extend(linked(&git, &commit, &wanted).map_err(|e| match e {
            LinkError::Host(e) => PolicyError::from(error(e)),
            LinkError::Lost(path) => PolicyError::Broken(Message::from(format!(
                "{asked_by}{called}: {path} is a symbolic link that leads to no file there"
            ))),
        })?);
        for (path, bytes) in contents {
            if policies.contains(&path) {
                found.push((path, bytes));
            } else {
                files.insert(&path, bytes).map_err(|e| e.to_string())?;
            }
        }
        let called = |path: &str| format!("{called}:{path}");
        let budgets = directives(&read(&files), &called)?;
        // The nearest one, of those that are there.
        found.sort_by_key(|(path, _)| policies.iter().position(|p| p == path));
        let (directory, file) = match found.into_iter().next() {
            Some((path, bytes)) => {
                let directory = path.rsplit_once('/').map_or("", |(dir, _)| dir).to_owned();
                (directory, Some(Loaded::parse(&called(&path), bytes)?))
            }
            None => (String::new(), None),
        };
        Ok(Side { file, budgets, modules: Modules::Revision(files, directory) })
    }

    /// The import paths that a package pattern stands for, beside the policy file.
    pub fn resolve(&self, pattern: &str) -> Result<Vec<String>, String> {
        let is_local = pattern.starts_with('.') && pattern != "...";
        let expanded = match &self.modules {
            _ if !is_local => return Ok(vec![pattern.to_owned()]),
            Modules::Disk(directory) => {
                Files::below(directory, Wanted::Modules).and_then(|files| files.expand(pattern))
            }
            Modules::Revision(files, directory) => {
                files.expand(&[".", directory, pattern].join("/"))
            }
        };
        expanded.map_err(|error| error.to_string())
    }
}

/// How an object id is called where people read it.
pub(in crate::cli) fn short(id: &str) -> &str {
    id.get(..12).unwrap_or(id)
}

/// Where a revision's policy file may be, the nearest first.
fn policy_paths(judging: &Judging, here: &str) -> Result<Vec<String>, Message> {
    if judging.no_config {
        return Ok(Vec::new());
    }
    if let Some(file) = &judging.config {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let directory = within(&directory_of(file), here)?;
        return Ok(vec![join(&directory, &name)]);
    }
    let mut directories = vec![here];
    while let Some((above, _)) = directories.last().and_then(|dir| dir.rsplit_once('/')) {
        directories.push(above);
    }
    if !here.is_empty() {
        directories.push("");
    }
    Ok(directories.into_iter().map(|directory| join(directory, FILE_NAME)).collect())
}

fn join(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}

/// Whether `--policy-from` names a file or a directory, rather than a revision. That must not depend
/// on what is there: a change could add a directory that is called as the baseline's branch.
fn is_path(from: &str) -> bool {
    let is_relative = ["./", "../"].iter().any(|start| from.starts_with(start));
    is_relative
        || [".", ".."].contains(&from)
        || from.ends_with(".toml")
        || Path::new(from).is_absolute()
}

/// The Go files that a policy file names.
fn source_of(file: Option<&Loaded>, directory: &Path) -> Result<Option<PathBuf>, ConfigError> {
    let Some(file) = file else { return Ok(None) };
    let Some(source) = &file.document.source else { return Ok(None) };
    let path = Path::new(&**source);
    let stays = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if path.components().all(stays) {
        return Ok(Some(directory.join(path)));
    }
    let message = "source: name a directory below this file's";
    Err(file.text().error(&source.span(), message))
}

/// The directory that a file is in.
fn directory_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Where a path is in the repository, by its text alone: links on this side, which the change may have
/// made, must not lead elsewhere on the other. `here` is where the working directory is.
fn within(path: &Path, here: &str) -> Result<String, Message> {
    let outside = || {
        let named = "lies in no git repository: name the baseline's own by --policy-from FILE";
        Message::from(format!("{} {named}", path.display()))
    };
    let mut names: Vec<String> = Vec::new();
    let relative = if path.is_absolute() {
        let root = root(Path::new("."))?.ok_or_else(outside)?;
        path.strip_prefix(root).map_err(|_| outside())?
    } else {
        names.extend(here.split('/').filter(|name| !name.is_empty()).map(str::to_owned));
        path
    };
    for part in relative.components() {
        match part {
            Component::Normal(name) => names.push(name.to_string_lossy().into_owned()),
            Component::ParentDir => drop(names.pop().ok_or_else(outside)?),
            _ => {}
        }
    }
    Ok(names.join("/"))
}

/// Why a link of a revision can't be followed.
enum LinkError {
    Host(HostError),
    Lost(String),
}

/// The files that wanted links of a commit point to, under the links' own paths.
fn linked(
    git: &Git,
    commit: &str,
    wanted: &dyn Fn(&str) -> bool,
) -> Result<Vec<(String, Vec<u8>)>, LinkError> {
    let mut targets: Vec<(String, String)> = Vec::new();
    for (link, target) in git.links(commit, wanted).map_err(LinkError::Host)? {
        let directory = link.rsplit_once('/').map_or("", |(directory, _)| directory);
        let target = String::from_utf8(target).ok();
        let target = target.filter(|target| !target.starts_with('/'));
        let target = target.and_then(|target| within(Path::new(&target), directory).ok());
        targets.push((link.clone(), target.ok_or(LinkError::Lost(link))?));
    }
    if targets.is_empty() {
        return Ok(Vec::new());
    }
    let is_target = |path: &str| targets.iter().any(|(_, target)| target == path);
    let files = git.files(commit, "", &is_target).map_err(LinkError::Host)?;
    let file = |(link, target): &(String, String)| {
        let bytes = files.iter().find(|(path, _)| path == target).map(|(_, bytes)| bytes.clone());
        Ok((link.clone(), bytes.ok_or_else(|| LinkError::Lost(link.clone()))?))
    };
    targets.iter().map(file).collect()
}

/// The root of the repository around a directory.
fn root(directory: &Path) -> Result<Option<PathBuf>, Message> {
    Git::at(directory).top_level().map_err(|error| error.to_string().into())
}

fn on_disk(directory: &Path) -> Result<Vec<Budget>, PolicyError> {
    let called = |path: &str| called(&directory.join(path));
    let files = Files::below(directory, Wanted::Tests).map_err(|error| error.to_string())?;
    Ok(directives(&read(&files), &called)?)
}

fn load(file: &Path) -> Result<Loaded, ConfigError> {
    Loaded::read(file, &called(file))
}

/// How messages call a file: from here, where it lies below.
fn called(file: &Path) -> String {
    let here = Path::new(".").canonicalize();
    let relative = here.ok().and_then(|here| file.strip_prefix(here).ok());
    let relative = relative.unwrap_or(file);
    relative.strip_prefix(".").unwrap_or(relative).to_string_lossy().into_owned()
}
