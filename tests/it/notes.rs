//! What readers are told of a version: what its editor said, where the message says it, and nothing that a tool said.

use crate::sandbox::{Sandbox, Site, essay};

fn notes(site: &Site, id: &str) -> Vec<String> {
    site.versions(id).iter().map(|v| v["summary"].as_str().expect("a summary").to_owned()).collect()
}

/// Commits another state of `policy/a.md` for each message.
fn commits(repo: &Sandbox, messages: &[&str]) -> Vec<String> {
    let text = |n: usize| (0..n).map(|n| format!("\nRule {n}.\n")).collect::<String>();
    let one = |(n, message): (usize, &&str)| repo.write("policy/a.md", format!("# A\n{}", text(n))).commit(message);
    messages.iter().enumerate().map(one).collect()
}

/// Merges the branch `side` with this message.
fn merge(repo: &Sandbox, message: &str) -> String {
    repo.tick(3600);
    repo.git(&["merge", "-q", "--no-ff", "-m", message, "side"]);
    repo.git(&["rev-parse", "HEAD"])
}

/// The site that is built at once is the one that grew at `site`.
fn is_the_same_at_once(repo: &Sandbox, site: &Site) {
    let (out, state) = (repo.place("at-once"), repo.place("state-at-once"));
    let path = |path: &std::path::Path| path.to_str().expect("UTF-8").to_owned();
    let run = repo.run(&["build", "--out", &path(&out), "--state", &path(&state)]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (grown, once) = (site.files(), Site::at(out).files());
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&grown), names(&once));
    for ((name, grown), (_, once)) in grown.iter().zip(&once) {
        assert!(grown == once, "{name}: {} {}", String::from_utf8_lossy(grown), String::from_utf8_lossy(once));
    }
}

#[test]
fn a_note_is_the_subject_and_the_body_stands_below() {
    let repo = Sandbox::new();
    commits(
        &repo,
        &[
            "Publish the rules",
            "Keep access logs for 90 days\n\nFixes #123",
            "Shorten the retention period (#45)\n\n* wip\n\n* typo\n\nCo-authored-by: X <x@example.org>",
            "Add a section on cookies\n\n## What\n\nA new section.\n\n## Why\n\nThe regulator asked for it.",
            "Let users object\n\n```\nnpm run build\n```",
            "Merge branch 'fees'\n\n# Conflicts:\n#\trules.md",
            "Revert \"Let users object\"\n\nThis reverts commit 0123456789012345678901234567890123456789.",
        ],
    );
    let expected = [
        "Publish the rules",
        "Keep access logs for 90 days",
        "Shorten the retention period",
        "Add a section on cookies",
        "Let users object",
        "Merge branch 'fees'",
        "Revert \"Let users object\"",
    ];
    let site = repo.build();
    assert_eq!(notes(&site, "a"), expected);
    let log = repo.run(&["log"]).stdout;
    let told: Vec<&str> = log.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    assert_eq!(told, expected.iter().rev().copied().collect::<Vec<_>>(), "{log}");
    for (name, bytes) in site.files().iter().filter(|(name, _)| name.starts_with("a/")) {
        let text = String::from_utf8_lossy(bytes);
        for noise in ["Fixes #123", "npm run build", "* wip", "## What", "Conflicts", "This reverts", "x@example.org"] {
            assert!(!text.contains(noise), "{name}: {noise}");
        }
    }
    let history = site.text("a/history/index.html");
    assert!(history.contains("<p>The regulator asked for it.</p>"), "{history}");
    assert!(site.text("a/feed.xml").contains("Add a section on cookies"));
    assert!(!site.text("a/feed.xml").contains("The regulator"), "a feed has the line");
}

#[test]
fn a_merge_says_what_was_merged_and_keeps_the_trailers_of_what_touched_the_policy() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").write("policy/b.md", "# B\n").commit("first");
    let publish = |n: u32, message: &str| {
        repo.git(&["switch", "-q", "-C", "side"]);
        let a = |text: &str| repo.write("policy/a.md", format!("# A\n\n{text} {n}\n"));
        a("draft").commit("Draft\n\nReference: Order 1\nChange-Type: editorial\nSummary: an old summary");
        a("final").commit("docs: raise the fees (#7)\n\nReference: Order 2\n\nThey rise.\n\nReference: Order 3");
        repo.write("policy/b.md", format!("# B\n\n{n}\n")).commit("Open at nine\n\nSummary: opens at nine");
        repo.write("other.txt", format!("{n}")).commit("elsewhere\n\nSummary: nothing of this\nReference: Order 9");
        repo.git(&["switch", "-q", "main"]);
        merge(&repo, message);
        repo.build()
    };
    let site = publish(1, "Merge pull request #8 from office/side\n\nRaise all fees");
    assert_eq!(notes(&site, "a")[1], "an old summary", "a trailer comes first");
    assert_eq!(notes(&site, "b")[1], "opens at nine");
    let versions = site.versions("a");
    assert_eq!((&versions[1]["reference"], &versions[1]["change_type"]), (&"Order 3".into(), &"editorial".into()));
    assert_eq!(site.versions("b")[1]["reference"], serde_json::Value::Null, "no commit that touches it has one");
    let site = publish(2, "Merge branch 'side'\n\nSummary: what the merge says\nReference: Order 10");
    assert_eq!(
        (notes(&site, "a")[2].as_str(), notes(&site, "b")[2].as_str()),
        ("what the merge says", "what the merge says")
    );
    assert_eq!(site.versions("a")[2]["reference"], "Order 10", "the merge's own come before those that it merged");
    is_the_same_at_once(&repo, &site);
}

