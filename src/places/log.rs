//! The files of the ledger.

use serde::Serialize;

/// A file of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum OfLog<'a> {
    /// What the ledger states of itself now.
    Checkpoint,
    /// What it stated when it had so many entries.
    CheckpointAt(u64),
    /// A tile of hashes or a bundle of entries, by its path below the ledger's folder.
    Tile(&'a str),
    /// All entries, for people.
    Leaves,
    /// What is stated of all files of the site.
    Site,
    /// The digests of the ledger's files.
    Sums,
    /// The digests of the files of those policies whose ids have a digest that begins with this byte.
    PolicySums(u8),
    /// The public halves of the keys that sign, a line each.
    Keys,
    /// The first of them as other programs read it.
    Pem,
}

impl OfLog<'_> {
    /// Its path below the ledger's folder.
    pub(super) fn name(self) -> String {
        match self {
            Self::Checkpoint => "checkpoint".into(),
            Self::CheckpointAt(size) => format!("checkpoints/{size}"),
            Self::Tile(path) => path.into(),
            Self::Leaves => "leaves.txt".into(),
            Self::Site => "site".into(),
            Self::Sums => super::SUMS.into(),
            Self::PolicySums(first) => format!("sums/{first:02x}"),
            Self::Keys => "key.vkey".into(),
            Self::Pem => "key.pem".into(),
        }
    }
}
