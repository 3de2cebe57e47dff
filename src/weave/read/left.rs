//! What stood in former versions and stands in the latest no more.

use crate::model::VersionNumber;
use crate::tally::{Work, count};
use crate::weave::nodes::{LeafNode, Weave};
use std::collections::{HashMap, HashSet};

impl Weave {
    /// The texts of leaves that stand in none but former versions, each once with the last version in which it stands; the
    /// latest first. Only those that stand in a version after the first `known`.
    pub fn left(&self, known: usize) -> Vec<(&str, VersionNumber)> {
        let Some(&now) = self.versions.last() else { return Vec::new() };
        count(Work::NodesVisited, self.leaves.len());
        let standing = self.leaves.iter().filter(|node| node.alive.at(now)).map(|node| *node.text.at(now));
        let standing: HashSet<u32> = standing.collect();
        let mut last_version = vec![0; self.woven.len()];
        for (version, text) in self.versions.iter().enumerate() {
            last_version[*text as usize] = version;
        }
        let mut last: HashMap<u32, usize> = HashMap::new();
        for node in self.leaves.iter().filter(|node| !node.text.all().all(|said| standing.contains(said))) {
            for (text, said) in self.said(node).filter(|(_, said)| !standing.contains(said)) {
                let version = last_version[text as usize];
                last.entry(said).and_modify(|last| *last = version.max(*last)).or_insert(version);
            }
        }
        let mut left: Vec<(usize, u32)> = last.into_iter().map(|(said, version)| (version, said)).collect();
        left.retain(|(version, _)| *version >= known);
        left.sort_unstable_by(|a, b| b.cmp(a));
        left.into_iter().map(|(version, said)| (self.texts.value(said), VersionNumber::at(version))).collect()
    }

    /// The texts in which a leaf stands, with what it says in each.
    fn said(&self, node: &LeafNode) -> impl Iterator<Item = (u32, u32)> {
        let bounds = node.alive.bounds();
        let end = |to: Option<&u32>| to.copied().unwrap_or(self.next_text()).min(self.next_text());
        let spans: Vec<(u32, u32)> = bounds.chunks(2).map(|span| (span[0], end(span.get(1)))).collect();
        spans.into_iter().flat_map(|(from, to)| from..to).map(|text| (text, *node.text.at(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    #[test]
    fn what_left_is_told_with_the_last_version_in_which_it_stood() {
        let mut weave = Weave::default();
        for text in ["Owls.\n\nBees.\n\nCats.\n", "Owls.\n\nMice.\n\nCats.\n", "Bees.\n\nDogs.\n\nCats.\n"] {
            weave.append(&parse(text.as_bytes(), "p.md").document);
        }
        weave.repeat(1);
        weave.append(&parse("Dogs.\n\nCats.\n".as_bytes(), "p.md").document);
        let left = |known| -> Vec<(String, u32)> {
            let mut left: Vec<_> = weave.left(known).into_iter().map(|(text, n)| (text.to_owned(), n.get())).collect();
            left.sort();
            left
        };
        let all = [("Bees.", 3), ("Mice.", 4), ("Owls.", 4)].map(|(text, n)| (text.to_owned(), n));
        assert_eq!(left(0), all);
        assert_eq!(left(3), all[1..]);
        assert_eq!(left(4), []);
        assert!(Weave::default().left(0).is_empty());
    }
}
