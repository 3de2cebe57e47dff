//! Bad, odd and hostile input: a clear message or a correct page, never a panic, never a hang.

use crate::sandbox::{Sandbox, Site, essay};
use std::process::{Command, Stdio};

#[test]
fn no_repository_no_commit_no_markdown() {
    let repo = Sandbox::new();
    let nowhere = repo.place("nowhere");
    std::fs::create_dir(&nowhere).expect("a folder");
    assert!(repo.refused_in(&nowhere, 1).contains("no git repository at or above"));
    assert!(repo.refused(1).contains("has no commit yet"));
    repo.write("a.txt", "x").write("README.md", "# About\n").commit("no policy");
    assert!(repo.refused(1).contains("no Markdown file was ever committed"));
    let run = repo.run(&["build", "--rev", "nonsense"]);
    assert!(run.code == 1 && run.stderr.contains("revision `nonsense`"), "{}", run.stderr);
    let run = repo.run(&["build", "--policies", "nonsense"]);
    assert!(run.code == 1 && run.stderr.contains("no folder `nonsense`"), "{}", run.stderr);
}

#[test]
fn of_two_files_with_one_id_the_later_gets_the_next_free_one() {
    let repo = Sandbox::new();
    repo.write("policy/Terms A.md", "# 1\n").write("policy/terms-a.md", "# 2\n").commit("two");
    let run = repo.run(&["build", "--out", repo.site().root().to_str().expect("UTF-8")]);
    let told = "policy/terms-a.md: is published at `terms-a-2` because `terms-a` is not available: it belongs to `policy/Terms A.md`";
    assert!(run.code == 0 && run.stderr.contains(told) && run.stderr.contains("`id: …`"), "{}", run.stderr);
    assert_eq!(repo.build().policies(), ["terms-a", "terms-a-2"]);
    repo.write("policy/terms-a.md", "---\nid: other\n---\n# 2\n").commit("the remedy");
    let site = repo.build();
    assert_eq!(site.policies(), ["terms-a", "other"]);
    assert!(site.text("terms-a-2/index.html").contains("other/index.html"), "its former address redirects");
}

#[test]
fn addresses_that_pages_need_are_not_given_away() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# 1\n").write("policy/a/history.md", "# 2\n").commit("below");
    assert_eq!(repo.build().policies(), ["a", "a/history-2"]);
    let repo = Sandbox::new();
    repo.write("policy/log.md", "# 1\n").commit("at the root");
    assert_eq!(repo.build().policies(), ["log-2"]);
}

