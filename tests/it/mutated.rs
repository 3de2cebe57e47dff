//! Repositories and published folders as chance makes them: odd names, odd settings, odd histories, a folder that others
//! meddle with. Whatever comes, nothing outside is touched, nothing crashes, and what is published is whole.
//!
//! A run is drawn from a number, so that it can be had again: `MUTATED_SEED=7 MUTATED_RUNS=1 cargo test --test it
//! mutated`; more runs search longer. Everything that was found is told with its number.

use crate::mutations::{Random, history, meddle};
use crate::nesting::fits;
use crate::sandbox::{Sandbox, essay, program};
use crate::whole::{Files, files, thawed, whole};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many runs are made unless the environment asks for more.
const RUNS: u64 = 4;
/// How many publications a run has.
const STEPS: usize = 5;
/// After how long the program hangs. Far beyond what a small site takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(120);
/// Void elements of HTML (section 13.1.2).
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// What the program said and did.
struct Run {
    /// None if it hung, or was ended by a signal.
    code: Option<i32>,
    said: String,
}

#[test]
fn any_repository_is_published_safely() {
    each_run("repositories", |random, problems| {
        let repo = Sandbox::new();
        bystanders(&repo);
        let site = repo.place("site");
        let (mut before, mut good) = (Files::new(), None::<String>);
        for step in 0..STEPS {
            // what was refused is taken back, or else all that follows is refused with it
            let from = good.as_deref().filter(|_: &&str| random.below(4) > 0).map(str::to_owned);
            let did = history(&repo, random, step, from.as_deref());
            let outside = around(&repo);
            let run = publish(&repo);
            let mut found = told(&run, &[0, 1]);
            found.extend(differences(&outside, &around(&repo)));
            found.extend(strangers(&site));
            found.extend(whole(&site));
            let after = files(&site);
            // a change of settings may take policies off the site, with a warning
            if !run.said.contains("the settings leave it out") {
                found.extend(thawed(&before, &after));
            }
            found.extend(after.iter().flat_map(|(path, bytes)| malformed(path, bytes)));
            problems.extend(found.into_iter().map(|problem| format!("step {step}: {problem}\n    after {did:?}")));
            before = after;
            if run.code == Some(0) {
                good = Some(repo.git(&["rev-parse", "HEAD"]));
            }
        }
    });
}

#[test]
fn a_folder_that_others_meddle_with_leads_nowhere() {
    each_run("folders", |random, problems| {
        let repo = Sandbox::new();
        bystanders(&repo);
        for name in ["policy/data.md", "policy/กฎหมาย.md", "policy/a/b.md"] {
            repo.write(name, essay(name));
        }
        repo.commit("begun");
        publish(&repo);
        for step in 0..STEPS {
            let mut did = Vec::new();
            for _ in 0..=random.below(2) {
                did.push(meddle(&repo.place("site"), &repo.place("outside"), random));
            }
            match random.below(4) {
                0 => {}
                // every page is made anew
                1 => drop(repo.write("promulgate.toml", format!("title = 'edition {step}'\n")).commit("another title")),
                _ => {
                    let name = random.pick(&["policy/data.md", "policy/a/b.md", "policy/กฎหมาย.md", "policy/new.md"]);
                    repo.write(name, essay(&format!("edition {step} of {name}"))).commit("more");
                }
            }
            let outside = around(&repo);
            let run = publish(&repo);
            let mut found = told(&run, &[0, 1, 3, 4]);
            found.extend(differences(&outside, &around(&repo)));
            problems.extend(found.into_iter().map(|problem| format!("step {step}: {problem}\n    after {did:?}")));
            if run.code != Some(0) {
                // what is not ours stays so: begin with a folder that is
                for begun in [repo.place("site"), repo.repo().join(".git/promulgate")] {
                    let _ = fs::remove_dir_all(begun);
                }
                publish(&repo);
            }
        }
    });
}

