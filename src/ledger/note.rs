//! Signed notes (<https://c2sp.org/signed-note>): a text, an empty line, and a line for each signature.

use super::base64::{decoded, encoded};
use super::key::{PublicKey, SecretKey, is_name};

/// A text with its signatures, of which there may be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Lines, the last of which ends too.
    pub text: String,
    /// In the order of their lines.
    pub signatures: Vec<Signature>,
}

/// A line of a note that says who signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The name of the key.
    pub name: String,
    /// The id of the key, and what the key made of the text.
    bytes: Vec<u8>,
}

impl Signature {
    fn is_of_same_key(&self, other: &Self) -> bool {
        self.name == other.name && self.bytes[..4] == other.bytes[..4]
    }
}

/// Begins the line of a signature.
const DASH: &str = "— ";
/// The most signatures that are read.
const MOST: usize = 64;

impl Note {
    /// `text` signed with `keys`.
    pub fn signed<'k>(text: String, keys: impl IntoIterator<Item = &'k SecretKey>) -> Self {
        let sign = |key: &SecretKey| {
            let public = key.public();
            let bytes = [public.id().as_slice(), &key.sign(text.as_bytes())].concat();
            Signature { name: public.name().to_owned(), bytes }
        };
        let signatures = keys.into_iter().map(sign).collect();
        Self { text, signatures }
    }

    /// Whether `key` signed it: `None` where nothing says so, `Some(false)` where something does and is forged.
    pub fn is_signed_by(&self, key: &PublicKey) -> Option<bool> {
        let mut signatures = self.signatures_of(key.name(), key.id()).peekable();
        signatures.peek()?;
        Some(signatures.all(|signature| key.has_signed(self.text.as_bytes(), signature)))
    }

    /// What the key with this name and id made of the text, as far as lines say so.
    pub(super) fn signatures_of(&self, name: &str, id: [u8; 4]) -> impl Iterator<Item = &[u8]> {
        let of_key = move |signature: &&Signature| signature.name == name && signature.bytes.starts_with(&id);
        self.signatures.iter().filter(of_key).map(|signature| &signature.bytes[4..])
    }

    /// The same note with those signatures alone that the key with this name and id made.
    pub(super) fn with_those_of(&self, name: &str, id: [u8; 4]) -> Self {
        let is_of = |signature: &&Signature| signature.name == name && signature.bytes.starts_with(&id);
        Self { text: self.text.clone(), signatures: self.signatures.iter().filter(is_of).cloned().collect() }
    }

    /// Adds the signatures of another note of the same text, but for those of keys that are called `own` and for those that it
    /// has one of the same key of.
    pub fn take_cosignatures(&mut self, other: &Self, own: &str) {
        if other.text != self.text {
            return;
        }
        for signature in other.signatures.iter().filter(|signature| signature.name != own) {
            let is_there = self.signatures.iter().any(|there| there.is_of_same_key(signature));
            if !is_there && self.signatures.len() < MOST {
                self.signatures.push(signature.clone());
            }
        }
    }

    /// The note that `text` is, if it is one to the letter.
    pub fn parse(text: &str) -> Option<Self> {
        let end = text.rfind("\n\n")? + 1;
        let (text, signatures) = (&text[..end], &text[end + 1..]);
        let sound = !text.chars().any(|c| c < ' ' && c != '\n');
        if !sound || !(signatures.is_empty() || signatures.ends_with('\n')) || signatures.lines().count() > MOST {
            return None;
        }
        let signature = |line: &str| {
            let (name, bytes) = line.strip_prefix(DASH)?.split_once(' ')?;
            let bytes = decoded(bytes).filter(|bytes| bytes.len() > 4 && is_name(name))?;
            Some(Signature { name: name.to_owned(), bytes })
        };
        let signatures = signatures.split_terminator('\n').map(signature).collect::<Option<_>>()?;
        Some(Self { text: text.to_owned(), signatures })
    }
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|s| writeln!(f, "{DASH}{} {}", s.name, encoded(&s.bytes)))
    }
}
