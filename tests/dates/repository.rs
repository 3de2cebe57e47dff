//! Repositories made of the stories in `stories.json`: a policy for each story, a commit for each of its steps.
//!
//! A step is the day of its commit (at nine in Bangkok, or with a time), and what changes with it, divided by ` | `:
//! `trailer DAY` · `type KIND` · `front DAY` (stays until it changes; `-` takes it away) · `line TEXT` (the same, in the
//! text) · `text NAME` (the rest of the text; without it, other than before) · `message TEXT` · `remove` · `branch` (beside
//! the published line) · `merge`. An answer is a day and `nothing`, `published N`, `recorded N`, `in force N`, `text N` (in
//! effect as the text says), `coming N until …`, or `withdrawn N`.

use serde::Deserialize;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What happened to a policy, and what is known of it on some days.
#[derive(Deserialize)]
pub(crate) struct Story {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) archive: bool,
    #[serde(default)]
    #[allow(dead_code)]
    pub(crate) merge: bool,
    pub(crate) steps: Vec<String>,
    #[allow(dead_code)]
    pub(crate) on: Vec<String>,
}

/// All stories.
pub(crate) fn stories() -> Vec<Story> {
    serde_json::from_str(include_str!("stories.json")).expect("stories")
}

/// The id of the story at `ix` in the list.
pub(crate) fn id(ix: usize) -> String {
    format!("s{:02}", ix + 1)
}

/// Makes two repositories in `dir`: `office`, and `archive`, whose settings say that it is one.
pub(crate) fn make(dir: &Path) {
    let stories = stories();
    for (name, archive) in [("office", false), ("archive", true)] {
        let mut stream = Stream::default();
        if archive {
            stream.commit(
                "2000-01-01",
                "main",
                "Settings",
                None,
                "M 100644 inline promulgate.toml\n",
                Some("archive = true\n"),
            );
        }
        for (ix, story) in stories.iter().enumerate().filter(|(_, story)| story.archive == archive) {
            stream.story(&format!("policy/{}.md", id(ix)), story);
        }
        let repo = dir.join(name);
        std::fs::create_dir_all(&repo).expect("a folder");
        git(&repo, &["init", "-q", "-b", "main"], "");
        git(&repo, &["fast-import", "--quiet"], &stream.text);
    }
}

fn git(repo: &Path, arguments: &[&str], input: &str) {
    let mut child = Command::new("git")
        .args(arguments)
        .current_dir(repo)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stdin(Stdio::piped())
        .spawn()
        .expect("git runs");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("written");
    assert!(child.wait().expect("git ends").success(), "git {arguments:?}");
}

/// What `git fast-import` reads.
#[derive(Default)]
struct Stream {
    text: String,
    marks: usize,
    /// The latest commits of the published line, and beside it.
    main: Option<usize>,
    side: Option<usize>,
}

impl Stream {
    fn story(&mut self, path: &str, story: &Story) {
        let (mut front, mut line) = (None, None);
        for (ix, step) in story.steps.iter().enumerate() {
            let mut parts = step.split(" | ");
            let when = parts.next().expect("a day");
            let (mut text, mut message, mut trailers) =
                (format!("Step {ix} of “{}”.", story.name), "Update".to_owned(), String::new());
            let (mut removed, mut branch, mut merge) = (false, false, None);
            for part in parts {
                let (key, value) = part.split_once(' ').unwrap_or((part, ""));
                match key {
                    "trailer" => trailers += &format!("Effective-Date: {value}\n"),
                    "type" => trailers += &format!("Change-Type: {value}\n"),
                    "front" => front = Some(value.to_owned()).filter(|v| v != "-"),
                    "line" => line = Some(value.to_owned()).filter(|v| v != "-"),
                    "text" => text = format!("The text is {value}."),
                    "message" => message = value.to_owned(),
                    "remove" => removed = true,
                    "branch" => branch = true,
                    "merge" => merge = self.side.take(),
                    other => panic!("{other} in {}", story.name),
                }
            }
            let head = front.as_ref().map_or(String::new(), |day| format!("---\neffective: {day}\n---\n"));
            let line = line.as_ref().map_or(String::new(), |line| format!("{line}\n\n"));
            let file =
                format!("{head}# A policy\n\n{line}We keep data for as long as we must, and tell you why.\n\n{text}\n");
            let message = if trailers.is_empty() { message } else { format!("{message}\n\n{trailers}") };
            let (what, content) = match removed {
                true => (format!("D {path}\n"), None),
                false => (format!("M 100644 inline {path}\n"), Some(file.as_str())),
            };
            self.commit(when, if branch { "side" } else { "main" }, &message, merge, &what, content);
        }
    }

    fn commit(
        &mut self,
        when: &str,
        branch: &str,
        message: &str,
        merged: Option<usize>,
        what: &str,
        content: Option<&str>,
    ) {
        self.marks += 1;
        let (mark, when) =
            (self.marks, if when.contains('T') { when.to_owned() } else { format!("{when}T09:00+07:00") });
        let (seconds, zone) =
            (when.parse::<jiff::Timestamp>().expect("a time").as_second(), when[16..].replace(':', ""));
        let from = if branch == "side" { self.side.or(self.main) } else { self.main };
        self.text += &format!("commit refs/heads/{branch}\nmark :{mark}\n");
        for who in ["author", "committer"] {
            self.text += &format!("{who} Malee <malee@example.org> {seconds} {zone}\n");
        }
        self.text += &format!("data {}\n{message}\n", message.len());
        self.text += &from.map_or(String::new(), |from| format!("from :{from}\n"));
        self.text += &merged.map_or(String::new(), |merged| format!("merge :{merged}\n"));
        self.text += what;
        if let Some(content) = content {
            self.text += &format!("data {}\n{content}\n", content.len());
        }
        *(if branch == "side" { &mut self.side } else { &mut self.main }) = Some(mark);
    }
}
