//! In which texts something stands, and what it was from which text on.

use serde::{Deserialize, Serialize};

/// The texts in which something stands: disjoint intervals of their numbers, oldest first. Most have one.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(clippy::box_collection, reason = "most words have one interval: a pointer is smaller than an empty vector")]
pub(super) struct Life {
    last: Interval,
    earlier: Option<Box<Vec<Interval>>>,
}

/// From `from` up to but without `to`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Interval {
    from: u32,
    #[serde(with = "end")]
    to: u32,
}

const OPEN: u32 = u32::MAX;

/// Writes the end of an interval as one more than it is: most are open, which is then 0, in one byte.
mod end {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(to: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        to.wrapping_add(1).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        Ok(u32::deserialize(deserializer)?.wrapping_sub(1))
    }
}

impl Life {
    /// Stands from text `from` on.
    pub(super) fn born(from: u32) -> Self {
        Self { last: Interval { from, to: OPEN }, earlier: None }
    }

    /// Stands no more from text `to` on.
    pub(super) fn end(&mut self, to: u32) {
        self.last.to = to;
    }

    /// Stands again from text `from` on.
    pub(super) fn revive(&mut self, from: u32) {
        if self.last.to == from {
            self.last.to = OPEN;
            return;
        }
        self.earlier.get_or_insert_default().push(self.last);
        self.last = Interval { from, to: OPEN };
    }

    /// Stands in text `now`, the latest, as it does in `base`.
    pub(super) fn copy(&mut self, base: u32, now: u32) {
        match (self.now(), self.at(base)) {
            (true, false) => self.end(now),
            (false, true) => self.revive(now),
            _ => {}
        }
    }

    /// Whether it stands in the latest text.
    pub(super) fn now(&self) -> bool {
        self.last.to == OPEN
    }

    /// Where it stopped standing, if it did.
    pub(super) fn ended(&self) -> Option<u32> {
        (!self.now()).then_some(self.last.to)
    }

    /// The first text in which it stands.
    pub(super) fn birth(&self) -> u32 {
        self.earlier.as_ref().and_then(|e| e.first()).unwrap_or(&self.last).from
    }

    /// Whether it stood in no text but the one that the text in which it ended goes on from.
    pub(super) fn is_lent(&self) -> bool {
        self.last.from == self.last.to
    }

    /// Whether it stands in every text up to `last`.
    pub(super) fn is_steady(&self, last: u32) -> bool {
        let first = self.earlier.as_ref().and_then(|e| e.first()).unwrap_or(&self.last);
        first.from == 0 && first.to > last
    }

    /// Where it begins, where it ends, where it begins again, and so on.
    pub(super) fn bounds(&self) -> Vec<u32> {
        let all = self.earlier.iter().flat_map(|e| e.iter()).chain([&self.last]);
        let mut bounds: Vec<u32> = all.filter(|i| i.from < i.to).flat_map(|i| [i.from, i.to]).collect();
        bounds.pop_if(|end| *end == OPEN);
        bounds
    }

    /// Whether it stands in `text`.
    pub(super) fn at(&self, text: u32) -> bool {
        let within = |i: &Interval| i.from <= text && text < i.to;
        within(&self.last) || (text < self.last.from && self.earlier.iter().any(|e| e.iter().any(within)))
    }
}

/// What something was, from which text on.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(clippy::box_collection, reason = "most words are set one way: a pointer is smaller than an empty vector")]
pub(super) struct Track<T> {
    first: T,
    later: Option<Box<Vec<(u32, T)>>>,
}

impl<T: PartialEq + Clone> Track<T> {
    /// `value` from the start.
    pub(super) fn new(value: T) -> Self {
        Self { first: value, later: None }
    }

    /// What it is now.
    pub(super) fn now(&self) -> &T {
        self.later.as_ref().and_then(|l| l.last()).map_or(&self.first, |(_, value)| value)
    }

    /// What it was in `text`.
    pub(super) fn at(&self, text: u32) -> &T {
        let later = self.later.iter().flat_map(|l| l.iter().rev());
        later.into_iter().find(|(from, _)| *from <= text).map_or(&self.first, |(_, value)| value)
    }

    /// What it became later, and from which text on.
    pub(super) fn later(&self) -> impl Iterator<Item = &(u32, T)> {
        self.later.iter().flat_map(|l| l.iter())
    }

    /// Everything that it was, in order.
    pub(super) fn all(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.first).chain(self.later().map(|(_, value)| value))
    }

    /// What it was at first.
    pub(super) fn first(&self) -> &T {
        &self.first
    }

    /// The text from which on it was `value`, the latest if there are several; `birth` if from the start.
    pub(super) fn since(&self, value: &T, birth: u32) -> Option<u32> {
        let mut later = self.later.iter().flat_map(|l| l.iter().rev());
        let found = later.find(|(_, v)| v == value).map(|(from, _)| *from);
        found.or_else(|| (self.first == *value).then_some(birth))
    }

    /// Is in text `now`, the latest, what it is in `base`.
    pub(super) fn copy(&mut self, base: u32, now: u32) {
        if self.later.is_some() {
            self.set(now, self.at(base).clone());
        }
    }

    /// `value` from `text` on; whether that is a change.
    pub(super) fn set(&mut self, text: u32, value: T) -> bool {
        let changed = *self.now() != value;
        if changed {
            let later = self.later.get_or_insert_default();
            later.pop_if(|(from, _)| *from == text);
            if *self.now() != value {
                self.later.get_or_insert_default().push((text, value));
            }
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lives_end_and_begin_again() {
        let mut life = Life::born(1);
        life.end(3);
        assert_eq!(life.ended(), Some(3));
        life.revive(5);
        let stands: Vec<u32> = (0..8).filter(|v| life.at(*v)).collect();
        assert_eq!((stands, life.now()), (vec![1, 2, 5, 6, 7], true));
    }

    #[test]
    fn lives_go_on_from_any_text() {
        let mut life = Life::born(1);
        life.end(3);
        life.copy(2, 5);
        assert!(life.now() && !life.at(4));
        life.end(5);
        assert_eq!((life.is_lent(), life.bounds()), (true, vec![1, 3]));
        let mut life = Life::born(0);
        life.end(4);
        life.revive(4);
        assert_eq!((life.bounds(), life.is_steady(9)), (vec![0], true));
    }

    #[test]
    fn tracks_remember() {
        let mut track = Track::new('a');
        assert!(!track.set(1, 'a') && track.set(2, 'b') && track.set(4, 'a'));
        assert!(track.set(4, 'b'));
        assert_eq!((0..6).map(|v| *track.at(v)).collect::<String>(), "aabbbb");
        assert_eq!(track.later().count(), 1);
    }
}
