//! What else may befall the published folder: foreign files in it, a second publisher, no folder, no repository.

use crate::crash::{office, two_commits};
use crate::disturb::{Scene, ended, none, state_of};
use crate::sandbox::Sandbox;
use crate::whole::{Files, differences, files, same, same_but_order, thawed, whole};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

fn publish(repo: &Sandbox, out: &Path) -> (i32, String) {
    let (state, mut options) = (state_of(out), vec!["build", "--out", out.to_str().expect("UTF-8")]);
    if state.exists() {
        options.extend(["--state", state.to_str().expect("UTF-8")]);
    }
    let run = repo.run(&options);
    (run.code, run.stderr)
}

#[test]
fn what_is_published_can_be_read_by_a_web_server() {
    use std::os::unix::fs::PermissionsExt;
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("first");
    let out = repo.place("private");
    let build = "umask 077; exec \"$0\" build --quiet --out \"$1\"";
    let done = Command::new("sh")
        .args(["-c", build, crate::sandbox::program()])
        .arg(&out)
        .current_dir(repo.repo())
        .status()
        .expect("a shell");
    assert!(done.success());
    let mode = |path: &str| fs::metadata(out.join(path)).expect("there").permissions().mode() & 0o777;
    assert_eq!([mode("a/v/1"), mode("a/v/1/index.html"), mode("index.html")], [0o755, 0o644, 0o644]);
}

#[test]
fn foreign_files_are_kept_whatever_comes_and_goes() {
    let repo = office();
    let site = repo.build();
    let foreign = ["CNAME", "privacy/scan.pdf", "privacy/v/9/note.txt", "extra/index.html", ".well-known/security.txt"];
    for path in foreign {
        let place = site.root().join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::write(place, format!("{path} of the office")).expect("written");
    }
    two_commits(&repo);
    repo.rename("policy/privacy.md", "policy/sub/privacy.md").commit("move");
    repo.remove("policy/terms.th.md").commit("withdraw");
    repo.write("policy/extra/more.md", "# More\n").commit("a policy beside a foreign page");
    let site = repo.build();
    for path in foreign {
        assert_eq!(site.text(path), format!("{path} of the office"));
    }
    let fresh = repo.place("fresh");
    assert_eq!(publish(&repo, &fresh).0, 0);
    let mut left = files(site.root());
    left.retain(|path, _| !foreign.contains(&path.as_str()));
    none(&differences(&left, &files(&fresh)));
}

/// Puts something foreign where the pages of a new policy would stand: that is refused, whether or not the others are
/// published; nothing foreign is altered; once it is gone, all is published.
fn refused_for(name: &str, obstruct: impl Fn(&Path)) {
    let repo = office();
    let scene = Scene::published(&repo);
    repo.write("policy/new.md", "# New\n").write("policy/zeal.md", "# Zeal\n").commit("new ones");
    let scene = scene.then(&[]);
    let out = scene.stage();
    obstruct(&out);
    let foreign = |files: Files| -> Files { files.into_iter().filter(|(path, _)| path.starts_with("new")).collect() };
    let before = foreign(files(&out));
    let (code, said) = publish(&repo, &out);
    assert!(code == 1 && said.contains("hint: ") && said.contains("new"), "{name}: exit {code}: {said}");
    let after = files(&out);
    none(&thawed(scene.before(), &after));
    none(&differences(&foreign(after), &before));
    let hurt = whole(&out).into_iter().filter(|problem| !problem.starts_with("new"));
    none(&hurt.collect::<Vec<_>>());
    let place = out.join("new");
    match fs::symlink_metadata(&place).expect("still there").is_dir() {
        true => fs::remove_dir_all(&place).expect("removed"),
        false => fs::remove_file(&place).expect("removed"),
    }
    assert_eq!(publish(&repo, &out).0, 0);
    none(&same_but_order(&out, scene.after()));
}

#[test]
fn a_foreign_page_in_the_way_is_refused() {
    refused_for("a page", |out| {
        fs::create_dir_all(out.join("new/history")).expect("a folder");
        fs::write(out.join("new/history/index.html"), "<html>not ours</html>").expect("written");
    });
}

#[test]
fn a_foreign_file_where_a_folder_is_needed_is_refused() {
    refused_for("a file", |out| fs::write(out.join("new"), "not ours").expect("written"));
}

#[test]
fn a_foreign_folder_where_a_file_is_needed_is_refused() {
    refused_for("a folder", |out| {
        fs::create_dir_all(out.join("new/index.html")).expect("a folder");
        fs::write(out.join("new/index.html/x"), "not ours").expect("written");
    });
}

