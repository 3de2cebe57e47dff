//! One bad commit never keeps the next good one from being published, and nothing that was published is lost by it.
//!
//! Each story is a commit that a person, a machine or an attacker may make, and then a good one: whatever was said of the
//! bad one, the good one is public, and everything that was public before still is, byte for byte where it is frozen.

use crate::disturb::none;
use crate::sandbox::{Sandbox, essay};
use crate::watching::Watching;
use crate::whole::{Files, files, thawed, whole};
use std::fs;
use std::path::Path;

/// A story: what it is about, and what the bad commit does.
type Story = (&'static str, fn(&Sandbox));

fn long(letter: &str, times: usize) -> String {
    letter.repeat(times)
}

fn with_id(repo: &Sandbox, id: &str) {
    repo.write("policy/q.md", format!("---\nid: \"{id}\"\n---\n# Q\n\nWhat q says.\n"));
}

/// The end of a story.
fn done(_: &Sandbox) {}

/// Writes a file that this file system can't hold.
fn index(repo: &Sandbox, path: &str, text: &str) {
    let place = repo.place("blob");
    fs::write(&place, text).expect("written");
    let blob = repo.git(&["hash-object", "-w", place.to_str().expect("UTF-8")]);
    repo.git(&["update-index", "--add", "--cacheinfo", &format!("100644,{blob},{path}")]);
}

const STORIES: &[Story] = &[
    // names that no file system can hold, or that mean something else on one
    ("an id of 300 letters", |r| with_id(r, &long("a", 300))),
    ("an id that is a path of 5,000 bytes", |r| with_id(r, &long("aaaaaaaaa/", 500))),
    ("an id of 90 Thai letters", |r| with_id(r, &long("ก", 90))),
    ("a file name of 84 Thai letters", |r| done(r.write(&format!("policy/{}.md", long("ก", 84)), "# Q\n"))),
    ("a file name of 100 Thai letters, from a Windows disk", |r| {
        index(r, &format!("policy/{}.md", long("ก", 100)), "# Q\n");
    }),
    ("folders forty deep", |r| done(r.write(&format!("policy/{}q.md", long("folder/", 40)), "# Q\n"))),
    ("folders of a thousand bytes", |r| {
        done(r.write(&format!("policy/{}q.md", long("a folder of some length/", 45)), "# Q\n"))
    }),
    ("an id that begins with a dot", |r| with_id(r, ".well-known/acme")),
    ("an id that names a git folder", |r| with_id(r, ".git/hooks/post-checkout")),
    ("an id like the old state folder", |r| with_id(r, ".promulgate")),
    ("an id like a file of the old state", |r| with_id(r, ".promulgatelock")),
    ("an id that leads upwards", |r| with_id(r, "../../etc/passwd")),
    ("an id that ends with a dot", |r| with_id(r, "privacy.")),
    ("an id that is a device", |r| with_id(r, "con")),
    ("a file that is a device", |r| done(r.write("policy/aux.md", "# Aux\n"))),
    ("an id of white space", |r| with_id(r, "   ")),
    ("an id of slashes", |r| with_id(r, "///")),
    // names that the site needs
    ("a policy called index.html", |r| done(r.write("policy/index.html.md", "# Q\n"))),
    ("a policy called assets", |r| done(r.write("policy/assets/style.css.md", "# Q\n"))),
    ("a policy called ASSETS", |r| with_id(r, "ASSETS")),
    ("a policy called log", |r| done(r.write("policy/log.md", "# Q\n"))),
    ("a policy called files", |r| done(r.write("policy/files/x.md", "# Q\n"))),
    ("a policy called changes", |r| done(r.write("policy/changes.md", "# Q\n"))),
    ("a policy at the sections of another", |r| done(r.write("policy/privacy/sections.md", "# Q\n"))),
    ("a policy at the history of another", |r| done(r.write("policy/privacy/history.md", "# Q\n"))),
    ("a policy at a version of another", |r| done(r.write("policy/privacy/v/1.md", "# Q\n"))),
    ("a policy at the feed of another", |r| done(r.write("policy/privacy/feed.xml.md", "# Q\n"))),
    ("an id at the feed of another", |r| with_id(r, "privacy/feed.json")),
    ("a policy whose pages would need another's place", |r| {
        r.write("policy/fees/history.md", "# Of fees\n").commit("first");
        r.write("policy/fees.md", "# Fees\n");
    }),
    // ids that others have
    ("an id that is taken", |r| with_id(r, "privacy")),
    ("an id that differs in case", |r| with_id(r, "PRIVACY")),
    ("a file that differs in case", |r| done(r.write("policy/Terms.md", "# Q\n"))),
    ("a file that differs in composition", |r| {
        r.write("policy/caf\u{e9}.md", "# 1\n").write("policy/cafe\u{301}.md", "# 2\n");
    }),
    ("two files with one id", |r| done(r.write("policy/a b.md", "# 1\n").write("policy/a-b.md", "# 2\n"))),
    ("README and index in one folder", |r| {
        r.write("policy/x/README.md", "# 1\n").write("policy/x/index.md", "# 2\n");
    }),
    ("two files that write one id", |r| {
        r.write("policy/x.md", "---\nid: z\n---\n# X\n").write("policy/y.md", "---\nid: z\n---\n# Y\n");
    }),
    ("a translation at another's address", |r| {
        r.write("policy/terms/th.md", "# 1\n").write("policy/terms.th.md", "# ข้อ\n");
    }),
    // addresses that were published
    ("a new file at a former address", |r| {
        r.rename("policy/privacy.md", "policy/rules.md").commit("moved");
        r.write("policy/privacy.md", "# Another privacy\n\nQuite another text.\n");
    }),
    ("two files exchange their names", |r| {
        r.rename("policy/privacy.md", "t")
            .rename("policy/terms.md", "policy/privacy.md")
            .rename("t", "policy/terms.md");
    }),
    ("an id that moves from one policy to another", |r| {
        let (privacy, terms) = (essay("Privacy"), essay("Terms"));
        r.write("policy/privacy.md", format!("---\nid: rules\n---\n{privacy}")).commit("an id");
        r.write("policy/privacy.md", privacy).write("policy/terms.md", format!("---\nid: rules\n---\n{terms}"));
    }),
    ("a policy is deleted and another comes in its place", |r| {
        r.remove("policy/privacy.md").commit("gone");
        r.write("policy/privacy.md", "# Another\n");
    }),
    ("a policy gets an id that can't be had", |r| {
        r.write("policy/privacy.md", format!("---\nid: terms\n---\n{}", essay("Privacy")));
    }),
    ("a policy moves to where it can't be", |r| done(r.rename("policy/privacy.md", "policy/404.html.md"))),
    ("a policy moves below its own pages", |r| done(r.rename("policy/privacy.md", "policy/privacy/history.md"))),
    ("all policies but one are deleted", |r| done(r.remove("policy/terms.md"))),
    ("all policies are deleted", |r| done(r.remove("policy/terms.md").remove("policy/privacy.md"))),
    ("the policies folder is renamed", |r| {
        r.rename("policy/terms.md", "law/terms.md").rename("policy/privacy.md", "law/privacy.md");
    }),
    // settings
    ("settings that can't be read", |r| done(r.write("promulgate.toml", "title = [\n"))),
    ("a base_url with a line break", |r| {
        done(r.write("promulgate.toml", "base_url = \"https://x.org/\\nDisallow: /\"\n"))
    }),
    ("a policies folder that was never there", |r| done(r.write("promulgate.toml", "policies = \"nowhere\"\n"))),
    ("everything is excluded", |r| done(r.write("promulgate.toml", "exclude = [\"**\"]\n"))),
    ("a pattern that is none", |r| done(r.write("promulgate.toml", "exclude = [\"{\"]\n"))),
    // texts
    ("front matter that can't be read", |r| done(r.write("policy/q.md", "---\n: [\n---\n# Q\n"))),
    ("bytes that are no text", |r| done(r.write("policy/q.md", [0xff, 0xfe, 0, 1, 2, 0x80]))),
    ("a file of nothing", |r| done(r.write("policy/q.md", ""))),
    ("a title that would leave its attribute", |r| {
        r.write("policy/q.md", "---\ntitle: \"\u{f8ff}article\u{f8ff}\\\"><script>\"\n---\n# Q\n");
    }),
    ("a link in the place of a policy", |r| {
        r.remove("policy/terms.md");
        std::os::unix::fs::symlink("../../etc/passwd", r.repo().join("policy/terms.md")).expect("linked");
    }),
];

fn office() -> Sandbox {
    let repo = Sandbox::new();
    repo.write("policy/privacy.md", essay("Privacy")).write("policy/terms.md", essay("Terms"));
    repo.write("notes.md", "# Notes\n\nWHAT IS NOT PUBLIC\n").commit("first");
    repo
}

/// What a bad commit is followed by.
fn mend(repo: &Sandbox) -> String {
    for path in ["policy/q.md", "promulgate.toml"] {
        let _ = fs::remove_file(repo.repo().join(path));
    }
    repo.write("policy/urgent.md", "# Urgent\n\nA correction that can't wait.\n");
    repo.commit("an urgent correction")
}

/// What is wrong with the folder after the story: `before` was published.
fn wrong(out: &Path, before: &Files) -> Vec<String> {
    let now = files(out);
    let mut wrong = thawed(before, &now);
    // a list of digests goes with the last policy that was in it
    let lasting = before.keys().filter(|path| !path.starts_with("log/sums/"));
    wrong.extend(lasting.filter(|path| !now.contains_key(*path)).map(|path| format!("{path} is gone")));
    wrong.extend(whole(out));
    let told = now.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("WHAT IS NOT PUBLIC"));
    wrong.extend(told.map(|(path, _)| format!("{path} tells what is not public")));
    wrong
}

