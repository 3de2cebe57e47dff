//! The files of a work tree that an editor changes.

use notify::{Event, EventKind, RecursiveMode};
use std::path::{Path, PathBuf};

/// What to watch so that everything below `folder` is seen, but for what stands below folders with a dot: git's own may be
/// many, and never matter.
pub(super) fn below(folder: &Path) -> Vec<(PathBuf, RecursiveMode)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_folder = |entry: &std::fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
    let shown = |entry: &std::fs::DirEntry| !entry.file_name().as_encoded_bytes().starts_with(b".");
    let mut all: Vec<(PathBuf, RecursiveMode)> =
        entries.filter(|e| is_folder(e) && shown(e)).map(|e| (e.path(), RecursiveMode::Recursive)).collect();
    all.sort();
    all.insert(0, (folder.to_owned(), RecursiveMode::NonRecursive));
    all
}

/// Whether an event may tell that a file was changed: reading tells nothing.
pub(super) fn matter(event: &Event) -> bool {
    let is_git = |path: &PathBuf| path.file_name().is_some_and(|name| name == ".git");
    !matches!(event.kind, EventKind::Access(_)) && !event.paths.iter().all(is_git)
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, DataChange, ModifyKind};

    #[test]
    fn folders_with_a_dot_are_left_out() {
        let place = tempfile::tempdir().expect("a folder");
        for name in [".git", "policy", "images"] {
            std::fs::create_dir(place.path().join(name)).expect("a folder");
        }
        std::fs::write(place.path().join("README.md"), "x").expect("a file");
        let found: Vec<PathBuf> = below(place.path()).into_iter().map(|(folder, _)| folder).collect();
        assert_eq!(found, [place.path().to_owned(), place.path().join("images"), place.path().join("policy")]);
    }

    #[test]
    fn reading_does_not_matter() {
        let at = |kind, path: &str| Event::new(kind).add_path(path.into());
        assert!(matter(&at(EventKind::Modify(ModifyKind::Data(DataChange::Any)), "/r/policy/a.md")));
        assert!(!matter(&at(EventKind::Access(AccessKind::Read), "/r/policy/a.md")));
        assert!(!matter(&at(EventKind::Modify(ModifyKind::Any), "/r/.git")));
    }
}
