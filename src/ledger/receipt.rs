//! Receipts (<https://c2sp.org/tlog-proof>): everything that is needed to prove offline that an entry is in the log.

use super::base64::{decoded, encoded, hash};
use super::checkpoint::Checkpoint;
use super::note::Note;
use super::proof::root_of;
use super::tree::leaf_hash;
use crate::model::Digest;

/// The first line.
const FORMAT: &str = "c2sp.org/tlog-proof@v1";

/// The proof that a line is in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The line, with its line feed.
    pub line: String,
    /// Its place in the log, from 0.
    pub index: u64,
    /// The hashes from its sibling up to below the root (RFC 6962 section 2.1.1).
    pub proof: Vec<Digest>,
    /// The checkpoint that first held it.
    pub checkpoint: Note,
}

impl Receipt {
    /// What the checkpoint states, if the proof leads to its root. Who signed it is another question.
    pub fn proves(&self) -> Option<Checkpoint> {
        let checkpoint = Checkpoint::parse(&self.checkpoint.text)?;
        let root = root_of(leaf_hash(self.line.as_bytes()), self.index, checkpoint.size, &self.proof)?;
        (root == checkpoint.root).then_some(checkpoint)
    }

    /// The receipt that `text` is, to the letter.
    pub fn parse(text: &str) -> Option<Self> {
        let (proof, checkpoint) = text.split_once("\n\n")?;
        let mut lines = proof.split('\n');
        if lines.next() != Some(FORMAT) {
            return None;
        }
        let line = String::from_utf8(decoded(lines.next()?.strip_prefix("extra ")?)?).ok()?;
        let index = lines.next()?.strip_prefix("index ")?.parse().ok()?;
        let proof = lines.map(hash).collect::<Option<_>>()?;
        let receipt = Self { line, index, proof, checkpoint: Note::parse(checkpoint)? };
        (receipt.to_string() == text).then_some(receipt)
    }
}

impl std::fmt::Display for Receipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{FORMAT}\nextra {}\nindex {}", encoded(self.line.as_bytes()), self.index)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", encoded(hash.bytes())))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
