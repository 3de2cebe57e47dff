//! Stories of policies in git: what counts as a version, and what is followed.

use crate::sandbox::{Sandbox, Site, essay};

fn numbers(site: &Site, id: &str) -> Vec<u64> {
    site.versions(id).iter().map(|v| v["n"].as_u64().expect("a number")).collect()
}

#[test]
fn every_change_of_a_file_is_a_version_and_nothing_else_is() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n\none\n").write("src/x.txt", "1").commit("first");
    repo.write("src/x.txt", "2").commit("elsewhere");
    repo.write("policy/a.md", "# A\n\none\n\n").commit("white space");
    let last = repo.write("policy/a.md", "# A\n\n**one**\n").commit("bold");
    let site = repo.build();
    let versions = site.versions("a");
    let classes: Vec<&str> = versions.iter().map(|v| v["class"].as_str().expect("a class")).collect();
    assert_eq!(classes, ["first", "none", "formatting"]);
    assert_eq!(versions[2]["commit"], last.as_str());
    assert_eq!(versions[0]["published"], "2023-11-14T23:13:20Z");
    assert_eq!(site.text("a/v/2/source.md"), "# A\n\none\n\n");
}

#[test]
fn a_file_renamed_with_edits_goes_on() {
    let repo = Sandbox::new();
    repo.write("policy/old.md", essay("Parking")).commit("first");
    repo.write("policy/old.md", essay("Parking") + "\nMore.\n").commit("second");
    repo.rename("policy/old.md", "policy/sub/new.md").write("policy/sub/new.md", essay("Parking") + "\nLess.\n");
    repo.commit("moved and edited");
    let site = repo.build();
    assert_eq!(site.policies(), ["sub/new"]);
    assert_eq!(numbers(&site, "sub/new"), [1, 2, 3]);
    // what was published at the former address leads on
    let moved = site.text("old/v/2/index.html");
    assert!(moved.contains(r#"content="0; url=../../../sub/new/v/2/index.html""#), "{moved}");
    assert_eq!(site.text("old/v/2/source.md"), site.text("sub/new/v/2/source.md"));
    assert!(!site.has("old/v/3"), "version 3 never stood there");
}

#[test]
fn a_rename_alone_is_no_version_and_two_in_a_row_are_followed() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("Noise")).commit("first");
    repo.rename("policy/a.md", "policy/b.md").commit("rename");
    repo.rename("policy/b.md", "policy/c.md").commit("rename again");
    repo.write("policy/c.md", essay("Noise") + "\nEnd.\n").commit("second");
    let site = repo.build();
    assert_eq!(numbers(&site, "c"), [1, 2]);
    assert!(site.has("a/v/1/index.html") && site.has("b/v/1/index.html"));
}

#[test]
fn swapped_names_swap_histories() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("Water")).write("policy/b.md", essay("Fire")).commit("first");
    repo.write("policy/a.md", essay("Water") + "\nWet.\n").commit("second of water");
    repo.rename("policy/a.md", "policy/t.md").rename("policy/b.md", "policy/a.md").rename("policy/t.md", "policy/b.md");
    repo.commit("swapped");
    let site = repo.build();
    // what was public at an address stays there, whatever the files are called now
    assert_eq!(site.sources("a"), [essay("Water"), essay("Water") + "\nWet.\n"]);
    assert_eq!(site.sources("b"), [essay("Fire")]);
}

#[test]
fn a_name_taken_over_in_the_commit_that_moved_its_owner() {
    let repo = Sandbox::new();
    repo.write("policy/terms.md", essay("Terms")).commit("first");
    repo.rename("policy/terms.md", "policy/terms-2023.md").write("policy/terms.md", essay("Wholly new rules"));
    repo.commit("archive the old, write anew");
    let site = repo.build();
    assert_eq!(site.sources("terms-2023"), [essay("Terms")]);
    assert_eq!(site.sources("terms-2"), [essay("Wholly new rules")], "`terms` leads to what was published there");
    assert_eq!(site.text("terms/v/1/source.md"), essay("Terms"));
}