fn built(stories: &[Story]) {
    let mut problems = Vec::new();
    for (name, bad) in stories {
        let repo = office();
        let out = repo.site().root().to_owned();
        let build = || repo.run(&["build", "--quiet", "--out", out.to_str().expect("UTF-8")]);
        assert_eq!(build().code, 0);
        let before = files(&out);
        bad(&repo);
        repo.commit("a bad one");
        let run = build();
        let mut found = wrong(&out, &before);
        if !matches!((run.code, run.stderr.contains("hint: ")), (0, _) | (1 | 4, true)) {
            found.push(format!("the bad commit ends with {}: {}", run.code, run.stderr));
        }
        mend(&repo);
        let run = build();
        // an id that only its author can change fails its policy alone
        let lasting =
            run.code == 1 && run.stderr.contains("is not available") && run.stderr.contains("the others were");
        if !((run.code == 0 || lasting) && out.join("urgent/v/1/source.md").exists()) {
            found.push(format!("the good commit ends with {}: {}", run.code, run.stderr));
        }
        found.extend(wrong(&out, &before));
        problems.extend(found.into_iter().map(|problem| format!("{name}: {problem}")));
    }
    none(&problems);
}

#[test]
fn a_build_after_a_bad_commit_publishes_the_good_one() {
    assert!(STORIES.len() > 40);
    built(&STORIES[..STORIES.len() / 2]);
}

#[test]
fn a_build_after_another_bad_commit_publishes_the_good_one() {
    built(&STORIES[STORIES.len() / 2..]);
}

#[test]
fn a_watch_publishes_the_good_commit_after_each_bad_one() {
    let mut problems = Vec::new();
    for (name, bad) in STORIES.iter().step_by(4) {
        let repo = office();
        let watching = Watching::begin(&repo, &[]);
        let before = files(watching.site().root());
        bad(&repo);
        let commit = repo.commit("a bad one");
        watching.until_told_of(&commit);
        let urgent = mend(&repo);
        watching.until_published(&urgent);
        problems.extend(wrong(watching.site().root(), &before).into_iter().map(|problem| format!("{name}: {problem}")));
        watching.stop(&repo, repo.repo(), "HEAD");
    }
    none(&problems);
}