#[test]
fn a_merge_without_a_title_takes_the_newest_subject_that_touches_the_policy() {
    let repo = Sandbox::new();
    let text = |more: &str| essay("Fees") + more;
    repo.write("policy/a.md", text("")).write("policy/b.md", "# B\n").commit("first");
    repo.git(&["switch", "-q", "-c", "side"]);
    repo.write("policy/a.md", text("\n1\n")).commit("Name the office");
    repo.rename("policy/a.md", "policy/c.md").write("policy/c.md", text("\n1\n\n2\n")).commit("Raise the fees");
    repo.write("policy/b.md", "# B\n\n1\n").commit("Open at nine");
    repo.git(&["switch", "-q", "main"]);
    repo.write("policy/b.md", "# B\n\n0\n").commit("Close at four");
    repo.build();
    repo.git(&["switch", "-q", "side"]);
    let resolved = repo.write("policy/b.md", "# B\n\n0\n1\n");
    repo.tick(3600);
    resolved.git(&["add", "-A"]);
    let tree = repo.git(&["write-tree"]);
    let merged = repo.git(&["commit-tree", &tree, "-p", "side", "-p", "main", "-m", "Merge branch 'main' into side"]);
    repo.git(&["reset", "-q", "--hard", &merged]);
    repo.git(&["switch", "-q", "main"]);
    merge(&repo, "Merge pull request #8 from office/side");
    let site = repo.build();
    assert_eq!(notes(&site, "c"), ["first", "Raise the fees"]);
    assert_eq!(notes(&site, "b"), ["first", "Close at four", "Open at nine"], "no merge of the main branch");
    let page = site.text("c/v/2/index.html");
    assert!(page.contains("title of a merged change") && page.contains("<p>- Name the office</p>"), "{page}");
    is_the_same_at_once(&repo, &site);
}

#[test]
fn a_revert_says_which_version_it_takes_back() {
    let repo = Sandbox::new();
    let ids = commits(&repo, &["one", "two (#2)", "three", "four"]);
    let state = |n: u32| repo.write("policy/a.md", format!("# A\n\nstate {n}\n"));
    state(1).commit(&format!("Revert \"three\"\n\nThis reverts commit {}.", ids[2]));
    state(2).commit("Revert \"two\" (#9)\n\nReverts office/texts#2");
    state(3).commit("It was wrong");
    state(2).commit("Revert \"It was wrong\"");
    repo.write("policy/a.md", "# A\n").commit("Revert everything");
    state(4).commit("Revert \"what nobody knows\"\n\nThis reverts commit 0123456789012345678901234567890123456789.");
    let log = repo.run(&["log", "a"]).stdout;
    let told: Vec<&str> = log.lines().filter_map(|line| line.strip_prefix("    ")).take(11).collect();
    let expected = [
        "Revert \"what nobody knows\"",
        "Revert everything",
        "restores the text of version 1",
        "Revert \"It was wrong\"",
        "reverts version 7",
        "It was wrong",
        "Revert \"two\"",
        "reverts version 2",
        "Revert \"three\"",
        "reverts version 3",
        "four",
    ];
    assert_eq!(told, expected, "{log}");
    let site = repo.build();
    assert!(site.text("a/v/5/index.html").contains("Reverts version 3"));
    assert!(site.text("a/feed.xml").contains("Reverts version 7"));
}

#[test]
fn words_that_a_program_writes_each_time_are_folded_and_stay_so() {
    let repo = Sandbox::new();
    let record = |n: usize| format!("Record changes of Office {n} Terms\n\nRecorded from https://example.org/{n}");
    let mut site = None;
    for n in 0..6 {
        repo.write("policy/a.md", format!("# A\n\nstate {n}\n")).commit(&record(n));
        site = Some(repo.build());
    }
    repo.write("policy/a.md", "# A\n\nfees\n").commit("Raise the fees of the office");
    repo.write("policy/a.md", "# A\n\nmore\n").commit(&record(7));
    let site = site.map(|_| repo.build()).expect("a site");
    let folded = |n: usize| site.text(&format!("a/v/{n}/index.html")).contains("Same note as for most changes");
    let all: Vec<bool> = (1..=8).map(folded).collect();
    assert_eq!(all, [false, false, false, true, true, true, false, true]);
    assert_eq!(notes(&site, "a")[5], "Record changes of Office 5 Terms", "nothing is lost");
    let feed = site.text("a/feed.xml");
    assert!(feed.contains("Raise the fees") && !feed.contains("Office 5 Terms"), "{feed}");
    assert!(!site.text("index.html").contains("Office 7 Terms"));
    is_the_same_at_once(&repo, &site);
}

