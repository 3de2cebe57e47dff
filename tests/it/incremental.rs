//! However a site grew, commit by commit, it is the site that is built at once; and growing costs what changed.

use crate::sandbox::{Sandbox, essay};
use crate::whole::{same, whole};
use promulgate::pipeline::{Folders, Publisher, Source};
use std::fs;
use std::path::Path;

/// Numbers that look random and are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

fn report(repo: &Sandbox, out: &Path, more: &[&str]) -> serde_json::Value {
    let out = out.to_str().expect("UTF-8");
    let run = repo.run(&[&["build", "--format", "json", "--out", out], more].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("JSON")
}

/// What an office may do in a day.
fn day(repo: &Sandbox, dice: &mut Dice, standing: &mut Vec<String>, day: usize) {
    let path = |name: &str| format!("policy/{name}.md");
    let text = |name: &str, day: usize| {
        let link = format!("See [another](name-{}.md#part-{day}) and [one](sub/gone.md).", day % 5);
        format!("{}\n## Part {day}\n\nSince day {day} this holds. {link}\n", essay(name))
    };
    let any = dice.below(standing.len());
    match dice.below(9) {
        0 | 1 => {
            let name = format!("name-{}", dice.below(7));
            repo.write(&path(&name), text(&name, day));
            standing.push(name);
        }
        2 => {
            let name = format!("sub/name-{day}");
            repo.rename(&path(&standing[any]), &path(&name));
            standing[any] = name;
        }
        3 if standing.len() > 2 => {
            let name = standing.remove(any);
            fs::remove_file(repo.repo().join(path(&name))).expect("removed");
        }
        4 => {
            repo.write(&format!("policy/{}.th.md", standing[any]), format!("# นโยบาย\n\nวันที่ {day}\n"));
        }
        5 => {
            repo.write("promulgate.toml", format!("title = \"Day {}\"\n", day / 4)).write("src/x.txt", day.to_string());
        }
        _ => {
            let name = &standing[any];
            let old = fs::read_to_string(repo.repo().join(path(name))).expect("read");
            repo.write(&path(name), old.replacen("says", "wrote", 1 + day % 2) + &format!("\nDay {day}.\n"));
        }
    }
    standing.sort();
    standing.dedup();
}

#[test]
fn a_site_that_grew_is_the_site_that_is_built_at_once() {
    for seed in 0..3 {
        let (repo, mut dice) = (Sandbox::new(), Dice(seed));
        let mut standing = vec!["name-0".to_owned(), "name-1".to_owned()];
        for name in &standing {
            repo.write(&format!("policy/{name}.md"), essay(name));
        }
        repo.commit("first");
        let grown = repo.place("grown");
        for n in 0..24 {
            day(&repo, &mut dice, &mut standing, n);
            repo.commit(&format!("Day {n}"));
            if dice.below(3) > 0 {
                report(&repo, &grown, &[]);
            }
            if n % 8 == 7 {
                let fresh = repo.place(&format!("fresh-{n}"));
                report(&repo, &grown, &[]);
                report(&repo, &fresh, &[]);
                let differences = same(&grown, &fresh);
                assert!(differences.is_empty(), "seed {seed}, day {n}: {differences:#?}");
                let broken = whole(&grown);
                assert!(broken.is_empty(), "seed {seed}, day {n}: {broken:#?}");
            }
        }
    }
}

#[test]
fn a_policy_that_goes_back_and_forth_grows_as_it_is_built() {
    let part = |n: usize| format!("## Part {n}\n\n{}\n", essay(&format!("part-{n}")));
    let parts = |order: &[usize]| order.iter().map(|n| part(*n)).collect::<String>();
    let first = parts(&[0, 1, 2]);
    let texts = [
        first.clone(),
        parts(&[2, 0, 1]),
        first.replace("says", "wrote"),
        "An error occurred.\n".to_owned(),
        parts(&[1, 3]) + "|a|b|\n|-|-|\n|x|1|\n|y|2|\n",
        parts(&[3, 1]).replacen("says", "wrote", 2) + "|a|c|b|\n|-|-|-|\n|x|0|1|\n",
        first.replace("\n\n", "\n"),
    ];
    for seed in 0..2 {
        let (repo, mut dice) = (Sandbox::new(), Dice(seed));
        let grown = repo.place("grown");
        let mut before = texts.len();
        for n in 0..20 {
            let next = dice.below(texts.len());
            // versions with the same text have other bytes now and then
            let end = if next == before || n % 9 == 8 { format!("\n<!-- {n} -->\n") } else { String::new() };
            repo.write("policy/a.md", texts[next].clone() + &end).commit(&format!("Text {next}"));
            before = next;
            if dice.below(3) > 1 || n == 19 {
                report(&repo, &grown, &[]);
            }
        }
        let fresh = repo.place("fresh");
        report(&repo, &fresh, &[]);
        let differences = same(&grown, &fresh);
        assert!(differences.is_empty(), "seed {seed}: {differences:#?}");
        let broken = whole(&grown);
        assert!(broken.is_empty(), "seed {seed}: {broken:#?}");
    }
}

#[test]
fn a_commit_costs_the_pages_that_it_changes() {
    let repo = Sandbox::new();
    for name in ["a", "b", "c"] {
        for n in 0..6 {
            repo.write(&format!("policy/{name}.md"), essay(name) + &format!("\nEdit {n}.\n")).commit("edit");
        }
    }
    let out = repo.place("site");
    report(&repo, &out, &[]);
    repo.write("policy/b.md", essay("b") + "\nAnother end.\n").commit("another end");
    let report = report(&repo, &out, &[]);
    // b: three new files, the two pages of version 6 that now have a successor, the text, history, sections, choice of
    // redlines, versions, TimeMap, three feeds, two files for other sites, five redlines from older versions to the current one;
    // of all: home, changes, the month's page and document, three feeds, policies, sitemap; three files that a search looks
    // through; the receipt of version 7 and b's digests; of the ledger: a tile, a bundle, lines, checkpoint, this one kept; the
    // digests of it and of all files, and what it states of them
    let ledger = 2 + 5 + 3;
    let written = 3 + 2 + 9 + 2 + 5 + 9 + 3 + ledger;
    assert_eq!((report["written"].as_u64(), report["removed"].as_u64()), (Some(written), Some(0)));
    assert_eq!(report["changed"], serde_json::json!(["b"]));
}

#[test]
fn a_commit_elsewhere_and_a_template_cost_what_they_concern() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("a")).write("policy/b.md", essay("b")).commit("first");
    let out = repo.place("site");
    report(&repo, &out, &[]);
    repo.write("src/x.txt", "x").commit("elsewhere");
    assert_eq!(
        report(&repo, &out, &[])["written"],
        4,
        "the home page and policies.json name the published commit; the list of digests, and what is stated of it"
    );
    let theme = repo.place("theme");
    fs::create_dir_all(&theme).expect("a folder");
    fs::write(theme.join("404.html"), "<!doctype html><title>gone</title></html>").expect("written");
    let option = theme.to_str().expect("UTF-8");
    assert!(
        report(&repo, &out, &["--theme", option])["written"].as_u64() > Some(10),
        "any page may include any template"
    );
    assert_eq!(report(&repo, &out, &["--theme", option])["written"], 0);
    fs::remove_file(out.join("a/v/1/source.md")).expect("removed");
    assert_eq!(report(&repo, &out, &["--theme", option])["written"], 1, "what was removed comes back");
}

