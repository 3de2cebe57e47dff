//! What redlines promise, on generated histories: nothing lost, nothing invented, well-formed; nothing marked between
//! equal texts; about as much marked one way as the other; the same every time.

use crate::judge::blocks;
use crate::texts::history;
use promulgate::document::{self, Document};
use promulgate::html::{self, NoLinks};
use promulgate::model::{Class, VersionNumber};
use promulgate::weave::{self, Change, Redline, Weave};
use proptest::prelude::*;

/// The leaf texts that are left when what is `gone` is dropped.
fn side(redline: &Redline, gone: Change) -> Vec<String> {
    let mut texts = Vec::new();
    for leaf in redline.leaves.iter().filter(|l| l.change != gone) {
        let mut text = String::new();
        for piece in leaf.pieces().iter().filter(|p| p.change != gone) {
            let older = piece.alike.as_ref().filter(|_| gone == Change::Inserted);
            text.push_str(older.unwrap_or(&piece.text));
            if piece.block_end {
                texts.push(std::mem::take(&mut text));
            }
        }
        texts.push(text);
    }
    texts
}

fn texts(document: &Document) -> Vec<String> {
    document.leaves.iter().map(|l| l.text.clone()).collect()
}

/// The characters that are marked, but for white space.
fn marked(redline: &Redline) -> usize {
    let pieces = redline.leaves.iter().flat_map(|l| l.pieces().into_owned());
    let edits = pieces.filter(|p| matches!(p.change, Change::Deleted | Change::Inserted));
    edits.map(|p| p.text.chars().filter(|c| !c.is_whitespace()).count()).sum()
}

/// The redline of two documents.
fn direct(old: &Document, new: &Document) -> Redline {
    weave::redline(old, new)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_version_and_every_redline_is_exact(history in history()) {
        let parse = |blocks: &Vec<String>| document::parse(blocks.join("\n\n").as_bytes(), "p.md").document;
        let documents: Vec<Document> = history.iter().map(parse).collect();
        let mut weave = Weave::default();
        let classes: Vec<Class> = documents.iter().map(|d| weave.append(d)).collect();
        let rendered: Vec<Vec<String>> = documents.iter().map(|d| blocks(&html::document(d, &NoLinks), "")).collect();
        for (a, old) in documents.iter().enumerate() {
            prop_assert_eq!(&weave.project(VersionNumber::at(a)), old, "version {}", a);
            for (b, new) in documents.iter().enumerate() {
                let redline = weave.redline(VersionNumber::at(a), VersionNumber::at(b));
                prop_assert_eq!(side(&redline, Change::Inserted), texts(old), "old side of {}..{}", a, b);
                prop_assert_eq!(side(&redline, Change::Deleted), texts(new), "new side of {}..{}", a, b);
                prop_assert!(a != b || redline.is_unchanged());
                let empty = redline.leaves.iter().flat_map(|l| l.pieces().into_owned()).any(|p| p.text.is_empty() != p.block_end);
                prop_assert!(!empty, "no piece is empty");
                let html = html::redline(&redline, &NoLinks);
                prop_assert_eq!(&blocks(&html, "ins"), &rendered[a], "old side of {}", html);
                prop_assert_eq!(&blocks(&html, "del"), &rendered[b], "new side of {}", html);
            }
            prop_assert!(direct(old, old).is_unchanged(), "equal texts");
            if a > 0 {
                let there = direct(&documents[a - 1], old);
                let back = direct(old, &documents[a - 1]);
                prop_assert_eq!(&there, &direct(&documents[a - 1], old), "the same every time");
                let (there, back) = (marked(&there), marked(&back));
                prop_assert!(there.max(back) <= 3 * there.min(back) + 200, "{} there, {} back", there, back);
                let equal = &documents[a - 1] == old;
                prop_assert_eq!(classes[a] == Class::None, equal, "class of {}", a);
                let same_texts = texts(&documents[a - 1]) == texts(old);
                prop_assert!(!same_texts || classes[a] != Class::Text);
            }
        }
    }
}
