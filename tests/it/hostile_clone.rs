//! A repository that strangers made is cloned and published: nothing but the published folder changes, whatever the clone
//! brings there, and the state is private and never believed.

use crate::crash::{office, two_commits};
use crate::disturb::none;
use crate::mutations::Random;
use crate::sandbox::{Run, Sandbox, essay};
use crate::whole::{differences, files, same, whole};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

/// Everything below a folder but the folders in `but`: what it is, its mode, its bytes.
fn fingerprint(root: &Path, but: &[PathBuf]) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("read") {
            let path = entry.expect("an entry").path();
            if but.contains(&path) {
                continue;
            }
            let there = fs::symlink_metadata(&path).expect("there");
            let what = if there.is_dir() {
                folders.push(path.clone());
                "a folder".to_owned()
            } else if there.is_file() {
                format!("{:o} {:?}", there.mode(), Sha256::digest(fs::read(&path).expect("read")))
            } else {
                format!("{:?}", fs::read_link(&path).ok())
            };
            found.insert(path, what);
        }
    }
    found
}

/// A hostile repository, made by `make` in its `site/`, is cloned and published three times, the second time after a
/// commit, the third after other settings. Nothing outside of the clone's `site/` changes, but for the state.
fn clone_and_publish(name: &str, make: impl Fn(&Sandbox, &Path)) -> Vec<String> {
    let repo = Sandbox::new();
    repo.write("policy/p.md", essay("P"))
        .write("victim/staged/thesis.txt", "precious")
        .write("victim/index.html", "mine");
    let site = repo.repo().join("site");
    fs::create_dir_all(&site).expect("made");
    make(&repo, &site);
    repo.git(&["add", "-A", "-f"]);
    repo.commit("a gift");
    let clone = repo.place("clone");
    repo.git(&["clone", "-q", ".", clone.to_str().expect("UTF-8")]);
    fs::create_dir_all(repo.place("home")).expect("made");
    fs::write(repo.place("home/precious.txt"), "precious").expect("written");
    let but = [clone.join("site"), clone.join(".git/promulgate")];
    let mut problems = Vec::new();
    let mut build = |what: &str| -> Run {
        let before = fingerprint(&repo.place(""), &but);
        let run = repo.run_in(&clone, &["build"], &[("HOME", repo.place("home").to_str().expect("UTF-8"))]);
        let after = fingerprint(&repo.place(""), &but);
        for path in before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path)) {
            problems.push(format!("{name}, {what}: {} changed", path.display()));
        }
        run
    };
    build("at first");
    fs::write(clone.join("policy/p.md"), essay("P") + "\nMore.\n").expect("written");
    repo.git_in(&clone, &["commit", "-qam", "more"]);
    build("after a commit");
    fs::write(clone.join("promulgate.toml"), "title = \"Other\"\nexclude = [\"q.md\"]\n").expect("written");
    repo.git_in(&clone, &["add", "-A", "promulgate.toml"]);
    repo.git_in(&clone, &["commit", "-qm", "settings"]);
    build("after other settings");
    problems
}

