//! The files that a publication wrote, as the next one knows them.

use crate::model::Digest;
use crate::pages::Page;
use crate::places::{Rank, SitePath};
use crate::store;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Files of the site, by path.
pub(super) type SiteFiles = BTreeMap<SitePath, SiteFile>;

/// Files of the ledger, in pieces that belong to entries in a row. A commit changes the last ones; the others are shared.
pub(super) type LogFiles = BTreeMap<usize, Arc<SiteFiles>>;

/// A file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SiteFile {
    key: Key,
    /// In bytes.
    pub(super) size: u64,
    pub(super) rank: Rank,
    /// Of its bytes.
    pub(super) digest: Digest,
}

/// Enough of the key of a page to distinguish it from every other page that its file ever was.
type Key = [u8; 16];

fn short(key: &Digest) -> Key {
    let mut short = Key::default();
    short.copy_from_slice(&key.bytes()[..16]);
    short
}

impl SiteFile {
    /// The file of `page`, which has these `bytes`.
    pub(super) fn new(page: &Page, bytes: &[u8]) -> Self {
        Self { key: short(&page.key), size: bytes.len() as u64, rank: page.rank, digest: Digest::of(bytes) }
    }

    /// The same bytes as the file of `page`.
    pub(super) fn of_page(self, page: &Page) -> Self {
        Self { key: short(&page.key), rank: page.rank, ..self }
    }

    /// The file of the same page with these `bytes`.
    pub(super) fn with_bytes(self, bytes: &[u8]) -> Self {
        Self { size: bytes.len() as u64, digest: Digest::of(bytes), ..self }
    }

    /// A file that goes by its bytes.
    pub(super) fn of_bytes(rank: Rank, bytes: &[u8]) -> Self {
        let digest = Digest::of(bytes);
        Self { key: short(&digest), size: bytes.len() as u64, rank, digest }
    }

    /// Whether its page had the key `key`.
    pub(super) fn has(&self, key: &Digest) -> bool {
        self.key == short(key)
    }

    /// The compressed copy of this file, of these `bytes`, whose name ends with `suffix`.
    pub(super) fn beside(&self, suffix: &str, bytes: &[u8]) -> Self {
        Self { key: self.key_beside(suffix), ..Self::of_bytes(Rank::Compressed, bytes) }
    }

    fn key_beside(&self, suffix: &str) -> Key {
        short(&store::key(&(self.key, suffix)))
    }

    /// Whether it is such a copy of `file`.
    pub(super) fn is_copy_of(&self, file: &Self, suffix: &str) -> bool {
        self.key == file.key_beside(suffix) && self.rank == Rank::Compressed
    }

    /// The file at `path`, of which nobody knows what is in it.
    pub(super) fn unknown(path: &SitePath) -> Self {
        let rank = if path.uncompressed().is_some() { Rank::Compressed } else { Rank::Page };
        Self { key: Key::default(), size: 0, rank, digest: Digest::of(&[]) }
    }

    /// Whether it is `page` as it would be rendered now.
    pub(super) fn is(&self, page: &Page) -> bool {
        self.has(&page.key)
    }
}

/// Writes files with no more of each path than where it differs from the one before: those of a policy begin alike.
pub(super) mod packed {
    use super::{SiteFile, SiteFiles, SitePath};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(files: &SiteFiles, serializer: S) -> Result<S::Ok, S::Error> {
        let mut before = "";
        let mut all = Vec::with_capacity(files.len());
        for (path, file) in files {
            let text = path.as_str();
            let alike = text.char_indices().zip(before.chars()).take_while(|((_, a), b)| a == b);
            let shared = alike.map(|((at, c), _)| at + c.len_utf8()).last().unwrap_or(0);
            all.push(((shared, &text[shared..]), file));
            before = text;
        }
        all.serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SiteFiles, D::Error> {
        let mut before = String::new();
        let mut files = SiteFiles::new();
        for ((shared, rest), file) in Vec::<((usize, String), SiteFile)>::deserialize(deserializer)? {
            let start = before.get(..shared).ok_or_else(|| D::Error::custom("no path goes on from there"))?;
            before = format!("{start}{rest}");
            files.insert(SitePath::try_from(before.clone()).map_err(D::Error::custom)?, file);
        }
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store;

    #[derive(Serialize, Deserialize)]
    struct Held(#[serde(with = "packed")] SiteFiles);

    #[test]
    fn files_come_back_as_they_were_kept() {
        let path = |text: &str| SitePath::parse(text).expect("a path");
        let file = |n: u8| SiteFile::of_bytes(Rank::Page, &[n]);
        let paths = ["a/index.html", "a/v/1/index.html", "a/v/1/source.md", "a/v/10/index.html", "é/x", "è/x", "b"];
        let files: SiteFiles = paths.iter().zip(1..).map(|(text, n)| (path(text), file(n))).collect();
        let bytes = store::to_bytes(&Held(files.clone()));
        assert_eq!(store::from_bytes::<Held>(&bytes).expect("read").0, files);
        assert!(bytes.len() < store::to_bytes(&files).len(), "paths are shorter");
        let forged = store::to_bytes(&[((3usize, "x"), file(1))].as_slice());
        assert!(store::from_bytes::<Held>(&forged).is_none(), "there is no path before the first");
    }
}
