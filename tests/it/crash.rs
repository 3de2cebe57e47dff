//! The publisher is killed, at system calls that name a file or write and at random moments: readers never notice, and the
//! next publication completes what was begun.

use crate::disturb::{FOLDERS, NAMING, Scene, WRITING, none};
use crate::sandbox::{Sandbox, essay};
use crate::whole::{broken, files, same};
use std::collections::BTreeSet;
use std::fs;

/// Four policies that lead to each other and to versions of each other, a translation, a table, a former address.
pub(crate) fn office() -> Sandbox {
    let repo = Sandbox::new();
    let terms =
        "# Terms\n\nSee [privacy](privacy.md) and [the fees](sub/fees.md).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    repo.write("policy/terms.md", terms).write("policy/terms.th.md", "# ข้อกำหนด\n\nดู [ต้นฉบับ](terms.md)\n");
    repo.write("policy/privacy.md", "# Privacy\n\nSee [terms](terms.md#terms).\n").write("policy/cost.md", fees(1));
    repo.commit("first");
    repo.rename("policy/cost.md", "policy/sub/fees.md").commit("move");
    repo.write("policy/terms.md", terms.replace("| 1 |", "| one |")).write("policy/sub/fees.md", fees(2));
    repo.commit("second");
    repo
}

fn fees(n: u32) -> String {
    format!("{}\nSee [terms](../terms.md), [ข้อกำหนด](../terms.th.md). It costs {n}.\n", essay("Fees"))
}

/// Two more versions of one policy.
pub(crate) fn two_commits(repo: &Sandbox) {
    repo.write("policy/privacy.md", "# Privacy\n\nSee [terms](terms.md#terms), [the fees](sub/fees.md).\n").commit("3");
    repo.write("policy/privacy.md", "# Privacy\n\nSee [terms](terms.md), [ข้อกำหนด](terms.th.md).\n").commit("4");
}

/// Two new policies that lead to each other, and an old one that leads to them.
fn two_policies(repo: &Sandbox) {
    repo.write("policy/new/one.md", "# One\n\nSee [two](two.md).\n");
    repo.write("policy/new/two.md", "# Two\n\nSee [one](one.md), [terms](../terms.md).\n");
    repo.write("policy/privacy.md", "# Privacy\n\nSee [one](new/one.md), [two](new/two.md).\n").commit("new ones");
}

/// Kills a scene's publisher in all ways, at other calls in each scene.
fn survive(scene: &Scene<'_>, least: usize, seed: u64) {
    let mut problems = scene.kill_at(8, seed as usize, NAMING);
    problems.extend(scene.kill_at(3, seed as usize, FOLDERS));
    assert!(scene.tries() >= least, "the publisher was reached only {} times", scene.tries());
    problems.extend(scene.kill_at_random(12, seed));
    none(&problems);
}

#[test]
fn the_first_publication_survives_a_kill() {
    let repo = office();
    survive(&Scene::new(&repo).then(&[]), 12, 1);
}

#[test]
fn two_versions_at_once_survive_a_kill() {
    let repo = office();
    let scene = Scene::published(&repo);
    two_commits(&repo);
    let scene = scene.then(&[]);
    grew_as_if_new(&repo, &scene);
    survive(&scene, 6, 2);
}

#[test]
fn two_policies_that_lead_to_each_other_survive_a_kill() {
    let repo = office();
    let scene = Scene::published(&repo);
    two_policies(&repo);
    let scene = scene.then(&[]);
    grew_as_if_new(&repo, &scene);
    survive(&scene, 6, 3);
}

#[test]
fn a_page_that_gives_way_survives_a_kill() {
    let repo = office();
    let scene = Scene::published(&repo);
    repo.rename("policy/terms.md", "policy/sub/rules.md").rename("policy/terms.th.md", "policy/sub/rules.th.md");
    repo.remove("policy/privacy.md").commit("move, withdraw");
    let scene = scene.then(&[]);
    grew_as_if_new(&repo, &scene);
    survive(&scene, 6, 4);
}

