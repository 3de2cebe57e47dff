//! Whatever files are called: no two pages share an address on any file system, and an address keeps its text for good.

use crate::disturb::none;
use crate::mutations::Random;
use crate::sandbox::{Sandbox, Site, essay};
use crate::whole::{Files, files, same, same_but_order, thawed, whole};
use promulgate::places::fold;
use std::collections::BTreeMap;
use std::path::Path;

/// Parts of names: reserved ones, twins, ones that some system can't hold.
const PARTS: &[&str] = &[
    "a",
    "A",
    "b",
    "index",
    "README",
    "history",
    "History",
    "v",
    "1",
    "2",
    "changes",
    "sections",
    "compare",
    "last-2",
    "feed.xml",
    "feed.json",
    "search.js",
    "versions.json",
    "timemap.link",
    "index.html",
    "source",
    "log",
    "files",
    "assets",
    "404.html",
    "con",
    "CON",
    "nul.txt",
    "com1",
    "x.",
    "x",
    "x..",
    ".x",
    "caf\u{e9}",
    "cafe\u{301}",
    "CAF\u{c9}",
    "stra\u{df}e",
    "STRASSE",
    "นโยบาย",
    "นโยบาย ก",
    "a b",
    "a-b",
    "a-2",
    "a-3",
    "th",
    "en",
    "feed-text.xml",
    "notice.json",
    "notice.html",
    "_headers",
    "robots.txt",
    "\u{3c3}",
    "\u{3c2}",
    "lpt9",
    "-",
    "~",
    "%41",
    "a+b",
];

fn name(dice: &mut Random) -> String {
    let depth = 1 + dice.below(3);
    let mut parts: Vec<String> = (0..depth).map(|_| dice.pick(PARTS).to_owned()).collect();
    if dice.below(12) == 0 {
        parts.push("ก".repeat(60 + dice.below(24)));
    }
    let end = dice.pick(&[".md", ".md", ".md", ".th.md", ".en.md"]);
    format!("{}{end}", parts.join("/"))
}

/// Files that some file system would take for one, or that are where another needs a folder.
fn clashes(out: &Path) -> Vec<String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut clashes = Vec::new();
    let found = files(out);
    for path in found.keys() {
        if let Some(other) = all.insert(fold(path), path.clone()) {
            clashes.push(format!("{other} and {path} are one file on some disk"));
        }
        for part in path.split('/').filter(|part| *part != ".nojekyll") {
            let stem = part.split('.').next().unwrap_or(part).to_lowercase();
            let device = ["con", "prn", "aux", "nul", "com1", "lpt9"].contains(&stem.as_str());
            if part.len() > 255 || part.starts_with('.') || part.ends_with('.') || device {
                clashes.push(format!("{path} can't be held by every disk"));
            }
        }
    }
    for path in all.keys() {
        let folders = path.match_indices('/').map(|(end, _)| &path[..end]);
        clashes
            .extend(folders.filter(|folder| all.contains_key(*folder)).map(|folder| format!("{folder} is a file too")));
    }
    clashes
}

