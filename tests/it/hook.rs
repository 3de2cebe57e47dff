//! `deploy/post-receive` in a bare repository, with real pushes.

use crate::sandbox::{Sandbox, Site, essay, program};
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

const HOOK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/post-receive");

/// A repository whose commits are pushed to a bare one with the hook.
struct Office {
    work: Sandbox,
    bare: PathBuf,
}

impl Office {
    fn new() -> Self {
        let work = Sandbox::new();
        let bare = work.place("policies.git");
        work.git(&["init", "-q", "--bare", "-b", "main", bare.to_str().expect("UTF-8")]);
        fs::copy(HOOK, bare.join("hooks/post-receive")).expect("copied");
        work.git(&["remote", "add", "office", bare.to_str().expect("UTF-8")]);
        let office = Self { work, bare };
        office.set("promulgate.program", program());
        office.set("promulgate.options", "--rev main");
        office
    }

    fn set(&self, name: &str, value: &str) {
        self.work.git_in(&self.bare, &["config", name, value]);
    }

    fn site(&self) -> Site {
        Site::at(self.work.place("live"))
    }

    /// Begins to push `HEAD`.
    fn pushing(&self) -> Command {
        let mut push = Command::new("git");
        push.args(["push", "office", "HEAD:main"]).current_dir(self.work.repo()).env_clear();
        push.envs(std::env::var_os("PATH").map(|path| ("PATH", path))).env("HOME", self.work.place(""));
        push.envs([("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("LC_ALL", "C")]);
        push.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        push
    }

    /// Pushes, which must succeed; what whoever pushes is told.
    fn push(&self) -> String {
        let output = self.pushing().output().expect("git runs");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{told}");
        told
    }
}

#[test]
fn a_push_is_published_and_whoever_pushes_is_told() {
    let office = Office::new();
    office.work.write("policy/privacy.md", essay("privacy")).commit("first");
    let told = office.push();
    assert!(told.contains("remote: post-receive: nothing is published: set the folder"), "{told}");
    office.set("promulgate.out", office.site().root().to_str().expect("UTF-8"));
    office.work.write("policy/privacy.md", essay("privacy") + "\nMore.\n").commit("second");
    let told = office.push();
    assert!(told.contains("remote: published 1 policy, 2 versions"), "{told}");
    assert_eq!(office.site().versions("privacy").len(), 2);
    // a mistake is told, and the push is in all the same
    office.work.write("promulgate.toml", "titel = 'x'\n").commit("a mistake");
    let told = office.push();
    assert!(told.contains("remote: error: ") && told.contains("remote: post-receive: the push is in, but"), "{told}");
    assert!(told.contains("exit code 1"), "{told}");
    let head = office.work.git(&["rev-parse", "HEAD"]);
    assert_eq!(office.work.git_in(&office.bare, &["rev-parse", "main"]), head);
    assert_eq!(office.site().versions("privacy").len(), 2, "the site is as it was");
}

#[test]
fn pushes_that_meet_are_published_one_after_the_other() {
    let office = Office::new();
    office.set("promulgate.out", office.site().root().to_str().expect("UTF-8"));
    office.work.write("policy/privacy.md", essay("privacy")).commit("first");
    // another push is being published
    let lock = File::create(office.bare.join("promulgate.lock")).expect("a file");
    lock.lock().expect("locked");
    let mut push = office.pushing().spawn().expect("git runs");
    std::thread::sleep(Duration::from_millis(500));
    assert!(push.try_wait().expect("a state").is_none() && !office.site().has("index.html"), "it waits");
    lock.unlock().expect("unlocked");
    assert!(push.wait().expect("it ends").success());
    assert_eq!(office.site().versions("privacy").len(), 1);
}
