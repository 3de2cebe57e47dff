//! The files that the texts of a policy refer to: images, forms, tables.

use super::{CommitId, Digest, Timestamp, VersionNumber};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file that a text refers to, as it is published: by its bytes, for good.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Annex {
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its name on the site, which every file system can hold; its suffix tells what the bytes are.
    pub name: String,
    /// The number of its bytes.
    pub size: u64,
    /// How it is shown.
    pub shape: Shape,
}

/// How a file is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Shape {
    /// As a link.
    File,
    /// As a picture, of this width and height in pixels where its first bytes tell them.
    Picture(Option<(u32, u32)>),
}

/// The files to which the links of a text lead, by link as written.
pub type Annexed = BTreeMap<String, Arc<Annex>>;

/// The files to which all texts of a policy lead.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annexes {
    /// For each version whose files are others than those of the version before, its place and the files, as they stood in
    /// its commit.
    runs: Vec<(usize, Arc<Annexed>)>,
    /// The version that was read last.
    latest: Option<VersionNumber>,
    /// The files as they stand now.
    pub now: Arc<Annexed>,
    /// What became of the files while no text changed, oldest first.
    pub events: Vec<AnnexEvent>,
}

/// A commit changed a file to which the text leads, and not the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnexEvent {
    /// The commit.
    pub commit: CommitId,
    /// The place of that commit on the published line.
    pub order: usize,
    /// The committer date of that commit.
    pub date: Timestamp,
    /// The version that stood then.
    pub version: VersionNumber,
    /// Where the file stands in the repository.
    pub path: String,
    /// What stood there before, if that is published.
    pub old: Option<Arc<Annex>>,
    /// What stands there since, if that is published.
    pub new: Option<Arc<Annex>>,
}

impl Annexes {
    /// The files of version `n`, as they stood in its commit.
    pub fn at(&self, n: VersionNumber) -> &Annexed {
        static NONE: Annexed = Annexed::new();
        let after = self.runs.partition_point(|(from, _)| *from <= n.index());
        after.checked_sub(1).map_or(&NONE, |ix| &self.runs[ix].1)
    }

    /// Says that version `n`, the latest, leads to these files.
    pub fn stand(&mut self, n: VersionNumber, files: Annexed) {
        let files = Arc::new(files);
        if *files != *self.at(n) {
            self.runs.push((n.index(), Arc::clone(&files)));
        }
        self.now = files;
        self.latest = Some(n);
    }

    /// The version that was read last.
    pub fn latest(&self) -> Option<VersionNumber> {
        self.latest
    }

    /// Adds what `grown`, which went on from here, has more.
    pub fn catch_up(&mut self, grown: &Self) {
        self.runs.extend_from_slice(&grown.runs[self.runs.len()..]);
        self.events.extend_from_slice(&grown.events[self.events.len()..]);
        self.now = Arc::clone(&grown.now);
        self.latest = grown.latest;
    }

    /// The files that stand under one link in version `a` and in the later `b`, and are others there.
    pub fn replaced(&self, a: VersionNumber, b: VersionNumber) -> Vec<(&Annex, &Annex)> {
        let old = self.at(a);
        let pairs = self.at(b).iter().filter_map(|(link, new)| Some((&**old.get(link)?, &**new)));
        let mut pairs: Vec<_> = pairs.filter(|(old, new)| old != new).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// What became of the files while version `n` stood, oldest first.
    pub fn since(&self, n: VersionNumber) -> impl DoubleEndedIterator<Item = &AnnexEvent> {
        self.events.iter().filter(move |event| event.version == n)
    }

    /// The files of each version from the one at whose place they are others on, with that place.
    pub fn runs(&self) -> &[(usize, Arc<Annexed>)] {
        &self.runs
    }

    /// Whether any text ever led to a file.
    pub fn is_used(&self) -> bool {
        !self.runs.is_empty() || !self.events.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_leads_to_the_files_of_its_commit() {
        let annex = |bytes: &str| {
            let digest = Digest::of(bytes.as_bytes());
            Arc::new(Annex { digest, name: "a.pdf".into(), size: 1, shape: Shape::File })
        };
        let files = |bytes: &str| Annexed::from([("a.pdf".to_owned(), annex(bytes))]);
        let n = VersionNumber::at;
        let mut annexes = Annexes::default();
        annexes.stand(n(0), Annexed::new());
        annexes.stand(n(1), files("old"));
        annexes.stand(n(2), files("old"));
        annexes.stand(n(3), files("new"));
        assert!(annexes.at(n(0)).is_empty());
        assert_eq!(
            (annexes.at(n(1)), annexes.at(n(2)), annexes.at(n(3))),
            (&files("old"), &files("old"), &files("new"))
        );
        assert_eq!(annexes.replaced(n(2), n(3)), [(&*annex("old"), &*annex("new"))]);
        assert_eq!(annexes.replaced(n(0), n(3)), []);
        assert_eq!(annexes.runs.len(), 2);
    }
}
