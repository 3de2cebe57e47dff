//! Of up to three texts each is told back exactly by the weave, and a redline has all of the older and all of the newer
//! text and nothing else; also when the weave was written down and read back between them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use promulgate::brief::brief;
use promulgate::document::{self, Document};
use promulgate::model::{Lang, VersionNumber};
use promulgate::weave::{Change, Redline, Weave};

/// Between two texts: UTF-8 has no such byte.
const NEXT: u8 = 0xff;

fuzz_target!(|bytes: &[u8]| {
    let texts = bytes.splitn(3, |byte| *byte == NEXT);
    let documents: Vec<Document> = texts.map(|text| document::parse(text, "p.md").document).collect();
    let mut weave = Weave::default();
    for document in &documents {
        weave.append(document);
        weave = Weave::from_bytes(&weave.to_bytes()).expect("what was written is read");
    }
    for (a, old) in documents.iter().enumerate() {
        assert_eq!(&weave.project(VersionNumber::at(a)), old, "version {a}");
        for (b, new) in documents.iter().enumerate() {
            let redline = weave.redline(VersionNumber::at(a), VersionNumber::at(b));
            assert_eq!(side(&redline, Change::Inserted), leaves(old), "the older side of {a}..{b}");
            assert_eq!(side(&redline, Change::Deleted), leaves(new), "the newer side of {a}..{b}");
            assert!(a != b || redline.is_unchanged());
            brief(&redline, &Lang::english());
        }
    }
    weave.export();
});

fn leaves(document: &Document) -> Vec<String> {
    document.leaves.iter().map(|leaf| leaf.text.clone()).collect()
}

/// The leaf texts that are left when what is `gone` is dropped.
fn side(redline: &Redline, gone: Change) -> Vec<String> {
    let mut texts = Vec::new();
    for leaf in redline.leaves.iter().filter(|leaf| leaf.change != gone) {
        let mut text = String::new();
        for piece in leaf.pieces().iter().filter(|piece| piece.change != gone) {
            text.push_str(&piece.text);
            if piece.block_end {
                texts.push(std::mem::take(&mut text));
            }
        }
        texts.push(text);
    }
    texts
}
