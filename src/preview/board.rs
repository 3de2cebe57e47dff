//! What is shown now: the files in front of the site, and what went wrong last.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Files by their paths, without a slash before them.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// What is shown now. Whoever waits is told when it changes.
#[derive(Debug, Default)]
pub struct Board {
    shown: Mutex<Shown>,
    changed: Condvar,
}

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) files: Arc<Files>,
    /// What all pages look like: with another the whole page is another.
    pub(super) look: String,
    /// What went wrong since: the files are the last ones that could be made.
    pub(super) trouble: Option<String>,
    /// How often anything changed.
    pub(super) turn: u64,
}

impl Board {
    /// Shows `files` in front of the site, with what is wrong with those that are missing or older. `look`, of letters and
    /// digits, is another whenever the styles or scripts of pages are.
    pub fn show(&self, files: BTreeMap<String, Vec<u8>>, trouble: Option<String>, look: String) {
        self.change(|shown| (shown.files, shown.trouble, shown.look) = (Arc::new(files), trouble, look));
    }

    /// Says what went wrong; what was shown stays.
    pub fn fail(&self, trouble: String) {
        self.change(|shown| shown.trouble = Some(trouble));
    }

    /// What is shown now.
    pub(super) fn now(&self) -> Shown {
        self.locked().clone()
    }

    /// Waits until something else is shown than at `turn`, at most so long; how it is then.
    pub(super) fn wait(&self, turn: u64, limit: Duration) -> Shown {
        let waited = self.changed.wait_timeout_while(self.locked(), limit, |shown| shown.turn == turn);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    fn change(&self, change: impl FnOnce(&mut Shown)) {
        let mut shown = self.locked();
        let before = shown.clone();
        change(&mut shown);
        if *shown != before {
            shown.turn += 1;
            self.changed.notify_all();
        }
    }

    fn locked(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
