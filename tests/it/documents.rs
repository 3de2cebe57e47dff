//! What the project's documents say, tried: every command that they show, every link and anchor, and what the guides say of
//! the program.
//!
//! A fenced block marked `sh` is run, in a folder with a small repository; one marked `sh until-stopped` too, until it has
//! published and is told to stop. One that can't be run here says why: `sh no-test: reason`.

mod guides;

use crate::sandbox::{Sandbox, essay, program};
use promulgate::document;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Folders whose Markdown is about the project. Elsewhere it is an example or a text to be tested.
const FOLDERS: &[&str] = &["docs", "deploy", "benches", "fuzz", "packaging", "tests"];
/// The commands of these are tried by tests of their own.
const TRIED_ELSEWHERE: &str = "deploy/";
/// Words with which a line begins that somebody might type.
const COMMANDS: &[&str] =
    &["promulgate", "cargo", "git", "tests/run", "sudo", "apt", "apt-get", "pip", "pipx", "npm", "node", "curl", "$"];

/// How a block is marked for the reader of its Markdown.
#[derive(Debug, PartialEq)]
enum Mark {
    Run,
    UntilStopped,
    NoTest(String),
    /// No command: output, settings, a text.
    Other,
}

struct Block {
    mark: Mark,
    text: String,
}

/// A document of the project, by its path below the root.
struct Document {
    path: String,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn documents() -> Vec<Document> {
    let mut found = Vec::new();
    let at_top = |path: &Path| path.parent() == Some(root());
    let mut folders: Vec<PathBuf> = vec![root().to_owned()];
    folders.extend(FOLDERS.iter().map(|folder| root().join(folder)));
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root()).expect("inside").to_str().expect("UTF-8").to_owned();
            let hidden = name.split('/').any(|part| part.starts_with('.') || part == "node_modules");
            if path.is_dir() && !at_top(&path) && !hidden {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md")
                && (!name.starts_with("tests/") || name.ends_with("/README.md"))
            {
                found.push(Document { text: fs::read_to_string(&path).expect("read"), path: name });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    for known in ["README.md", "docs/manual.md", "docs/th/manual.md", "tests/README.md"] {
        assert!(found.iter().any(|d| d.path == known), "{known} is there");
    }
    found
}

impl Document {
    fn events(&self) -> Parser<'_> {
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
        Parser::new_ext(&self.text, options)
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut within = false;
        for event in self.events() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let info = if let CodeBlockKind::Fenced(info) = &kind { info.trim() } else { "" };
                    blocks.push(Block { mark: mark(info), text: String::new() });
                    within = true;
                }
                Event::End(TagEnd::CodeBlock) => within = false,
                Event::Text(text) if within => blocks.last_mut().expect("a block").text += &text,
                _ => {}
            }
        }
        blocks
    }

    /// Where links, images and raw HTML lead.
    fn links(&self) -> Vec<String> {
        let mut links = Vec::new();
        for event in self.events() {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    links.push(dest_url.into_string());
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    for attribute in ["href=\"", "src=\""] {
                        let values = html.split(attribute).skip(1);
                        links.extend(values.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
                    }
                }
                _ => {}
            }
        }
        links
    }
}

fn mark(info: &str) -> Mark {
    match info.split_once(' ').unwrap_or((info, "")) {
        ("sh", "") => Mark::Run,
        ("sh", "until-stopped") => Mark::UntilStopped,
        ("sh", rest) if rest.starts_with("no-test:") => Mark::NoTest(rest["no-test:".len()..].trim().to_owned()),
        _ => Mark::Other,
    }
}

/// A home folder with a repository `policies` of two policies, one of five versions, a bare clone `policies.git` of it, and
/// two files.
struct World {
    _sandbox: Sandbox,
    home: PathBuf,
}

impl World {
    fn new() -> Self {
        let sandbox = Sandbox::new();
        let kept = ["30 days", "60 days", "90 days", "1 year", "2 years"];
        for (n, period) in kept.iter().enumerate() {
            sandbox.write("policy/privacy.md", format!("{}\nWe keep your data for {period}.\n", essay("Privacy")));
            sandbox.commit(&format!("Keep data for {period} (revision {n})"));
        }
        sandbox.write("policy/terms.md", essay("Terms")).commit("Add the terms");
        let home = sandbox.place("");
        let from = sandbox.repo().to_str().expect("UTF-8").to_owned();
        sandbox.git_in(&home, &["clone", "-q", &from, "policies"]);
        sandbox.git_in(&home, &["clone", "-q", "--bare", &from, "policies.git"]);
        fs::write(home.join("policies/old.md"), "# Data\n\nKept for 30 days.\n").expect("written");
        fs::write(home.join("policies/new.md"), "# Data\n\nKept for 90 days.\n").expect("written");
        let git = "[user]\nname = Malee\nemail = malee@example.org\n[init]\ndefaultBranch = main\n";
        fs::write(home.join(".gitconfig"), git).expect("written");
        Self { _sandbox: sandbox, home }
    }

    /// A shell in the repository that has the program on its path.
    fn shell(&self, script: &str) -> Command {
        let programs = Path::new(program()).parent().expect("a folder").to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(programs).chain(std::env::split_paths(&path));
        let mut command = Command::new("bash");
        command.args(["-euo", "pipefail", "-c", script]);
        command.current_dir(self.home.join("policies")).env_clear().stdin(Stdio::null());
        command.env("PATH", std::env::join_paths(paths).expect("a path")).env("HOME", &self.home);
        command.envs([("GIT_CONFIG_NOSYSTEM", "1"), ("LC_ALL", "C.UTF-8"), ("TZ", "UTC")]);
        command
    }