#[test]
fn whatever_files_are_called_no_two_pages_share_a_place() {
    let (mut problems, mut compared) = (Vec::new(), 0);
    for seed in 0..6 {
        let (repo, mut dice) = (Sandbox::new(), Random::new(seed));
        let grown = repo.site().root().to_owned();
        let mut standing: Vec<String> = Vec::new();
        let mut before = Files::new();
        for step in 0..4 {
            for n in 0..18 {
                let path = name(&mut dice);
                match dice.below(6) {
                    0 if !standing.is_empty() => {
                        let from = standing.swap_remove(dice.below(standing.len()));
                        let _ = std::fs::remove_file(repo.repo().join("policy").join(from));
                    }
                    1 if !standing.is_empty() => {
                        let from = standing.swap_remove(dice.below(standing.len()));
                        let (from, to) =
                            (repo.repo().join("policy").join(from), repo.repo().join("policy").join(&path));
                        let made = std::fs::create_dir_all(to.parent().expect("a parent"));
                        if made.is_ok() && !to.exists() && std::fs::rename(from, to).is_ok() {
                            standing.push(path);
                        }
                    }
                    _ => {
                        let place = repo.repo().join("policy").join(&path);
                        let made = std::fs::create_dir_all(place.parent().expect("a parent"));
                        let id = if seed % 2 == 1 && dice.below(8) == 0 {
                            format!("---\nid: \"{}\"\n---\n", dice.pick(PARTS))
                        } else {
                            String::new()
                        };
                        if made.is_ok()
                            && std::fs::write(place, format!("{id}{}", essay(&format!("{seed} {step} {n}")))).is_ok()
                        {
                            standing.push(path);
                        }
                    }
                }
            }
            repo.commit(&format!("step {step}"));
            let run = repo.run(&["build", "--quiet", "--out", grown.to_str().expect("UTF-8")]);
            let lasting =
                run.code == 1 && run.stderr.contains("is not available") && run.stderr.contains("the others were");
            if run.code != 0 && !lasting {
                problems.push(format!("{seed}.{step} ends with {}: {}", run.code, run.stderr));
            }
            let found = clashes(&grown).into_iter().chain(whole(&grown)).chain(thawed(&before, &files(&grown)));
            problems.extend(found.map(|problem| format!("{seed}.{step}: {problem}")));
            before = files(&grown);
        }
        let fresh = repo.place("fresh");
        let run = repo.run(&["build", "--quiet", "--out", fresh.to_str().expect("UTF-8")]);
        if run.code != 0 {
            continue; // a policy fails; of what was published of it before, the new site knows nothing
        }
        compared += 1;
        problems.extend(same_but_order(&grown, &fresh).into_iter().map(|problem| format!("{seed}: grown: {problem}")));
    }
    none(&problems);
    assert!(compared > 2, "{compared} sites that grew were held against new ones");
}

/// Two policies, published; the texts of `a` are A1 and A2.
fn published() -> (Sandbox, Site, Files) {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("A1")).write("policy/b.md", essay("B")).commit("first");
    repo.write("policy/a.md", essay("A1") + "\nA2.\n").commit("second");
    let site = repo.build();
    let before = files(site.root());
    (repo, site, before)
}

#[test]
fn an_excluded_policy_comes_back_as_it_was_and_nobody_gets_its_address_meanwhile() {
    let (repo, site, before) = published();
    repo.write("promulgate.toml", "exclude = [\"a.md\"]\n").commit("leave a out");
    let run = repo.run(&["build", "--out", site.root().to_str().expect("UTF-8")]);
    assert!(
        run.code == 0 && run.stderr.contains("a, versions 1 to 2: the settings leave it out now"),
        "{}",
        run.stderr
    );
    assert!(!site.has("a/index.html"));
    repo.write("policy/a/README.md", "# Another\n\nIt would have the address of the one that is left out.\n")
        .commit("another");
    let site = repo.build();
    assert!(site.has("a-2/index.html") && !site.has("a/v/1/source.md"), "{:?}", site.policies());
    repo.write("promulgate.toml", "").commit("take a in again");
    let site = repo.build();
    none(&thawed(&before, &files(site.root())));
    assert!(site.has("a-2/v/1/source.md") && whole(site.root()).is_empty());
}

