//! `watch` publishes what is committed, whatever git does to get there, and outlives what goes wrong.

use crate::sandbox::{Sandbox, essay};
use crate::watching::{A_WHILE, Watching};
use std::fs;

/// A repository with a policy of one version.
fn policies() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("policy/privacy.md", essay("privacy")).commit("First");
    sandbox
}

/// Commits another version of the policy.
fn edit(sandbox: &Sandbox, what: &str) -> String {
    sandbox.write("policy/privacy.md", essay("privacy") + &format!("\nNow {what} as well.\n")).commit(what)
}

// What git does

#[test]
fn a_commit_is_published_and_nothing_else_is() {
    let sandbox = policies();
    let watching = Watching::begin(&sandbox, &[]);
    let second = edit(&sandbox, "cameras");
    let line = watching.expect_commit(&second);
    assert_eq!((&line["subject"], &line["versions"]), (&"cameras".into(), &2.into()));
    assert!(line["ms"].is_u64() && line["written"].as_u64() > Some(0), "{line}");
    sandbox.write("policy/privacy.md", "# Not committed\n");
    sandbox.git(&["tag", "v1"]);
    sandbox.git(&["branch", "aside"]);
    watching.expect_nothing();
    assert_eq!(watching.site().versions("privacy").len(), 2);
    watching.stop(&sandbox, sandbox.repo(), "HEAD");
}

#[test]
fn a_burst_ends_in_the_site_of_its_last_commit() {
    let sandbox = policies();
    let watching = Watching::begin(&sandbox, &[]);
    let last = (0..200).map(|n| edit(&sandbox, &format!("rule {n}"))).last().expect("a commit");
    let publications = watching.until_commit(&last);
    assert!(publications <= 200, "{publications}");
    watching.expect_nothing();
    watching.stop(&sandbox, sandbox.repo(), "HEAD");
}

#[test]
fn packed_refs_and_collected_garbage_do_not_matter() {
    let sandbox = policies();
    let watching = Watching::begin(&sandbox, &[]);
    sandbox.git(&["pack-refs", "--all", "--prune"]);
    watching.expect_nothing();
    watching.expect_commit(&edit(&sandbox, "after packing"));
    sandbox.git(&["gc", "-q", "--prune=now"]);
    watching.expect_nothing();
    watching.expect_commit(&edit(&sandbox, "after collecting"));
    watching.stop(&sandbox, sandbox.repo(), "HEAD");
}

#[test]
fn another_branch_in_the_work_tree_is_not_the_published_one() {
    let sandbox = policies();
    let watching = Watching::begin(&sandbox, &["--rev", "main"]);
    sandbox.git(&["switch", "-q", "-c", "draft"]);
    edit(&sandbox, "a draft");
    watching.expect_nothing();
    sandbox.git(&["switch", "-q", "main"]);
    watching.expect_commit(&edit(&sandbox, "for good"));
    sandbox.git(&["merge", "-q", "--no-ff", "-s", "ours", "-m", "Merge", "draft"]);
    watching.expect_commit(&sandbox.git(&["rev-parse", "HEAD"]));
    watching.stop(&sandbox, sandbox.repo(), "main");
}

#[test]
fn the_end_of_a_rebase_is_waited_for() {
    let sandbox = policies();
    edit(&sandbox, "cameras");
    let watching = Watching::begin(&sandbox, &[]);
    sandbox.git(&["-c", "sequence.editor=sed -i s/^pick/edit/", "rebase", "-q", "-i", "HEAD~1"]);
    assert!(watching.expect("waiting")["message"].as_str().expect("a message").contains("a rebase is in progress"));
    edit(&sandbox, "guards");
    watching.expect_nothing();
    sandbox.git(&["rebase", "--continue"]);
    watching.expect_commit(&sandbox.git(&["rev-parse", "HEAD"]));
    watching.expect_commit(&edit(&sandbox, "doors"));
    watching.stop(&sandbox, sandbox.repo(), "HEAD");
}

#[test]
fn a_linked_work_tree_has_a_head_of_its_own() {
    let sandbox = policies();
    let linked = sandbox.place("linked");
    sandbox.git(&["worktree", "add", "-q", "-b", "second", linked.to_str().expect("UTF-8")]);
    let watching = Watching::begin_in(&sandbox, &linked, &[]);
    edit(&sandbox, "only in main");
    watching.expect_nothing();
    fs::write(linked.join("policy/terms.md"), essay("terms")).expect("written");
    sandbox.git_in(&linked, &["add", "-A"]);
    sandbox.git_in(&linked, &["commit", "-q", "-m", "Terms"]);
    watching.expect_commit(&sandbox.git_in(&linked, &["rev-parse", "HEAD"]));
    watching.stop(&sandbox, &linked, "HEAD");
}