/// An intent that would write and remove what is not the site's.
fn forged_intent(repo: &Sandbox) -> String {
    let home = repo.place("home");
    let lines = format!(
        "staged aside 0123456789abcdef0123456789abcdef\nreplace 0 ../.git/hooks/post-checkout\nreplace 1 {0}/.bashrc\nreplace - ../.git/config\n\
         remove - {0}/precious.txt\n",
        home.display()
    );
    let digest: String = Sha256::digest(lines.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{lines}end {digest}")
}

#[test]
fn what_a_clone_brings_tells_the_program_nothing() {
    let mut problems = clone_and_publish("a forged intent", |repo, site| {
        for folder in [".promulgate", ".promulgate-0123456789abcdef0123456789abcdef"] {
            fs::create_dir_all(site.join(folder).join("staged")).expect("made");
            fs::write(site.join(folder).join("intent"), forged_intent(repo)).expect("written");
            for n in ["0", "1"] {
                fs::write(site.join(folder).join("staged").join(n), "#!/bin/sh\n").expect("written");
            }
        }
    });
    problems.extend(clone_and_publish("the state as a link", |_, site| {
        symlink("../victim", site.join(".promulgate")).expect("linked");
    }));
    problems.extend(clone_and_publish("the state as a file", |_, site| {
        fs::write(site.join(".promulgate"), "x").expect("written");
    }));
    problems.extend(clone_and_publish("a folder in the state that is a link", |_, site| {
        fs::create_dir(site.join(".promulgate")).expect("made");
        symlink("../../victim", site.join(".promulgate/staged")).expect("linked");
        symlink("../../victim/index.html", site.join(".promulgate/placeholder")).expect("linked");
    }));
    none(&problems);
}

#[test]
fn links_in_the_published_folder_lead_the_program_nowhere() {
    let links: &[(&str, &str)] = &[
        ("p", "../victim"),
        ("p", "/tmp"),
        ("index.html", "../victim/index.html"),
        ("assets", "../.git"),
        ("assets", "../victim"),
        ("changes", "../policy"),
        ("p/v", "../../victim"),
        ("p/v/2", "../../../victim"),
        ("p/history", "../../victim"),
        ("404.html", "../victim/staged/thesis.txt"),
        ("feed.xml", "nowhere"),
        ("p/index.html", "p/index.html"),
    ];
    let mut problems = Vec::new();
    for (place, target) in links {
        problems.extend(clone_and_publish(&format!("{place} -> {target}"), |_, site| {
            let place = site.join(place);
            fs::create_dir_all(place.parent().expect("a parent")).expect("made");
            symlink(target, place).expect("linked");
        }));
    }
    none(&problems);
}

/// The state of the only published folder of a repository.
fn state_of(repo: &Sandbox) -> PathBuf {
    let states = repo.repo().join(".git/promulgate");
    let mut found: Vec<PathBuf> = fs::read_dir(states).expect("read").map(|e| e.expect("an entry").path()).collect();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[test]
fn the_state_is_private_and_tells_nothing_that_is_not_published() {
    let repo = Sandbox::new();
    repo.write("policy/p.md", essay("P")).commit("first");
    repo.write("internal/dismissal-of-somchai.md", "# Somchai\n\nHe earns 45,000.\n");
    repo.write("policy/.drafts/secret.md", "# A secret draft\n");
    repo.commit("Prepare the dismissal of Somchai\n\nconfidential");
    repo.write("policy/old.md", "# Old\n\nWHAT IS LEFT OUT LATER\n").commit("old");
    let script = "umask 000; exec \"$0\" build --quiet --out \"$1\"";
    let out = repo.site().root().to_owned();
    let build = || {
        let program = crate::sandbox::program();
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", script, program]).arg(&out).current_dir(repo.repo()).env("HOME", repo.place(""));
        assert!(shell.status().expect("a shell").success());
    };
    build();
    repo.write("promulgate.toml", "exclude = [\"old.md\"]\n").commit("settings");
    build();
    let mut folders = vec![state_of(&repo)];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        for entry in fs::read_dir(&folder).expect("read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            seen += 1;
            assert_eq!(mode(&path), 0o600, "{}", path.display());
            let text = String::from_utf8_lossy(&fs::read(&path).expect("read")).into_owned();
            for secret in ["omchai", "dismissal", "confidential", "45,000", "secret", "drafts", "LEFT OUT"] {
                assert!(!text.contains(secret), "{} tells {secret}", path.display());
            }
        }
    }
    assert!(seen > 2, "the record, the index of the search, a pack");
}

#[test]
fn an_old_state_in_the_published_folder_is_left_alone() {
    let repo = office();
    let out = repo.site().root().to_owned();
    fs::create_dir_all(out.join(".promulgate")).expect("made");
    fs::write(out.join(".promulgate/record"), "old").expect("written");
    let run = repo.run(&["build", "--out", out.to_str().expect("UTF-8")]);
    assert!(run.code == 0 && run.stderr.contains(".promulgate: is no longer used"), "{}", run.stderr);
    assert_eq!(fs::read(out.join(".promulgate/record")).expect("read"), b"old");
}

#[test]
fn the_state_of_another_user_is_not_used() {
    let repo = office();
    repo.build();
    let state = state_of(&repo);
    if std::os::unix::fs::chown(&state, Some(4321), None).is_err() {
        return; // only root gives folders away
    }
    let run = repo.run(&["build", "--out", repo.site().root().to_str().expect("UTF-8")]);
    assert!(run.code == 3 && run.stderr.contains("belongs to another user"), "{}", run.stderr);
}

/// Mutated states are refused, or the site is rebuilt to what it would be anyway; never anything else. How many by
/// default; `STATES=500` for more.
#[test]
fn a_mutated_state_is_refused_or_rebuilt() {
    let count: u64 = std::env::var("STATES").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    let repo = office();
    let (out, state) = (repo.place("out"), repo.place("state"));
    let (out_text, state_text) = (out.to_str().expect("UTF-8"), state.to_str().expect("UTF-8"));
    let build =
        |more: &[&str]| repo.run(&[&["build", "--quiet", "--out", out_text, "--state", state_text], more].concat());
    assert_eq!(build(&[]).code, 0);
    let copy = |from: &str, to: &str| {
        let _ = fs::remove_dir_all(repo.place(to));
        let copied = std::process::Command::new("cp").arg("-a").args([repo.place(from), repo.place(to)]).status();
        assert!(copied.expect("cp runs").success());
    };
    copy("out", "kept-out");
    copy("state", "kept-state");
    let before = files(&out);
    two_commits(&repo);
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--quiet", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    let names: Vec<PathBuf> = fingerprint(&state, &[]).into_keys().filter(|path| path.is_file()).collect();
    let (mut refused, mut rebuilt, mut problems) = (0, 0, Vec::new());
    for n in 0..count {
        copy("kept-out", "out");
        copy("kept-state", "state");
        let mut random = Random::new(n);
        let name = &names[random.below(names.len())];
        let mut bytes = fs::read(name).expect("read");
        match random.below(6) {
            0 => fs::remove_file(name).expect("removed"),
            1 => fs::write(name, &bytes[..random.below(bytes.len() + 1)]).expect("written"),
            2 => fs::copy(&names[random.below(names.len())], name).map(drop).expect("copied"),
            kind => {
                for _ in 0..=random.below(4) {
                    if !bytes.is_empty() {
                        let at = random.below(bytes.len());
                        bytes[at] = random.below(256) as u8;
                    }
                }
                if kind > 3 && bytes.len() > 64 {
                    // as if whoever did it knew that a digest stands before the rest
                    let digest = Sha256::digest(&bytes[64..]);
                    bytes[32..64].copy_from_slice(&digest);
                }
                fs::write(name, bytes).expect("written");
            }
        }
        let run = build(&[]);
        match run.code {
            0 => rebuilt += 1,
            1 | 3 | 4 if run.stderr.contains("hint: ") => refused += 1,
            code => problems.push(format!("{n}: {} ends with {code}: {}", name.display(), run.stderr)),
        }
        let wrong = if run.code == 0 { same(&out, &fresh) } else { differences(&files(&out), &before) };
        problems.extend(wrong.into_iter().map(|problem| format!("{n}: {}: {problem}", name.display())));
        problems.extend(whole(&out).into_iter().map(|problem| format!("{n}: {}: {problem}", name.display())));
    }
    none(&problems);
    assert!(refused > 0 && rebuilt > 0, "{refused} refused, {rebuilt} rebuilt");
}
