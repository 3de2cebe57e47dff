//! Which places in a repository change when a commit lands, and which events there matter.

use notify::{EventKind, RecursiveMode};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The folders of a repository that hold what names commits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The git folder of the work tree that is watched: its `HEAD`, and what it is in the middle of.
    pub own: PathBuf,
    /// The git folder that all work trees share, with branches and tags; the same where there is one work tree.
    pub common: PathBuf,
}

/// Files and folders of a git folder that name commits, or tell that `HEAD` moves from one to another for a while.
const NAMES: &[&str] = &["HEAD", "packed-refs", "refs", "rebase-merge", "rebase-apply", "BISECT_LOG"];
/// A git folder's branches, tags and other refs, each a file somewhere below.
const REFS: &str = "refs";

impl Places {
    /// What to watch.
    pub(super) fn folders(&self) -> Vec<(PathBuf, RecursiveMode)> {
        let mut folders = Vec::new();
        for folder in [&self.common, &self.own] {
            if folders.iter().any(|(known, _)| known == folder) {
                continue;
            }
            folders.push((folder.clone(), RecursiveMode::NonRecursive));
            let refs = folder.join(REFS);
            if refs.is_dir() || folder == &self.common {
                folders.push((refs, RecursiveMode::Recursive));
            }
        }
        folders
    }

    /// Whether an event may tell that a commit landed. Opening and closing files tells nothing: we do it ourselves.
    pub(super) fn matter(&self, event: &notify::Event) -> bool {
        !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| self.holds(path))
    }

    /// Whether what stands at `path` names commits. Somewhere else altogether: who knows.
    fn holds(&self, path: &Path) -> bool {
        if path.extension().is_some_and(|e| e == "lock") {
            return false;
        }
        // `own` first: in a linked work tree it lies within `common`
        let Some(inside) = [&self.own, &self.common].iter().find_map(|f| path.strip_prefix(f).ok()) else {
            return true;
        };
        inside.components().next().is_none_or(|first| NAMES.iter().any(|name| first.as_os_str() == OsStr::new(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};

    fn places() -> Places {
        Places { own: "/r/.git/worktrees/w".into(), common: "/r/.git".into() }
    }

    #[test]
    fn what_names_commits_matters_and_nothing_else() {
        for path in [
            "/r/.git/refs/heads/main",
            "/r/.git/refs/heads/a/b",
            "/r/.git/packed-refs",
            "/r/.git/HEAD",
            "/r/.git/worktrees/w/HEAD",
            "/r/.git/worktrees/w/rebase-merge",
            "/r/.git",
            "/elsewhere",
        ] {
            assert!(places().holds(Path::new(path)), "{path}");
        }
        for path in [
            "/r/.git/refs/heads/main.lock",
            "/r/.git/index",
            "/r/.git/objects/ab",
            "/r/.git/logs/HEAD",
            "/r/.git/worktrees/w/index",
            "/r/.git/worktrees/other/HEAD",
            "/r/.git/COMMIT_EDITMSG",
        ] {
            assert!(!places().holds(Path::new(path)), "{path}");
        }
    }

    #[test]
    fn reading_does_not_matter() {
        let at = |kind| notify::Event::new(kind).add_path("/r/.git/HEAD".into());
        assert!(!places().matter(&at(EventKind::Access(AccessKind::Open(AccessMode::Any)))));
        assert!(places().matter(&at(EventKind::Modify(ModifyKind::Name(RenameMode::To)))));
    }

    #[test]
    fn a_bare_repository_is_watched_once() {
        let places = Places { own: "/r".into(), common: "/r".into() };
        let folders: Vec<PathBuf> = places.folders().into_iter().map(|(folder, _)| folder).collect();
        assert_eq!(folders, [PathBuf::from("/r"), PathBuf::from("/r/refs")]);
    }
}
