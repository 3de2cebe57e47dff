//! Makes a repository, or finds the one that is there, for somebody who begins to write policies.

use super::gate;
use crate::error::{Error, Result};
use git2::{ErrorCode, RepositoryInitOptions};
use std::path::{Path, PathBuf};

/// A repository in which policies can be written.
pub struct Begun {
    git: git2::Repository,
    /// Whether it was made just now.
    pub is_new: bool,
}

impl Begun {
    /// Finds the repository whose work tree is `dir`, or makes one there, with a first branch `main`.
    ///
    /// # Errors
    /// `dir` is inside another repository's work tree or is a bare repository, belongs to somebody else, or can't be
    /// written.
    pub fn at(dir: &Path) -> Result<Self> {
        let shown = dir.display();
        gate::refuse_odd(dir)?;
        let found = match git2::Repository::discover_path(dir, [] as [&Path; 0]) {
            Ok(found) => git2::Repository::open(&found),
            Err(_) => {
                let mut options = RepositoryInitOptions::new();
                options.initial_head("main").external_template(false).no_reinit(true);
                let made = git2::Repository::init_opts(dir, &options);
                return made
                    .map(|git| Self { git, is_new: true })
                    .map_err(|e| Error::environment(format!("can't make a repository in `{shown}`")).because(e));
            }
        };
        let git = found.map_err(|e| match e.code() {
            ErrorCode::Owner => gate::foreign(dir).because(e),
            _ => Error::input(format!("the repository at `{shown}` can't be opened")).because(e),
        })?;
        let Some(top) = git.workdir() else {
            return Err(Error::misuse(format!("`{shown}` is a bare repository"))
                .hint("policies are written in a clone of it: git clone, and promulgate init there"));
        };
        let same = |a: &Path, b: &Path| matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
        if !same(top, dir) {
            let top = top.display();
            return Err(Error::misuse(format!("`{shown}` is inside the repository at `{top}`"))
                .hint("run it at the top of the repository; or begin in a folder outside of it"));
        }
        Ok(Self { git, is_new: false })
    }

    /// The folder of hooks in the git directory; none if the repository is told to look for them elsewhere.
    pub fn hooks(&self) -> Option<PathBuf> {
        self.setting("core.hooksPath").is_none().then(|| self.git.commondir().join("hooks"))
    }

    /// Sets `name` in the repository's own settings unless it is set; whether it was.
    ///
    /// # Errors
    /// The settings can't be written.
    pub fn set(&self, name: &str, value: &str) -> Result<bool> {
        if self.setting(name).is_some() {
            return Ok(false);
        }
        let set = || self.git.config()?.open_level(git2::ConfigLevel::Local)?.set_str(name, value);
        match set() {
            Ok(()) => Ok(true),
            Err(e) => Err(Error::environment(format!("can't set `{name}` in the repository's settings")).because(e)),
        }
    }

    fn setting(&self, name: &str) -> Option<String> {
        self.git.config().ok()?.snapshot().ok()?.get_string(name).ok()
    }
}
