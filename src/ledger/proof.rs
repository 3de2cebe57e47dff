//! Checks proofs without the tree (RFC 9162 sections 2.1.3.2 and 2.1.4.2, for proofs of RFC 6962 section 2.1).

use super::base64::encoded;
use super::tree::node_hash;
use crate::model::Digest;

/// A proof as others read it: a line for each hash, in Base 64.
pub fn proof_lines(proof: &[Digest]) -> String {
    proof.iter().map(|hash| encoded(hash.bytes()) + "\n").collect()
}

/// The root of the tree of `size` leaves in which `leaf` is at `index`, if `proof` proves it; to be compared with the root
/// that a checkpoint states.
pub fn root_of(leaf: Digest, index: u64, size: u64, proof: &[Digest]) -> Option<Digest> {
    if index >= size {
        return None;
    }
    let (mut at, mut last, mut root) = (index, size - 1, leaf);
    for hash in proof {
        if last == 0 {
            return None;
        }
        if at % 2 == 1 || at == last {
            root = node_hash(hash, &root);
            while at % 2 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            root = node_hash(&root, hash);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    (last == 0).then_some(root)
}

/// Whether `proof` proves that the tree of `old` leaves with the root `old_root` is the beginning of that of `size` leaves
/// with the root `root`.
pub fn is_consistent(old: u64, old_root: Digest, size: u64, root: Digest, proof: &[Digest]) -> bool {
    if old == size {
        return old_root == root && proof.is_empty();
    }
    if old == 0 || old > size {
        return false;
    }
    let (mut at, mut last) = (old - 1, size - 1);
    while at % 2 == 1 {
        (at, last) = (at >> 1, last >> 1);
    }
    let (first, rest) = match (old.is_power_of_two(), proof.split_first()) {
        (true, _) => (old_root, proof),
        (false, Some((first, rest))) => (*first, rest),
        (false, None) => return false,
    };
    let (mut before, mut now) = (first, first);
    for hash in rest {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            (before, now) = (node_hash(hash, &before), node_hash(hash, &now));
            while at % 2 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            now = node_hash(&now, hash);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && before == old_root && now == root
}
