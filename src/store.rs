//! Values as bytes, for the state that a publication leaves for the next one, and digests of values.
//!
//! The encoding is postcard's (<https://postcard.jamesmunns.com>). State is private to one build of the program: whoever
//! keeps a value keeps with it a digest of what it depends on.

use crate::model::Digest;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The length of a SHA-256 digest in bytes.
const DIGEST: usize = 32;

/// The bytes of `value`, behind their digest.
pub fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    let bytes = postcard::to_extend(value, vec![0; DIGEST]).expect("a value that can be kept");
    seal(bytes)
}

/// The value in `bytes`; `None` where they are not what [`to_bytes`] gave.
pub fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (seal, bytes) = bytes.split_at_checked(DIGEST)?;
    if Digest::of(bytes).bytes() != seal {
        return None;
    }
    postcard::from_bytes(bytes).ok()
}

/// A digest of everything in `value`: equal for equal values, in every run of the same program.
pub fn key(value: &impl Serialize) -> Digest {
    Digest::of(&postcard::to_allocvec(value).expect("a value that can be kept"))
}

fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
    let digest = Digest::of(&bytes[DIGEST..]);
    bytes[..DIGEST].copy_from_slice(digest.bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_damaged_is_not_read() {
        let bytes = to_bytes(&("a", 7u32));
        assert_eq!(from_bytes::<(String, u32)>(&bytes), Some(("a".into(), 7)));
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_eq!(from_bytes::<(String, u32)>(&other), None, "byte {at}");
            assert_eq!(from_bytes::<(String, u32)>(&bytes[..at]), None, "the first {at}");
        }
    }
}
