//! Writes pairs of texts and our redlines of them for `benches/redline/evaluate.mjs` to judge:
//! `cargo bench --bench redline -- OUT [--seed N] [--truth DIR] REPO[:FOLDER]…`, where FOLDER is the policies folder.
//! Same seed and archives, same pairs.
//!
//! `cargo bench --bench redline -- --weave OUT [--seed N] REPO[:FOLDER]…` compares redlines read off the weave of all
//! versions with direct ones; `-- --limits` measures very large and hostile texts.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "redline/bound.rs"]
mod bound;
#[path = "redline/draw.rs"]
mod draw;
#[path = "redline/limits.rs"]
mod limits;
#[path = "redline/truth.rs"]
mod truth;
#[path = "redline/weave.rs"]
mod weave;

use draw::{Archive, Kind, Random};
use promulgate::document::parse;
use promulgate::html::{self, NoLinks};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const ADJACENT: usize = 240;
const FAR: usize = 60;

/// The most pairs of one kind that one policy gives.
const HANDFUL: usize = 5;

fn main() {
    let mut arguments = Arguments::default();
    let mut given = std::env::args().skip(1).filter(|a| a != "--bench");
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--weave" => arguments.weave = true,
            "--limits" => return limits::print(),
            "--limit" => return limits::measure(given.next().and_then(|n| n.parse().ok()).expect("a pair")),
            "--seed" => arguments.seed = given.next().and_then(|n| n.parse().ok()).expect("a number after --seed"),
            "--truth" => arguments.truth = Some(given.next().expect("a folder after --truth").into()),
            _ => arguments.places.push(argument),
        }
    }
    let Some((out, archives)) = arguments.places.split_first() else {
        println!("usage: cargo bench --bench redline -- [--weave] OUT [--seed N] [--truth DIR] REPO[:FOLDER]…");
        return;
    };
    let archives: Vec<Archive> = archives.iter().map(|a| Archive::open(a)).collect();
    let mut random = Random(arguments.seed);
    if arguments.weave {
        return weave::compare(Path::new(out), &archives, &mut random);
    }
    let mut written = 0;
    let mut write = |name: &str, kind: &str, old: &[u8], new: &[u8], truth: Option<serde_json::Value>| {
        written += 1;
        write_pair(&Path::new(out).join(format!("{written:03}")), name, kind, [old, new], truth);
    };
    for (kind, count) in [(Kind::Adjacent, ADJACENT), (Kind::Far, FAR)] {
        for pair in draw::pairs(&archives, kind, count, HANDFUL, &mut random) {
            let policy = &archives[pair.archive].policies[pair.policy];
            let [old, new] = [pair.old, pair.new].map(|n| archives[pair.archive].bytes(policy, n));
            let name = format!("{} {} {}→{}", archives[pair.archive].name, policy.path, pair.old + 1, pair.new + 1);
            write(&name, kind.name(), &old, &new, None);
        }
    }
    for path in arguments.truth.iter().flat_map(|folder| truth::files(folder)) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let case = truth::Case::read(&fs::read_to_string(&path).unwrap());
        match case.expected() {
            Ok(expected) => {
                let [old, new] = [false, true].map(|newer| case.version(newer));
                write(&name, "truth", old.as_bytes(), new.as_bytes(), Some(expected));
            }
            Err(why) => println!("{}: {why}", path.display()),
        }
    }
    println!("{written} pairs in {out}");
}

#[derive(Default)]
struct Arguments {
    weave: bool,
    seed: u64,
    truth: Option<PathBuf>,
    /// The folder to write, then the archives.
    places: Vec<String>,
}

fn write_pair(folder: &Path, name: &str, kind: &str, sources: [&[u8]; 2], truth: Option<serde_json::Value>) {
    fs::create_dir_all(folder).unwrap();
    let [old, new] = sources.map(|s| html::document(&parse(s, "pair.md").document, &NoLinks));
    let (ours, milliseconds) = timed(|| redline(sources));
    let pair = json!({
        "name": name, "kind": kind, "milliseconds": milliseconds, "bytes": sources.map(<[u8]>::len),
        "words": sources.map(|s| bound::words(&bound::text(s)).count()),
    });
    for (file, bytes) in [
        ("old.md", sources[0]),
        ("new.md", sources[1]),
        ("old.html", old.as_bytes()),
        ("new.html", new.as_bytes()),
        ("ours.html", ours.as_bytes()),
        ("pair.json", format!("{pair:#}\n").as_bytes()),
    ] {
        fs::write(folder.join(file), bytes).unwrap();
    }
    match truth {
        Some(truth) => fs::write(folder.join("truth.json"), truth.to_string()).unwrap(),
        None => _ = fs::remove_file(folder.join("truth.json")),
    }
}

/// From two files to one fragment, as `promulgate diff --format html` prints it.
fn redline(sources: [&[u8]; 2]) -> String {
    let [old, new] = sources.map(|source| parse(source, "pair.md").document);
    html::redline(&promulgate::weave::redline(&old, &new), &NoLinks)
}

/// What `work` gives and the milliseconds it takes: of up to nine warm runs, the median.
fn timed<T>(work: impl Fn() -> T) -> (T, f64) {
    let result = work();
    let begun = Instant::now();
    let mut runs = Vec::new();
    while runs.len() < 3 || runs.len() < 9 && begun.elapsed() < Duration::from_millis(500) {
        let start = Instant::now();
        std::hint::black_box(work());
        runs.push(start.elapsed().as_secs_f64() * 1e3);
    }
    runs.sort_by(f64::total_cmp);
    (result, runs[runs.len() / 2])
}
