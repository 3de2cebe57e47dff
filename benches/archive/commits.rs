//! How long a commit takes to be public under `watch`: from `git commit` returning to the last file in place.

use crate::sizes;
use promulgate::history::{History, Repository, Scope};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// How many commits, each to another policy, spread over the archive.
const COMMITS: usize = 50;
/// A pause after each: a commit alone, no burst.
const PAUSE: Duration = Duration::from_millis(150);

/// The median and the slowest but one in a hundred, in milliseconds, and peak memory, in table cells.
pub(crate) fn measure(repo: &str, folder: &str, place: &Path) -> String {
    let (clone, site) = (place.join("clone"), place.join("watched"));
    git(place, &["clone", "-q", repo, clone.to_str().unwrap()]);
    for (key, value) in [("user.name", "x"), ("user.email", "x@example.org"), ("gc.auto", "0")] {
        git(&clone, &["config", key, value]);
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_promulgate"));
    command.args(["watch", "--format", "json", "--repo", clone.to_str().unwrap(), "--out", site.to_str().unwrap()]);
    if !folder.is_empty() {
        command.args(["--policies", folder]);
    }
    let mut watch = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(watch.stdout.take().unwrap());
    published(&mut lines);
    let paths = standing(&clone, folder);
    let mut times: Vec<f64> = (0..COMMITS)
        .map(|n| {
            std::thread::sleep(PAUSE);
            let path = &paths[n * paths.len() / COMMITS];
            let text = std::fs::read_to_string(clone.join(path)).unwrap();
            let middle = text[..text.floor_char_boundary(text.len() / 2)].rfind("\n\n").unwrap_or_default();
            let (head, tail) = text.split_at(middle);
            std::fs::write(clone.join(path), format!("{head}\n\nThis is sentence {n} of the benchmark.{tail}"))
                .unwrap();
            git(&clone, &["commit", "-q", "-a", "-m", &format!("Commit {n}")]);
            let returned = Instant::now();
            published(&mut lines);
            returned.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    let peak = sizes::peak(&watch.id().to_string());
    watch.kill().unwrap();
    watch.wait().unwrap();
    times.sort_by(f64::total_cmp);
    format!("{:.0} / {:.0} ms | {} MB |", times[COMMITS / 2], times[COMMITS - 1], peak / 1024)
}

/// Waits until a publication is told.
fn published(lines: &mut BufReader<ChildStdout>) {
    let mut line = String::new();
    while !line.contains("\"event\":\"published\"") {
        line.clear();
        assert!(lines.read_line(&mut line).unwrap() > 0, "the watcher ended");
    }
}

/// The paths of the policies that stand.
fn standing(repo: &Path, folder: &str) -> Vec<String> {
    let repository = Repository::discover(repo).unwrap();
    let tip = repository.tip("HEAD").unwrap();
    let history = History::whole(&repository, &tip, Scope::new(folder, &[], &[]).unwrap()).unwrap();
    let paths = history.lineages().into_iter().map(|(_, lineage)| lineage.path.clone());
    paths.filter(|path| repo.join(path).is_file()).collect()
}

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git").arg("-C").arg(folder).args(arguments).status().unwrap();
    assert!(done.success(), "git {arguments:?}");
}