#[test]
fn a_push_to_a_bare_repository_is_published() {
    let sandbox = policies();
    let bare = sandbox.place("bare.git");
    let url = bare.to_str().expect("UTF-8");
    sandbox.git(&["clone", "-q", "--bare", ".", url]);
    let watching = Watching::start(&sandbox, &bare, &["--rev", "office/2026/public"]);
    watching.expect("watching");
    assert!(watching.expect("waiting")["message"].as_str().expect("a message").contains("office/2026/public"));
    // folders of refs that were not there when watching began
    sandbox.git(&["push", "-q", url, "main:office/2026/public"]);
    watching.expect("published");
    edit(&sandbox, "cameras");
    let last = edit(&sandbox, "guards");
    sandbox.git(&["push", "-q", url, "main:office/2026/public"]);
    watching.expect_commit(&last);
    watching.stop(&sandbox, &bare, "office/2026/public");
}

// What it says

#[test]
fn people_read_a_line_for_each_publication() {
    let sandbox = policies();
    let mut watching = Watching::start_for_people(&sandbox);
    watching.lines(2);
    let commit = edit(&sandbox, "cameras");
    watching.lines(3);
    watching.signal("INT");
    assert_eq!(watching.exit(), Some(0));
    let lines = watching.lines(4);
    assert!(lines[0].starts_with("watching HEAD of "), "{lines:?}");
    assert!(lines[1].contains("“First”: "), "{lines:?}");
    assert!(lines[2].starts_with(&format!("published {} “cameras”: ", &commit[..10])), "{lines:?}");
    assert_eq!((lines[3].as_str(), lines.len()), ("stopped", 4));
}

// What goes wrong

#[test]
fn a_repository_that_is_not_there_yet_is_waited_for() {
    let sandbox = policies();
    let later = sandbox.place("later");
    let watching = Watching::start(&sandbox, &later, &[]);
    watching.expect("waiting");
    watching.expect_nothing();
    sandbox.git(&["init", "-q", "-b", "main", later.to_str().expect("UTF-8")]);
    watching.expect("watching");
    assert!(watching.expect("waiting")["message"].as_str().expect("a message").contains("no commit yet"));
    sandbox.git_in(&later, &["pull", "-q", sandbox.repo().to_str().expect("UTF-8"), "main"]);
    watching.expect("published");
    watching.stop(&sandbox, &later, "HEAD");
}

#[test]
fn a_repository_that_goes_away_is_waited_for() {
    let sandbox = policies();
    // One around it must not take its place.
    sandbox.git_in(&sandbox.place(""), &["init", "-q"]);
    let watching = Watching::begin(&sandbox, &[]);
    fs::rename(sandbox.repo(), sandbox.place("aside")).expect("renamed");
    watching.expect("waiting");
    watching.expect_nothing();
    fs::rename(sandbox.place("aside"), sandbox.repo()).expect("renamed");
    watching.expect("watching");
    fs::rename(sandbox.repo().join(".git"), sandbox.repo().join("away")).expect("renamed");
    watching.expect("waiting");
    fs::rename(sandbox.repo().join("away"), sandbox.repo().join(".git")).expect("renamed");
    watching.expect("watching");
    watching.expect_commit(&edit(&sandbox, "back again"));
    watching.stop(&sandbox, sandbox.repo(), "HEAD");
}

#[test]
fn a_repository_that_is_replaced_is_watched_on() {
    let sandbox = policies();
    let watching = Watching::begin(&sandbox, &[]);
    let copy = sandbox.place("copy");
    sandbox.git(&["clone", "-q", "--no-hardlinks", ".", copy.to_str().expect("UTF-8")]);
    fs::rename(sandbox.repo(), sandbox.place("old")).expect("renamed");
    fs::rename(copy, sandbox.repo()).expect("renamed");
    for what in ["cameras", "guards"] {
        let commit = edit(&sandbox, what);
        // it may have been gone when a look was due
        let mut line = watching.expect_any();
        while line["event"] != "published" {
            line = watching.expect_any();
        }
        assert_eq!(line["commit"], commit);
    }
    watching.stop(&sandbox, sandbox.repo(), "HEAD");
}

#[test]
fn a_site_that_vanishes_is_published_again() {
    let sandbox = policies();
    let watching = Watching::begin(&sandbox, &[]);
    fs::remove_dir_all(watching.site().root()).expect("removed");
    watching.expect("published");
    watching.stop(&sandbox, sandbox.repo(), "HEAD");
}

#[test]
fn a_folder_that_cannot_be_written_is_told_once_and_tried_again() {
    let sandbox = policies();
    let watching = Watching::begin(&sandbox, &[]);
    let (site, aside) = (watching.site(), sandbox.place("aside"));
    watching.signal("STOP"); // so that it does not look between two steps
    fs::rename(site.root(), &aside).expect("renamed");
    fs::write(site.root(), "in the way").expect("written");
    watching.signal("CONT");
    let line = watching.expect("error");
    assert_eq!(line["fault"], "environment");
    assert!(line["hint"].is_string(), "{line}");
    let second = edit(&sandbox, "meanwhile");
    watching.expect_nothing();
    watching.signal("STOP");
    fs::remove_file(site.root()).expect("removed");
    fs::rename(&aside, site.root()).expect("renamed");
    watching.signal("CONT");
    watching.expect_commit(&second);
    watching.stop(&sandbox, sandbox.repo(), "HEAD");
}

