//! Base 64 (RFC 4648 section 4), with padding; what is not in its one form is refused.

use crate::model::Digest;
use base64ct::{Base64, Encoding};

pub(super) fn encoded(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

pub(super) fn decoded(text: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(text).ok()
}

/// The hash that `text` is.
pub(super) fn hash(text: &str) -> Option<Digest> {
    decoded(text)?.try_into().ok().map(Digest::from_bytes)
}