#[test]
fn nothing_is_written_through_a_foreign_link() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    refused_for("a link", |out| {
        std::os::unix::fs::symlink(elsewhere.path(), out.join("new")).expect("a link");
    });
    assert!(fs::read_dir(elsewhere.path()).expect("a folder").next().is_none(), "outside of the site");
}

#[test]
fn a_file_is_no_folder_to_publish_into() {
    let repo = office();
    let out = repo.place("file");
    fs::write(&out, "mine").expect("written");
    let (code, said) = publish(&repo, &out);
    assert!(matches!(code, 1 | 3) && said.contains("hint: ") && said.contains("file"), "exit {code}: {said}");
    assert_eq!(fs::read_to_string(&out).expect("read"), "mine");
}

#[test]
fn a_folder_that_vanished_is_published_anew() {
    let repo = office();
    let scene = Scene::published(&repo);
    two_commits(&repo);
    let scene = scene.then(&[]);
    let out = scene.stage();
    fs::remove_dir_all(&out).expect("removed");
    none(&scene.scars(&out));
}

#[test]
fn a_site_outlives_its_repository() {
    let repo = office();
    let site = repo.build();
    let before = files(site.root());
    fs::rename(repo.repo(), repo.place("gone")).expect("moved");
    let (source, out) = (repo.repo().to_str().expect("UTF-8"), site.root().to_str().expect("UTF-8"));
    let run = repo.run_in(&repo.place("gone"), &["build", "--repo", source, "--out", out], &[]);
    assert!(matches!(run.code, 1 | 3) && run.stderr.contains("repo"), "exit {}: {}", run.code, run.stderr);
    none(&differences(&files(site.root()), &before));
}

/// A publisher that was stopped in the middle of putting files into place.
struct Stopped {
    strace: Child,
    pid: String,
}

impl Stopped {
    fn new(scene: &Scene<'_>, out: &Path) -> Self {
        let strace = scene.strace("?rename,?renameat,?renameat2", "signal=SIGSTOP:when=3", out).spawn();
        let strace = strace.expect("strace, which this test needs, runs (`apt-get install strace`)");
        Self { strace, pid: Self::stopped(scene) }
    }

    /// Waits until it has stopped; its process.
    fn stopped(scene: &Scene<'_>) -> String {
        let begun = Instant::now();
        loop {
            let log = scene.log();
            let stopped = log.iter().find(|line| line.contains("stopped by SIGSTOP"));
            if let Some(pid) = stopped.and_then(|line| line.split_whitespace().next()) {
                return pid.to_owned();
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "it never came to its third rename: {log:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Sends a signal, and waits until the publisher is gone; its exit code.
    fn end(self, signal: &str) -> Option<i32> {
        let sent = Command::new("kill").args([signal, &self.pid]).status().expect("kill runs");
        assert!(sent.success());
        ended(self.strace.wait_with_output().expect("gone")).code
    }
}

/// A scene in whose folder a publisher was stopped under way.
fn occupied(repo: &Sandbox) -> (Scene<'_>, PathBuf, Stopped) {
    let scene = Scene::published(repo);
    two_commits(repo);
    let scene = scene.then(&[]);
    let out = scene.stage();
    let first = Stopped::new(&scene, &out);
    (scene, out, first)
}

#[test]
fn a_second_publisher_says_that_it_is_not_the_first() {
    let repo = office();
    let (scene, out, first) = occupied(&repo);
    let before = files(&out);
    let (code, said) = publish(&repo, &out);
    let elsewhere = publish(&repo, &scene.place("elsewhere")).0;
    let untouched = files(&out) == before;
    let first = first.end("-CONT");
    assert!(code == 3 && said.contains("another") && said.contains("hint: "), "exit {code}: {said}");
    assert!(said.contains(out.to_str().expect("UTF-8")), "{said}");
    assert!(untouched, "the second touches nothing");
    assert_eq!((first, elsewhere), (Some(0), 0), "the first goes on; a third, elsewhere, is not concerned");
    none(&same(&out, scene.after()));
}

#[test]
fn a_killed_publisher_stands_in_nobodys_way() {
    let repo = office();
    let (scene, out, first) = occupied(&repo);
    assert_eq!(first.end("-KILL"), None);
    assert_eq!(whole(&out), [""; 0]);
    none(&scene.scars(&out));
}
