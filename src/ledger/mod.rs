//! The ledger: an append-only list of everything that was ever published, which anybody can check with files alone.
//!
//! Each version, withdrawal and correction is an [`Entry`], one line of text. The lines are the leaves of a [`Tree`], which
//! is published as tiles. A [`Checkpoint`] states how many there are and the hash at the root, which stands for all of them
//! in their order; it may be signed. A [`Receipt`] proves offline that a line is in it.
//!
//! # Sources
//! - The tree and its proofs: RFC 6962 section 2.1, with SHA-256.
//! - The files of tiles and of entries: <https://c2sp.org/tlog-tiles>.
//! - Checkpoints: <https://c2sp.org/tlog-checkpoint>, which are signed notes: <https://c2sp.org/signed-note>, with Ed25519
//!   (RFC 8032).
//! - Receipts: <https://c2sp.org/tlog-proof>.
//! - What witnesses sign, and how many are needed: <https://c2sp.org/tlog-cosignature>, <https://c2sp.org/tlog-policy>.
//!
//! Everything here is made of values, fails on no disk, and gives the same bytes for the same input.

mod base64;
mod checkpoint;
mod cosigner;
mod entry;
mod key;
mod note;
mod policy;
mod proof;
mod receipt;
mod tiles;
mod tree;
mod withheld;

pub use checkpoint::{Checkpoint, SiteNote};
pub use cosigner::{Cosigner, Saw};
pub use entry::Entry;
pub use key::{PublicKey, SecretKey, is_name};
pub use note::{Note, Signature};
pub use policy::{Witness, WitnessPolicy};
pub use proof::{is_consistent, proof_lines, root_of};
pub use receipt::Receipt;
pub use tiles::{HEIGHT, Tile, WIDTH, bundle, lines_of};
pub use tree::{Edge, Tree, leaf_hash};
pub use withheld::WithheldText;

#[cfg(test)]
mod vector_tests;
