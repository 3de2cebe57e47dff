//! Waits for changes in a git repository that a new commit causes: refs, packed refs, `HEAD`, the end of a rebase; and, for a
//! preview, for changes of the files of a work tree.
//!
//! Git replaces these files by renaming a lock file over them. So the watcher watches the folders that hold them, and
//! never `objects`, `logs` or the index. It does not rely on the content of events: the caller reads the commit's id
//! and compares it. So a superfluous event costs one check, and a lost one (an overflowing queue, a network drive, a
//! folder that was replaced) costs the time until the next scheduled check.

mod bell;
mod files;
mod places;
mod signals;

use crate::error::{Error, Result};
use bell::Bell;
use notify::{Config, RecommendedWatcher, Watcher as _};
pub use places::Places;
use std::path::PathBuf;
use std::time::Duration;

/// Why waiting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Something moved; perhaps not what matters.
    Moved,
    /// The time is over.
    Elapsed,
    /// The process was asked to end. From then on, every wait ends so.
    Stop,
}

/// Has the process go on when it is asked to end: somebody else will see to that.
///
/// # Errors
/// Signals can't be received.
pub fn ignore_signals() -> std::io::Result<()> {
    signals::ignore()
}

/// Waits for a repository to move, and for the process to be asked to end.
pub struct Watcher {
    bell: Bell,
    events: Option<RecommendedWatcher>,
    files: Option<RecommendedWatcher>,
}

impl Watcher {
    /// Waits for SIGTERM and Ctrl-C from now on; for a repository from [`watch`](Self::watch) on. A second signal ends
    /// the process at once.
    ///
    /// # Errors
    /// Signals can't be received.
    pub fn new() -> Result<Self> {
        let bell = Bell::default();
        signals::listen(bell.clone())
            .map_err(|e| Error::environment("can't listen for termination signals").because(e))?;
        Ok(Self { bell, events: None, files: None })
    }

    /// Watches these places, and no others any more. What moves after this has returned is not missed.
    ///
    /// # Errors
    /// The system gives no events, or no more of them: nothing is watched then.
    pub fn watch(&mut self, places: Places) -> Result<()> {
        self.events = None;
        let (bell, folders) = (self.bell.clone(), places.folders());
        let heard = move |event: notify::Result<notify::Event>| match event {
            Ok(event) if !event.need_rescan() && !places.matter(&event) => {}
            _ => bell.moved(),
        };
        let begin = || {
            let mut events = RecommendedWatcher::new(heard, Config::default().with_follow_symlinks(false))?;
            for (folder, mode) in &folders {
                events.watch(folder, *mode)?;
            }
            Ok(events)
        };
        self.events = Some(begin().map_err(|e: notify::Error| {
            Error::environment("file-change notifications are unavailable")
                .hint(
                    "commits are still published, with a short delay; notifications resume when other programs watch \
                     fewer files, or with higher limits: sysctl fs.inotify.max_user_instances \
                     fs.inotify.max_user_watches",
                )
                .because(e)
        })?);
        Ok(())
    }

    /// Watches the files below these folders too, but for git's own and for those below other folders whose names begin with
    /// a dot; a folder that is made later is watched with the one around it.
    ///
    /// # Errors
    /// As [`watch`](Self::watch).
    pub fn watch_files(&mut self, folders: &[PathBuf]) -> Result<()> {
        self.files = None;
        let bell = self.bell.clone();
        let heard = move |event: notify::Result<notify::Event>| match event {
            Ok(event) if !event.need_rescan() && !files::matter(&event) => {}
            _ => bell.moved(),
        };
        let begin = || {
            let mut events = RecommendedWatcher::new(heard, Config::default().with_follow_symlinks(false))?;
            for (folder, mode) in folders.iter().flat_map(|folder| files::below(folder)) {
                events.watch(&folder, mode)?;
            }
            Ok(events)
        };
        self.files = Some(begin().map_err(|e: notify::Error| {
            Error::environment("file-change notifications are unavailable")
                .hint("saved files are shown after a second")
                .because(e)
        })?);
        Ok(())
    }

    /// Waits for the next event, at most as long as `limit`. Events that came since the last wait count as one.
    pub fn wait(&self, limit: Duration) -> Event {
        self.bell.wait(limit)
    }

    /// Whether the process was asked to end.
    pub fn stopped(&self) -> bool {
        self.bell.is_stopped()
    }
}