#[test]
fn another_theme_survives_a_kill() {
    let repo = office();
    let scene = Scene::published(&repo);
    let theme = repo.place("theme");
    fs::create_dir_all(&theme).expect("a folder");
    let base = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/base.html")).expect("read");
    fs::write(theme.join("base.html"), base.replace("<body>", "<body class=\"of-the-office\">")).expect("written");
    survive(&scene.then(&["--theme", theme.to_str().expect("UTF-8")]), 6, 5);
}

/// Pages that come, change and go, each with its compressed files.
pub(crate) fn compressed(repo: &Sandbox) -> Scene<'_> {
    repo.write("promulgate.toml", "precompress = true\n").commit("settings");
    let scene = Scene::published(repo);
    two_policies(repo);
    repo.rename("policy/terms.md", "policy/sub/rules.md").rename("policy/terms.th.md", "policy/sub/rules.th.md");
    repo.remove("policy/privacy.md").commit("move, withdraw");
    scene.then(&[])
}

#[test]
fn compressed_files_survive_a_kill() {
    let repo = office();
    let scene = compressed(&repo);
    grew_as_if_new(&repo, &scene);
    // three times as many files as elsewhere
    let mut problems = scene.kill_at(8, 1, NAMING);
    assert!(scene.tries() > 15, "the publisher was reached only {} times", scene.tries());
    problems.extend(scene.kill_at_random(20, 7));
    none(&problems);
}

#[test]
fn files_that_are_compressed_later_survive_a_kill() {
    let repo = office();
    let scene = Scene::published(&repo);
    two_commits(&repo);
    repo.write("promulgate.toml", "precompress = true\n").commit("settings");
    let scene = scene.then(&[]);
    grew_as_if_new(&repo, &scene);
    let problems = scene.kill_at(8, 1, NAMING);
    assert!(scene.tries() > 15, "the publisher was reached only {} times", scene.tries());
    none(&problems);
}

#[test]
fn an_accepted_rewrite_survives_a_kill() {
    let repo = office();
    let scene = Scene::published(&repo);
    repo.git(&["reset", "-q", "--hard", "HEAD~1"]);
    repo.write("policy/terms.md", "# Terms\n\nSee [the fees](sub/fees.md).\n").commit("another second");
    survive(&scene.then(&["--accept-rewrite", "a wrong table"]), 10, 6);
}

/// What is written in place may be cut anywhere.
#[test]
fn a_kill_while_bytes_are_written_leaves_no_half_page() {
    let repo = office();
    let scene = Scene::published(&repo);
    two_commits(&repo);
    let scene = scene.then(&[]);
    let problems = scene.kill_at(6, 1, WRITING);
    assert!(scene.tries() > 20, "the publisher was reached");
    none(&problems);
}

#[test]
fn a_killed_publication_is_completed_by_one_of_later_commits() {
    let repo = office();
    let scene = Scene::published(&repo);
    two_commits(&repo);
    let scene = scene.then(&[]);
    let mut cut = Vec::new();
    for n in [1, 3, 6, 10, 15] {
        let out = scene.stage();
        let ended = scene.with("?rename,?renameat,?renameat2", &format!("signal=SIGKILL:when={n}"), &out);
        if ended.code.is_none() {
            scene.stash(&out, &format!("cut-{n}"));
            cut.push(format!("cut-{n}"));
        }
    }
    assert!(cut.len() > 1, "the publisher was reached");
    two_policies(&repo);
    let fresh = scene.place("fresh");
    scene.succeed(&fresh);
    let out = scene.place("out");
    for name in cut {
        scene.restore(&name, &out);
        scene.succeed(&out);
        none(&same(&out, &fresh));
    }
}

