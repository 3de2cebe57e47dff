//! How a key of the index stands with a policy or a commit: a mark, of which a file of words has lists, a list for each way.
//!
//! Of a word that is there whole the lists tell apart how much it weighs in the text, and where in a title it stands; of
//! parts and first letters, which are many, they don't.

/// Before the list of each way; the first needs none. None of them is a digit of a list.
pub(super) const TAGS: &[u8; 23] = b"!#$%&()*,./:;=?@[]^_`{|";

/// How a key of the index stands with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// It is the word.
    Whole,
    /// It is a later part of the word.
    Within,
    /// It is one of the first letters of the word, or of a later part.
    Start,
}

/// Where a word stands; of what a policy is called, the higher counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// In the text, with this weight, below [`WEIGHTS`].
    Body(u8),
    Folder,
    /// In the title, with this weight, below [`TITLES`].
    Title(u8),
    /// In what was said of a change: of commits, not of policies.
    Note,
}

/// How many weights there are in a text.
pub(super) const WEIGHTS: u8 = 4;
/// How many weights there are in a title; the second half of them are of its first word.
pub(super) const TITLES: u8 = 6;
/// Ways of whole words: weights in a text, the folder, weights in a title, notes, former texts.
const WHOLE: u8 = WEIGHTS + TITLES + 3;
/// Ways of later parts: the text, the folder, the title, notes, former texts.
const WITHIN: u8 = 5;

/// That a key stands so with a policy or commit: from the highest bits on the way, the number, and for a former text a
/// version, by which they are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Mark(u64);

/// The bits of a version: more versions of a policy than there are days in a thousand years.
const VERSION: u32 = 24;

impl Mark {
    /// Of a word, or a part of one, that stands there now.
    pub(super) fn now(number: u32, kind: Kind, level: Level) -> Self {
        let way = match (kind, level) {
            (Kind::Whole, Level::Body(weight)) => weight,
            (Kind::Whole, Level::Folder) => WEIGHTS,
            (Kind::Whole, Level::Title(weight)) => WEIGHTS + 1 + weight,
            (Kind::Whole, Level::Note) => WHOLE - 2,
            (Kind::Within, level) => WHOLE + rough(level),
            (Kind::Start, Level::Title(weight)) if weight < TITLES / 2 => WHOLE + WITHIN + 4,
            (Kind::Start, level) => WHOLE + WITHIN + rough(level),
        };
        Self::read(way, (number, 0))
    }

    /// Of a word, or a later part of one, that stood there last in `version`.
    pub(super) fn former(number: u32, kind: Kind, version: u32) -> Self {
        Self::read(if kind == Kind::Whole { WHOLE - 1 } else { WHOLE + WITHIN - 1 }, (number, version))
    }

    /// Read from the list of a way.
    pub(super) fn read(way: u8, (number, version): (u32, u32)) -> Self {
        Self(u64::from(way) << 56 | u64::from(number) << VERSION | u64::from(version.min((1 << VERSION) - 1)))
    }

    pub(super) fn way(self) -> u8 {
        (self.0 >> 56) as u8
    }

    /// Its number, and its version.
    pub(super) fn pair(self) -> (u32, u32) {
        ((self.0 >> VERSION) as u32, self.0 as u32 & ((1 << VERSION) - 1))
    }

    /// Whether it says of a former text what is true no more where `self` is.
    pub(super) fn replaces(self, other: Self) -> bool {
        let way = self.way();
        let of_text = way < WEIGHTS || way == WHOLE || has_versions(way);
        let alike = (way < WHOLE) == (other.way() < WHOLE) && self.pair().0 == other.pair().0;
        of_text && alike && has_versions(other.way())
    }
}

/// Whether marks of this way have a version.
pub(super) fn has_versions(way: u8) -> bool {
    way == WHOLE - 1 || way == WHOLE + WITHIN - 1
}

fn rough(level: Level) -> u8 {
    match level {
        Level::Body(_) => 0,
        Level::Folder => 1,
        Level::Title(_) => 2,
        Level::Note => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_way_has_a_tag() {
        let bodies = (0..WEIGHTS).map(Level::Body).chain((0..TITLES).map(Level::Title));
        let levels: Vec<Level> = bodies.chain([Level::Folder, Level::Note]).collect();
        let kinds = [Kind::Whole, Kind::Within, Kind::Start];
        let now = kinds.iter().flat_map(|kind| levels.iter().map(|level| Mark::now(1, *kind, *level)));
        let former = [Kind::Whole, Kind::Within].map(|kind| Mark::former(1, kind, 2));
        let ways: BTreeSet<usize> = now.chain(former).map(|mark| usize::from(mark.way())).collect();
        assert_eq!(ways, (0..TAGS.len()).collect());
        assert!(TAGS.iter().all(|tag| tag.is_ascii_punctuation() && !b"+-~\"'\\<>".contains(tag)));
    }

    #[test]
    fn what_stands_again_or_stood_later_replaces_what_was_said_of_a_former_text() {
        let old = Mark::former(1, Kind::Whole, 2);
        assert!(Mark::now(1, Kind::Whole, Level::Body(2)).replaces(old));
        assert!(Mark::former(1, Kind::Whole, 4).replaces(old));
        for other in [
            Mark::now(1, Kind::Whole, Level::Title(2)),
            Mark::now(1, Kind::Whole, Level::Note),
            Mark::now(2, Kind::Whole, Level::Body(2)),
            Mark::former(1, Kind::Within, 4),
        ] {
            assert!(!other.replaces(old), "{other:?}");
        }
        assert!(!Mark::former(1, Kind::Whole, 4).replaces(Mark::now(1, Kind::Whole, Level::Body(0))));
    }
}
