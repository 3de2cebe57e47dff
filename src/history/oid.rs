//! Object ids as bytes.

use git2::Oid;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// `oid` as a key of maps and sets.
///
/// Ids that libgit2 gives have undefined bytes behind the 20 of SHA-1, where those of SHA-256 would be. They count in
/// their hash and not in comparisons, so that equal ids may be different keys. Every id that enters from libgit2 passes
/// through here.
pub(super) fn clean(oid: Oid) -> Oid {
    Oid::from_bytes(oid.as_bytes()).unwrap_or(oid)
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn one_object_is_one_key_wherever_its_id_was_read() {
        let place = tempfile::tempdir().expect("a folder");
        let git = git2::Repository::init(place.path()).expect("a repository");
        let blob = git.blob(b"x").expect("a blob");
        let tree = |names: std::ops::Range<usize>| {
            let mut tree = git.treebuilder(None).expect("a tree");
            for name in names {
                tree.insert(format!("a name of some length {name}"), blob, 0o100_644).expect("an entry");
            }
            tree.write().expect("a tree")
        };
        let trees = [tree(0..3000), tree(3000..4000), tree(5..6)];
        let ids = trees.iter().flat_map(|tree| {
            let tree = git.find_tree(*tree).expect("a tree");
            tree.iter().map(|entry| clean(entry.id())).collect::<Vec<_>>()
        });
        assert_eq!(ids.collect::<HashSet<_>>(), HashSet::from([clean(blob)]));
    }
}