#[test]
fn messages_are_read_in_the_encoding_of_their_commit() {
    let repo = Sandbox::new();
    let commit = |n: u32, encoding: &str, message: &[u8]| {
        repo.tick(3600);
        repo.write("policy/a.md", format!("# A\n\n{n}\n")).git(&["add", "-A"]);
        let file = repo.place("message");
        std::fs::write(&file, message).expect("written");
        let setting = format!("i18n.commitEncoding={encoding}");
        repo.git(&["-c", &setting, "commit", "-q", "-F", file.to_str().expect("UTF-8")]);
    };
    commit(1, "TIS-620", b"\xe1\xa1\xe9\xe4\xa2\n");
    commit(2, "ISO-8859-1", b"D\xe9lai prolong\xe9\n\nSummary: D\xe9lai\n");
    commit(3, "windows-1251", b"\xd1\xf0\xee\xea\n");
    commit(4, "Shift_JIS", b"\x8b\x4b\x92\xe8\n");
    commit(5, "CP874", b"\xc7\xd1\xb9\n");
    let run = repo.run(&["build", "--out", repo.place("site").to_str().expect("UTF-8")]);
    assert!(!run.stderr.contains("encod") && !run.stderr.contains("UTF-8"), "{}", run.stderr);
    assert_eq!(notes(&repo.site(), "a"), ["แก้ไข", "Délai", "Срок", "規定", "วัน"]);
    commit(6, "EBCDIC-US", b"\xc1\xc2\n");
    let run = repo.run(&["build", "--out", repo.place("site").to_str().expect("UTF-8")]);
    assert!(run.stderr.contains("can't be decoded as `EBCDIC-US`"), "{}", run.stderr);
}

#[test]
fn front_matter_says_it_in_several_languages_once() {
    let repo = Sandbox::new();
    let text = |summary: &str, n: u32| {
        repo.write("policy/a.md", format!("---\nlang: en\nsummary:\n  en: {summary}\n  th: ขึ้นค่าธรรมเนียม\nchange_type: editorial\nreference: Act 12\n---\n# A\n\n{n}\n"))
    };
    repo.write("policy/a.md", "# A\n").commit("first");
    text("Fees rise", 1).commit("second");
    text("Fees rise", 2).commit("third");
    text("Fees fall", 3).commit("fourth\n\nReference: Act 13");
    let site = repo.build();
    assert_eq!(notes(&site, "a"), ["first", "Fees rise", "third", "Fees fall"]);
    let versions = site.versions("a");
    let told = |key: &str| versions.iter().map(|v| v[key].as_str().unwrap_or("-").to_owned()).collect::<Vec<_>>();
    assert_eq!(told("change_type"), ["-", "editorial", "-", "-"], "a value belongs to the version that brought it");
    assert_eq!(told("reference"), ["-", "Act 12", "-", "Act 13"]);
}

#[test]
fn a_pull_that_takes_published_commits_off_the_line_is_told() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n\n30\n").write("policy/b.md", "# B\n\nOne.\n").commit("one");
    let mine = repo.place("mine");
    repo.git(&["clone", "-q", ".", mine.to_str().expect("UTF-8")]);
    repo.write("policy/a.md", "# A\n\n45\n").commit("B: 45 days");
    repo.write("policy/a.md", "# A\n\n60\n").commit("C: 60 days");
    let grown = repo.build();
    assert_eq!(grown.versions("a").len(), 3);
    repo.tick(3600);
    std::fs::write(mine.join("policy/b.md"), "# B\n\nTwo.\n").expect("written");
    repo.git_in(&mine, &["commit", "-qam", "D"]);
    repo.git_in(&mine, &["pull", "-q", "--no-rebase", "--no-edit"]);
    repo.git_in(&mine, &["push", "-q", "origin", "HEAD:pushed"]);
    repo.git(&["reset", "-q", "--hard", "pushed"]);
    let run = repo.run(&["build", "--out", repo.place("site").to_str().expect("UTF-8")]);
    assert!(run.code == 0 && !run.stderr.contains("warning"), "{}", run.stderr);
    assert_eq!(
        (repo.site().versions("a").len(), repo.site().versions("b").len()),
        (3, 2),
        "who kept the state goes on"
    );
    let (out, state) = (repo.place("anew"), repo.place("no-state"));
    let run = repo.run(&["build", "--out", out.to_str().expect("UTF-8"), "--state", state.to_str().expect("UTF-8")]);
    let head = repo.git(&["rev-parse", "HEAD"]);
    assert!(run.stderr.contains(&format!("commit {}: it merges `main`", &head[..10])), "{}", run.stderr);
    assert!(
        run.stderr.contains("(B: 45 days), ") && run.stderr.contains("(C: 60 days) are no longer on"),
        "{}",
        run.stderr
    );
}
