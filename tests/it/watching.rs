//! `promulgate watch` at work, listened to line by line.

use crate::sandbox::{Sandbox, Site};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How long anything may take before a test fails. Nothing here measures speed.
const LIMIT: Duration = Duration::from_secs(60);
/// Longer than it takes to look for changes without being told.
pub(crate) const A_WHILE: Duration = Duration::from_millis(2600);

/// A running `promulgate watch --format json`. It is killed if a test fails.
pub(crate) struct Watching {
    child: Child,
    lines: Receiver<Value>,
    out: PathBuf,
    stderr: PathBuf,
}

impl Watching {
    /// Watches the sandbox's repository; returns when its first publication is made.
    pub(crate) fn begin(sandbox: &Sandbox, options: &[&str]) -> Self {
        Self::begin_in(sandbox, sandbox.repo(), options)
    }

    pub(crate) fn begin_in(sandbox: &Sandbox, repo: &Path, options: &[&str]) -> Self {
        let watching = Self::start(sandbox, repo, options);
        watching.expect("watching");
        watching.expect("published");
        watching
    }

    /// Watches `repo`, whatever comes of it.
    pub(crate) fn start(sandbox: &Sandbox, repo: &Path, options: &[&str]) -> Self {
        Self::spawn(sandbox, repo, "json", options, Command::new(crate::sandbox::program()))
    }

    /// Watches the sandbox's repository, and says on stderr what people read.
    pub(crate) fn start_for_people(sandbox: &Sandbox) -> Self {
        Self::spawn(sandbox, sandbox.repo(), "text", &[], Command::new(crate::sandbox::program()))
    }

    /// Watches the sandbox's repository for a service manager that listens at `socket`.
    pub(crate) fn start_as_service(sandbox: &Sandbox, socket: &Path) -> Self {
        // `spawn` clears the environment of the program that it starts
        let mut command = Command::new("env");
        command.arg(format!("NOTIFY_SOCKET={}", socket.display())).arg(env!("CARGO_BIN_EXE_promulgate"));
        Self::spawn(sandbox, sandbox.repo(), "json", &[], command)
    }

    /// Watches the sandbox's repository while a system call always fails, such as `inotify_init1:error=EMFILE`.
    pub(crate) fn start_while_failing(sandbox: &Sandbox, call: &str, options: &[&str]) -> Self {
        let there = Command::new("strace").arg("--version").output().is_ok_and(|o| o.status.success());
        assert!(there, "this test needs strace: apt-get install strace");
        let mut command = Command::new("strace");
        // -D: the tracer is in the background, so that signals reach the program
        command.args(["-D", "-f", "-qq", "-o", "/dev/null", "-e", &format!("inject={call}")]);
        command.arg(crate::sandbox::program());
        Self::spawn(sandbox, sandbox.repo(), "json", options, command)
    }

