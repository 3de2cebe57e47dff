//! A git repository of its own for each test, and the program run on it: no user's or system's configuration, a fixed
//! author, a clock that ticks an hour with each commit.

use serde_json::Value;
use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use tempfile::TempDir;

/// The committer date of the first commit.
const START: u64 = 1_700_000_000;

/// The program under test: the one that `PROMULGATE` names, such as a release; else the one built with the tests.
pub(crate) fn program() -> &'static str {
    static NAMED: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("PROMULGATE").ok());
    NAMED.as_deref().unwrap_or(env!("CARGO_BIN_EXE_promulgate"))
}

pub(crate) struct Sandbox {
    dir: TempDir,
    repo: PathBuf,
    clock: Cell<u64>,
}

/// What came of running the program.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A published folder.
pub(crate) struct Site {
    root: PathBuf,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    /// A repository made with further options of `git init`.
    pub(crate) fn with(options: &[&str]) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let repo = dir.path().join("repo");
        fs::create_dir(&repo).expect("a folder");
        let sandbox = Self { dir, repo, clock: Cell::new(START) };
        let mut arguments = vec!["init", "-q", "-b", "main"];
        arguments.extend(options);
        sandbox.git(&arguments);
        sandbox
    }

    /// The repository.
    pub(crate) fn repo(&self) -> &Path {
        &self.repo
    }

    /// A place outside the repository.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Runs git in the repository; what it printed.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_in(&self.repo, arguments)
    }

    pub(crate) fn git_in(&self, dir: &Path, arguments: &[&str]) -> String {
        let output = self.try_git(dir, arguments);
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    fn try_git(&self, dir: &Path, arguments: &[&str]) -> Output {
        let date = format!("{} +0700", self.clock.get());
        Command::new("git")
            .args(["-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false", "-c", "maintenance.auto=false"])
            .args(arguments)
            .current_dir(dir)
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .envs([("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("LC_ALL", "C")])
            .env("HOME", self.dir.path())
            .envs([("GIT_AUTHOR_NAME", "Malee"), ("GIT_AUTHOR_EMAIL", "malee@example.org")])
            .envs([("GIT_COMMITTER_NAME", "Malee"), ("GIT_COMMITTER_EMAIL", "malee@example.org")])
            .envs([("GIT_AUTHOR_DATE", &date), ("GIT_COMMITTER_DATE", &date)])
            .output()
            .expect("git runs")
    }

    /// Writes a file of the work tree.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let place = self.repo.join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::write(place, text).expect("written");
        self
    }

    pub(crate) fn remove(&self, path: &str) -> &Self {
        self.git(&["rm", "-q", path]);
        self
    }

    pub(crate) fn rename(&self, from: &str, to: &str) -> &Self {
        let place = self.repo.join(to);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::rename(self.repo.join(from), place).expect("renamed");
        self
    }

    /// Commits everything; the commit's id.
    pub(crate) fn commit(&self, message: &str) -> String {
        self.tick(3600);
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "--allow-empty-message", "-m", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Moves the clock.
    pub(crate) fn tick(&self, seconds: i64) {
        self.clock.set(self.clock.get().checked_add_signed(seconds).expect("a time"));
    }

    /// Runs the program in the repository.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_in(&self.repo, arguments, &[])
    }

    pub(crate) fn run_in(&self, dir: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        let output = Command::new(program())
            .args(arguments)
            .current_dir(dir)
            .env_clear()
            .env("HOME", self.dir.path())
            .envs(environment.iter().copied())
            .output()
            .expect("the program runs");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let run = Run {
            code: output.status.code().expect("an exit code, no signal"),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        };
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        run
    }

    /// Publishes into a folder beside the repository.
    pub(crate) fn build(&self) -> Site {
        self.build_with(&[])
    }

    pub(crate) fn build_with(&self, options: &[&str]) -> Site {
        let site = self.site();
        let run = self.run(&[&["build", "--out", site.root.to_str().expect("UTF-8")], options].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        site
    }

    /// The folder into which `build` publishes.
    pub(crate) fn site(&self) -> Site {
        Site { root: self.place("site") }
    }

    /// Fails to publish; what it says.
    pub(crate) fn refused(&self, code: i32) -> String {
        self.refused_in(&self.repo, code)
    }

    pub(crate) fn refused_in(&self, repo: &Path, code: i32) -> String {
        let out = self.place("refused");
        let run = self.run_in(repo, &["build", "--out", out.to_str().expect("UTF-8")], &[]);
        assert_eq!(run.code, code, "{}", run.stderr);
        assert!(run.stderr.contains("hint: "), "a remedy: {}", run.stderr);
        assert!(!out.join("index.html").exists(), "nothing is published");
        run.stderr
    }
}

impl Site {
    pub(crate) fn at(root: PathBuf) -> Self {
        Self { root }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.root.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(self.bytes(path)).expect("UTF-8")
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.bytes(path)).expect("JSON")
    }

    /// The entries of a policy's `versions.json`.
    pub(crate) fn versions(&self, id: &str) -> Vec<Value> {
        self.json(&format!("{id}/versions.json"))["versions"].as_array().expect("versions").clone()
    }

    /// The ids in `policies.json`.
    pub(crate) fn policies(&self) -> Vec<String> {
        let policies = self.json("policies.json")["policies"].as_array().expect("policies").clone();
        policies.iter().map(|p| p["id"].as_str().expect("an id").to_owned()).collect()
    }

    /// The sources of all versions of a policy.
    pub(crate) fn sources(&self, id: &str) -> Vec<String> {
        (1..=self.versions(id).len()).map(|n| self.text(&format!("{id}/v/{n}/source.md"))).collect()
    }

    /// The element of a page that holds a policy's text.
    pub(crate) fn article(&self, path: &str) -> String {
        let page = self.text(path);
        let from = page.find("<article").expect("an article");
        let to = page.find("</article>").expect("its end");
        page[from..to].to_owned()
    }

    /// Every file with its bytes, but for the program's own state.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&self.root).expect("inside").to_str().expect("UTF-8").to_owned();
                    if !name.starts_with(".promulgate/") {
                        files.push((name, fs::read(path).expect("read")));
                    }
                }
            }
        }
        files.sort();
        files
    }
}

/// A text of some length, so that an edited copy is still the same text.
pub(crate) fn essay(subject: &str) -> String {
    let mut text = format!("# {subject}\n");
    for n in 1..=12 {
        text += &format!("\n## Part {n} of {subject}\n\nParagraph {n} says what {subject} means in case {n}.\n");
    }
    text
}
