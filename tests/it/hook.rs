//! `deploy/post-receive` and `deploy/hooks/pre-receive` in a bare repository, with real pushes.

use crate::sandbox::{Sandbox, Site, essay, program};
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

const HOOK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/post-receive");
const GUARD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/hooks/pre-receive");

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
        self.pushing_with(&["HEAD:main"])
    }

    fn pushing_with(&self, arguments: &[&str]) -> Command {
        let mut push = Command::new("git");
        push.args(["push", "office"]).args(arguments).current_dir(self.work.repo()).env_clear();
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

impl Office {
    /// One with the guard, which has published `versions` versions.
    fn guarded(versions: usize) -> Self {
        let office = Self::new();
        fs::copy(GUARD, office.bare.join("hooks/pre-receive")).expect("copied");
        office.set("promulgate.out", office.site().root().to_str().expect("UTF-8"));
        for n in 1..=versions {
            office.work.write("policy/privacy.md", essay(&format!("privacy {n}"))).commit(&format!("change {n}"));
        }
        office.push();
        office
    }

    /// Pushes with force; whether it was let in, and what whoever pushes is told.
    fn forced(&self, what: &str) -> (bool, String) {
        let output = self.pushing_with(&["--force", what]).output().expect("git runs");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

#[test]
fn a_push_that_would_rewrite_what_was_published_is_refused_in_the_pushers_terminal() {
    let office = Office::guarded(3);
    let main = |office: &Office| office.work.git_in(&office.bare, &["rev-parse", "main"]);
    let published = main(&office);
    // amended, dropped, and begun anew: by each, versions would be gone
    office.work.write("policy/privacy.md", essay("amended"));
    office.work.git(&["commit", "-q", "-a", "--amend", "-m", "amended"]);
    let (let_in, told) = office.forced("HEAD:main");
    assert!(!let_in && told.contains("remote: ไม่รับการส่งนี้: ประวัติที่เผยแพร่แล้วจะถูกเขียนทับ"), "{told}");
    assert!(told.contains("published history would be rewritten") && told.contains("change 3"), "{told}");
    assert!(!told.contains("change 2"), "it stands: {told}");
    office.work.git(&["reset", "-q", "--hard", "HEAD~2"]);
    assert!(!office.forced("HEAD:main").0);
    assert!(!office.forced(":main").0, "the branch is published");
    assert_eq!(main(&office), published, "nothing moved");
    // what only adds goes in: a commit on top, a merge whose first parent is another line, another branch
    office.work.git(&["reset", "-q", "--hard", &published]);
    office.work.git(&["checkout", "-q", "-b", "aside", "HEAD~1"]);
    office.work.write("policy/terms.md", essay("terms")).commit("aside");
    assert!(office.forced("HEAD:aside").0);
    office.work.git(&["merge", "-q", "-m", "foxtrot", &published]);
    let (let_in, told) = office.forced("HEAD:main");
    assert!(let_in, "{told}");
    assert_eq!(office.site().versions("privacy").len(), 3);
}

#[test]
fn a_commit_that_changed_no_policy_may_go() {
    let office = Office::guarded(2);
    office.work.write("notes.txt", "for us").commit("a note");
    office.push();
    office.work.git(&["reset", "-q", "--hard", "HEAD~1"]);
    office.work.write("notes.txt", "for all of us").commit("another note");
    let (let_in, told) = office.forced("HEAD:main");
    assert!(let_in && told.contains("published 1 policy"), "{told}");
}

#[test]
fn nothing_is_let_in_where_the_published_commit_is_gone() {
    let office = Office::guarded(1);
    let list = office.site().root().join("policies.json");
    let text = fs::read_to_string(&list).expect("a list");
    let published = office.work.git(&["rev-parse", "HEAD"]);
    fs::write(&list, text.replace(&published, &"1".repeat(40))).expect("written");
    office.work.write("policy/privacy.md", essay("more")).commit("more");
    let (let_in, told) = office.forced("HEAD:main");
    assert!(!let_in && told.contains("the published commit is not in this repository"), "{told}");
}
