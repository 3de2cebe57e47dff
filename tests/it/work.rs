//! What one commit takes, by counts of the program's own (`src/tally.rs`), held against what was recorded in `work.txt`: so
//! no feature costs more than the one before without anybody seeing it. No clock is asked.
//!
//! `RECORD_WORK=1 cargo test --locked --test it -- work` writes the file anew. What grows with the number of policies or of
//! versions stands there by name, with how much each further one adds and why; what has no reason fails.

use crate::sandbox::{Sandbox, essay};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Counts by name.
type Counts = BTreeMap<String, u64>;

/// How many versions or texts there are: both sizes have as many on the last page of a list of 50 or 100, and numbers with as
/// many digits.
const VERSIONS: [usize; 2] = [110, 210];
/// How many policies there are: few enough for one list.
const POLICIES: [usize; 2] = [110, 190];
/// Bytes may be more than what was recorded, by this many in a hundred: a word in a template is no feature.
const LEEWAY: u64 = 5;
/// A limit that is this many times too high guards nothing.
const LOOSE: u64 = 2;
/// Stands for a reason that is not given yet.
const UNKNOWN: &str = "?";

/// An archive of a size, with what its next commits bring.
struct Archive {
    /// What there are many of.
    many: &'static str,
    sizes: [usize; 2],
    /// The path and the text of commit `n`, from 0.
    commit: fn(usize) -> (String, String),
    /// The commits that are counted, each with its name, in an archive of this many.
    next: &'static [Next],
}