#[test]
fn a_commit_that_cannot_be_published_leaves_the_site_and_waits_for_the_next() {
    let sandbox = policies();
    let watching = Watching::begin(&sandbox, &[]);
    let before = watching.site().files();
    sandbox.write("promulgate.toml", "colour = \"green\"\n").commit("A setting that is none");
    assert_eq!(watching.expect("error")["fault"], "input");
    watching.expect_nothing();
    assert!(watching.site().files() == before, "the site is as it was");
    watching.expect_commit(&sandbox.remove("promulgate.toml").commit("Mended"));
    watching.stop(&sandbox, sandbox.repo(), "HEAD");
}

#[test]
fn a_repository_that_would_tell_false_dates_is_refused_at_once() {
    let sandbox = policies();
    edit(&sandbox, "cameras");
    let (url, shallow) = (format!("file://{}", sandbox.repo().display()), sandbox.place("shallow"));
    sandbox.git(&["clone", "-q", "--depth", "1", &url, shallow.to_str().expect("UTF-8")]);
    let mut watching = Watching::start(&sandbox, &shallow, &[]);
    assert_eq!(watching.exit(), Some(1));
    assert!(watching.stderr().contains("hint: fetch the whole history"), "{}", watching.stderr());
}

#[test]
fn told_to_end_it_leaves_a_whole_site() {
    let sandbox = policies();
    let mut watching = Watching::begin(&sandbox, &[]);
    let commits: Vec<String> = (0..10).map(|n| edit(&sandbox, &format!("rule {n}"))).collect();
    let mut last = watching.expect("published")["commit"].as_str().expect("an id").to_owned();
    if let Some(later) = watching.end() {
        last = later;
    }
    assert!(commits.contains(&last));
    watching.expect_site_of(&sandbox, sandbox.repo(), &last);
}

// How it is told

#[test]
fn polling_finds_commits() {
    let sandbox = policies();
    let watching = Watching::begin(&sandbox, &["--poll"]);
    watching.expect_commit(&edit(&sandbox, "cameras"));
    watching.expect_commit(&edit(&sandbox, "guards"));
    watching.stop(&sandbox, sandbox.repo(), "HEAD");
}

#[test]
#[cfg(target_os = "linux")]
fn commits_are_found_where_the_system_tells_nothing() {
    for call in ["inotify_init1:error=EMFILE", "inotify_add_watch:error=ENOSPC"] {
        let sandbox = policies();
        let watching = Watching::start_while_failing(&sandbox, call, &[]);
        let line = watching.expect("polling");
        assert_eq!(line["fault"], "environment", "{line}");
        assert!(line["hint"].as_str().expect("a hint").contains("fs.inotify"), "{line}");
        assert_eq!(watching.expect("watching")["poll"], true);
        watching.expect("published");
        watching.expect_commit(&edit(&sandbox, "cameras"));
        watching.expect_commit(&edit(&sandbox, "guards"));
        watching.stop(&sandbox, sandbox.repo(), "HEAD");
    }
}

/// The queue has room for 16,384 events unless somebody changed it.
#[test]
#[cfg(target_os = "linux")]
fn a_full_queue_loses_no_commit() {
    let sandbox = policies();
    let watching = Watching::begin(&sandbox, &[]);
    watching.signal("STOP");
    for n in 0..5000 {
        fs::write(sandbox.repo().join(format!(".git/{}", n % 10)), "four events: create, open, modify, close")
            .expect("written");
        fs::remove_file(sandbox.repo().join(format!(".git/{}", n % 10))).expect("removed");
    }
    let commit = edit(&sandbox, "cameras");
    watching.signal("CONT");
    watching.expect_commit(&commit);
    watching.expect_commit(&edit(&sandbox, "guards"));
    watching.stop(&sandbox, sandbox.repo(), "HEAD");
}

/// Reading refs makes events of its own; they must not lead to more reading. Nor does it matter what else git writes.
#[test]
#[cfg(target_os = "linux")]
fn it_sleeps_while_nothing_moves() {
    let sandbox = policies();
    let watching = Watching::begin(&sandbox, &[]);
    watching.expect_commit(&edit(&sandbox, "cameras"));
    let switches = || {
        let status = fs::read_to_string(format!("/proc/{}/status", watching.id())).expect("a process");
        let line = status.lines().find_map(|l| l.strip_prefix("voluntary_ctxt_switches:")).expect("a count");
        line.trim().parse::<u64>().expect("a number")
    };
    let before = switches();
    std::thread::sleep(A_WHILE * 2);
    for n in 0..20 {
        sandbox.write("policy/privacy.md", format!("# Draft {n}\n"));
        sandbox.git(&["add", "-A"]);
    }
    let waits = switches() - before;
    assert!(waits < 30, "the main thread waited {waits} times: a look every two seconds makes a few");
    watching.stop(&sandbox, sandbox.repo(), "HEAD");
}