#[test]
fn a_rewritten_file_is_a_version_not_another_policy() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("Water")).commit("first");
    repo.write("policy/a.md", essay("Fire")).commit("rewritten");
    assert_eq!(numbers(&repo.build(), "a"), [1, 2]);
}

#[test]
fn a_withdrawn_policy_stays_and_its_numbering_goes_on_when_it_returns() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("Pets")).write("policy/b.md", "# B\n").commit("first");
    repo.remove("policy/a.md").commit("withdrawn");
    let site = repo.build();
    assert_eq!(site.json("policies.json")["policies"][0]["status"], "withdrawn");
    assert!(site.text("a/index.html").contains("withdrawn"), "the page says so");
    assert!(site.text("index.html").contains("<summary>1 withdrawn policy</summary>"), "and the home page");
    repo.write("policy/a.md", "# Pets\n\nQuite another text.\n").commit("back");
    let site = repo.build();
    assert_eq!(numbers(&site, "a"), [1, 2]);
    assert_eq!(site.json("policies.json")["policies"][0]["status"], "current");
    assert!(site.text("a/history/index.html").contains("It returned with this version"), "the history says so");
}

#[test]
fn a_merge_is_one_publication() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("first");
    repo.git(&["switch", "-qc", "draft"]);
    for n in 1..=3 {
        repo.write("policy/a.md", format!("# A\n\ndraft {n}\n")).commit("draft");
    }
    repo.git(&["switch", "-q", "main"]);
    repo.write("other.txt", "x").commit("meanwhile");
    repo.git(&["merge", "-q", "--no-ff", "-m", "Adopt the draft", "draft"]);
    let site = repo.build();
    assert_eq!(site.sources("a"), ["# A\n", "# A\n\ndraft 3\n"]);
    assert_eq!(site.versions("a")[1]["summary"], "Adopt the draft");
}

#[test]
fn what_editors_say_comes_from_the_best_place() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("Only a subject");
    repo.write("policy/a.md", "# A\n\n1\n").commit("Subject\n\nThe body\nin two lines.\n\nCo-authored-by: x <x@y>");
    repo.write("policy/a.md", "---\nsummary: from the text\neffective: 2026-12-01\n---\n# A\n\n2\n").commit("Subject");
    repo.write("policy/a.md", "---\nsummary: from the text\n---\n# A\n\n3\n")
        .commit("S\n\nB\n\nSummary: in short\nSummary-th: โดยย่อ\nEffective-Date: 2027-01-01\nChange-Type: substantive\nReference: Order 7");
    repo.write("policy/a.md", "---\nsummary: from the text\n---\n# A\n\n4\n").commit("Subject again");
    let site = repo.build();
    let said: Vec<String> =
        site.versions("a").iter().map(|v| v["summary"].as_str().expect("a summary").into()).collect();
    assert_eq!(said, ["Only a subject", "Subject", "from the text", "in short", "Subject again"]);
    let versions = site.versions("a");
    assert_eq!(versions[2]["effective"], "2026-12-01");
    assert_eq!(versions[3]["effective"], "2027-01-01");
    assert_eq!(versions[3]["change_type"], "substantive");
    assert_eq!(versions[3]["reference"], "Order 7");
    assert!(site.text("a/v/2/index.html").contains("<p>The body in two lines.</p>"), "details stand below");
    let page = site.text("a/v/4/index.html");
    assert!(page.contains("in short") && page.contains("summary by the editor"), "it says where from");
}

#[test]
fn nobody_is_named_unless_the_site_wants_it() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("first");
    let leaks =
        |site: &Site, what: &str| site.files().iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(what));
    let site = repo.build();
    assert!(!leaks(&site, "malee@example.org") && !leaks(&site, "Malee"));
    repo.write("promulgate.toml", "show_authors = true\n").commit("settings");
    let site = repo.build();
    assert!(!leaks(&site, "malee@example.org") && leaks(&site, "Malee"));
}