type Next = (&'static str, fn(usize) -> (String, String));

const ARCHIVES: [Archive; 3] = [
    Archive {
        many: "policy",
        sizes: POLICIES,
        commit: |n| policy(n, "It ends here."),
        next: &[("policies", |_| policy(55, "Another end.")), ("elsewhere", |_| ("notes.txt".into(), "x".into()))],
    },
    Archive {
        many: "version",
        sizes: VERSIONS,
        commit: flip,
        next: &[("flips", |_| version("a new thing")), ("repeats", |_| version("two"))],
    },
    Archive { many: "text", sizes: VERSIONS, commit: text, next: &[("texts", text)] },
];

/// One of many policies.
fn policy(n: usize, end: &str) -> (String, String) {
    (format!("policy/policy-{n:03}.md"), format!("{}\n{end}\n", essay(&format!("Policy {n:03}"))))
}

/// A version of a policy that goes back and forth between six texts.
fn flip(n: usize) -> (String, String) {
    version(["one", "two", "one", "three", "four", "two", "five", "six"][n % 8])
}

/// A version that has a text of its own: another paragraph of twelve is edited each time.
fn text(n: usize) -> (String, String) {
    let edited = (0..=n).fold(essay("Terms"), |text, n| {
        let part = format!("Paragraph {} says", n % 12 + 1);
        match n / 12 {
            0 => text.replace(&part, &format!("Paragraph {}, as of day {n:03}, says", n % 12 + 1)),
            _ => text.replace(&format!("as of day {:03}", n - 12), &format!("as of day {n:03}")),
        }
    });
    ("policy/terms.md".into(), edited)
}

fn version(what: &str) -> (String, String) {
    ("policy/terms.md".into(), format!("{}\nThis is what it says: {what}.\n", essay("Terms")))
}

/// A repository in which `commits` were made, an hour after one another, by `git fast-import`; the archive of policies has
/// all of them in its first.
fn repository(archive: &Archive, commits: usize) -> Sandbox {
    let repo = Sandbox::new();
    let mut stream = String::new();
    let who = |n: usize| format!("Malee <malee@example.org> {} +0700", 1_600_000_000 + n * 3600);
    for n in 0..commits {
        let (path, text) = (archive.commit)(n);
        if n == 0 || archive.many != "policy" {
            let message = format!("Commit {n:03}");
            let who = who(n);
            writeln!(stream, "commit refs/heads/main\ncommitter {who}\ndata {}\n{message}", message.len())
                .expect("a line");
        }
        writeln!(stream, "M 100644 inline {path}\ndata {}\n{text}", text.len()).expect("a file");
    }
    let mut import = Command::new("git")
        .args(["fast-import", "--quiet"])
        .current_dir(repo.repo())
        .stdin(Stdio::piped())
        .spawn()
        .expect("git runs");
    import.stdin.take().expect("a pipe").write_all(stream.as_bytes()).expect("written");
    assert!(import.wait().expect("git ends").success());
    repo.git(&["reset", "-q", "--hard"]);
    repo.tick(10_000_000);
    repo
}

/// What each of the next commits takes in an archive of `size`, published before.
fn next_commits(archive: &Archive, size: usize) -> Vec<(&'static str, Counts)> {
    let repo = repository(archive, size);
    build(&repo);
    let one = |(name, next): &Next| {
        let (path, text) = next(size);
        repo.write(&path, text).commit("One more commit");
        (*name, build(&repo))
    };
    archive.next.iter().map(one).collect()
}

/// Publishes; what that took.
fn build(repo: &Sandbox) -> Counts {
    let out = repo.place("site");
    let run = repo.run(&["build", "--format", "json", "--out", out.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let work = report["work"].as_object().expect("counts");
    work.iter().map(|(name, n)| (name.clone(), n.as_u64().expect("a number"))).collect()
}

/// What is recorded: of each archive the counts of the larger one, and what each further policy or version adds.
#[derive(Default, PartialEq, Debug)]
struct Record {
    counts: BTreeMap<(String, String), u64>,
    growth: BTreeMap<(String, String), (u64, String)>,
}

impl Record {
    fn place() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/work.txt")
    }

    fn measured() -> Self {
        let mut record = Self::default();
        for archive in &ARCHIVES {
            let [small, large] = archive.sizes;
            let (large_ones, small_ones) = std::thread::scope(|scope| {
                let small = scope.spawn(move || next_commits(archive, small));
                (next_commits(archive, large), small.join().expect("counted"))
            });
            for ((name, large_counts), (_, small_counts)) in large_ones.iter().zip(&small_ones) {
                for (count, n) in large_counts {
                    let key = ((*name).to_owned(), count.clone());
                    // less than one for each is how larger numbers are written
                    let more = n.saturating_sub(small_counts[count]) / (large - small) as u64;
                    record.counts.insert(key.clone(), *n);
                    if more > 0 {
                        record.growth.insert(key, (more, UNKNOWN.into()));
                    }
                }
            }
        }
        record
    }

    fn parse(text: &str) -> Self {
        let mut record = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (facts, why) = line.split_once(':').unwrap_or((line, ""));
            let fields: Vec<&str> = facts.split_whitespace().take(3).collect();
            let [archive, name, count] = fields[..] else { panic!("`{line}` is no count") };
            let (key, count) =
                ((archive.to_owned(), name.to_owned()), count.trim_start_matches('+').parse().expect(line));
            match facts.contains('+') {
                true => _ = record.growth.insert(key, (count, why.trim().to_owned())),
                false => _ = record.counts.insert(key, count),
            }
        }
        record
    }

    /// Takes over the reasons that were given before.
    fn explained(mut self, before: &Self) -> Self {
        for (key, (_, why)) in &mut self.growth {
            if let Some((_, known)) = before.growth.get(key) {
                why.clone_from(known);
            }
        }
        self
    }

    fn text(&self) -> String {
        let mut text = "# What one commit takes in the larger of two archives, and what each policy, version or text by which \
                        that is larger\n# adds: see work.rs. Written by RECORD_WORK=1 cargo test --locked --test it -- work\n"
            .to_owned();
        for archive in &ARCHIVES {
            for (commit, _) in archive.next {
                text += "\n";
                for ((_, name), count) in self.counts.iter().filter(|((of, _), _)| of == commit) {
                    writeln!(text, "{commit:<9} {name:<20} {count:>9}").expect("a line");
                }
                for ((_, name), (more, why)) in self.growth.iter().filter(|((of, _), _)| of == commit) {
                    let more = format!("+{more}");
                    writeln!(text, "{commit:<9} {name:<20} {more:>9} for each {}: {why}", archive.many)
                        .expect("a line");
                }
            }
        }
        text
    }

    /// What of `now` is other than it was recorded.
    fn broken(&self, now: &Self) -> Vec<String> {
        let mut broken = Vec::new();
        let more_than = |name: &str, count: u64, limit: u64| match name.contains("bytes") {
            true => count > limit + limit * LEEWAY / 100,
            false => count > limit,
        };
        for (key @ (archive, name), count) in &now.counts {
            let limit = self.counts.get(key).copied().unwrap_or_default();
            if more_than(name, *count, limit) {
                broken.push(format!("{archive}: {name} is {count}, at most {limit} were recorded"));
            } else if count * LOOSE < limit {
                broken
                    .push(format!("{archive}: {name} is {count}, and {limit} recorded: that guards nothing any more"));
            }
        }
        for (key @ (archive, name), (more, _)) in &now.growth {
            let limit = self.growth.get(key).map_or(0, |(limit, _)| *limit);
            if more_than(name, *more, limit) {
                broken.push(format!("{archive}: {name} grows by {more} with each one, at most {limit} were recorded"));
            }
        }
        let unexplained = self.growth.iter().filter(|(_, (_, why))| why == UNKNOWN || why.is_empty());
        broken.extend(unexplained.map(|((archive, name), _)| format!("{archive}: say in work.txt why {name} grows")));
        broken
    }
}

#[test]
fn one_commit_takes_what_was_recorded() {
    let mut recorded = Record::parse(&std::fs::read_to_string(Record::place()).expect("read"));
    let now = Record::measured();
    if std::env::var_os("RECORD_WORK").is_some() {
        let text = Record::measured().explained(&recorded).text(); // of another run: counts do not depend on chance
        std::fs::write(Record::place(), &text).expect("written");
        recorded = Record::parse(&text);
    }
    let broken = recorded.broken(&now);
    assert!(broken.is_empty(), "{broken:#?}\nif that is wanted: RECORD_WORK=1 cargo test --locked --test it -- work");
}

/// A test that can't fail guards nothing.
#[test]
fn what_costs_more_is_seen() {
    let of = |lines: &str| Record::parse(lines);
    let recorded =
        of("flips texts_parsed 1\nflips site_bytes_written 1000\nflips site_bytes_written +10 for each: a list\n");
    let broken = |lines: &str| recorded.broken(&of(lines)).len();
    assert_eq!(broken("flips texts_parsed 1\nflips site_bytes_written 1040\nflips site_bytes_written +10: \n"), 0);
    assert_eq!(broken("flips texts_parsed 2\n"), 1, "one text more");
    assert_eq!(broken("flips site_bytes_written 1100\n"), 1, "a tenth more bytes");
    assert_eq!(broken("flips site_bytes_written 400\n"), 1, "a limit that is too high");
    assert_eq!(broken("flips site_bytes_written +11: \n"), 1, "a list that has longer lines");
    assert_eq!(broken("flips nodes_visited +1: \n"), 1, "what may not grow");
    assert_eq!(of("flips nodes_visited +1: ?\n").broken(&Record::default()).len(), 1, "no reason");
}