#[test]
fn mistakes_in_the_settings_are_named() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").write("promulgate.toml", "title = \"x\"\nlnag = \"th\"\n").commit("typo");
    let said = repo.refused(1);
    assert!(said.contains("promulgate.toml, line 2: unknown field `lnag`"), "{said}");
    let run = repo.run(&["build", "--no-such-flag"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
}

#[test]
fn text_that_is_not_utf8_is_shown_and_warned_about() {
    let repo = Sandbox::new();
    // "นโยบาย" in Windows-874, below a heading
    repo.write("policy/a.md", b"# A\n\n\xb9\xe2\xc2\xba\xd2\xc2 end\n").commit("old encoding");
    let site = repo.site();
    let run = repo.run(&["build", "--out", site.root().to_str().expect("UTF-8")]);
    assert!(
        run.code == 0 && run.stderr.contains("policy/a.md, version 1: line 3 is not valid UTF-8"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("iconv -f CP874"), "{}", run.stderr);
    assert!(site.article("a/index.html").contains("\u{fffd} end"));
    assert_eq!(site.bytes("a/v/1/source.md"), b"# A\n\n\xb9\xe2\xc2\xba\xd2\xc2 end\n", "the exact bytes");
}

#[test]
fn a_line_of_ten_megabytes() {
    let repo = Sandbox::new();
    let line = "นโยบาย ความเป็นส่วนตัว a word ".repeat(10_000_000 / 73);
    repo.write("policy/a.md", format!("# A\n\n{line}\n")).commit("long");
    repo.write("policy/a.md", format!("# A\n\n{line} more\n")).commit("longer");
    let site = repo.build();
    assert!(site.bytes("a/index.html").len() > line.len());
    let redline = site.article("a/v/2/changes/index.html");
    let marked = redline.len().abs_diff(site.article("a/v/1/index.html").len());
    assert!(redline.contains(" more</ins>") && marked < 2_000, "a word was added: {marked} bytes are marked");
}

#[test]
fn a_thousand_nested_quotes_lists_and_elements() {
    let repo = Sandbox::new();
    let quotes = format!("# A\n\n{} deep\n", ">".repeat(1000));
    let lists: String = (0..1000).map(|n| format!("{}- item {n}\n", "  ".repeat(n))).collect();
    let elements = format!("{}deepest{}\n", "<div>".repeat(5000), "</div>".repeat(5000));
    let emphasis = format!("{}word{}\n", "*a ".repeat(3000), " b*".repeat(3000));
    let brackets = format!("{}x\n", "[".repeat(50_000));
    repo.write("policy/q.md", &quotes).write("policy/l.md", lists).write("policy/e.md", elements);
    repo.write("policy/m.md", emphasis).write("policy/b.md", brackets).commit("deep");
    repo.write("policy/q.md", quotes + "\nafter\n").commit("more");
    let site = repo.build();
    assert!(site.article("q/index.html").contains("deep"));
    assert!(site.article("q/v/2/changes/index.html").contains("<ins>after</ins>"));
    assert!(site.article("l/index.html").contains("item 999"));
    assert!(site.article("e/index.html").contains("deepest"));
    assert!(site.article("m/index.html").contains("word"));
    assert!(site.article("b/index.html").contains("[[[x"));
}

#[test]
fn scripts_never_pass_and_text_is_never_lost() {
    let repo = Sandbox::new();
    let text = "# A\n\n<script>alert(1)</script>\n\n<p onclick=\"x()\">kept <b>bold</b></p>\n\n\
        [go](javascript:alert(1)) ![x](data:text/html,x) <iframe src=\"https://x.org\"></iframe>\n\n\
        <!-- a remark -->\n\n<style>p{}</style> <a href=\" jAvascript:x()\">there</a> & <unknown>inner</unknown>\n";
    repo.write("policy/a.md", text).commit("hostile");
    repo.write("policy/a.md", text.replace("kept", "held"))
        .commit("changed\n\nSummary: <script>alert(2)</script>\x1b[31m");
    let site = repo.build();
    for page in ["a/index.html", "a/v/1/index.html", "a/v/2/changes/index.html", "a/history/index.html", "index.html"] {
        let html = site.text(page).to_ascii_lowercase();
        let own = |script: &str| script.starts_with(" src=\"") || script.starts_with(" type=\"application/");
        assert!(html.split("<script").skip(1).all(own), "{page} has a script");
        for live in ["onclick=", "<iframe", "href=\"javascript", "href=\" javascript", "<style", "\u{1b}"] {
            assert!(!html.contains(live), "{page} has {live}");
        }
    }
    let article = site.article("a/index.html");
    for kept in ["alert(1)", "held", "bold", "go", "there", "inner"] {
        assert!(article.contains(kept), "{kept} in {article}");
    }
}

#[test]
fn links_between_policies_lead_to_pages_and_dead_links_are_text() {
    let repo = Sandbox::new();
    let text = "# A\n\n[b](sub/b.md#part-1-of-b) [other](sub/b) [gone](gone.md) [here](#a) [web](https://x.org) [up](../README.md)\n";
    repo.write("policy/a.md", text).write("policy/sub/b.md", essay("b")).commit("first");
    let site = repo.build();
    let article = site.article("a/index.html");
    assert!(article.contains(r#"href="../sub/b/index.html#part-1-of-b""#), "{article}");
    assert!(article.contains(r#"href="../sub/b/index.html""#), "{article}");
    assert!(article.contains(r##"href="#a""##) && article.contains(r#"href="https://x.org""#), "{article}");
    assert!(article.contains("gone.md") && !article.contains(r#"href="gone.md""#), "{article}");
    assert!(site.article("a/v/1/index.html").contains(r#"href="../../../sub/b/index.html#part-1-of-b""#));
}

/// Git refuses to make such trees; a hostile pusher does not.
#[test]
fn tree_entries_with_impossible_names_are_left_out() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("first");
    let git = git2::Repository::open(repo.repo()).expect("a repository");
    let blob = git.blob(b"# Evil\n").expect("a blob");
    let entry = |mode: &str, name: &str, id: git2::Oid| {
        let mut bytes = format!("{mode} {name}\0").into_bytes();
        bytes.extend_from_slice(id.as_bytes());
        bytes
    };
    let mut hostile = entry("100644", "../../evil.md", blob);
    hostile.extend(entry("100644", "..", blob));
    hostile.extend(entry("120000", "link.md", git.blob(b"/etc/passwd").expect("a blob")));
    hostile.extend(entry("100644", "ok.md", blob));
    let odb = git.odb().expect("objects");
    let policy = odb.write(git2::ObjectType::Tree, &hostile).expect("a tree");
    let root = odb.write(git2::ObjectType::Tree, &entry("40000", "policy", policy)).expect("a tree");
    let commit = repo.git(&["commit-tree", &root.to_string(), "-p", "HEAD", "-m", "hostile"]);
    repo.git(&["update-ref", "refs/heads/main", &commit]);
    let site = repo.build();
    assert_eq!(site.policies(), ["a", "ok"]);
    assert!(!repo.place("evil").exists() && !repo.place("evil.md").exists());
}

/// A pipe that nobody reads any more is no error.
#[test]
fn a_reader_that_went_away() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("A")).commit("first");
    let mut child = Command::new(env!("CARGO_BIN_EXE_promulgate"))
        .arg("log")
        .current_dir(repo.repo())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_folder_that_can_not_be_written() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("first");
    let file = repo.place("file");
    std::fs::write(&file, "mine").expect("written");
    let run = repo.run(&["build", "--out", file.to_str().expect("UTF-8")]);
    assert!(run.code == 3 && run.stderr.contains("hint: "), "{}", run.stderr);
    assert_eq!(std::fs::read_to_string(&file).expect("read"), "mine");
}

#[test]
fn foreign_files_stay_and_a_failed_build_changes_nothing() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").commit("first");
    let site = repo.build();
    std::fs::write(site.root().join("CNAME"), "x.org").expect("written");
    let before = site.files();
    repo.write("promulgate.toml", "nonsense").commit("broken settings");
    assert_eq!(repo.run(&["build", "--out", site.root().to_str().expect("UTF-8")]).code, 1);
    assert_eq!(site.files(), before);
    let theirs = Site::at(repo.place("theirs"));
    std::fs::create_dir(theirs.root()).expect("a folder");
    std::fs::write(theirs.root().join("index.html"), "mine").expect("written");
    repo.write("promulgate.toml", "").commit("mended");
    let run = repo.run(&["build", "--out", theirs.root().to_str().expect("UTF-8")]);
    assert!(run.code == 1 && run.stderr.contains("is not known to be written by promulgate"), "{}", run.stderr);
    assert_eq!(theirs.text("index.html"), "mine");
}
