//! `promulgate verify --repo`: a site is what its repository gives, to the byte, whoever made its lists to fit.

use crate::disturb::none;
use crate::growth::{Published, terms};
use crate::ledger::{key, signed, verified};
use crate::sandbox::{Run, Sandbox};
use crate::verifying::relist;
use crate::whole::{files, same};
use std::fs;
use std::path::Path;

fn again(repo: &Sandbox, site: &Path, further: &[&str]) -> Run {
    let mut arguments = vec!["--repo", repo.repo().to_str().expect("UTF-8")];
    arguments.extend(further);
    verified(repo, site, &arguments)
}

/// Passes, and leaves nothing behind.
fn is_same(repo: &Sandbox, site: &Path, further: &[&str]) -> Run {
    let before = files(site);
    let run = again(repo, site, further);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains(&format!("all {} files are, to the byte,", before.len())), "{}", run.stdout);
    assert_eq!(files(site), before);
    run
}

#[test]
fn a_page_that_was_altered_with_its_lists_is_found() {
    let published = Published::new();
    let (repo, site) = (&published.repo, published.site());
    is_same(repo, site.root(), &[]);
    let page = site.root().join("terms/v/1/index.html");
    let sound = fs::read_to_string(&page).expect("a page");
    fs::write(&page, sound.replace("</main>", "<p>And 100 baht.</p></main>")).expect("written");
    fs::write(site.root().join("privacy/more.html"), "more").expect("written");
    fs::remove_file(site.root().join("privacy/timemap.link")).expect("removed");
    for list in fs::read_dir(site.root().join("log/sums")).expect("lists").map(|entry| entry.expect("an entry").path())
    {
        let lines = fs::read_to_string(&list).expect("a list");
        let fewer = lines.lines().filter(|line| !line.ends_with(" privacy/timemap.link"));
        fs::write(&list, fewer.map(|line| format!("{line}\n")).collect::<String>()).expect("written");
    }
    relist(site.root());
    let fooled = verified(repo, site.root(), &[]);
    assert!(!fooled.stderr.contains("terms/v/1/index.html"), "lists that fit say nothing of a page: {}", fooled.stderr);
    let run = again(repo, site.root(), &[]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    let commit = &published.commits.last().expect("a commit")[..10];
    for found in [
        format!("terms/v/1/index.html: is not what commit {commit} gives"),
        format!("privacy/timemap.link: is missing: commit {commit} gives it"),
        format!("privacy/more.html: is extra: commit {commit} does not give it"),
    ] {
        assert!(run.stderr.contains(&found), "{found}: {}", run.stderr);
    }
    assert!(!run.stderr.contains("note: "), "no other reason is known: {}", run.stderr);
}

/// Neither the key nor what it signed before it was there is needed again.
#[test]
fn a_signed_site_is_made_again_without_its_key() {
    let published = Published::new();
    let (repo, site) = (&published.repo, published.site());
    let (old, old_key) = key(repo, "old");
    let (new, new_key) = key(repo, "new");
    assert_eq!(signed(repo, &old, &[]).code, 0);
    is_same(repo, site.root(), &["--key", &old_key]);
    repo.write("policy/terms.md", terms(4)).commit("signed from the start");
    assert_eq!(signed(repo, &old, &[]).code, 0);
    let settings = format!("key = \"{}\"\nnext_key = \"{}\"\n", old.display(), new.display());
    repo.write("promulgate.toml", settings).write("policy/terms.md", terms(5)).commit("the next key");
    assert_eq!(published.build(&[]).code, 0);
    fs::rename(&old, repo.place("kept")).expect("moved");
    is_same(repo, site.root(), &["--key", &new_key]);
    repo.write("promulgate.toml", format!("key = \"{}\"\n", new.display())).commit("the new key alone");
    assert_eq!(published.build(&[]).code, 0);
    repo.write("policy/terms.md", terms(6)).commit("and on");
    assert_eq!(published.build(&[]).code, 0);
    fs::rename(&new, repo.place("kept, too")).expect("moved");
    is_same(repo, site.root(), &["--key", &new_key]);
    // a signature that is not the one that is known
    let path = site.root().join("log/checkpoints/6");
    let note = fs::read_to_string(&path).expect("a checkpoint");
    fs::write(&path, note.split_inclusive("\n\n").next().expect("the text")).expect("written");
    let run = again(repo, site.root(), &[]);
    assert!(run.code == 1 && run.stderr.contains("receipt.tlog-proof: is not what commit"), "{}", run.stderr);
}

#[test]
fn another_theme_commit_or_repository_gives_another_site() {
    let repo = Sandbox::new();
    repo.write("policy/terms.md", terms(1)).commit("first");
    let theme = repo.place("theme");
    fs::create_dir_all(theme.join("assets")).expect("a folder");
    fs::write(theme.join("assets/style.css"), "body { color: #123456 }\n").expect("written");
    let theme = theme.to_str().expect("UTF-8");
    let site = repo.build_with(&["--theme", theme]);
    is_same(&repo, site.root(), &["--theme", theme]);
    let plain = again(&repo, site.root(), &[]);
    assert!(plain.code == 1 && plain.stderr.contains("another theme (name it with --theme)"), "{}", plain.stderr);
    repo.write("policy/terms.md", terms(2)).commit("second");
    is_same(&repo, site.root(), &["--theme", theme]);
    let newer = again(&repo, site.root(), &["--theme", theme, "--rev", "main"]);
    assert!(newer.code == 1 && newer.stderr.contains("note: the site says that it is of commit "), "{}", newer.stderr);
    assert!(newer.stderr.contains("terms/v/2/source.md: is missing"), "{}", newer.stderr);
    let thai = again(&repo, site.root(), &["--theme", theme, "--lang", "th"]);
    assert!(thai.stdout.contains("ตรงกันทุกไบต์"), "{}", thai.stdout);
    let other = Sandbox::new();
    other.write("policy/terms.md", terms(1)).commit("elsewhere, and later");
    other.commit("another");
    let foreign = again(&other, site.root(), &["--rev", "main"]);
    assert!(foreign.code == 1 && foreign.stderr.contains("can't be made again"), "{}", foreign.stderr);
}

#[test]
fn a_site_says_what_its_repository_alone_can_not_give() {
    let published = Published::new();
    let repo = &published.repo;
    repo.git(&["commit", "-q", "--amend", "-m", "we never said that"]);
    assert_eq!(published.build(&["--accept-rewrite", "a name was removed"]).code, 0);
    let site = published.site();
    assert_eq!(verified(repo, site.root(), &[]).code, 0);
    let run = again(repo, site.root(), &[]);
    assert!(run.code == 1 && run.stderr.contains("history was rewritten openly"), "{}", run.stderr);
}

/// What was announced before is not signed by the new key when a fresh clone goes on from the ledger.
#[test]
fn a_ledger_that_announced_a_key_is_gone_on_from_as_it_was() {
    let published = Published::new();
    let repo = &published.repo;
    let (old, _) = key(repo, "old");
    let (new, _) = key(repo, "new");
    let out = repo.place("grown");
    let settings = format!("key = \"{}\"\n", old.display());
    let build = |out: &Path, further: &[&str]| {
        let run = repo.run(&[&["build", "--out", out.to_str().expect("UTF-8")], further].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
    };
    repo.write("promulgate.toml", &settings).commit("a key");
    build(&out, &[]);
    repo.write("promulgate.toml", format!("{settings}next_key = \"{}\"\n", new.display())).commit("the next key");
    build(&out, &[]);
    repo.write("policy/terms.md", terms(4)).commit("fifth");
    build(&out, &[]);
    let fresh = repo.place("fresh");
    let state = repo.place("state");
    build(&fresh, &["--continue", out.to_str().expect("UTF-8"), "--state", state.to_str().expect("UTF-8")]);
    none(&same(&out, &fresh));
}

/// What belongs to git or to a host is no part of a site; every other name is, also if it begins with a dot.
#[test]
fn names_that_begin_with_a_dot_are_looked_at() {
    let published = Published::new();
    let (repo, site) = (&published.repo, published.site());
    for name in [".git/config", ".gitignore", ".well-known/security.txt", ".domains", "CNAME"] {
        let place = site.root().join(name);
        fs::create_dir_all(place.parent().expect("a folder")).and_then(|()| fs::write(place, "x")).expect("written");
    }
    assert_eq!(verified(repo, site.root(), &[]).code, 0);
    for name in [".htaccess", "terms/.git/config", "terms/.well-known/x", ".env", ".hidden/index.html"] {
        let place = site.root().join(name);
        fs::create_dir_all(place.parent().expect("a folder")).and_then(|()| fs::write(&place, "x")).expect("written");
        let run = verified(repo, site.root(), &[]);
        assert!(run.code == 1 && run.stderr.contains(&format!("{name}: is not a file of the site")), "{}", run.stderr);
        fs::remove_file(place).expect("removed");
    }
}