#[test]
fn translations_stand_below_their_original() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# นโยบาย\n").write("policy/a.en.md", "# Policy\n").commit("both");
    repo.write("policy/v1.2.md", "# No translation\n").commit("a name with a dot");
    let site = repo.build();
    assert_eq!(site.policies(), ["a/en", "a", "v1.2"]);
    let policies = site.json("policies.json");
    assert_eq!(policies["policies"][0]["translation_of"], "a");
    assert_eq!(policies["policies"][0]["lang"], "en");
    assert_eq!(policies["policies"][1]["lang"], "th");
    assert!(site.text("a/index.html").contains(r#"<html lang="th">"#));
    assert!(site.text("a/en/index.html").contains(r#"<html lang="en">"#));
    assert!(site.text("a/index.html").contains(r#"href="en/index.html""#));
}

#[test]
fn dates_that_run_backwards_are_kept_and_warned_about() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("first");
    repo.tick(-86_400);
    repo.write("policy/a.md", "# A\n\n2\n").commit("second, a day earlier");
    let run = repo.run(&["build"]);
    assert!(run.stderr.contains("warning: ") && run.code == 0, "{}", run.stderr);
    let site = Site::at(repo.repo().join("site"));
    assert_eq!(site.sources("a"), ["# A\n", "# A\n\n2\n"], "order is ancestry");
    assert_eq!(site.versions("a")[1]["published"], "2023-11-14T00:13:20Z");
}

#[test]
fn sha256_bare_linked_and_other_revisions() {
    let repo = Sandbox::with(&["--object-format=sha256"]);
    let first = repo.write("policy/a.md", "# A\n").commit("first");
    assert_eq!(first.len(), 64);
    repo.write("policy/a.md", "# A\n\n2\n").commit("second");
    assert_eq!(repo.build().versions("a")[0]["commit"], first.as_str());
    let elsewhere = |name: &str, options: &[&str]| {
        let out = repo.place(name);
        let run = repo.run(&[&["build", "--out", out.to_str().expect("UTF-8")], options].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        Site::at(out).versions("a").len()
    };
    assert_eq!(elsewhere("earlier", &["--rev", "HEAD~1"]), 1);

    let bare = repo.place("bare.git");
    repo.git(&["clone", "-q", "--bare", ".", bare.to_str().expect("UTF-8")]);
    assert_eq!(repo.build_with(&["--repo", bare.to_str().expect("UTF-8")]).versions("a").len(), 2);

    let linked = repo.place("linked");
    repo.git(&["worktree", "add", "-q", linked.to_str().expect("UTF-8"), "HEAD~1"]);
    assert_eq!(elsewhere("of-linked", &["--repo", linked.to_str().expect("UTF-8")]), 1);
}

#[test]
fn clones_that_would_tell_false_dates_are_refused() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("first");
    repo.write("policy/a.md", "# A\n\n2\n").commit("second");
    let url = format!("file://{}", repo.repo().display());
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let clone = |name: &str, options: &[&str]| {
        let to = repo.place(name);
        repo.git(&[&["clone", "-q"], options, &[&url, to.to_str().expect("UTF-8")]].concat());
        to
    };
    let shallow = clone("shallow", &["--depth", "1"]);
    let said = repo.refused_in(&shallow, 1);
    assert!(said.contains("shallow clone") && said.contains("git fetch --unshallow"), "{said}");
    repo.git_in(&shallow, &["fetch", "-q", "--unshallow"]);
    assert_eq!(repo.run_in(&shallow, &["build"], &[]).code, 0, "the remedy helps");

    let partial = clone("partial", &["--filter=blob:none"]);
    let said = repo.refused_in(&partial, 1);
    assert!(said.contains("partial clone") && said.contains("--refetch"), "{said}");

    let reftable = clone("reftable", &["--ref-format=reftable"]);
    let said = repo.refused_in(&reftable, 1);
    assert!(said.contains("reftable") && said.contains("git refs migrate"), "{said}");

    let grafted = clone("grafted", &[]);
    let head = repo.git_in(&grafted, &["rev-parse", "HEAD"]);
    std::fs::write(grafted.join(".git/info/grafts"), head + "\n").expect("written");
    assert!(repo.refused_in(&grafted, 1).contains("grafts"));
}
