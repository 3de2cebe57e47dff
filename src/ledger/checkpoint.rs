//! What the log states of itself (<https://c2sp.org/tlog-checkpoint>), and of the site around it.

use super::base64::{encoded, hash};
use super::key::is_name;
use crate::model::Digest;

/// How many entries the log has, and what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log.
    pub origin: String,
    /// The number of entries.
    pub size: u64,
    /// The root of their tree.
    pub root: Digest,
}

/// Which files the site had when the log had so many entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteNote {
    /// The name of the log.
    pub origin: String,
    /// The number of entries.
    pub size: u64,
    /// The digest of the list of all files.
    pub files: Digest,
}

impl Checkpoint {
    /// The text that is signed: three lines.
    pub fn to_text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, self.root_text())
    }

    /// The root, in Base 64, as it stands in the text.
    pub fn root_text(&self) -> String {
        encoded(self.root.bytes())
    }

    /// The checkpoint that `text` is, to the letter.
    pub fn parse(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.split('\n').collect();
        let [origin, size, root, ""] = lines[..] else { return None };
        let checkpoint = Self { origin: origin.to_owned(), size: size.parse().ok()?, root: hash(root)? };
        (is_name(origin) && checkpoint.to_text() == text).then_some(checkpoint)
    }
}

impl SiteNote {
    /// With what the text begins.
    const KIND: &str = "policy-log/v1 site";

    /// The text that is signed: four lines.
    pub fn to_text(&self) -> String {
        format!("{}\n{}\n{}\n{}\n", Self::KIND, self.origin, self.size, self.files)
    }

    /// The statement that `text` is, to the letter.
    pub fn parse(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.split('\n').collect();
        let [Self::KIND, origin, size, files, ""] = lines[..] else { return None };
        let note = Self { origin: origin.to_owned(), size: size.parse().ok()?, files: Digest::parse(files)? };
        (is_name(origin) && note.to_text() == text).then_some(note)
    }
}
