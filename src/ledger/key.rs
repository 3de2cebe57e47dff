//! The keys that sign: Ed25519 (RFC 8032), written as <https://c2sp.org/signed-note> and its Go implementation write them.

use super::base64::{decoded, encoded};
use crate::model::Digest;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use std::fmt;

/// Says that a key or signature is Ed25519.
const ED25519: u8 = 1;
/// Begins a secret key.
const SECRET: &str = "PRIVATE+KEY+";
/// What stands before an Ed25519 key in a `SubjectPublicKeyInfo` (RFC 8410 section 4).
const INFO: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// The half of a key that everybody may know; shown, it is a `vkey`: the name, the id and the key itself, between `+`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    key: VerifyingKey,
}

/// The half of a key that signs.
pub struct SecretKey {
    name: String,
    key: SigningKey,
}

/// The id of the key called `name`, of this kind and with these bytes (<https://c2sp.org/signed-note>).
pub(super) fn id(name: &str, kind: u8, bytes: &[u8]) -> [u8; 4] {
    let [a, b, c, d, ..] = *Digest::of(&[name.as_bytes(), b"\n", &[kind], bytes].concat()).bytes();
    [a, b, c, d]
}

/// The name, kind and bytes of the key that `vkey` is, to the letter.
pub(super) fn parts(vkey: &str) -> Option<(&str, u8, Vec<u8>)> {
    let (name, rest) = vkey.split_once('+')?;
    let (stated, bytes) = rest.split_once('+')?;
    let bytes = decoded(bytes)?;
    let (kind, bytes) = bytes.split_first()?;
    let own = format!("{:08x}", u32::from_be_bytes(id(name, *kind, bytes)));
    (is_name(name) && stated == own).then(|| (name, *kind, bytes.to_vec()))
}

/// Whether a key may be called so: it holds no space and no `+`, and is not empty.
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

impl PublicKey {
    /// What it is called: the origin of the log.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What tells it from other keys of that name.
    pub fn id(&self) -> [u8; 4] {
        id(&self.name, ED25519, self.key.as_bytes())
    }

    /// Whether both are the same key, whatever they are called.
    pub fn is_same_key(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// Whether `signature` is this key's of `text`.
    pub fn has_signed(&self, text: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.key.verify_strict(text, &signature).is_ok())
    }

    /// The key that `vkey` is, to the letter.
    pub fn parse(vkey: &str) -> Option<Self> {
        let (name, kind, bytes) = parts(vkey)?;
        let key = VerifyingKey::from_bytes(bytes.as_slice().try_into().ok()?).ok()?;
        (kind == ED25519).then(|| Self { name: name.to_owned(), key })
    }

    /// As programs like OpenSSL read it: a `SubjectPublicKeyInfo` (RFC 8410) in PEM (RFC 7468).
    pub fn to_pem(&self) -> String {
        let info = encoded(&[&INFO[..], self.key.as_bytes()].concat());
        format!("-----BEGIN PUBLIC KEY-----\n{info}\n-----END PUBLIC KEY-----\n")
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&[ED25519], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{:08x}+{}", self.name, u32::from_be_bytes(self.id()), encoded(&bytes))
    }
}

impl SecretKey {
    /// The key called `name` that follows from these bytes; `None` where that is no name.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Option<Self> {
        is_name(name).then(|| Self { name: name.to_owned(), key: SigningKey::from_bytes(seed) })
    }

    /// A key called `name` of random bytes from the system; `None` where that is no name.
    ///
    /// # Errors
    /// The system has no random bytes.
    pub fn random(name: &str) -> std::io::Result<Option<Self>> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(std::io::Error::other)?;
        Ok(Self::from_seed(name, &seed))
    }

    /// Its other half.
    pub fn public(&self) -> PublicKey {
        PublicKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// Signs `text`; the same text gives the same signature.
    pub fn sign(&self, text: &[u8]) -> [u8; 64] {
        self.key.sign(text).to_bytes()
    }

    /// The key that `text` is, to the letter; a line feed may follow it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_suffix('\n').unwrap_or(text);
        let (name, rest) = text.strip_prefix(SECRET)?.split_once('+')?;
        let bytes = decoded(rest.split_once('+')?.1)?;
        let seed: &[u8; 32] = bytes.strip_prefix(&[ED25519])?.try_into().ok()?;
        Self::from_seed(name, seed).filter(|key| key.to_secret_text() == text)
    }

    /// As its file holds it. Whoever reads it can sign.
    pub fn to_secret_text(&self) -> String {
        let bytes = [&[ED25519], self.key.as_bytes().as_slice()].concat();
        format!("{SECRET}{}+{:08x}+{}", self.name, u32::from_be_bytes(self.public().id()), encoded(&bytes))
    }
}

/// Without what is secret of it.
impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.public())
    }
}
