//! Checks on a whole archive what the tests check on generated texts: `cargo run --release --example audit -- REPO [FOLDER]`.
//!
//! For every policy: each version read off the weave equals the version parsed by itself, and each redline between
//! neighbours, as HTML, gives the rendered older text without `<ins>` and the rendered newer one without `<del>`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

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

/// The texts of the blocks of HTML, without the elements called `dropped`; blocks without text do not count.
fn blocks(html: &str, dropped: &str) -> Vec<String> {
    let inline =
        ["ins", "del", "a", "em", "strong", "s", "u", "mark", "small", "sub", "sup", "kbd", "code", "span", "br"];
    let mut blocks = vec![String::new()];
    let (mut depth, mut rest) = (0, html);
    while let Some(at) = rest.find('<') {
        if depth == 0 {
            blocks.last_mut().unwrap().push_str(&rest[..at]);
        }
        let end = at + rest[at..].find('>').unwrap();
        let tag = &rest[at + 1..end];
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        if name == dropped {
            depth = if tag.starts_with('/') { depth - 1 } else { depth + 1 };
        }
        if !inline.contains(&name) {
            blocks.push(String::new());
        }
        rest = &rest[end + 1..];
    }
    blocks.last_mut().unwrap().push_str(rest);
    blocks.retain(|b| !b.trim().is_empty());
    blocks
}
