//! The history of each section of a policy.

use super::{SectionState, VersionNumber};
use serde::{Deserialize, Serialize};

/// A section over all versions: the text below one heading, whatever number, name, place or file it had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionHistory {
    /// The level of its heading in the latest version that has it; 0 for the text before the first heading.
    pub level: u8,
    /// Its heading there.
    pub heading: String,
    /// Its address there.
    pub anchor: Option<String>,
    /// The version in which it first stood.
    pub born: VersionNumber,
    /// What happened to it, oldest first.
    pub changes: Vec<SectionEvent>,
    /// Whether the latest version that is no error page has it.
    pub stands: bool,
}

/// A version in which a section changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionEvent {
    /// The version.
    pub version: VersionNumber,
    /// The number of the first change in the section, in the redline to that version.
    pub change: usize,
    /// What happened.
    pub state: SectionState,
}

/// The sections of a policy, numbered from 0 in the order in which they first stood; number 0 is the text before the
/// first heading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sections {
    /// By number.
    pub all: Vec<SectionHistory>,
    /// For each version in which the headings are other sections than in the version before: its place, and the number of
    /// the section below each heading, in reading order. An error page has none.
    pub headings: Vec<(usize, Vec<u32>)>,
}

impl Sections {
    /// The number of the section below each heading of version `n`.
    pub fn at(&self, n: VersionNumber) -> &[u32] {
        let run = self.headings.iter().rev().find(|(from, _)| *from <= n.index());
        run.map_or(&[], |(_, sections)| sections)
    }

    /// Takes over which sections the versions of `grown`, which went on from here, have. What happened to the sections stays
    /// as it was known: that is longer with each version, and no page of one version tells it.
    pub fn follow(&mut self, grown: &Self) {
        // of the latest it may have turned out that it was an error page
        while self.headings.last().is_some_and(|last| grown.headings.get(self.headings.len() - 1) != Some(last)) {
            self.headings.pop();
        }
        self.headings.extend_from_slice(&grown.headings[self.headings.len()..]);
    }

    /// The numbers of the sections that the latest version has, or, if that is an error page, those of the text before it.
    pub fn standing(&self) -> impl Iterator<Item = u32> + '_ {
        let run = self.headings.iter().rev().find(|(_, sections)| !sections.is_empty());
        let sections = run.map_or(&[][..], |(_, sections)| sections);
        sections.iter().copied().filter(|ix| self.all.get(*ix as usize).is_some_and(|section| section.stands))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_followed_when_a_version_turns_out_to_have_none() {
        let of = |headings: &[(usize, &[u32])]| Sections {
            headings: headings.iter().map(|(from, ids)| (*from, ids.to_vec())).collect(),
            ..Sections::default()
        };
        let mut sections = Sections::default();
        let texts: [&[(usize, &[u32])]; 5] = [
            &[(0, &[1, 2])],
            &[(0, &[1, 2]), (1, &[1])],
            &[(0, &[1, 2]), (1, &[]), (2, &[1, 2])],
            &[(0, &[1, 2]), (1, &[]), (2, &[1, 2])],
            &[(0, &[1, 2])],
        ];
        for grown in texts.map(of) {
            sections.follow(&grown);
            assert_eq!(sections, grown);
        }
    }
}
