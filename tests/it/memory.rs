//! A fresh clone without a state, as in CI: the published ledger is what remembers.

use crate::disturb::none;
use crate::growth::{Published, terms};
use crate::ledger::{key, signed, verified};
use crate::sandbox::Site;
use crate::watching::Watching;
use crate::whole::{differences, files, same};
use promulgate::ledger::{Checkpoint, Note, Tree, lines_of};
use std::path::Path;

#[test]
fn a_fresh_clone_publishes_the_same_bytes() {
    let published = Published::new();
    let repo = &published.repo;
    repo.write("policy/terms.md", terms(4)).write("policy/rules.md", "# Rules\n").commit("fifth");
    assert_eq!(published.build(&[]).code, 0);
    let clone = repo.place("clone");
    repo.git(&["clone", "-q", "--no-hardlinks", ".", clone.to_str().expect("UTF-8")]);
    let fresh = repo.place("fresh");
    let run = published.build_from_ledger(&fresh, &["--repo", clone.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    none(&same(published.site().root(), &fresh));
}

#[test]
fn a_whole_site_or_its_log_is_gone_on_from() {
    let published = Published::new();
    let repo = &published.repo;
    let out = published.site();
    for place in [out.root().to_owned(), out.root().join("log")] {
        let (fresh, state) = (repo.place("fresh"), repo.place("state"));
        let [fresh_text, place, state_text] = [&fresh, &place, &state].map(|place| place.to_str().expect("UTF-8"));
        let run = repo.run(&["build", "--out", fresh_text, "--continue", place, "--state", state_text]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        none(&same(out.root(), &fresh));
        std::fs::remove_dir_all(fresh).expect("removed");
        std::fs::remove_dir_all(state).expect("removed");
    }
}

#[test]
fn a_ledger_that_is_damaged_or_missing_is_not_gone_on_from() {
    let mut published = Published::new();
    let nowhere = published.repo.place("nowhere");
    let lines = published.before["log/leaves.txt"].clone();
    for (altered, why) in [
        (lines[..lines.len() - 1].to_vec(), "is damaged"),
        (Vec::new(), "is damaged"),
        (String::from_utf8(lines.clone()).expect("text").replace("privacy 1", "privacy 7").into_bytes(), "is damaged"),
        ([&lines[..], b"policy-log/v1 x\n"].concat(), "is damaged"),
    ] {
        published.before.insert("log/leaves.txt".into(), altered);
        let run = published.build_from_ledger(&nowhere, &[]);
        assert!(run.code == 4 && run.stderr.contains(why), "{}", run.stderr);
        assert!(files(&nowhere).is_empty());
    }
    let nothing = published.repo.place("nothing");
    std::fs::create_dir_all(&nothing).expect("a folder");
    let run = published.build(&["--continue", nothing.to_str().expect("UTF-8")]);
    assert!(run.code == 1 && run.stderr.contains("can't read the published ledger"), "{}", run.stderr);
}

#[test]
fn another_repository_does_not_go_on_with_a_ledger() {
    let published = Published::new();
    let other = published.repo.place("other");
    published.repo.git(&["init", "-q", "-b", "main", other.to_str().expect("UTF-8")]);
    std::fs::create_dir_all(other.join("policy")).expect("a folder");
    std::fs::write(other.join("policy/terms.md"), terms(1)).expect("written");
    published.repo.git_in(&other, &["add", "-A"]);
    published.repo.git_in(&other, &["commit", "-q", "-m", "first"]);
    let nowhere = published.repo.place("nowhere");
    let run = published.build_from_ledger(&nowhere, &["--repo", other.to_str().expect("UTF-8")]);
    assert!(run.code == 4 && run.stderr.contains("terms, version 1: commit "), "{}", run.stderr);
    assert!(files(&nowhere).is_empty());
}

#[test]
fn a_policy_that_settings_leave_out_is_missed_by_the_ledger() {
    let published = Published::new();
    published.repo.write("promulgate.toml", "exclude = [\"terms.md\"]\n").commit("leave it out");
    let nowhere = published.repo.place("nowhere");
    let run = published.build_from_ledger(&nowhere, &[]);
    assert!(run.code == 4 && run.stderr.contains("  terms, version 3"), "{}", run.stderr);
    assert!(files(&nowhere).is_empty());
}

#[test]
fn a_lost_state_is_replaced_by_the_ledger_of_the_site() {
    let published = Published::new();
    let repo = &published.repo;
    std::fs::remove_dir_all(repo.repo().join(".git/promulgate")).expect("removed");
    repo.write("policy/terms.md", terms(4)).commit("fifth");
    let run = published.build(&["--take-over"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let site = published.site();
    assert_eq!(verified(repo, site.root(), &[]).code, 0);
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    none(&same(site.root(), &fresh));
}

/// Nothing is left that could remember.
#[test]
fn without_state_and_ledger_everything_is_new() {
    let published = Published::new();
    let repo = &published.repo;
    repo.git(&["commit", "-q", "--amend", "-m", "we never said that"]);
    std::fs::remove_dir_all(repo.repo().join(".git/promulgate")).expect("removed");
    std::fs::remove_dir_all(published.site().root()).expect("removed");
    let run = published.build(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    // whoever kept a checkpoint knows
    let kept = repo.place("kept");
    std::fs::write(&kept, &published.before["log/checkpoint"]).expect("kept");
    let forked = verified(repo, published.site().root(), &["--earlier", kept.to_str().expect("UTF-8")]);
    assert!(forked.code == 1 && forked.stderr.contains("differ from those when"), "{}", forked.stderr);
}

/// A merge the wrong way round: what a clone that knows nothing would number otherwise.
#[test]
fn a_swapped_merge_is_followed_along_the_published_line() {
    let published = Published::new();
    let repo = &published.repo;
    repo.git(&["checkout", "-q", "-b", "mine", &published.commits[1]]);
    repo.write("policy/rules.md", "# Rules\n").commit("mine");
    repo.tick(3600);
    repo.git(&["merge", "-q", "--no-ff", "-m", "merge main into mine", "main"]);
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["merge", "-q", "--ff-only", "mine"]);
    let fresh = repo.place("fresh");
    let run = published.build_from_ledger(&fresh, &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(published.build(&[]).code, 0);
    let text = |site: &Site, path: &str| site.text(path);
    let (one, other) = (published.site(), Site::at(fresh));
    for path in ["log/leaves.txt", "log/checkpoint", "terms/versions.json", "log/sums/a4"] {
        assert_eq!(text(&one, path), text(&other, path), "{path}");
    }
}

#[test]
fn a_signed_ledger_is_gone_on_from_with_its_key_alone() {
    let published = Published::new();
    let repo = &published.repo;
    let (file, _) = key(repo, "key");
    let (out, fresh) = (repo.place("signed"), repo.place("fresh"));
    let build = |out: &std::path::Path, key: Option<&std::path::Path>, further: &[&str]| {
        let mut arguments = vec!["build", "--out", out.to_str().expect("UTF-8")];
        arguments.extend(further);
        let key = key.map(|key| ("PROMULGATE_KEY_FILE", key.to_str().expect("UTF-8")));
        repo.run_in(repo.repo(), &arguments, &key.into_iter().collect::<Vec<_>>())
    };
    assert_eq!(build(&out, Some(&file), &[]).code, 0);
    let from = ["--continue", out.to_str().expect("UTF-8")];
    let missing = build(&fresh, None, &from);
    assert!(missing.code == 2 && missing.stderr.contains("no key is named"), "{}", missing.stderr);
    let (other, _) = key(repo, "other");
    let foreign = build(&fresh, Some(&other), &from);
    assert!(foreign.code == 4 && foreign.stderr.contains("is signed with"), "{}", foreign.stderr);
    let run = build(&fresh, Some(&file), &from);
    assert_eq!(run.code, 0, "{}", run.stderr);
    none(&same(&out, &fresh));
}

#[test]
fn a_state_is_gone_on_with_only_where_it_is_that_of_the_ledger() {
    let published = Published::new();
    let repo = &published.repo;
    let out = published.site();
    let same_ledger = published.build(&["--continue", out.root().to_str().expect("UTF-8")]);
    assert_eq!(same_ledger.code, 0, "{}", same_ledger.stderr);
    let old = repo.place("old");
    std::fs::create_dir_all(&old).expect("a folder");
    for name in ["checkpoint", "leaves.txt"] {
        std::fs::write(old.join(name), out.bytes(&format!("log/{name}"))).expect("kept");
    }
    repo.write("policy/terms.md", terms(4)).commit("fifth");
    assert_eq!(published.build(&[]).code, 0);
    repo.write("policy/terms.md", terms(5)).commit("sixth");
    let before = files(out.root());
    let run = published.build(&["--continue", old.to_str().expect("UTF-8")]);
    assert!(run.code == 4 && run.stderr.contains("of different publications"), "{}", run.stderr);
    none(&differences(&files(out.root()), &before));
}

/// What somebody does who can write the published folder and has no key: the ledger announces one of theirs, and its
/// checkpoint, which nobody signed, fits.
fn announce(site: &Path, vkey: &str) {
    let read = |name: &str| std::fs::read_to_string(site.join("log").join(name)).expect("text");
    let lines = format!("{}policy-log/v1 key {vkey}\n", read("leaves.txt"));
    let tree = Tree::of_lines(lines_of(&lines));
    let before = Checkpoint::parse(&Note::parse(&read("checkpoint")).expect("a note").text).expect("a checkpoint");
    let root = tree.root(tree.size()).expect("a root");
    let forged = Checkpoint { origin: before.origin, size: tree.size(), root };
    let forged = Note { text: forged.to_text(), signatures: Vec::new() };
    std::fs::write(site.join("log/leaves.txt"), lines).expect("written");
    std::fs::write(site.join("log/checkpoint"), forged.to_string()).expect("written");
}

/// The folder's own publisher, one that goes on from it, and one that takes it over: with the key, and without one.
#[test]
fn nobody_but_a_publisher_announces_a_key() {
    for is_signed in [true, false] {
        let published = Published::new();
        let repo = &published.repo;
        let (file, _) = key(repo, "key");
        let (_, evil) = key(repo, "evil");
        if is_signed {
            assert_eq!(signed(repo, &file, &[]).code, 0);
        }
        let (site, before) = (published.site(), files(published.site().root()));
        announce(site.root(), &evil);
        repo.write("policy/terms.md", terms(4)).commit("fifth");
        let injected = files(site.root());
        let (fresh, state) = (repo.place("fresh"), repo.place("no-state"));
        let [from, fresh, state] = [site.root(), &fresh, &state].map(|place| place.to_str().expect("UTF-8"));
        let environment = [("PROMULGATE_KEY_FILE", file.to_str().expect("UTF-8"))];
        let environment = if is_signed { &environment[..] } else { &[] };
        let publish = |out: &str, further: &[&str]| {
            repo.run_in(repo.repo(), &[&["build", "--out", out], further].concat(), environment)
        };
        let refused = |out: &str, further: &[&str], why: &str| {
            let run = publish(out, further);
            assert!(run.code == 4 && run.stderr.contains(why), "{further:?}: {} {}", run.code, run.stderr);
            none(&differences(&files(site.root()), &injected));
        };
        let foreign = "no key in use signed it";
        refused(from, &[], if is_signed { "its checkpoint is another one" } else { foreign });
        refused(fresh, &["--state", state, "--continue", from], foreign);
        assert!(files(fresh.as_ref()).is_empty());
        let (known, aside) = (repo.repo().join(".git/promulgate"), repo.place("aside"));
        std::fs::rename(&known, &aside).expect("moved");
        refused(from, &["--take-over"], foreign);
        let _ = std::fs::remove_dir_all(&known);
        std::fs::rename(&aside, &known).expect("moved back");
        // what the owner is told to do
        for path in ["log/leaves.txt", "log/checkpoint"] {
            std::fs::write(site.root().join(path), &before[path]).expect("put back");
        }
        let run = publish(from, &[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(!site.text("log/leaves.txt").contains(" key ") && verified(repo, site.root(), &[]).code == 0);
    }
}

/// The publisher that is at work has the state in memory.
#[test]
fn a_key_that_is_announced_while_watching_is_refused() {
    let published = Published::new();
    let repo = &published.repo;
    let (file, _) = key(repo, "key");
    let (_, evil) = key(repo, "evil");
    repo.write("promulgate.toml", format!("key = \"{}\"\n", file.display())).commit("sign");
    let watching = Watching::begin(repo, &[]);
    let site = watching.site();
    let before = files(site.root());
    announce(site.root(), &evil);
    let injected = files(site.root());
    repo.write("policy/terms.md", terms(4)).commit("sixth");
    let message = watching.expect("error")["message"].to_string();
    assert!(message.contains("its checkpoint is another one"), "{message}");
    none(&differences(&files(site.root()), &injected));
    for path in ["log/leaves.txt", "log/checkpoint"] {
        std::fs::write(site.root().join(path), &before[path]).expect("put back");
    }
    watching.until_published(&repo.write("policy/terms.md", terms(5)).commit("seventh"));
    assert!(!site.text("log/leaves.txt").contains(" key "));
}

/// Its own public key in a forged ledger makes that nobody's.
#[test]
fn a_ledger_that_announces_a_key_is_not_signed_with_it() {
    let published = Published::new();
    let repo = &published.repo;
    let (file, vkey) = key(repo, "key");
    let (evil, _) = key(repo, "evil");
    assert_eq!(signed(repo, &evil, &[]).code, 0);
    let site = published.site();
    let signature = site.text("log/checkpoint").lines().last().expect("a line").to_owned();
    announce(site.root(), &vkey);
    let forged = site.text("log/checkpoint") + &signature + "\n";
    std::fs::write(site.root().join("log/checkpoint"), forged).expect("written");
    std::fs::remove_dir_all(repo.repo().join(".git/promulgate")).expect("removed");
    let run = signed(repo, &file, &["--take-over"]);
    assert!(run.code == 4 && run.stderr.contains("is signed with"), "{}", run.stderr);
}