#[test]
fn a_policy_whose_history_is_rewritten_while_it_is_excluded_is_refused() {
    let (repo, site, _) = published();
    let first = repo.git(&["rev-parse", "HEAD~1"]);
    repo.write("promulgate.toml", "exclude = [\"a.md\"]\n").commit("leave a out");
    repo.build();
    repo.git(&["reset", "-q", "--hard", &first]);
    repo.write("promulgate.toml", "exclude = [\"a.md\"]\n").write("policy/a.md", essay("Other")).commit("rewritten");
    let out = site.root().to_str().expect("UTF-8");
    let run = repo.run(&["build", "--out", out]);
    assert_eq!(run.code, 4, "{}", run.stderr);
    // and in one push with settings that would hide it
    let (repo, site, before) = published();
    repo.git(&["reset", "-q", "--hard", "HEAD~1"]);
    repo.write("promulgate.toml", "exclude = [\"a.md\"]\n").write("policy/a.md", essay("Other")).commit("rewritten");
    let run = repo.run(&["build", "--out", site.root().to_str().expect("UTF-8")]);
    assert_eq!(run.code, 4, "{}", run.stderr);
    none(&crate::whole::differences(&files(site.root()), &before));
}

#[test]
fn settings_that_would_renumber_published_versions_are_refused() {
    let repo = Sandbox::new();
    repo.write("drafts/a.md", essay("A")).write("policy/b.md", essay("B")).commit("a draft");
    repo.rename("drafts/a.md", "policy/a.md").commit("published");
    let site = repo.build();
    let before = files(site.root());
    repo.write("promulgate.toml", "import_history = true\n").commit("bring its history");
    let run = repo.run(&["build", "--out", site.root().to_str().expect("UTF-8")]);
    assert!(run.code == 4 && run.stderr.contains("a, version 1"), "exit {}: {}", run.code, run.stderr);
    none(&crate::whole::differences(&files(site.root()), &before));
}

#[test]
fn former_addresses_redirect_for_all_that_was_there() {
    let (repo, _, before) = published();
    repo.rename("policy/a.md", "policy/sub/rules.md").commit("moved");
    repo.write("policy/sub/rules.md", essay("A1") + "\nA2.\nA3.\n").commit("third");
    let site = repo.build();
    // but for lists of digests, in which it is no longer
    let lasting = before.keys().filter(|path| !path.starts_with("log/sums/"));
    let gone: Vec<&String> = lasting.filter(|path| !site.has(path)).collect();
    assert!(gone.is_empty(), "{gone:?}");
    let feed = site.text("a/feed.xml");
    assert!(feed.contains("sub/rules/v/3/"), "who follows the policy there hears of version 3: {feed}");
    for page in ["a/history/index.html", "a/compare/index.html", "a/sections/index.html", "a/v/2/changes/index.html"] {
        assert!(site.text(page).contains("http-equiv=\"refresh\""), "{page}");
    }
    assert!(whole(site.root()).is_empty());
}

#[test]
fn a_policy_that_fails_keeps_its_pages_and_its_place_on_the_home_page() {
    let (repo, site, before) = published();
    std::fs::create_dir_all(site.root().join("a/v/3")).expect("made");
    std::fs::write(site.root().join("a/v/3/index.html"), "foreign").expect("written");
    repo.write("policy/a.md", essay("A1") + "\nA3.\n").write("promulgate.toml", "exclude = [\"drafts/**\"]\n");
    repo.remove("policy/b.md").commit("changed, with settings, and b withdrawn");
    let run = repo.run(&["build", "--out", site.root().to_str().expect("UTF-8")]);
    assert!(
        run.code == 1 && run.stderr.contains("is not known to be written by promulgate"),
        "exit {}: {}",
        run.code,
        run.stderr
    );
    let now = files(site.root());
    let gone: Vec<&String> = before.keys().filter(|path| !now.contains_key(*path)).collect();
    assert!(gone.is_empty(), "nothing is removed while one fails: {gone:?}");
    assert!(site.text("index.html").contains("href=\"a/index.html\""));
    assert_eq!(site.versions("a").len(), 2);
    std::fs::remove_file(site.root().join("a/v/3/index.html")).expect("removed");
    let site = repo.build();
    assert_eq!(site.versions("a").len(), 3);
    assert!(whole(site.root()).is_empty());
}