/// Does `run` with the numbers that are asked for; everything that it found is told at once.
fn each_run(what: &str, run: impl Fn(&mut Random, &mut Vec<String>)) {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let first = number("MUTATED_SEED").unwrap_or(1);
    let mut all = Vec::new();
    for seed in first..first + number("MUTATED_RUNS").unwrap_or(RUNS) {
        let mut problems = Vec::new();
        run(&mut Random::new(seed), &mut problems);
        all.extend(problems.into_iter().map(|problem| format!("{what}, seed {seed}, {problem}")));
    }
    assert!(all.is_empty(), "{} problems\n{}", all.len(), all.join("\n"));
}

/// What stands around the repository and may never change.
fn bystanders(repo: &Sandbox) {
    for path in ["outside/precious.txt", "outside/data/index.html", ".bashrc", "policy/elsewhere.md"] {
        let place = repo.place(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::write(place, "not ours\n").expect("written");
    }
}

fn publish(repo: &Sandbox) -> Run {
    let (out, said) = (repo.place("site"), tempfile::tempfile().expect("a file"));
    let mut child = Command::new(program())
        .args(["build", "--out", out.to_str().expect("UTF-8")])
        .current_dir(repo.repo())
        .env_clear()
        .env("HOME", repo.place(""))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(said.try_clone().expect("a handle"))
        .spawn()
        .expect("the program runs");
    let begun = Instant::now();
    let code = loop {
        match child.try_wait().expect("it can be waited for") {
            Some(status) => break status.code(),
            None if begun.elapsed() > PATIENCE => {
                child.kill().expect("it can be ended");
                child.wait().expect("it ends");
                break None;
            }
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    let mut bytes = Vec::new();
    let mut said = said;
    std::io::Seek::rewind(&mut said).expect("a file");
    std::io::Read::read_to_end(&mut said, &mut bytes).expect("read");
    Run { code, said: String::from_utf8_lossy(&bytes).into_owned() }
}

/// What is wrong with how the program ended and what it said.
fn told(run: &Run, codes: &[i32]) -> Vec<String> {
    let mut found = Vec::new();
    if !run.code.is_some_and(|code| codes.contains(&code)) {
        found.push(format!("exit code {:?}: {}", run.code, run.said.trim_end()));
    }
    if run.said.contains("panicked") {
        found.push(format!("a panic: {}", run.said));
    }
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if run.said.chars().any(|c| (c.is_control() && c != '\n') || turns(c)) {
        found.push(format!("characters that a terminal obeys: {:?}", run.said));
    }
    found
}

/// Everything outside of the published folder and of the program's own state, with what it is.
fn around(repo: &Sandbox) -> BTreeMap<String, String> {
    let own = [repo.place("site"), repo.repo().join(".git/promulgate"), repo.place(".local/state/promulgate")];
    let mut found = BTreeMap::new();
    let mut folders = vec![repo.place("")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let meta = fs::symlink_metadata(&path).expect("it is there");
            let kind = meta.file_type();
            if own.contains(&path) {
                continue;
            }
            let what = if kind.is_dir() {
                folders.push(path.clone());
                // the folders above the state may come with it
                if own.iter().any(|own| own.starts_with(&path)) {
                    continue;
                }
                "a folder".to_owned()
            } else if kind.is_symlink() {
                format!("a link to {:?}", fs::read_link(&path).expect("a link"))
            } else if kind.is_fifo() {
                "a pipe".to_owned()
            } else {
                let digest = Sha256::digest(fs::read(&path).expect("read"));
                format!("{:x?} of {} bytes", &digest[..4], meta.len())
            };
            let path = path.strip_prefix(repo.place("")).expect("inside").display().to_string();
            found.insert(path, format!("{:o} {what}", meta.mode()));
        }
    }
    found
}

fn differences(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let gone = before.iter().filter(|(path, what)| after.get(*path) != Some(what));
    let gone = gone.map(|(path, what)| format!("OUTSIDE: {path} was {what}, is {:?}", after.get(path)));
    let came = after.keys().filter(|path| !before.contains_key(*path)).map(|path| format!("OUTSIDE: {path} came"));
    gone.chain(came).collect()
}

/// What stands in the site and is neither a file nor a folder.
fn strangers(site: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![site.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            let kind = fs::symlink_metadata(&path).expect("it is there").file_type();
            match (kind.is_dir(), kind.is_file()) {
                (true, _) => folders.push(path),
                (_, true) => {}
                _ => found.push(format!("{path:?} is no file")),
            }
        }
    }
    found
}

/// What is wrong with a file by itself.
fn malformed(path: &str, bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut found = Vec::new();
    if path.ends_with(".html") {
        found.extend(unnested(&text));
    }
    if path.ends_with(".xml") {
        let is_char =
            |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        found.extend(text.chars().find(|c| !is_char(*c)).map(|c| format!("{c:?} is no character of XML 1.0")));
        let feed = path.contains("feed").then(|| feed_rs::parser::parse(bytes));
        found.extend(feed.and_then(Result::err).map(|e| format!("no feed: {e}")));
    }
    if path == "robots.txt" {
        let ours = |line: &str| ["User-agent: *", "Allow: /"].contains(&line) || line.starts_with("Sitemap: http");
        found.extend(text.lines().find(|line| !ours(line)).map(|line| format!("{line:?} is not our line")));
    }
    found.into_iter().map(|problem| format!("{path}: {problem}")).collect()
}

/// What is not well nested in a page.
fn unnested(page: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with('!') {
            continue;
        }
        let mut quoted = false;
        let end = rest.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let Some(end) = end else { return Some(format!("a tag without an end: {rest:.60}")) };
        let tag = &rest[..end];
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        rest = &rest[end + 1..];
        if tag.starts_with('/') {
            let last = open.pop();
            if last != Some(name) {
                return Some(format!("</{name}> closes {last:?} in {open:?}, before {rest:.60}"));
            }
            continue;
        }
        if open.last().is_some_and(|parent| !fits(parent, name)) {
            return Some(format!("<{name}> stands in {open:?}, before {rest:.60}"));
        }
        if !VOID.contains(&name) && !tag.ends_with('/') {
            open.push(name);
            if name == "script" || name == "style" {
                let (inside, after) = rest.split_at(rest.find(&format!("</{name}")).unwrap_or(rest.len()));
                let is_data = tag.contains("json");
                if is_data && serde_json::from_str::<serde_json::Value>(inside).is_err() {
                    return Some(format!("data that is no JSON: {inside:.200}"));
                }
                rest = after;
            }
        }
    }
    (!open.is_empty()).then(|| format!("left open: {open:?}"))
}

