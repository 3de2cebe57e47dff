//! Checks on a whole archive what the tests check on generated texts: `cargo run --release --example audit -- REPO [FOLDER]`.
//!
//! For every policy: each version is read alike alone and after the one before; each version read off the weave equals
//! the version parsed by itself, and each redline between neighbours, as HTML, gives the rendered older text without
//! `<ins>` and the rendered newer one without `<del>`; the same of the direct redline both ways, which is as large one way
//! as the other (how many are not within 1 % is told), and of a text and itself, in which nothing is marked.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "../tests/it/judge.rs"]
mod judge;

use judge::blocks;
use promulgate::document::{self, Document};
use promulgate::history::{History, Repository, Scope};
use promulgate::html::{self, NoLinks};
use promulgate::model::VersionNumber;
use promulgate::weave::{Change, Redline, Weave};
use std::path::Path;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let repository = Repository::discover(Path::new(&arguments.next().unwrap())).unwrap();
    let scope = Scope::new(&arguments.next().unwrap_or_default(), &[], &[]).unwrap();
    let tip = repository.tip("HEAD").unwrap();
    let history = History::whole(&repository, &tip, scope).unwrap();
    let (mut versions, mut redlines, mut wrong, mut lopsided) = (0, 0, 0, 0);
    for (_, lineage) in history.lineages() {
        let mut weave = Weave::default();
        let (mut documents, mut before) = (Vec::new(), None);
        for (path, blob, _) in lineage.versions() {
            let bytes = repository.blob(blob).unwrap();
            let document = document::parse(&bytes, path).document;
            let after = document::parse_after(&bytes, path, before.as_ref());
            if after.document != document {
                wrong += 1;
                println!("{} version {}: read otherwise after the version before", lineage.path, documents.len() + 1);
            }
            before = Some(after);
            weave.append(&document);
            documents.push(document);
        }
        for (ix, document) in documents.iter().enumerate() {
            versions += 1;
            if weave.project(VersionNumber::at(ix)) != *document {
                wrong += 1;
                println!("{} version {}: the weave gives another text", lineage.path, ix + 1);
            }
            if ix > 0 {
                redlines += 1;
                let before = &documents[ix - 1];
                let (there, back) = (direct(before, document), direct(document, before));
                lopsided += usize::from(marked(&there).abs_diff(marked(&back)) * 100 > marked(&there).max(20));
                let woven = weave.redline(VersionNumber::at(ix - 1), VersionNumber::at(ix));
                let all = [(&woven, before, document), (&there, before, document), (&back, document, before)];
                for (redline, old, new) in all {
                    let html = html::redline(redline, &NoLinks);
                    for (side, dropped, document) in [("old", "ins", old), ("new", "del", new)] {
                        if blocks(&html, dropped) != blocks(&html::document(document, &NoLinks), "") {
                            wrong += 1;
                            println!("{} redline to version {}: the {side} side is another text", lineage.path, ix + 1);
                        }
                    }
                }
                if there != direct(before, document) || !direct(document, document).is_unchanged() {
                    wrong += 1;
                    println!("{} version {}: not the same every time, or marks in an equal text", lineage.path, ix + 1);
                }
            }
        }
    }
    println!(
        "{} policies, {versions} versions, {redlines} redlines: {wrong} wrong; {lopsided} larger one way than the other",
        history.lineages().len()
    );
    assert_eq!(wrong, 0);
}

fn direct(old: &Document, new: &Document) -> Redline {
    let mut weave = Weave::default();
    weave.append(old);
    weave.append(new);
    weave.redline(VersionNumber::at(0), VersionNumber::at(1))
}

fn marked(redline: &Redline) -> usize {
    let pieces = redline.leaves.iter().flat_map(|l| l.pieces().into_owned());
    pieces.filter(|p| matches!(p.change, Change::Deleted | Change::Inserted)).map(|p| p.text.len()).sum()
}
