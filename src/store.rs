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
    postcard::from_bytes(unsealed(bytes)?).ok()
}

/// The value with which another one begins that [`to_bytes`] gave, whatever follows; `None` where `bytes` are no such.
pub fn first<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::take_from_bytes(unsealed(bytes)?).ok().map(|(value, _)| value)
}

/// A digest of everything in `value`: equal for equal values, in every run of the same program.
pub fn key(value: &impl Serialize) -> Digest {
    Digest::of(&postcard::to_allocvec(value).expect("a value that can be kept"))
}

fn unsealed(bytes: &[u8]) -> Option<&[u8]> {
    let (seal, bytes) = bytes.split_at_checked(DIGEST)?;
    (Digest::of(bytes).bytes() == seal).then_some(bytes)
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

    #[test]
    fn what_stands_first_is_read_whatever_follows() {
        let bytes = to_bytes(&(7u32, "another layout", [1u64; 3]));
        assert_eq!(first::<u32>(&bytes), Some(7));
        assert_eq!(first::<u32>(&bytes[..bytes.len() - 1]), None);
    }
}
