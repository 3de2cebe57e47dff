//! The keys of witnesses, and what they sign (<https://c2sp.org/tlog-cosignature>): that at some time, this was the largest
//! ledger that they saw, and that it had only grown.

use super::key::{id, parts};
use super::note::Note;
use crate::model::Timestamp;
use ed25519_dalek::{Signature, VerifyingKey};

/// Says that a key is of a cosigner, and Ed25519.
const ED25519: u8 = 4;
/// The same for ML-DSA-44 (FIPS 204), which this program can't check.
const ML_DSA_44: u8 = 6;
/// How many bytes such a key has.
const ML_DSA_44_SIZE: usize = 1312;

/// The public half of the key of a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigner {
    name: String,
    kind: u8,
    bytes: Vec<u8>,
}

/// What a note says of a witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saw {
    /// Nothing.
    Nothing,
    /// It saw the ledger at this time.
    At(Timestamp),
    /// There is a cosignature that is not valid.
    Forged,
}

impl Cosigner {
    /// The key that `vkey` is, to the letter; `None` for one that does not cosign.
    pub fn parse(vkey: &str) -> Option<Self> {
        let (name, kind, bytes) = parts(vkey)?;
        let sound = match kind {
            ED25519 => VerifyingKey::from_bytes(bytes.as_slice().try_into().ok()?).is_ok(),
            ML_DSA_44 => bytes.len() == ML_DSA_44_SIZE,
            _ => false,
        };
        sound.then(|| Self { name: name.to_owned(), kind, bytes })
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether both are the same key, whatever they are called.
    pub fn is_same_key(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }

    /// Whether its cosignatures can be checked here: those of Ed25519 can.
    pub fn can_be_checked(&self) -> bool {
        self.kind == ED25519
    }

    /// What `note`, a checkpoint, says of it. Of several cosignatures, the newest.
    pub fn saw(&self, note: &Note) -> Saw {
        if !self.can_be_checked() {
            return Saw::Nothing;
        }
        let mut saw = Saw::Nothing;
        for signature in note.signatures_of(&self.name, self.id()) {
            match (self.time_of(&note.text, signature), saw) {
                (None, _) => return Saw::Forged,
                (Some(time), Saw::At(known)) if known >= time => {}
                (Some(time), _) => saw = Saw::At(time),
            }
        }
        saw
    }

    /// `note` with the cosignatures of this key alone.
    pub fn own(&self, note: &Note) -> Note {
        note.with_those_of(&self.name, self.id())
    }

    fn id(&self) -> [u8; 4] {
        id(&self.name, self.kind, &self.bytes)
    }

    /// When `signature`, a time in seconds since 1970 and what the key made of it and of `text`, was made.
    fn time_of(&self, text: &str, signature: &[u8]) -> Option<Timestamp> {
        let (time, signature) = signature.split_first_chunk::<8>()?;
        let time = i64::try_from(u64::from_be_bytes(*time)).ok()?;
        let key = VerifyingKey::from_bytes(self.bytes.as_slice().try_into().ok()?).ok()?;
        let signature = Signature::from_slice(signature).ok()?;
        let signed = format!("cosignature/v1\ntime {time}\n{text}");
        key.verify_strict(signed.as_bytes(), &signature).ok()?;
        Some(Timestamp::from_unix(time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the specifications.
    const CHECKPOINT: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
        — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

    #[test]
    fn keys_of_other_kinds_do_not_cosign() {
        let vkey = |kind: u8, size: usize| {
            let bytes = vec![9; size];
            let id = u32::from_be_bytes(id("w.org/1", kind, &bytes));
            let bytes = crate::ledger::base64::encoded(&[&[kind], bytes.as_slice()].concat());
            Cosigner::parse(&format!("w.org/1+{id:08x}+{bytes}"))
        };
        assert!(vkey(4, 32).is_some_and(|key| key.can_be_checked()));
        assert!(vkey(6, 1312).is_some_and(|key| !key.can_be_checked()));
        assert!(vkey(1, 32).is_none() && vkey(6, 1311).is_none() && vkey(4, 33).is_none() && vkey(5, 32).is_none());
    }

    #[test]
    fn a_cosignature_of_another_key_says_nothing() {
        let note = Note::parse(CHECKPOINT).expect("a note");
        let key = Cosigner { name: "witness.example.com/w1".into(), kind: ED25519, bytes: vec![9; 32] };
        assert_eq!(key.saw(&note), Saw::Nothing);
        assert!(key.own(&note).signatures.is_empty());
    }
}