    fn spawn(sandbox: &Sandbox, repo: &Path, format: &str, options: &[&str], mut command: Command) -> Self {
        let (out, stderr) = (sandbox.place("live"), sandbox.place("stderr"));
        let mut child = command
            .args(["watch", "--format", format, "--repo"])
            .arg(repo)
            .arg("--out")
            .arg(&out)
            .args(options)
            .current_dir(sandbox.place(""))
            .env_clear()
            .env("HOME", sandbox.place(""))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&stderr).expect("a file"))
            .spawn()
            .expect("the program runs");
        let stdout = child.stdout.take().expect("a pipe");
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines() {
                let line = line.expect("UTF-8");
                if sender.send(serde_json::from_str(&line).expect("JSON")).is_err() {
                    break;
                }
            }
        });
        Self { child, lines, out, stderr }
    }

    /// The next line.
    pub(crate) fn expect_any(&self) -> Value {
        self.lines.recv_timeout(LIMIT).unwrap_or_else(|e| panic!("nothing is said: {e}; {}", self.stderr()))
    }

    /// The next line, which must be about `event`.
    pub(crate) fn expect(&self, event: &str) -> Value {
        let line = self.expect_any();
        assert_eq!(line["event"], event, "{line}");
        line
    }

    /// The next line, which must be about the publication of `commit`.
    pub(crate) fn expect_commit(&self, commit: &str) -> Value {
        let line = self.expect("published");
        assert_eq!(line["commit"], commit, "{line}");
        line
    }

    /// Waits until `commit` is published, with any commits before it; how many publications that took.
    pub(crate) fn until_commit(&self, commit: &str) -> usize {
        let mut publications = 1;
        while self.expect("published")["commit"] != commit {
            publications += 1;
        }
        publications
    }

    /// Waits until something was said of the newest commit: that `commit` was published, or that something is wrong.
    pub(crate) fn until_told_of(&self, commit: &str) {
        let told = |line: &Value| line["event"] == "error" || line["commit"] == commit;
        while !told(&self.expect_any()) {}
    }

    /// Waits until `commit` is published, whatever is said before.
    pub(crate) fn until_published(&self, commit: &str) {
        while self.expect_any()["commit"] != commit {}
    }

    /// Nothing is said for a while.
    pub(crate) fn expect_nothing(&self) {
        match self.lines.recv_timeout(A_WHILE) {
            Err(RecvTimeoutError::Timeout) => {}
            other => panic!("{other:?}; {}", self.stderr()),
        }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The folder it publishes into.
    pub(crate) fn site(&self) -> Site {
        Site::at(self.out.clone())
    }

    /// Sends it a signal, such as `TERM`.
    pub(crate) fn signal(&self, name: &str) {
        let kill = Command::new("sh").arg("-c").arg(format!("kill -{name} {}", self.id())).status();
        assert!(kill.expect("a shell").success());
    }

    /// Ends it, and holds its site against one built at a go from `rev`.
    pub(crate) fn stop(mut self, sandbox: &Sandbox, repo: &Path, rev: &str) {
        assert_eq!(self.end(), None, "nothing was left to publish");
        self.expect_site_of(sandbox, repo, rev);
    }

    /// Ends it; the commit that it published last meanwhile, if any.
    pub(crate) fn end(&mut self) -> Option<String> {
        self.signal("TERM");
        let mut last = None;
        loop {
            let line = self.expect_any();
            match line["event"].as_str() {
                Some("stopped") => break,
                Some("published") => last = line["commit"].as_str().map(str::to_owned),
                _ => panic!("{line}"),
            }
        }
        assert_eq!(self.exit(), Some(0), "{}", self.stderr());
        assert!(!self.stderr().contains("panicked"), "{}", self.stderr());
        last
    }

    /// The site is the one that is built at a go from `rev`.
    pub(crate) fn expect_site_of(&self, sandbox: &Sandbox, repo: &Path, rev: &str) {
        let cold = sandbox.site();
        let out = cold.root().to_str().expect("UTF-8").to_owned();
        let run = sandbox.run_in(repo, &["build", "--rev", rev, "--out", &out], &[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let (live, cold) = (self.site().files(), cold.files());
        let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&live), names(&cold));
        for ((name, live), (_, cold)) in live.iter().zip(&cold) {
            assert!(live == cold, "{name} differs");
        }
    }

    /// What it exits with, when it does.
    pub(crate) fn exit(&mut self) -> Option<i32> {
        self.child.wait().expect("it ends").code()
    }

    /// Waits until stderr has so many lines; the lines.
    pub(crate) fn lines(&self, count: usize) -> Vec<String> {
        let begun = Instant::now();
        loop {
            let lines: Vec<String> = self.stderr().lines().map(str::to_owned).collect();
            if lines.len() >= count {
                return lines;
            }
            assert!(begun.elapsed() < LIMIT, "{lines:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn stderr(&self) -> String {
        fs::read_to_string(&self.stderr).unwrap_or_default()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
