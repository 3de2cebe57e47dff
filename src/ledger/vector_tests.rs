//! The ledger held against published vectors, another implementation, and OpenSSL.

use super::*;
use crate::model::Digest;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use std::io::Write;
use std::process::Command;

/// The leaves and roots of the tests of RFC 6962's reference implementation.
const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")).collect()
}

fn line(n: u64) -> Vec<u8> {
    format!("leaf {n}\n").into_bytes()
}

/// A tree of so many leaves, and the same by `ct-merkle`.
fn trees(size: u64) -> (Tree, MemoryBackedTree<sha2::Sha256, Vec<u8>>) {
    let (mut ours, mut theirs) = (Tree::default(), MemoryBackedTree::new());
    for n in 0..size {
        ours.append(leaf_hash(&line(n)));
        theirs.push(line(n));
    }
    (ours, theirs)
}

fn hashes(bytes: &[u8]) -> Vec<Digest> {
    bytes.chunks(32).map(|hash| Digest::from_bytes(hash.try_into().expect("32 bytes"))).collect()
}

#[test]
fn published_roots_and_proofs_are_ours() {
    let mut tree = Tree::default();
    assert_eq!(tree.root(0), Digest::parse(ROOTS[0]));
    for (leaf, root) in LEAVES.iter().zip(&ROOTS[1..]) {
        tree.append(leaf_hash(&bytes(leaf)));
        assert_eq!(tree.root(tree.size()), Digest::parse(root));
    }
    let parsed = |all: &[&str]| all.iter().map(|hash| Digest::parse(hash)).collect::<Option<Vec<_>>>();
    let inclusion = [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ];
    assert_eq!(tree.inclusion(0, 8), parsed(&inclusion));
    let consistency = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ];
    assert_eq!(tree.consistency(6, 8), parsed(&consistency));
}

#[test]
fn another_implementation_agrees_for_all_pairs_of_sizes_up_to_300() {
    let (all, _) = trees(300);
    let roots: Vec<Digest> = (0..=300).map(|size| all.root(size).expect("a root")).collect();
    for size in 1..=300u64 {
        let (ours, theirs) = trees(size);
        assert_eq!(ours.root(size).expect("a root").bytes().as_slice(), theirs.root().as_bytes().as_slice(), "{size}");
        for old in 1..size {
            let proof = ours.consistency(old, size).expect("a proof");
            let other = theirs.prove_consistency((size - old) as usize);
            assert_eq!(proof, hashes(other.as_bytes()), "{old} in {size}");
            let at = |size: u64| roots[size as usize];
            assert!(is_consistent(old, at(old), size, at(size), &proof), "{old} in {size}");
            assert!(!is_consistent(old, at(old - 1), size, at(size), &proof), "another root of {old}");
            assert!(!is_consistent(old, at(old), size, at(size - 1), &proof), "another root of {size}");
        }
    }
}

#[test]
fn another_implementation_agrees_about_tiles_that_are_full_or_not() {
    for size in [1u64, 2, 255, 256, 257, 512, 600, 65_536, 65_836] {
        let (ours, theirs) = trees(size);
        let root = ours.root(size).expect("a root");
        assert_eq!(root.bytes().as_slice(), theirs.root().as_bytes().as_slice(), "{size}");
        for index in [0, size / 3, size / 2, size - 1] {
            let proof = ours.inclusion(index, size).expect("a proof");
            assert_eq!(proof, hashes(theirs.prove_inclusion(index as usize).as_bytes()), "{index} in {size}");
            assert_eq!(root_of(leaf_hash(&line(index)), index, size, &proof), Some(root));
            assert_ne!(root_of(leaf_hash(b"another"), index, size, &proof), Some(root));
            assert_eq!(root_of(leaf_hash(&line(index)), size, size, &proof), None);
            if size > 1 {
                assert_ne!(root_of(leaf_hash(&line(index)), index, size, &proof[1..]), Some(root), "a step too few");
            }
        }
        // a tree that goes on from the edge knows its root, and grows as the other one
        let mut grown = Tree::from_edge(&ours.edge());
        assert_eq!((grown.root(size), grown.edge()), (Some(root), ours.edge()), "{size}");
        let mut ours = ours;
        for n in size..size + 300 {
            ours.append(leaf_hash(&line(n)));
            grown.append(leaf_hash(&line(n)));
        }
        assert_eq!(grown.root(size + 300), ours.root(size + 300), "{size}");
        assert_eq!(grown.inclusion(size + 3, size + 300), ours.inclusion(size + 3, size + 300));
        assert_eq!(grown.consistency(size, size + 300), ours.consistency(size, size + 300), "{size}");
    }
}

