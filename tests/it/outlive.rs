//! `watch` outlives whatever a commit does to the process that publishes, and the site stays whole.

use crate::disturb::none;
use crate::hostile::Forge;
use crate::sandbox::{Sandbox, essay};
use crate::watching::Watching;
use crate::whole::{files, thawed, whole};
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

fn office() -> Sandbox {
    let repo = Sandbox::new();
    repo.write("policy/p.md", essay("P")).commit("first");
    repo
}

fn edit(repo: &Sandbox, what: &str) -> String {
    repo.write("policy/p.md", essay("P") + &format!("\nNow {what} as well.\n")).commit(what)
}

/// The process that publishes for a watch.
fn worker(watching: &Watching) -> u32 {
    let begun = Instant::now();
    loop {
        let id = watching.id();
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
        if let Some(child) = children.split_whitespace().next().and_then(|child| child.parse().ok()) {
            return child;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "no process publishes");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn run(program: &str, arguments: &[&str]) {
    let done = Command::new(program).args(arguments).status();
    assert!(done.is_ok_and(|status| status.success()), "{program} {arguments:?}");
}

#[test]
fn a_worker_that_is_killed_is_replaced() {
    let repo = office();
    let watching = Watching::begin(&repo, &[]);
    for (n, signal) in ["-KILL", "-ABRT", "-SEGV", "-BUS"].into_iter().enumerate() {
        run("kill", &[signal, &worker(&watching).to_string()]);
        let commit = edit(&repo, &format!("rule {n}"));
        watching.until_told_of(&commit);
        let next = edit(&repo, &format!("rule {n} again"));
        watching.until_published(&next);
        none(&whole(watching.site().root()));
    }
    watching.stop(&repo, repo.repo(), "HEAD");
}

#[test]
fn a_worker_without_memory_ends_and_the_next_commit_is_published() {
    let repo = office();
    let watching = Watching::begin(&repo, &[]);
    let before = files(watching.site().root());
    run("prlimit", &["--as=1000000", "--pid", &worker(&watching).to_string()]);
    let heavy = (0..3000).map(|n| format!("## Part {n}\n\nParagraph {n} of many.\n\n")).collect::<String>();
    let commit = repo.write("policy/heavy.md", heavy).commit("heavy");
    watching.until_told_of(&commit);
    none(&thawed(&before, &files(watching.site().root())));
    none(&whole(watching.site().root()));
    let next = edit(&repo, "cameras");
    watching.until_published(&next);
    assert!(watching.site().has("heavy/v/1/source.md"), "what was too much is not, with memory");
    watching.stop(&repo, repo.repo(), "HEAD");
}

#[test]
fn signals_reach_the_watch_and_not_its_worker() {
    let repo = office();
    let mut watching = Watching::begin(&repo, &[]);
    let worker = worker(&watching).to_string();
    for signal in ["-TERM", "-INT"] {
        run("kill", &[signal, &worker]);
    }
    let commit = edit(&repo, "cameras");
    watching.expect_commit(&commit);
    assert_eq!(watching.end(), None);
    let begun = Instant::now();
    while fs::metadata(format!("/proc/{worker}")).is_ok() {
        assert!(begun.elapsed() < Duration::from_secs(20), "the worker ends with the watch");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_worker_does_not_outlive_a_watch_that_is_killed() {
    let repo = office();
    let watching = Watching::begin(&repo, &[]);
    let worker = worker(&watching);
    drop(watching); // which kills it
    let begun = Instant::now();
    let gone = || fs::read_to_string(format!("/proc/{worker}/stat")).map_or(true, |stat| stat.contains(") Z "));
    while !gone() {
        assert!(begun.elapsed() < Duration::from_secs(20), "the worker ends with the watch");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(repo.run(&["build", "--out", repo.place("live").to_str().expect("UTF-8")]).code, 0);
}

/// What a commit may bring to exhaust stack, memory, disk or patience.
fn bombs(forge: &Forge) -> Vec<(&'static str, git2::Oid)> {
    let text = |text: String| forge.blob(text.as_bytes());
    let numbers = |by: u64| (0..25_000_u64).map(|n| format!("{} ", n.wrapping_mul(n + by) % 53)).collect::<String>();
    vec![
        ("numbers", text(numbers(1))),
        ("numbers", text(numbers(7))),
        ("rows", text(format!("|a|b|\n|-|-|\n|{}\n{}", "x|".repeat(3000), "|1|\n".repeat(20_000)))),
        ("heads", text(format!("|{}|\n|{}\n{}", "h|".repeat(400), "-|".repeat(401), "|a|\n|same|\n".repeat(300)))),
        ("heads", text(format!("|{}|\n|{}\n{}", "h|".repeat(400), "-|".repeat(401), "|b|\n|same|\n".repeat(300)))),
        ("comments", text("<div>\n<!-- ".repeat(60_000))),
        ("quotes", text(">".repeat(100_000))),
        ("brackets", text("[".repeat(200_000))),
        ("lists", text((0..2000).map(|n| format!("{}- x\n", " ".repeat(n))).collect())),
        ("large", text("a".repeat(20_000_000))),
        ("title", text(format!("---\ntitle: \"{}\"\n---\n# P\n", "\u{f8ff}article\u{f8ff}".repeat(200)))),
    ]
}

#[test]
fn a_watch_outlives_every_bomb_and_publishes_the_next_good_commit() {
    let repo = office();
    let watching = Watching::begin(&repo, &[]);
    let before = files(watching.site().root());
    let forge = Forge::of(&repo);
    let commit = |name: &str, entries: &[(&str, &[u8], git2::Oid)]| {
        let root = forge.tree(&[("40000", b"policy", forge.tree(entries))]);
        let commit = repo.git(&["commit-tree", &root.to_string(), "-p", "HEAD", "-m", name]);
        repo.git(&["update-ref", "refs/heads/main", &commit]);
        commit
    };
    let p = |n: usize| forge.blob((essay("P") + &format!("\nUrgent {n}.\n")).as_bytes());
    let mut bombs: Vec<(&str, &str, git2::Oid)> = bombs(&forge).into_iter().map(|(n, b)| (n, "100644", b)).collect();
    bombs.push(("deep", "40000", forge.deep(5_000, forge.text())));
    bombs.push(("wide", "40000", forge.wide(12, forge.text())));
    for (n, (name, mode, bomb)) in bombs.into_iter().enumerate() {
        let file = if mode == "40000" { name.to_owned() } else { format!("{name}.md") };
        let mut entries = [(mode, file.as_bytes(), bomb), ("100644", &b"p.md"[..], p(n))];
        entries.sort_by(|a, b| a.1.cmp(b.1));
        watching.until_told_of(&commit(name, &entries));
        let good = commit("good", &[("100644", b"p.md", p(n + 100))]);
        watching.until_published(&good);
        none(&thawed(&before, &files(watching.site().root())));
        assert!(watching.site().text("p/index.html").contains(&format!("Urgent {}.", n + 100)), "{name}");
    }
    none(&whole(watching.site().root()));
    let size: usize = files(watching.site().root()).values().map(Vec::len).sum();
    assert!(size < 150_000_000, "{size} bytes");
}