#[test]
fn nothing_leads_to_a_policy_that_can_not_be_published_yet() {
    let (repo, site, _) = published();
    std::fs::create_dir_all(site.root().join("new")).expect("made");
    std::fs::write(site.root().join("new/index.html"), "foreign").expect("written");
    repo.write("policy/new.md", "# New\n")
        .write("policy/b.md", essay("B") + "\nSee [the new one](new.md).\n")
        .commit("new");
    let run = repo.run(&["build", "--out", site.root().to_str().expect("UTF-8")]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(site.versions("b").len(), 2, "the other one is published");
    assert!(
        !site.text("b/index.html").contains("new/index.html") && !site.text("index.html").contains("new/index.html")
    );
    std::fs::remove_file(site.root().join("new/index.html")).expect("removed");
    let site = repo.build();
    assert!(site.text("b/index.html").contains("new/index.html") && whole(site.root()).is_empty());
}

#[test]
fn the_policies_folder_that_was_published_counts() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("A")).write("notes.md", "# Notes\n\nINTERNAL\n").commit("first");
    let site = repo.build();
    repo.remove("policy/a.md").commit("the last one is withdrawn");
    for options in [&[][..], &["--policies", "policy"]] {
        let site = repo.build_with(options);
        assert_eq!(site.policies(), ["a"]);
        assert!(!site.has("notes/index.html") && site.has("a/v/1/source.md"));
    }
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0, "there was a policies folder");
    none(&same(site.root(), &fresh));
}

#[test]
fn nothing_is_published_where_nothing_can_be_read() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("A")).commit("first");
    let blob = repo.git(&["rev-parse", "HEAD:policy/a.md"]);
    std::fs::remove_file(repo.repo().join(".git/objects").join(&blob[..2]).join(&blob[2..])).expect("removed");
    let said = repo.refused(1);
    assert!(said.contains("none of the policies can be published"), "{said}");
}

#[test]
fn a_lost_state_is_no_loss_of_the_site() {
    let (repo, site, before) = published();
    let lose = || std::fs::remove_dir_all(repo.repo().join(".git/promulgate")).expect("removed");
    lose();
    repo.build();
    none(&crate::whole::differences(&files(site.root()), &before));
    repo.write("policy/a.md", essay("A1") + "\nA3.\n").commit("third");
    lose();
    let out = site.root().to_str().expect("UTF-8");
    let run = repo.run(&["build", "--out", out]);
    assert!(
        run.code == 1
            && run.stderr.contains("is not known to be written by promulgate")
            && run.stderr.contains("--take-over"),
        "{}",
        run.stderr
    );
    none(&crate::whole::differences(&files(site.root()), &before));
    let site = repo.build_with(&["--take-over"]);
    assert_eq!(site.versions("a").len(), 3);
    none(&thawed(&before, &files(site.root())));
    // a history that was rewritten meanwhile does not get the addresses of the old one
    repo.git(&["reset", "-q", "--hard", "HEAD~2"]);
    repo.write("policy/a.md", essay("Another")).commit("rewritten");
    lose();
    let run = repo.run(&["build", "--out", out, "--take-over"]);
    assert!(
        run.code == 4 && run.stderr.contains("published history was rewritten"),
        "exit {}: {}",
        run.code,
        run.stderr
    );
    none(&thawed(&before, &files(site.root())));
}

