//! A bell that other threads ring: it remembers that it rang, not how often, so no burst fills a queue.

use super::Event;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Shared by all its clones.
#[derive(Clone, Default)]
pub(super) struct Bell(Arc<(Mutex<Rung>, Condvar)>);

#[derive(Default)]
struct Rung {
    moved: bool,
    stop: bool,
}

impl Bell {
    pub(super) fn moved(&self) {
        self.rung().moved = true;
        self.0.1.notify_all();
    }

    pub(super) fn stop(&self) {
        self.rung().stop = true;
        self.0.1.notify_all();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.rung().stop
    }

    /// Waits until it rings, or rang since the last wait. Once stopped, it stays so.
    pub(super) fn wait(&self, limit: Duration) -> Event {
        let quiet = |rung: &mut Rung| !rung.moved && !rung.stop;
        let waited = self.0.1.wait_timeout_while(self.rung(), limit, quiet);
        let (mut rung, _) = waited.unwrap_or_else(PoisonError::into_inner);
        match (rung.stop, std::mem::take(&mut rung.moved)) {
            (true, _) => Event::Stop,
            (false, true) => Event::Moved,
            (false, false) => Event::Elapsed,
        }
    }

    fn rung(&self) -> MutexGuard<'_, Rung> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_keeps_that_it_rang_once() {
        let bell = Bell::default();
        assert_eq!(bell.wait(Duration::ZERO), Event::Elapsed);
        bell.moved();
        bell.moved();
        assert_eq!(bell.wait(Duration::MAX), Event::Moved);
        assert_eq!(bell.wait(Duration::ZERO), Event::Elapsed);
    }

    #[test]
    fn it_wakes_another_thread() {
        let bell = Bell::default();
        let ringer = bell.clone();
        let thread = std::thread::spawn(move || ringer.moved());
        assert_eq!(bell.wait(Duration::from_secs(60)), Event::Moved);
        thread.join().expect("rang");
    }

    #[test]
    fn stop_is_not_forgotten() {
        let bell = Bell::default();
        bell.moved();
        bell.stop();
        assert_eq!([bell.wait(Duration::MAX), bell.wait(Duration::MAX)], [Event::Stop; 2]);
    }
}
