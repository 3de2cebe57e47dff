//! How long a commit takes to be public under `watch`: from `git commit` returning to the last file in place.

use crate::sizes;
use promulgate::history::{History, Repository, Scope};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// How many commits, each to another policy, spread over the archive.
const COMMITS: usize = 50;
/// How many to the policy with the most versions.
const LONGEST: usize = 10;
/// A pause after each: a commit alone, no burst.
const PAUSE: Duration = Duration::from_millis(150);

/// Milliseconds, processor milliseconds and kB written of commits, the median of each but for the slowest time, and peak memory, in
/// table cells: of commits spread over the archive, and of some to the policy with the most versions.
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
    let mut watched =
        Watched { lines: BufReader::new(watch.stdout.take().unwrap()), id: watch.id().to_string(), clone, count: 0 };
    watched.published();
    let paths = standing(&watched.clone, folder);
    let spread = (0..COMMITS).map(|n| &paths[n * paths.len() / COMMITS].0).collect::<Vec<_>>();
    let spread: Vec<[f64; 3]> = spread.into_iter().map(|path| watched.commit(path)).collect();
    let (longest, versions) = paths.iter().max_by_key(|(_, versions)| *versions).unwrap();
    let to_longest: Vec<[f64; 3]> = (0..LONGEST).map(|_| watched.commit(longest)).collect();
    let peak = sizes::family(&watched.id).iter().map(|id| sizes::peak(id)).max().unwrap_or_default();
    watch.kill().unwrap();
    watch.wait().unwrap();
    let [ms, processor, written] = sorted(&spread);
    let [long_ms, long_processor, long_written] = sorted(&to_longest);
    let (middle, half) = (COMMITS / 2, LONGEST / 2);
    format!(
        "{:.0} / {:.0} ms | {:.0} ms | {:.0} kB | {:.0} ms ({versions} versions) | {:.0} ms | {:.0} kB | {} MB |",
        ms[middle],
        ms[COMMITS - 1],
        processor[middle],
        written[middle],
        long_ms[half],
        long_processor[half],
        long_written[half],
        peak / 1024
    )
}

/// Each of the three figures in order.
fn sorted(commits: &[[f64; 3]]) -> [Vec<f64>; 3] {
    std::array::from_fn(|figure| {
        let mut all: Vec<f64> = commits.iter().map(|commit| commit[figure]).collect();
        all.sort_by(f64::total_cmp);
        all
    })
}

/// A repository under `watch`.
struct Watched {
    lines: BufReader<ChildStdout>,
    /// The process that watches it.
    id: String,
    clone: PathBuf,
    count: usize,
}

impl Watched {
    /// Inserts a sentence into the policy at `path`: milliseconds until it is public, those of the processor, and kB written.
    fn commit(&mut self, path: &str) -> [f64; 3] {
        std::thread::sleep(PAUSE);
        let n = self.count;
        self.count += 1;
        let text = std::fs::read_to_string(self.clone.join(path)).unwrap();
        let middle = text[..text.floor_char_boundary(text.len() / 2)].rfind("\n\n").unwrap_or_default();
        let (head, tail) = text.split_at(middle);
        let before = self.spent();
        std::fs::write(self.clone.join(path), format!("{head}\n\nThis is sentence {n} of the benchmark.{tail}"))
            .unwrap();
        git(&self.clone, &["commit", "-q", "-a", "-m", &format!("Commit {n}")]);
        let returned = Instant::now();
        self.published();
        let ms = returned.elapsed().as_secs_f64() * 1e3;
        let after = self.spent();
        [ms, (after[0] - before[0]) * 1e3, (after[1] - before[1]) / 1e3]
    }

    /// The processor seconds that it and who publishes for it took so far, and the bytes that they wrote.
    fn spent(&self) -> [f64; 2] {
        let family = sizes::family(&self.id);
        [sizes::processor as fn(&str) -> f64, sizes::written].map(|of| family.iter().map(|id| of(id)).sum())
    }

    /// Waits until a publication is told.
    fn published(&mut self) {
        let mut line = String::new();
        while !line.contains("\"event\":\"published\"") {
            line.clear();
            assert!(self.lines.read_line(&mut line).unwrap() > 0, "the watcher ended");
        }
    }
}

/// The paths of the policies that stand, each with how many versions it has.
fn standing(repo: &Path, folder: &str) -> Vec<(String, usize)> {
    let repository = Repository::discover(repo).unwrap();
    let tip = repository.tip("HEAD").unwrap();
    let history = History::whole(&repository, &tip, Scope::new(folder, &[], &[]).unwrap()).unwrap();
    let policies = history.lineages().into_iter();
    let policies = policies.map(|(_, lineage)| (lineage.path.clone(), lineage.versions().count()));
    policies.filter(|(path, _)| repo.join(path).is_file()).collect()
}

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git").arg("-C").arg(folder).args(arguments).status().unwrap();
    assert!(done.success(), "git {arguments:?}");
}