    fn run(&self, script: &str) -> Result<(), String> {
        let output = self.shell(script).output().expect("bash runs");
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() { Ok(()) } else { Err(format!("{}: {said}", output.status)) }
    }

    /// Runs one command until it has published something, then asks it to end.
    fn run_until_stopped(&self, script: &str) -> Result<(), String> {
        let script = script.trim();
        if script.lines().filter(|l| !l.trim_end().ends_with('\\')).count() != 1 {
            return Err("a block that is stopped holds one command".into());
        }
        let mut child = self.shell(&format!("exec {script}")).stderr(Stdio::piped()).spawn().expect("bash runs");
        let (mut said, mut published) = (String::new(), false);
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        while let Some(line) = lines.next().transpose().expect("UTF-8") {
            said += &format!("{line}\n");
            published = line.starts_with("published ");
            if published || ["waiting", "error"].iter().any(|word| line.starts_with(word)) {
                break;
            }
        }
        let kill = Command::new("sh").arg("-c").arg(format!("kill -TERM {}", child.id())).status().expect("a shell");
        said.extend(lines.map(|line| line.expect("UTF-8") + "\n"));
        let status = child.wait().expect("it ends");
        if published && kill.success() && status.success() { Ok(()) } else { Err(format!("{status}: {said}")) }
    }
}

/// Of each document one after the other, in a world of its own, for its blocks may follow on one another.
#[test]
#[expect(clippy::print_stdout, reason = "whoever runs the test with --nocapture sees what was not tried, and why")]
fn every_command_that_documents_show_runs() {
    let (mut ran, mut wrong) = (0, Vec::new());
    for document in documents().iter().filter(|d| !d.path.starts_with(TRIED_ELSEWHERE)) {
        let blocks = document.blocks();
        let world = blocks.iter().any(|b| matches!(b.mark, Mark::Run | Mark::UntilStopped)).then(World::new);
        for Block { mark, text } in &blocks {
            let outcome = match (mark, &world) {
                (Mark::Run, Some(world)) => world.run(text),
                (Mark::UntilStopped, Some(world)) => world.run_until_stopped(text),
                (Mark::NoTest(reason), _) if reason.split(' ').count() < 3 => Err("no reason is given".into()),
                (Mark::NoTest(reason), _) => {
                    println!("not tried: {}: {reason}: {}", document.path, text.lines().next().unwrap_or_default());
                    continue;
                }
                _ => match text.lines().find(|line| is_command(line)) {
                    Some(line) => Err(format!("`{line}` is a command: mark the block `sh`")),
                    None => continue,
                },
            };
            ran += 1;
            wrong.extend(outcome.err().map(|e| format!("{}:\n{text}{e}", document.path)));
        }
    }
    assert!(ran > 10, "commands are found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn is_command(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next().is_some_and(|first| COMMANDS.contains(&first)) && words.next().is_some()
}

#[test]
fn every_link_in_documents_leads_somewhere() {
    let documents = documents();
    let (mut seen, mut wrong) = (0, Vec::new());
    for document in &documents {
        for link in document.links() {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            seen += 1;
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let from = root().join(&document.path);
            let to = if path.is_empty() { from } else { from.parent().expect("a folder").join(path) };
            let leads = to.exists() && (anchor.is_empty() || anchors(&to).contains(anchor));
            if !leads {
                wrong.push(format!("{}: {link}", document.path));
            }
        }
    }
    assert!(seen > 50, "links are found");
    assert!(wrong.is_empty(), "these lead nowhere: {wrong:#?}");
}

/// The addresses of a document's headings, by the program's own rule, which is GitHub's.
fn anchors(path: &Path) -> BTreeSet<String> {
    let parsed = document::parse(&fs::read(path).expect("read"), "");
    parsed.document.anchors().map(str::to_owned).collect()
}

#[test]
fn the_readme_is_short() {
    let text = fs::read_to_string(root().join("README.md")).expect("read");
    assert!(text.lines().count() <= 80, "{} lines: the rest belongs into docs/", text.lines().count());
}

/// The picture of the README is taken of a page that the tests' own site has: the script names it.
#[test]
fn the_picture_shows_a_page_that_there_is() {
    let script = fs::read_to_string(root().join("tests/site/screenshots.mjs")).expect("read");
    let page = script.split("const PICTURED = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a page");
    let run = fs::read_to_string(root().join("tests/run")).expect("read");
    assert!(run.contains("tests/site/screenshots.mjs"), "the suite takes pictures");
    assert!(root().join("docs/redline.png").exists() && page.ends_with("/changes/index.html"), "{page}");
    let dir = tempfile::tempdir().expect("a folder");
    let (repository, out) = (dir.path().join("repository"), dir.path().join("site"));
    let made = Command::new(root().join("tests/site/story")).arg(&repository).output().expect("bash runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let (repository, out) = (repository.to_str().expect("UTF-8"), out.to_str().expect("UTF-8"));
    let run = Sandbox::new().run(&["build", "--quiet", "--repo", repository, "--out", out]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(Path::new(out).join(page).exists(), "docs/redline.png shows {page}, which is gone: take another picture");
}