/// Kills the run that completes a killed run, at calls that name a file and some that write.
fn kill_twice(scene: &Scene<'_>, first: &[usize]) {
    let (mut problems, mut cut) = (Vec::new(), 0);
    for n in first {
        let out = scene.stage();
        let ended = scene.with("?rename,?renameat,?renameat2", &format!("signal=SIGKILL:when={n}"), &out);
        if ended.code.is_some() {
            break;
        }
        cut += 1;
        scene.stash(&out, "cut");
        problems.extend(scene.kill_from("cut", (5, *n), NAMING));
        problems.extend(scene.kill_from("cut", (3, *n), WRITING));
    }
    assert!(cut > 1, "the publisher was reached {cut} times");
    none(&problems);
}

#[test]
fn a_run_that_completes_a_killed_one_survives_a_kill() {
    let repo = office();
    let scene = Scene::published(&repo);
    two_policies(&repo);
    repo.remove("policy/terms.th.md").commit("withdraw");
    kill_twice(&scene.then(&[]), &[3, 14]);
}

#[test]
fn a_run_that_completes_a_killed_first_one_survives_a_kill() {
    let repo = office();
    kill_twice(&Scene::new(&repo).then(&[]), &[2, 5]);
}

/// Into a folder in which something is already, whole folders are renamed and the home page comes last.
#[test]
fn a_first_publication_beside_foreign_files_survives_a_kill() {
    let repo = office();
    let scene = Scene::new(&repo);
    let foreign = scene.place("before");
    fs::create_dir_all(&foreign).expect("made");
    fs::write(foreign.join("CNAME"), "policy.example.org").expect("written");
    let scene = scene.then(&[]);
    let mut problems = Vec::new();
    for n in 1.. {
        let out = scene.stage();
        let ended = scene.with("?rename,?renameat,?renameat2", &format!("signal=SIGKILL:when={n}"), &out);
        if ended.code.is_some() {
            break;
        }
        let found = files(&out);
        assert!(found.contains_key("CNAME"));
        match found.contains_key("index.html") {
            true => problems.extend(broken(&found)), // public: all of it is there
            false => problems.extend(broken(&found).into_iter().filter(|problem| {
                !problem.contains("leads nowhere")
                    && !problem.contains("is not what the list says")
                    && !problem.contains("has no version")
            })),
        }
        problems.extend(scene.scars(&out));
    }
    none(&problems);
}

/// What has grown is what a publication into an empty folder gives.
fn grew_as_if_new(repo: &Sandbox, scene: &Scene<'_>) {
    let fresh = Scene::new(repo).then(&[]);
    none(&same(scene.after(), fresh.after()));
}

/// The tests above would find a publisher that writes each page in its place, in whatever order, and is killed.
#[test]
fn a_publisher_that_writes_in_place_would_be_found_out() {
    let repo = office();
    let scene = Scene::published(&repo);
    two_commits(&repo);
    let scene = scene.then(&[]);
    let (before, after) = (scene.before(), files(scene.after()));
    let changed: Vec<_> = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).collect();
    let pages: BTreeSet<_> = changed.iter().filter(|(path, _)| path.ends_with(".html")).map(|(path, _)| path).collect();
    assert!(pages.len() > 6, "{pages:?}");
    for (path, bytes) in changed.iter().filter(|(path, _)| pages.contains(path)) {
        let mut site = after.clone();
        site.insert(path.to_string(), bytes[..bytes.len() / 2].to_vec());
        assert!(broken(&site).iter().any(|p| p.contains(": cut ")), "half of {path}");
    }
    for sequence in [changed.clone(), changed.iter().rev().copied().collect()] {
        let mut site = before.clone();
        let mut found = 0;
        for (path, bytes) in sequence {
            site.insert(path.clone(), bytes.clone());
            found += usize::from(!broken(&site).is_empty());
        }
        assert!(found > 0, "in one order or the other a page leads where nothing is yet");
    }
}