#[test]
fn what_is_malformed_is_found() {
    let page = "<!doctype html><html><body title=\"a > b\"><br><p>x</p><script>a < b</script></body></html>";
    assert_eq!(malformed("a.html", page.as_bytes()), [""; 0]);
    let data = page.replace("<script>a < b", "<script type=\"application/ld+json\">{\"a\": <b>}");
    assert_ne!(malformed("a.html", data.as_bytes()), [""; 0]);
    for (good, bad) in
        [("</p>", ""), ("<p>", ""), ("</html>", ""), ("<p>x</p>", "<p><em>x</p></em>"), ("<p>x</p>", "<li>x</li>")]
    {
        assert_ne!(malformed("a.html", page.replace(good, bad).as_bytes()), [""; 0], "{bad} for {good}");
    }
    assert_ne!(malformed("sitemap.xml", b"<a>\x1b</a>"), [""; 0]);
    assert_ne!(malformed("robots.txt", b"User-agent: *\nDisallow: /\n"), [""; 0]);
    let repo = Sandbox::new();
    bystanders(&repo);
    let before = around(&repo);
    assert_eq!(differences(&before, &around(&repo)), [""; 0]);
    fs::write(repo.place(".bashrc"), "x").expect("written");
    fs::write(repo.place("outside/new"), "x").expect("written");
    assert_eq!(differences(&before, &around(&repo)).len(), 2);
}
