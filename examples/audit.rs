//! Checks on a whole archive what the tests check on generated texts: `cargo run --release --example audit -- REPO [FOLDER]`.
//!
//! For every policy: each version read off the weave equals the version parsed by itself, and each redline between
//! neighbours, as HTML, gives the rendered older text without `<ins>` and the rendered newer one without `<del>`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "../tests/it/judge.rs"]
mod judge;

use judge::blocks;
use promulgate::document;
use promulgate::history::{Repository, Scope, What};
use promulgate::html::{self, NoLinks};
use promulgate::model::VersionNumber;
use promulgate::weave::Weave;
use std::path::Path;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let repository = Repository::discover(Path::new(&arguments.next().unwrap())).unwrap();
    let scope = Scope::new(&arguments.next().unwrap_or_default(), &[], &[]).unwrap();
    let tip = repository.tip("HEAD").unwrap();
    let history = repository.walk(&tip, &scope, &mut |_, _| {}).unwrap();
    let (mut versions, mut redlines, mut wrong) = (0, 0, 0);
    for lineage in &history.lineages {
        let mut weave = Weave::default();
        let mut documents = Vec::new();
        for event in &lineage.events {
            if let What::Version { path, blob } = &event.what {
                let document = document::parse(&repository.blob(blob).unwrap(), path).document;
                weave.append(&document);
                documents.push(document);
            }
        }
        for (ix, document) in documents.iter().enumerate() {
            versions += 1;
            if weave.project(VersionNumber::at(ix)) != *document {
                wrong += 1;
                println!("{} version {}: the weave gives another text", lineage.path, ix + 1);
            }
            if ix > 0 {
                redlines += 1;
                let redline = html::redline(&weave.redline(VersionNumber::at(ix - 1), VersionNumber::at(ix)), &NoLinks);
                let sides = [(&documents[ix - 1], "ins", "old"), (document, "del", "new")];
                for (document, dropped, side) in sides {
                    let rendered = blocks(&html::document(document, &NoLinks), "");
                    if blocks(&redline, dropped) != rendered {
                        wrong += 1;
                        println!(
                            "{} redline to version {}: the {side} side is not the {side} text",
                            lineage.path,
                            ix + 1
                        );
                    }
                }
            }
        }
    }
    println!("{} policies, {versions} versions, {redlines} redlines: {wrong} wrong", history.lineages.len());
    assert_eq!(wrong, 0);
}
