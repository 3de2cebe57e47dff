//! How long publishing a whole archive takes beside the least that could be done:
//! `cargo bench --bench archive -- REPO[:FOLDER]…`, where FOLDER is the policies folder. It works in the folder for
//! temporary files: `TMPDIR=/dev/shm` measures without a disk. `--synthetic VERSIONS DIR` makes an archive and measures nothing.
//!
//! Each figure comes from a process of its own; whole builds three times, the median. What is measured is described in
//! `README.md`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "archive/commits.rs"]
mod commits;
#[path = "archive/floor.rs"]
mod floor;
#[path = "archive/sizes.rs"]
mod sizes;
#[path = "archive/synthetic.rs"]
mod synthetic;

use promulgate::pipeline::{self, Source};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// How often a whole build is measured.
const TIMES: usize = 3;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["child", "floor", repo, folder, site, out] => {
            let files = sizes::files(Path::new(site));
            measured(|| floor::floor(repo, folder, &files, Path::new(out)));
        }
        ["child", "build", repo, folder, out, theme] => measured(|| build(repo, folder, out, theme)),
        ["--synthetic", versions, dir] => synthetic::archive(versions.parse().unwrap(), Path::new(dir)),
        [] => println!("usage: cargo bench --bench archive -- REPO[:FOLDER]… | --synthetic VERSIONS DIR"),
        archives => report(archives),
    }
}

fn report(archives: &[&str]) {
    let place = tempfile::tempdir().unwrap();
    let mut rows = [Vec::new(), Vec::new(), Vec::new()];
    for archive in archives {
        let (repo, folder) = archive.split_once(':').unwrap_or((archive, ""));
        let name = Path::new(repo).file_name().unwrap().to_string_lossy().into_owned();
        let place = place.path().join(&name);
        let [whole, again, parts] = compare(repo, folder, &place);
        rows[0].push(format!("| {name} {whole}"));
        rows[1].push(format!("| {name} {again} {}", commits::measure(repo, folder, &place)));
        rows[2].push(format!("| {name} {parts}"));
        std::fs::remove_dir_all(&place).unwrap();
    }
    let heads = [
        "| archive | versions | floor | cold build | ratio | processor: floor / cold build | peak memory | files | bytes |\n|--|--|--|--|--|--|--|--|--|",
        "| archive | nothing to do | other template | one commit: median / p99 | processor | written | one to the longest policy | processor | written \
         | peak memory |\n|--|--|--|--|--|--|--|--|--|--|",
        "| archive | bytes of a version | source | text page | redline page | feeds | the rest | kept beside the site |\n\
         |--|--|--|--|--|--|--|--|",
    ];
    for (head, rows) in heads.iter().zip(rows) {
        println!("\n{head}\n{}", rows.join("\n"));
    }
}

/// The cells of a cold build beside the floor, of a build again, and of what the bytes are.
fn compare(repo: &str, folder: &str, place: &Path) -> [String; 3] {
    let at = |name: &str| place.join(name).to_str().unwrap().to_owned();
    std::fs::create_dir_all(place).unwrap();
    let colds = (0..TIMES).map(|n| once(&["build", repo, folder, &at(&format!("site{n}")), ""]));
    let cold = median(colds.collect());
    let site = at("site0");
    (1..TIMES).for_each(|n| std::fs::remove_dir_all(at(&format!("site{n}"))).unwrap());
    let floors = (0..TIMES).map(|n| {
        let out = at(&format!("floor{n}"));
        let figures = once(&["floor", repo, folder, &site, &out]);
        std::fs::remove_dir_all(&out).unwrap();
        figures
    });
    let floor = median(floors.collect());
    let noops = median((0..9).map(|_| command(repo, folder, &site)).collect());
    let theme = at("theme");
    std::fs::create_dir_all(&theme).unwrap();
    let base = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/base.html")).unwrap();
    std::fs::write(Path::new(&theme).join("base.html"), base.replace("<footer class", "<footer id=\"other\" class"))
        .unwrap();
    let template = once(&["build", repo, folder, &site, &theme]);
    let files = sizes::files(Path::new(&site));
    let bytes: u64 = files.iter().map(|(_, size)| size).sum();
    [
        format!(
            "| {:.0} | {:.2} s | {:.2} s | {:.1} | {:.2} / {:.2} s | {:.0} MB | {} | {:.0} MB |",
            cold[2],
            floor[0],
            cold[0],
            cold[0] / floor[0],
            floor[3],
            cold[3],
            cold[1] / 1024.0,
            files.len(),
            bytes as f64 / 1e6
        ),
        format!("| {:.0} ms | {:.2} s |", noops[0] * 1e3, template[0]),
        sizes::cells(&files, cold[2], &Path::new(repo).join(".git/promulgate")),
    ]
}

/// Of several runs, the one in the middle by time.
fn median(mut runs: Vec<Vec<f64>>) -> Vec<f64> {
    runs.sort_by(|a, b| a[0].total_cmp(&b[0]));
    runs.swap_remove(runs.len() / 2)
}

/// Seconds, peak memory in KiB, versions, processor seconds: of a process of its own.
fn once(arguments: &[&str]) -> Vec<f64> {
    let child = Command::new(std::env::current_exe().unwrap()).arg("child").args(arguments).output().unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
    String::from_utf8(child.stdout).unwrap().split_whitespace().map(|n| n.parse().unwrap()).collect()
}

/// Seconds that the program itself takes to build into `site`, from its start to its end.
fn command(repo: &str, folder: &str, site: &str) -> Vec<f64> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_promulgate"));
    command.args(["build", "--quiet", "--repo", repo, "--out", site]);
    if !folder.is_empty() {
        command.args(["--policies", folder]);
    }
    let start = Instant::now();
    assert!(command.status().unwrap().success());
    vec![start.elapsed().as_secs_f64()]
}

fn measured(work: impl FnOnce() -> usize) {
    let start = Instant::now();
    let versions = work();
    let seconds = start.elapsed().as_secs_f64();
    println!("{seconds} {} {versions} {}", sizes::peak("self"), sizes::processor("self"));
}

fn build(repo: &str, folder: &str, out: &str, theme: &str) -> usize {
    let policies = Some(folder.to_owned()).filter(|f| !f.is_empty());
    let source = Source { repo: PathBuf::from(repo), rev: "HEAD".into(), policies, config: None };
    let theme = Some(Path::new(theme)).filter(|t| !t.as_os_str().is_empty());
    pipeline::build(&source, Path::new(out), theme, &|_| {}).unwrap().versions
}
