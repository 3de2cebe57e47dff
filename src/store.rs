//! Serialises values for the state that a publication leaves for the next one, and computes digests of values.
//!
//! The encoding is postcard's (<https://postcard.jamesmunns.com>). State is private to one build of the program: a
//! stored value comes with a digest of what it depends on. Values that are not short are deflated (RFC 1951), since
//! they repeat the same names and numbers many times.

use crate::model::Digest;
use miniz_oxide::{deflate, inflate};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;

/// The length of a SHA-256 digest in bytes.
const DIGEST: usize = 32;

/// From how many bytes on a value is deflated.
const LONG: usize = 1 << 10;

/// The bytes of `value`, deflated if they are many, behind their digest; behind the digest with all bits turned round if
/// they are deflated.
pub fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    let bytes = postcard::to_extend(value, vec![0; DIGEST]).expect("a value that can be kept");
    if bytes.len() < LONG {
        return seal(bytes, |digest| digest);
    }
    seal([&[0; DIGEST], &*deflated(&bytes[DIGEST..])].concat(), |digest| !digest)
}

/// `bytes` in less room.
pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    // a higher level takes several times as long, and saves a tenth
    deflate::compress_to_vec(bytes, 1)
}

/// What [`deflated`] was given.
pub fn inflated(bytes: &[u8]) -> Option<Vec<u8>> {
    inflate::decompress_to_vec(bytes).ok()
}

/// The value in `bytes`; `None` where they are not what [`to_bytes`] gave.
pub fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(&unsealed(bytes)?).ok()
}

/// The value with which another one begins that [`to_bytes`] gave, whatever follows; `None` where `bytes` are no such.
pub fn first<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::take_from_bytes(&unsealed(bytes)?).ok().map(|(value, _)| value)
}

/// A digest of everything in `value`: equal for equal values, in every run of the same program.
pub fn key(value: &impl Serialize) -> Digest {
    Digest::of(&postcard::to_allocvec(value).expect("a value that can be kept"))
}

fn unsealed(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let (seal, bytes) = bytes.split_at_checked(DIGEST)?;
    let digest = *Digest::of(bytes).bytes();
    match seal {
        _ if seal == digest => Some(Cow::Borrowed(bytes)),
        _ if seal == digest.map(|byte| !byte) => inflated(bytes).map(Cow::Owned),
        _ => None,
    }
}

/// `bytes`, which begin with room for it, behind their digest, each byte of it as `sign` has it.
fn seal(mut bytes: Vec<u8>, sign: fn(u8) -> u8) -> Vec<u8> {
    let digest = *Digest::of(&bytes[DIGEST..]).bytes();
    bytes[..DIGEST].copy_from_slice(&digest.map(sign));
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
    fn what_is_long_takes_less_room_and_is_not_read_where_it_is_damaged() {
        let value: Vec<u32> = (0..3000).map(|n| n % 7).collect();
        let bytes = to_bytes(&value);
        assert!(bytes.len() < value.len() / 4, "{} bytes", bytes.len());
        assert_eq!((from_bytes(&bytes), first::<usize>(&bytes)), (Some(value), Some(3000)));
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_eq!(from_bytes::<Vec<u32>>(&other), None, "byte {at}");
            assert_eq!(from_bytes::<Vec<u32>>(&bytes[..at]), None, "the first {at}");
        }
    }

    #[test]
    fn what_stands_first_is_read_whatever_follows() {
        let bytes = to_bytes(&(7u32, "another layout", [1u64; 3]));
        assert_eq!(first::<u32>(&bytes), Some(7));
        assert_eq!(first::<u32>(&bytes[..bytes.len() - 1]), None);
    }
}
