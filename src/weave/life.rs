//! In which versions something stands, and what it was from which version on.

use serde::{Deserialize, Serialize};

/// The versions in which something stands: disjoint intervals, oldest first. Most have one.
#[derive(Debug, Serialize, Deserialize)]
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
    /// Stands from version `from` on.
    pub(super) fn born(from: u32) -> Self {
        Self { last: Interval { from, to: OPEN }, earlier: None }
    }

    /// Stands no more from version `to` on.
    pub(super) fn end(&mut self, to: u32) {
        self.last.to = to;
    }

    /// Stands again from version `from` on.
    pub(super) fn revive(&mut self, from: u32) {
        self.earlier.get_or_insert_default().push(self.last);
        self.last = Interval { from, to: OPEN };
    }

    /// Whether it stands in the latest version.
    pub(super) fn now(&self) -> bool {
        self.last.to == OPEN
    }

    /// Where it stopped standing, if it did.
    pub(super) fn ended(&self) -> Option<u32> {
        (!self.now()).then_some(self.last.to)
    }

    /// The first version in which it stands.
    pub(super) fn birth(&self) -> u32 {
        self.earlier.as_ref().and_then(|e| e.first()).unwrap_or(&self.last).from
    }

    /// Where it began to stand as it does now or did last.
    pub(super) fn began(&self) -> u32 {
        self.last.from
    }

    /// Where it begins, where it ends, where it begins again, and so on.
    pub(super) fn bounds(&self) -> Vec<u32> {
        let all = self.earlier.iter().flat_map(|e| e.iter()).chain([&self.last]);
        let mut bounds: Vec<u32> = all.flat_map(|i| [i.from, i.to]).collect();
        bounds.pop_if(|end| *end == OPEN);
        bounds
    }

    /// Whether it stands in `version`.
    pub(super) fn at(&self, version: u32) -> bool {
        let within = |i: &Interval| i.from <= version && version < i.to;
        within(&self.last) || (version < self.last.from && self.earlier.iter().any(|e| e.iter().any(within)))
    }
}

/// What something was, from which version on.
#[derive(Debug, Serialize, Deserialize)]
#[allow(clippy::box_collection, reason = "most words are set one way: a pointer is smaller than an empty vector")]
pub(super) struct Track<T> {
    first: T,
    later: Option<Box<Vec<(u32, T)>>>,
}

impl<T: PartialEq> Track<T> {
    /// `value` from the start.
    pub(super) fn new(value: T) -> Self {
        Self { first: value, later: None }
    }

    /// What it is now.
    pub(super) fn now(&self) -> &T {
        self.later.as_ref().and_then(|l| l.last()).map_or(&self.first, |(_, value)| value)
    }

    /// What it was in `version`.
    pub(super) fn at(&self, version: u32) -> &T {
        let later = self.later.iter().flat_map(|l| l.iter().rev());
        later.into_iter().find(|(from, _)| *from <= version).map_or(&self.first, |(_, value)| value)
    }

    /// What it became later, and from which version on.
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

    /// The version from which on it was `value`, the latest if there are several; `birth` if from the start.
    pub(super) fn since(&self, value: &T, birth: u32) -> Option<u32> {
        let mut later = self.later.iter().flat_map(|l| l.iter().rev());
        let found = later.find(|(_, v)| v == value).map(|(from, _)| *from);
        found.or_else(|| (self.first == *value).then_some(birth))
    }

    /// `value` from `version` on; whether that is a change.
    pub(super) fn set(&mut self, version: u32, value: T) -> bool {
        let changed = *self.now() != value;
        if changed {
            self.later.get_or_insert_default().push((version, value));
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
    fn tracks_remember() {
        let mut track = Track::new('a');
        assert!(!track.set(1, 'a') && track.set(2, 'b') && track.set(4, 'a'));
        assert_eq!((0..6).map(|v| *track.at(v)).collect::<String>(), "aabbaa");
    }
}