#[test]
fn a_policy_that_comes_back_and_fails_leads_nowhere_and_keeps_its_address() {
    let (repo, site, _) = published();
    repo.write("policy/b.md", essay("B") + "\nSee [a](a.md).\n").commit("a link");
    repo.build();
    repo.write("promulgate.toml", "exclude = [\"a.md\"]\n").commit("leave a out");
    repo.build();
    let foreign = site.root().join("a/index.html");
    std::fs::create_dir_all(site.root().join("a")).expect("made");
    std::fs::write(&foreign, "<html></html>").expect("written");
    repo.write("promulgate.toml", "").commit("take a in again");
    let out = site.root().to_str().expect("UTF-8").to_owned();
    let run = repo.run(&["build", "--out", &out]);
    assert!(
        run.code == 1 && run.stderr.contains("is not known to be written by promulgate"),
        "exit {}: {}",
        run.code,
        run.stderr
    );
    assert!(!site.text("b/index.html").contains("a/index.html"), "nothing leads to what is not there");
    repo.write("promulgate.toml", "exclude = [\"a.md\"]\n")
        .write("policy/q.md", "---\nid: a\n---\n# Q\n")
        .commit("q wants a");
    let run = repo.run(&["build", "--out", &out]);
    assert!(run.code == 1 && run.stderr.contains("the id `a`"), "exit {}: {}", run.code, run.stderr);
    std::fs::remove_file(foreign).expect("removed");
    repo.write("promulgate.toml", "").remove("policy/q.md").commit("all is well");
    let site = repo.build();
    assert_eq!(site.versions("a").len(), 2);
    assert!(whole(site.root()).is_empty());
}

#[test]
fn two_files_with_one_text_in_one_commit_are_two_policies_whatever_the_settings() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# Stub\n")
        .write("policy/b.md", "# Stub\n")
        .write("policy/c.md", "# C\n")
        .commit("stubs");
    repo.build();
    for settings in ["exclude = [\"x.md\"]\n", "exclude = [\"a.md\", \"b.md\"]\n", "exclude = [\"a.md\"]\n", ""] {
        repo.write("promulgate.toml", settings).commit("settings");
        repo.build();
    }
    assert_eq!(repo.build().policies(), ["a", "b", "c"]);
}

/// Other settings give policies other numbers; one that fails meanwhile is told by its own words.
#[test]
fn a_policy_that_fails_under_other_settings_is_not_taken_for_another() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("A"))
        .write("policy/b.md", "# Bee\n\nxylophone\n")
        .write("policy/c.md", "# Cee\n\nzebra\n");
    repo.write("promulgate.toml", "exclude = [\"a.md\"]\n").commit("first");
    let site = repo.build();
    std::fs::create_dir_all(site.root().join("b/v/2")).expect("made");
    std::fs::write(site.root().join("b/v/2/index.html"), "foreign").expect("written");
    repo.write("promulgate.toml", "").write("policy/b.md", "# Bee\n\nxylophone more\n").commit("all, and b changed");
    let run = repo.run(&["build", "--out", site.root().to_str().expect("UTF-8")]);
    assert!(
        run.code == 1 && run.stderr.contains("is not known to be written by promulgate"),
        "exit {}: {}",
        run.code,
        run.stderr
    );
    // behind the three letters that the key before it has, in the file of the words from "1" on
    assert!(site.text("assets/search/w31.js").contains("3ophone"));
    assert!(!site.text("b/index.html").contains("zebra") && whole(site.root()).len() <= 1);
    std::fs::remove_file(site.root().join("b/v/2/index.html")).expect("removed");
    let (site, fresh) = (repo.build(), repo.place("fresh"));
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    none(&same_but_order(site.root(), &fresh));
}

#[test]
fn a_translation_tells_of_the_original_that_is_published() {
    let repo = Sandbox::new();
    repo.write("policy/terms.md", essay("Terms")).write("policy/terms.th.md", essay("ข้อกำหนด")).commit("first");
    let site = repo.build();
    std::fs::create_dir_all(site.root().join("terms/v/2")).expect("made");
    std::fs::write(site.root().join("terms/v/2/index.html"), "foreign").expect("written");
    repo.write("policy/terms.md", essay("Terms") + "\nMore.\n").commit("second");
    assert_eq!(repo.run(&["build", "--out", site.root().to_str().expect("UTF-8")]).code, 1);
    std::fs::remove_file(site.root().join("terms/v/2/index.html")).expect("removed");
    let (site, fresh) = (repo.build(), repo.place("fresh"));
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    none(&same_but_order(site.root(), &fresh));
}
