//! Writes what fuzzing begins with: `cargo run --example corpus -- [FOLDER…]`.
//!
//! From the project's own texts, and from the Markdown files of each FOLDER, into `fuzz/corpus/TARGET`, a file for each
//! input. Two versions of a text stand in one file, with a byte between them that UTF-8 does not have.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use promulgate::document::{self, Document};
use promulgate::model::Digest;
use promulgate::weave::Weave;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// Between two texts.
const NEXT: &[u8] = &[0xff];
/// What is longer teaches a fuzzer little and costs it much.
const LONGEST: usize = 16_000;
/// What stands before a value that was kept.
const DIGEST: usize = 32;
const SETTINGS: &str = "title = \"นโยบาย\"\nlang = \"th\"\ntime_zone = \"Asia/Bangkok\"\nbase_url = \"https://example.org:80/a/\"\n\
    policies = \"policy\"\ninclude = [\"README.md\"]\nexclude = [\"drafts/**\", \"*.{a,b}\"]\nshow_authors = true\n";

/// `tests/brief/pairs.toml`, as far as it is used here.
#[derive(Deserialize)]
struct Pairs {
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    old: String,
    new: String,
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pairs: Vec<[Vec<u8>; 2]> = Vec::new();
    for case in folders(&root.join("tests/redline/gallery")) {
        pairs.push(["old.md", "new.md"].map(|name| fs::read(case.join(name)).unwrap_or_default()));
    }
    let facts: Pairs = toml::from_str(&fs::read_to_string(root.join("tests/brief/pairs.toml")).unwrap()).unwrap();
    pairs.extend(facts.pair.into_iter().map(|pair| [pair.old.into_bytes(), pair.new.into_bytes()]));
    let mut texts: Vec<Vec<u8>> = Vec::new();
    let more = std::env::args().skip(1).map(PathBuf::from);
    for folder in [root.join("policy"), root.join("tests/redline/truth")].into_iter().chain(more) {
        texts.extend(markdown(&folder).into_iter().map(|path| fs::read(path).unwrap()));
    }
    pairs.extend(texts.windows(2).map(|two| [two[0].clone(), two[1].clone()]));
    pairs.retain(|pair| pair.iter().map(Vec::len).sum::<usize>() < LONGEST);
    let corpus = root.join("fuzz/corpus");
    for pair in &pairs {
        let joined = pair.join(NEXT);
        for target in ["parse", "weave", "html"] {
            keep(&corpus.join(target), &joined);
        }
        let documents = pair.each_ref().map(|text| document::parse(text, "p.md").document);
        state(&documents).iter().for_each(|kept| keep(&corpus.join("state"), kept));
    }
    keep(&corpus.join("settings"), SETTINGS.as_bytes());
    SETTINGS.lines().for_each(|line| keep(&corpus.join("settings"), line.as_bytes()));
    for text in &texts {
        let text = String::from_utf8_lossy(text);
        let front = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n"));
        front.into_iter().for_each(|(front, _)| keep(&corpus.join("settings"), front.as_bytes()));
    }
    for target in folders(&corpus) {
        println!("{}: {} inputs", target.display(), fs::read_dir(&target).unwrap().count());
    }
}

/// What a publication keeps of two versions: a letter for the kind, then the bytes behind the digest.
fn state(documents: &[Document]) -> Vec<Vec<u8>> {
    let mut weave = Weave::default();
    for document in documents {
        weave.append(document);
    }
    let bytes = weave.to_bytes();
    let head = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    vec![[b"w", &bytes[head + DIGEST..]].concat()]
}

fn keep(folder: &Path, bytes: &[u8]) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join(&Digest::of(bytes).to_string()[..16]), bytes).unwrap();
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.is_dir());
    all.sort();
    all
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            match path.extension().is_some_and(|kind| kind == "md") {
                _ if path.is_dir() => open.push(path),
                true => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    found
}