#[test]
fn state_may_be_kept_elsewhere() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("a")).commit("first");
    let (out, state) = (repo.place("site"), repo.place("state"));
    let option = ["--state", state.to_str().expect("UTF-8")];
    report(&repo, &out, &option);
    repo.write("policy/a.md", essay("a") + "\nMore.\n").commit("second");
    assert_eq!(
        report(&repo, &out, &option)["written"].as_u64(),
        Some(3 + 1 + 10 + 2 + 11 + 10 + 1),
        "and how to check it"
    );
    assert!(state.join("record").exists() && !out.join(".promulgate").exists());
    fs::remove_dir_all(&out).expect("removed");
    report(&repo, &out, &option);
    assert!(whole(&out).is_empty() && out.join("a/v/2/source.md").exists(), "a site that was taken away is made anew");
}

#[test]
fn what_the_repository_lost_for_good_stays_published() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("a")).write("policy/b.md", essay("b")).commit("first");
    repo.write("policy/a.md", essay("a") + "\nA line that will be lost.\n").commit("second");
    let (out, state) = (repo.place("site"), repo.place("state"));
    let report = |repo: &Sandbox, out: &Path, more: &[&str]| {
        report(repo, out, &[&["--state", state.to_str().expect("UTF-8")], more].concat())
    };
    report(&repo, &out, &[]);
    let lost = fs::read(out.join("a/v/2/source.md")).expect("read");
    repo.git(&["reset", "-q", "--hard", "HEAD~1"]);
    repo.write("policy/a.md", essay("a") + "\nAnother line.\n").commit("instead");
    report(&repo, &out, &["--accept-rewrite", "a name had to go"]);
    repo.git(&["reflog", "expire", "--expire=now", "--all"]);
    repo.git(&["gc", "-q", "--prune=now"]);
    repo.write("policy/b.md", essay("b") + "\nMore.\n").commit("goes on");
    report(&repo, &out, &[]);
    // another template, and settings by which texts are read anew: all pages are made again
    let theme = repo.place("theme");
    fs::create_dir_all(&theme).expect("a folder");
    fs::write(theme.join("404.html"), "<!doctype html><title>gone</title></html>").expect("written");
    repo.write("promulgate.toml", "exclude = [\"c.md\"]\nlang = \"en\"\n").commit("settings");
    report(&repo, &out, &["--theme", theme.to_str().expect("UTF-8")]);
    assert_eq!(fs::read(out.join("a/v/2/source.md")).expect("read"), lost);
    let page = fs::read_to_string(out.join("a/v/2/index.html")).expect("read");
    assert!(page.contains("A line that will be lost.") && page.contains("no longer in the repository"), "{page}");
    assert!(out.join("a/v/3/changes/index.html").exists() && whole(&out).is_empty());
}

