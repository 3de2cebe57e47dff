//! Object ids as bytes.

use git2::Oid;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(super) fn serialize<S: Serializer>(oid: &Oid, serializer: S) -> Result<S::Ok, S::Error> {
    oid.as_bytes().serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Oid, D::Error> {
    Oid::from_bytes(<&[u8]>::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// The same for an object that there may not be.
pub(super) mod maybe {
    use super::*;

    pub(in super::super) fn serialize<S: Serializer>(oid: &Option<Oid>, serializer: S) -> Result<S::Ok, S::Error> {
        oid.as_ref().map_or(&[][..], |oid| oid.as_bytes()).serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Oid>, D::Error> {
        match <&[u8]>::deserialize(deserializer)? {
            [] => Ok(None),
            bytes => Oid::from_bytes(bytes).map(Some).map_err(D::Error::custom),
        }
    }
}
