//! Texts that are withheld: personal data that got into a version is nowhere in the site, and everybody sees that and why.

use crate::sandbox::{Sandbox, Site};
use std::path::Path;

const SECRET: &str = "Somchai Jaidee";
const REASON: &str = "It had the name of a person";

fn text(days: u32, more: &str) -> String {
    format!(
        "---\nlang: en\n---\n# Fees\n\nPay the fee within {days} days.\n\n{more}\n\n## Questions\n\nAsk the office.\n"
    )
}

/// Five versions, the third and the fourth of which have the name of a person.
fn office(settings: &str) -> Sandbox {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", settings);
    for (n, (days, more)) in
        [(10, ""), (20, ""), (30, SECRET), (40, SECRET), (50, "The office decides.")].into_iter().enumerate()
    {
        repo.write("policy/fees.md", text(days, more)).commit(&format!("Publish version {}", n + 1));
        repo.tick(86_400);
    }
    repo
}

fn redact(repo: &Sandbox, version: &str) {
    let run = repo.run(&["redact", "fees", version, "--reason", REASON]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    repo.commit(&format!("Withhold version {version}"));
}

/// The site is what its repository gives, and fits its ledger.
fn is_sound(repo: &Sandbox, site: &Site) -> String {
    let root = site.root().display().to_string();
    let run = repo.run(&["verify", &root, "--repo", &repo.repo().display().to_string()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

/// The files below `folder` that have the secret, in whichever way it may be written.
fn leaks(folder: &Path) -> Vec<String> {
    let has = |bytes: &[u8]| bytes.windows(7).any(|part| part.eq_ignore_ascii_case(&SECRET.as_bytes()[..7]));
    let files = Site::at(folder.to_owned()).files();
    files.into_iter().filter(|(_, bytes)| has(bytes)).map(|(path, _)| path).collect()
}

#[test]
fn the_words_of_a_withheld_text_are_nowhere() {
    let repo = office("machine_redlines = true\nsection_feeds = true\nprecompress = true\n");
    let state = repo.place("state");
    let publish = |out: &Path, state: &Path| {
        let (out, state) = (out.display().to_string(), state.display().to_string());
        let run = repo.run(&["build", "--out", &out, "--state", &state]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    };
    let site = repo.site();
    publish(site.root(), &state);
    assert!(leaks(site.root()).len() > 10);
    let before = (site.bytes("log/leaves.txt"), site.bytes("fees/v/3/receipt.tlog-proof"), site.versions("fees"));
    redact(&repo, "3");
    redact(&repo, "4");
    publish(site.root(), &state);
    assert_eq!(leaks(site.root()), Vec::<String>::new());
    assert_eq!(leaks(&state), Vec::<String>::new(), "nor is it kept for the next publication");
    assert_eq!(site.bytes("log/leaves.txt"), before.0, "the ledger is as it was");
    assert_eq!(site.bytes("fees/v/3/receipt.tlog-proof"), before.1);
    for (ix, (now, then)) in site.versions("fees").iter().zip(before.2).enumerate() {
        assert_eq!((&now["sha256"], &now["size"], &now["commit"]), (&then["sha256"], &then["size"], &then["commit"]));
        let withheld = [2, 3].contains(&ix);
        assert_eq!((now["withheld"] == REASON, now["class"] == "withheld"), (withheld, withheld), "{now}");
    }
    let said = is_sound(&repo, &site);
    assert!(said.contains("Withheld: 2 texts."), "{said}");
    assert!(said.contains("Proven: each text that is not withheld is the one"), "{said}");

    // it grows on, and is what one would be that is built at once
    repo.write("policy/fees.md", text(60, "The office decides.")).commit("Publish version 6");
    publish(site.root(), &state);
    assert_eq!(leaks(site.root()), Vec::<String>::new());
    let at_once = repo.place("at-once");
    publish(&at_once, &repo.place("another-state"));
    let (grown, new) = (site.files(), Site::at(at_once).files());
    let differ = grown.iter().zip(&new).filter(|(a, b)| a != b).map(|(a, _)| a.0.as_str());
    // the ledger has another checkpoint for each publication
    let differ: Vec<&str> = differ.filter(|path| !path.starts_with("log/")).collect();
    assert_eq!((grown.len(), differ), (new.len(), Vec::<&str>::new()));
}

#[test]
fn pages_say_that_a_text_is_withheld_and_what_stands_in_for_it() {
    let repo = office("");
    redact(&repo, "3");
    let site = repo.build();
    let notice = format!("The text of version 3 is withheld: {REASON}");
    assert!(site.article("fees/v/3/index.html").contains(&notice), "{}", site.article("fees/v/3/index.html"));
    assert!(!site.article("fees/v/3/index.html").contains("Pay the fee"));
    let instead = format!("{notice} The text of version 2 stands in for it here.");
    for page in ["fees/v/3/changes/index.html", "fees/v/4/changes/index.html", "fees/compare/index.html"] {
        assert!(site.text(page).contains(&instead), "{page}");
    }
    for page in ["fees/v/2/changes/index.html", "fees/v/5/changes/index.html", "fees/index.html"] {
        assert!(!site.text(page).contains("is withheld:"), "{page}");
    }
    assert!(site.article("fees/v/4/changes/index.html").contains("<del>20</del><ins>40</ins>"));
    assert!(site.text("fees/feed.xml").contains("is withheld:"));
    assert!(site.text("fees/history/index.html").contains("What changed is not shown: a text is withheld"));
    let source = site.text("fees/v/3/source.md");
    assert!(source.starts_with("policy-log/v1 withheld ") && source.ends_with(&format!("\n{REASON}\n")), "{source}");
    // what the fourth version says is as public as it was
    assert!(site.article("fees/v/4/index.html").contains(SECRET));
}

#[test]
fn first_versions_and_every_version_with_the_same_bytes_are_withheld() {
    let repo = office("");
    repo.write("policy/fees.md", text(30, SECRET)).commit("Go back to version 3");
    repo.write("policy/fees.md", text(70, "")).commit("Publish version 7");
    let run = repo.run(&["redact", "fees", "6", "--reason", REASON]);
    assert!(run.stdout.contains("the text of versions 3 and 6 of `fees` is withheld"), "{}", run.stdout);
    let again = repo.run(&["redact", "fees", "1", "--reason", "It was never decided"]);
    assert_eq!(again.code, 0, "{}", again.stderr);
    repo.commit("Withhold three versions");
    let site = repo.build();
    let withheld = site.versions("fees").iter().map(|version| version.get("withheld").is_some()).collect::<Vec<_>>();
    assert_eq!(withheld, [true, false, true, false, false, true, false]);
    assert!(site.article("fees/v/1/index.html").contains("It was never decided"));
    assert!(site.text("fees/v/2/changes/index.html").contains("The text of version 2 stands in for it here."));
    let run = repo.run(&["redact", "fees", "3", "--reason", REASON]);
    assert!(run.stdout.contains("is withheld already"), "{}", run.stdout);
}

#[test]
fn the_current_text_is_not_withheld() {
    let repo = office("");
    let before = repo.build().files();
    for (version, why) in [("5", "the text that is current"), ("9", "has no version 9"), ("0", "0 is not in 1..")] {
        let run = repo.run(&["redact", "fees", version, "--reason", REASON]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains(why), "{}", run.stderr);
    }
    repo.write("changes/fees.toml", "[[version]]\nnumber = 5\nwithheld = 'So'\n").commit("Withhold what holds");
    let run = repo.run(&["build", "--out", &repo.site().root().display().to_string()]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("changes/fees.toml, line 3: version 5 is the current text"), "{}", run.stderr);
    assert_eq!(repo.site().text("fees/index.html"), String::from_utf8_lossy(&of(&before, "fees/index.html")));
}

#[test]
fn files_that_only_a_withheld_text_had_go_with_it() {
    let repo = Sandbox::new();
    let image = [b"\x89PNG\r\n\x1a\n".as_slice(), SECRET.as_bytes()].concat();
    repo.write("policy/card.png", image).write("policy/fees.md", text(10, "")).commit("Publish");
    repo.write("policy/fees.md", text(20, "![Card](card.png)")).commit("Show the card");
    repo.write("policy/fees.md", text(30, "")).commit("Take it out");
    assert_eq!(leaks(repo.build().root()).len(), 1);
    redact(&repo, "2");
    let site = repo.build();
    assert_eq!(leaks(site.root()), Vec::<String>::new());
    is_sound(&repo, &site);
}

fn of(files: &[(String, Vec<u8>)], path: &str) -> Vec<u8> {
    files.iter().find(|(other, _)| other == path).expect("a file").1.clone()
}

#[test]
fn a_text_comes_back_when_nobody_withholds_it() {
    let repo = office("");
    let before = repo.build();
    let (article, source) = (before.article("fees/v/3/index.html"), before.text("fees/v/3/source.md"));
    redact(&repo, "3");
    assert_ne!(repo.build().text("fees/v/3/source.md"), source);
    repo.git(&["rm", "-q", "changes/fees.toml"]);
    repo.commit("Take it back");
    let site = repo.build();
    assert_eq!((site.article("fees/v/3/index.html"), site.text("fees/v/3/source.md")), (article, source));
}

#[test]
fn proposals_do_not_show_a_withheld_text_as_the_one_before() {
    let repo = office("drafts = ['refs/heads/proposal/*']\n");
    repo.git(&["checkout", "-q", "-b", "proposal/longer", "main"]);
    repo.write("policy/fees.md", text(90, "")).commit("Propose more time");
    repo.git(&["checkout", "-q", "main"]);
    assert!(leaks(repo.build().root()).contains(&"fees/draft/longer/index.html".to_owned()));
    redact(&repo, "3");
    redact(&repo, "4");
    assert_eq!(leaks(repo.build().root()), Vec::<String>::new());
}

#[test]
fn what_a_file_at_a_former_address_withholds_stays_withheld() {
    let repo = office("");
    redact(&repo, "3");
    redact(&repo, "4");
    let renamed = text(60, "The office decides.").replace("lang: en", "lang: en\nid: charges");
    repo.write("policy/fees.md", renamed).commit("Move to another address");
    repo.write("changes/charges.toml", "[[version]]\nnumber = 2\nsummary = 'More time'\nwithheld = 'It was a draft'\n");
    repo.commit("Say something at the new address");
    let site = repo.build();
    assert_eq!(leaks(site.root()), Vec::<String>::new());
    let versions = site.versions("charges");
    let withheld: Vec<bool> = versions.iter().map(|version| version.get("withheld").is_some()).collect();
    assert_eq!(withheld, [false, true, true, true, false, false]);
    assert_eq!(versions[1]["summary"], "More time");
}

#[test]
fn a_policy_that_was_replaced_does_not_show_the_text_either() {
    let repo = Sandbox::new();
    repo.write("policy/old.md", text(10, "")).commit("Publish the old one");
    let new = |more: &str| text(20, more).replace("lang: en", "lang: en\nreplaces: old");
    repo.write("policy/new.md", new(SECRET)).commit("Replace it");
    repo.write("policy/new.md", new("")).commit("Take the name out");
    assert!(leaks(repo.build().root()).iter().any(|path| path.starts_with("old/compare/successor-1/")));
    let run = repo.run(&["redact", "new", "1", "--reason", REASON]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    repo.commit("Withhold it");
    let site = repo.build();
    assert_eq!(leaks(site.root()), Vec::<String>::new());
    let page = site.text("old/compare/successor-1/index.html");
    assert!(page.contains("The text of version 2 stands in for it here."), "{page}");
}

#[test]
fn a_proposal_that_began_at_a_withheld_text_does_not_show_it() {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", "drafts = ['refs/heads/proposal/*']\n");
    repo.write("policy/fees.md", text(10, "")).commit("Publish");
    repo.write("policy/fees.md", text(20, SECRET)).commit("Publish a name");
    repo.git(&["checkout", "-q", "-b", "proposal/longer", "main"]);
    repo.write("policy/fees.md", text(90, "Nobody")).commit("Propose more time");
    repo.git(&["checkout", "-q", "main"]);
    repo.write("policy/fees.md", text(30, "The office")).commit("Take the name out");
    redact(&repo, "2");
    let site = repo.build();
    assert!(site.has("fees/draft/longer/index.html"));
    assert_eq!(leaks(site.root()), Vec::<String>::new());
    let draft = repo.place("draft");
    let run = repo.run(&["build", "--draft", "proposal/longer", "--out", &draft.display().to_string()]);
    assert_eq!((run.code, leaks(&draft)), (0, Vec::<String>::new()), "{}", run.stderr);
}

#[test]
fn what_is_withheld_stays_so_when_the_repository_loses_the_text() {
    let repo = office("");
    redact(&repo, "3");
    redact(&repo, "4");
    let site = repo.build();
    let kept = std::fs::read(repo.repo().join("changes/fees.toml")).expect("a file");
    repo.git(&["checkout", "-q", "--orphan", "new"]);
    repo.git(&["rm", "-rfq", "."]);
    repo.write("changes/fees.toml", kept).write("policy/fees.md", text(50, "The office decides."));
    repo.commit("Begin again without a name");
    repo.git(&["branch", "-M", "new", "main"]);
    repo.git(&["reflog", "expire", "--expire=now", "--all"]);
    repo.git(&["gc", "-q", "--prune=now"]);
    let out = site.root().display().to_string();
    let run = repo.run(&["build", "--out", &out, "--accept-rewrite", "A name was removed"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(leaks(site.root()), Vec::<String>::new());
    repo.write("policy/fees.md", text(60, "The office decides.")).commit("Go on");
    let run = repo.run(&["build", "--out", &out]);
    assert_eq!((run.code, leaks(site.root())), (0, Vec::<String>::new()), "{}", run.stderr);
}

#[test]
fn of_a_first_version_nothing_is_said_that_a_later_one_says() {
    let repo = Sandbox::new();
    let front = |days: u32, more: &str| {
        text(days, more).replace("lang: en", "lang: en\neffective: 2024-06-01\nsummary: More time")
    };
    repo.write("policy/fees.md", text(10, SECRET)).commit("Publish");
    repo.write("policy/fees.md", front(20, "")).commit("Extend");
    repo.write("policy/fees.md", front(30, "")).commit("Extend again");
    redact(&repo, "1");
    let versions = repo.build().versions("fees");
    let said: Vec<_> =
        versions.iter().map(|v| (v["effective"].as_str(), v["summary"].as_str(), v["class"].as_str())).collect();
    assert_eq!(said[0], (None, Some("Publish"), Some("withheld")));
    assert_eq!(said[1], (Some("2024-06-01"), Some("More time"), Some("withheld")));
    assert_eq!(said[2].2, Some("text"));
    let sections = repo.site().text("fees/sections/index.html");
    assert!(!sections.contains("version 1"), "{sections}");
}

#[test]
fn what_is_compared_with_an_older_version_says_so() {
    let repo = office("");
    redact(&repo, "3");
    let site = repo.build();
    assert_eq!(site.versions("fees")[3]["compared_with"], 2);
    let said = "The text of version 3 is withheld, so this one is compared with version 2.";
    assert!(site.text("fees/v/4/index.html").contains(said) && site.text("fees/history/index.html").contains(said));
    assert!(!site.text("fees/v/5/index.html").contains("so this one is compared"));
}

#[test]
fn it_is_said_once_and_never_outside_of_the_repository() {
    let repo = office("");
    for n in 0..2 {
        let run = repo.run(&["redact", "fees", "3", "--reason", REASON]);
        assert_eq!((run.code, run.stdout.contains("says so already")), (0, n == 1), "{}", run.stderr);
    }
    let outside = repo.place("outside");
    std::fs::create_dir(&outside).expect("a folder");
    std::fs::remove_dir_all(repo.repo().join("changes")).expect("removed");
    std::os::unix::fs::symlink(&outside, repo.repo().join("changes")).expect("a link");
    let run = repo.run(&["redact", "fees", "3", "--reason", REASON]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert!(run.stderr.contains("`changes` is a link to another place"), "{}", run.stderr);
    assert_eq!(std::fs::read_dir(&outside).expect("a folder").count(), 0);
}