#[test]
fn a_publisher_goes_on_after_it_failed_in_the_middle() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("a")).write("policy/b.md", essay("b")).commit("first");
    let source = Source { repo: repo.repo().to_owned(), rev: "HEAD".into(), policies: None, config: None };
    let (out, fresh) = (repo.place("site"), repo.place("fresh"));
    let mut publisher = Publisher::new(Folders { out: out.clone(), ..Folders::default() });
    // a process that another test starts at this moment holds the lock, too, until its program begins
    let mut publish = || {
        let mut once = || publisher.publish(&source, None, &|_| {});
        let held = |error: &promulgate::error::Error| error.to_string().contains("another promulgate is publishing");
        (0..50)
            .find_map(|_| match once() {
                Err(error) if held(&error) => {
                    std::thread::sleep(std::time::Duration::from_millis(20));
                    None
                }
                done => Some(done),
            })
            .expect("the lock is free in the end")
    };
    publish().expect("published");
    repo.write("policy/a.md", essay("a") + "\nMore.\n").commit("second");
    let page = out.join("a/history/index.html");
    fs::remove_file(&page).expect("removed");
    fs::create_dir_all(page.join("in the way")).expect("made");
    publish().expect_err("it can't put the page into its place");
    assert!(out.join("a/v/2/index.html").exists(), "what is new is there");
    repo.write("policy/b.md", essay("b") + "\nMore.\n").commit("third");
    publish().expect_err("it still can't");
    fs::remove_dir_all(&page).expect("removed");
    publish().expect("published");
    report(&repo, &fresh, &[]);
    assert!(same(&out, &fresh).is_empty() && whole(&out).is_empty());
}
