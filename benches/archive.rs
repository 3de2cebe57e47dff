//! How long a whole archive takes beside the least that could be done:
//! `cargo bench --bench archive -- REPO[:FOLDER]…`, where FOLDER is the policies folder.
//!
//! Each figure comes from a process of its own, three times, the median. The floor reads the bytes of every version and
//! renders them with pulldown-cmark, on one thread, and writes nothing; `build` publishes the site into a new folder.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use promulgate::history::{BlobId, Event, Repository, Scope, What};
use promulgate::pipeline::{self, Source};
use pulldown_cmark::{Options, Parser};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["child", "floor", repo, folder] => {
            let texts = texts(repo, folder);
            measured(|| floor(repo, &texts));
        }
        ["child", "build", repo, folder, out] => measured(|| build(repo, folder, out)),
        [] => println!("usage: cargo bench --bench archive -- REPO[:FOLDER]…"),
        archives => {
            println!("| archive | versions | floor | build | ratio | peak memory | files | bytes |");
            println!("|--|--|--|--|--|--|--|--|");
            archives.iter().for_each(|archive| compare(archive));
        }
    }
}

fn compare(archive: &str) {
    let (repo, folder) = archive.split_once(':').unwrap_or((archive, ""));
    let name = Path::new(repo).file_name().unwrap().to_string_lossy().into_owned();
    let floor = run(&["floor", repo, folder]);
    let place = tempfile::tempdir().unwrap();
    let builds: Vec<Vec<f64>> =
        (0..3).map(|n| once(&["build", repo, folder, place.path().join(n.to_string()).to_str().unwrap()])).collect();
    let build = median(builds);
    let (files, bytes) = size(&place.path().join("0"));
    println!(
        "| {name} | {:.0} | {:.2} s | {:.2} s | {:.1} | {:.0} MB | {files} | {:.0} MB |",
        build[2],
        floor[0],
        build[0],
        build[0] / floor[0],
        build[1] / 1024.0,
        bytes as f64 / 1e6
    );
}

fn run(arguments: &[&str]) -> Vec<f64> {
    median((0..3).map(|_| once(arguments)).collect())
}

/// Of several runs, the one in the middle by time.
fn median(mut runs: Vec<Vec<f64>>) -> Vec<f64> {
    runs.sort_by(|a, b| a[0].total_cmp(&b[0]));
    runs.swap_remove(runs.len() / 2)
}

/// Seconds, peak memory in KiB, versions: of a process of its own.
fn once(arguments: &[&str]) -> Vec<f64> {
    let child = Command::new(std::env::current_exe().unwrap()).arg("child").args(arguments).output().unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
    String::from_utf8(child.stdout).unwrap().split_whitespace().map(|n| n.parse().unwrap()).collect()
}

fn measured(work: impl FnOnce() -> usize) {
    let start = Instant::now();
    let versions = work();
    let seconds = start.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).and_then(|l| l.split_whitespace().next());
    println!("{seconds} {} {versions}", peak.unwrap_or("0"));
}

/// The bytes of every version, by their ids.
fn texts(repo: &str, folder: &str) -> Vec<BlobId> {
    let repository = Repository::discover(Path::new(repo)).unwrap();
    let tip = repository.tip("HEAD").unwrap();
    let scope = Scope::new(folder, &[], &[]).unwrap();
    let history = repository.walk(&tip, &scope, &mut |_, _| {}).unwrap();
    let blob = |event: &Event| match &event.what {
        What::Version { blob, .. } => Some(*blob),
        _ => None,
    };
    history.lineages.iter().flat_map(|l| &l.events).filter_map(blob).collect()
}

fn floor(repo: &str, texts: &[BlobId]) -> usize {
    let repository = Repository::discover(Path::new(repo)).unwrap();
    let mut html = String::new();
    for blob in texts {
        let bytes = repository.blob(blob).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        html.clear();
        pulldown_cmark::html::push_html(&mut html, Parser::new_ext(&text, Options::all()));
        std::hint::black_box(&html);
    }
    texts.len()
}

fn build(repo: &str, folder: &str, out: &str) -> usize {
    let policies = Some(folder.to_owned()).filter(|f| !f.is_empty());
    let source = Source { repo: PathBuf::from(repo), rev: "HEAD".into(), policies, config: None };
    pipeline::build(&source, Path::new(out), None, &|_| {}).unwrap().versions
}

fn size(folder: &Path) -> (usize, u64) {
    let (mut files, mut bytes) = (0, 0);
    for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap()) {
        if entry.file_name() == ".promulgate" {
            continue;
        }
        let (f, b) = if entry.path().is_dir() { size(&entry.path()) } else { (1, entry.metadata().unwrap().len()) };
        (files, bytes) = (files + f, bytes + b);
    }
    (files, bytes)
}