/// The example of c2sp.org/signed-note's Go implementation (`golang.org/x/mod/sumdb/note`).
#[test]
fn keys_are_read_and_written_as_others_do() {
    let secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    let public = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let key = SecretKey::parse(secret).expect("a key");
    assert_eq!((key.to_secret_text().as_str(), key.public().to_string().as_str()), (secret, public));
    assert_eq!(PublicKey::parse(public), Some(key.public()));
    let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    let signed =
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    let note = Note::signed(text.into(), [&key]);
    assert_eq!(note.to_string(), format!("{text}\n{signed}"));
    assert_eq!(Note::parse(&note.to_string()), Some(note.clone()));
    assert_eq!(note.is_signed_by(&key.public()), Some(true));
    assert_eq!(note.is_signed_by(&SecretKey::from_seed("PeterNeumann", &[7; 32]).expect("a key").public()), None);
    for other in [public.replace("c74f20a3", "c74f20a4"), public.replace("+AR", "+AA"), format!("{public} ")] {
        assert_eq!(PublicKey::parse(&other), None, "{other}");
    }
    assert!(SecretKey::from_seed("a b", &[0; 32]).is_none() && SecretKey::from_seed("", &[0; 32]).is_none());
    assert!(!format!("{key:?}").contains("AYEKFALV"), "a secret is not shown");
}

fn checkpoint(tree: &Tree, size: u64, key: &SecretKey) -> Note {
    let root = tree.root(size).expect("a root");
    let checkpoint = Checkpoint { origin: key.public().name().into(), size, root };
    Note::signed(checkpoint.to_text(), [key])
}

fn key() -> SecretKey {
    SecretKey::from_seed("policies.example.go.th/log", &[42; 32]).expect("a key")
}

#[test]
fn openssl_accepts_what_we_sign() {
    let (tree, _) = trees(3);
    let note = checkpoint(&tree, 3, &key());
    let place = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = place.path().join(name);
        std::fs::File::create(&path).and_then(|mut file| file.write_all(bytes)).expect("written");
        path
    };
    let public = file("key.pem", key().public().to_pem().as_bytes());
    let signature = file("signature", &key().sign(note.text.as_bytes()));
    let accepts = |text: &str| {
        let mut openssl = Command::new("openssl");
        openssl.args(["pkeyutl", "-verify", "-pubin", "-rawin", "-inkey"]).arg(&public);
        openssl.arg("-in").arg(file("note", text.as_bytes())).arg("-sigfile").arg(&signature);
        openssl.output().expect("openssl runs").status.success()
    };
    assert!(accepts(&note.text));
    assert!(!accepts(&note.text.replace('3', "4")));
}

#[test]
fn a_receipt_proves_one_line_at_one_place() {
    let (tree, _) = trees(700);
    for (index, size) in [(0, 1), (6, 7), (299, 300), (299, 700), (0, 700)] {
        let proof = tree.inclusion(index, size).expect("a proof");
        let line = String::from_utf8(line(index)).expect("UTF-8");
        let receipt = Receipt { line, index, proof, checkpoint: checkpoint(&tree, size, &key()) };
        let text = receipt.to_string();
        let read = Receipt::parse(&text).expect("a receipt");
        assert_eq!((&read, read.proves().map(|c| c.size)), (&receipt, Some(size)));
        for at in 0..text.len() {
            let mut other = text.clone().into_bytes();
            other[at] ^= 1;
            let holds = |receipt: &Receipt| {
                receipt.proves().is_some() && receipt.checkpoint.is_signed_by(&key().public()) == Some(true)
            };
            let altered = String::from_utf8(other).ok().and_then(|text| Receipt::parse(&text));
            assert!(!altered.is_some_and(|receipt| holds(&receipt)), "byte {at} of {text}");
        }
    }
}

proptest! {
    #[test]
    fn what_is_read_is_written_so(text in "(a/log|policy-log/v1 site)?\n[0-9]{0,3}\n?[A-Za-z0-9+/=]{0,44}\n{0,3}(— [a-z]{0,3} [A-Za-z0-9+/=]{0,12}\n?){0,2}") {
        if let Some(note) = Note::parse(&text) {
            prop_assert_eq!(note.to_string(), text.clone());
        }
        if let Some(checkpoint) = Checkpoint::parse(&text) {
            prop_assert_eq!(checkpoint.to_text(), text.clone());
        }
        if let Some(receipt) = Receipt::parse(&text) {
            prop_assert_eq!(receipt.to_string(), text);
        }
    }

    #[test]
    fn a_tree_is_the_same_in_whatever_pieces_it_grew(pieces in prop::collection::vec(1u64..300, 1..8)) {
        let (mut tree, mut edge) = (Tree::default(), Edge::default());
        for piece in pieces {
            let mut grown = Tree::from_edge(&edge);
            for _ in 0..piece {
                grown.append(leaf_hash(&line(grown.size())));
                tree.append(leaf_hash(&line(tree.size())));
            }
            edge = grown.edge();
            prop_assert_eq!(grown.root(grown.size()), tree.root(tree.size()));
        }
        prop_assert_eq!(edge, tree.edge());
    }
}
