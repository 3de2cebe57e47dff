//! Files that are policies although they don't look like it, and files that look like policies and are none.

use crate::sandbox::{Sandbox, Site};

fn pointer(n: u32) -> String {
    format!("version https://git-lfs.github.com/spec/v1\noid sha256:{n:064x}\nsize 4743512\n")
}

fn publish(repo: &Sandbox) -> (Site, String) {
    let run = repo.run(&["build", "--out", repo.place("site").to_str().expect("UTF-8")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    (repo.site(), run.stderr)
}

fn wide(text: &str, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    format!("{mark}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn utf_16_is_read_as_its_editor_shows_it() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", wide("# กฎ\n\nเก็บไว้ 30 วัน\n", true)).commit("first");
    repo.write("policy/b.md", wide("---\nid: rules\ntitle: Rules\n---\n\nKept for 30 days\n", false)).commit("second");
    repo.write("policy/a.md", "# กฎ\n\nเก็บไว้ 30 วัน\n").commit("saved as UTF-8");
    let (site, said) = publish(&repo);
    assert!(!said.contains("warning"), "{said}");
    assert!(site.article("a/v/1/index.html").contains("เก็บไว้ 30 วัน"));
    assert!(site.article("rules/index.html").contains("Kept for 30 days"));
    assert_eq!(site.bytes("a/v/1/source.md"), wide("# กฎ\n\nเก็บไว้ 30 วัน\n", true), "the exact bytes");
    assert_eq!(site.versions("a")[1]["class"], "none", "the same text");
}

#[test]
fn a_pointer_is_no_text_and_makes_no_version() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n\none\n").write("policy/b.md", pointer(1)).write("policy/c.md", pointer(2));
    repo.commit("first");
    let (site, said) = publish(&repo);
    assert!(said.contains("policy/b.md: this is a Git LFS pointer") && said.contains("git lfs untrack"), "{said}");
    assert_eq!(site.policies(), ["a"]);
    repo.write("policy/a.md", pointer(3)).commit("all into LFS");
    let (site, said) = publish(&repo);
    assert!(said.contains("policy/a.md: this is a Git LFS pointer") && !said.contains("policy/b.md"), "{said}");
    assert_eq!(site.json("policies.json")["policies"][0]["status"], "current", "it was not withdrawn");
    repo.write("policy/a.md", "# A\n\none\n").write("policy/b.md", "# B\n").commit("out of LFS");
    repo.write("policy/a.md", pointer(4)).commit("in");
    repo.write("policy/a.md", "# A\n\ntwo\n").commit("out");
    let (site, said) = publish(&repo);
    assert!(!said.contains("LFS"), "{said}");
    assert_eq!(site.sources("a"), ["# A\n\none\n", "# A\n\ntwo\n"]);
    assert_eq!((site.sources("b"), site.policies()), (vec!["# B\n".to_owned()], vec!["a".into(), "b".into()]));
    repo.remove("policy/a.md").remove("policy/c.md").commit("gone");
    assert_eq!(publish(&repo).0.json("policies.json")["policies"][0]["status"], "withdrawn");
}

#[test]
fn nothing_but_pointers_is_refused_with_the_remedy() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", pointer(1)).commit("first");
    let said = repo.refused(1);
    assert!(said.contains("no policy") && said.contains("Git LFS pointer"), "{said}");
}

#[test]
fn a_text_about_pointers_is_a_text() {
    let repo = Sandbox::new();
    let about = "version https://git-lfs.github.com/spec/v1\n\nis how a pointer begins.\n";
    repo.write("policy/a.md", about).commit("first");
    assert_eq!(publish(&repo).0.sources("a"), [about]);
}

#[test]
fn markdown_has_several_suffixes() {
    let repo = Sandbox::new();
    repo.write("policy/PRIVACY.MD", "# Caps\n").write("policy/cookies.markdown", "# Long\n");
    repo.write("policy/Fees.Md", "# Fees\n").write("policy/terms/index.mdown", "# Terms\n");
    repo.write("policy/README.markdown", "# About\n").write("policy/notes.txt", "no policy\n");
    repo.commit("first");
    let (site, said) = publish(&repo);
    assert_eq!(
        (site.policies(), said.contains("warning")),
        (["fees", "privacy", "cookies", "terms"].map(String::from).into(), false)
    );
    repo.rename("policy/PRIVACY.MD", "policy/privacy.md").commit("a name like the others");
    repo.write("policy/cookies.md", "# Other cookies\n")
        .write("policy/privacy.md", "# Caps\n\nmore\n")
        .commit("second");
    let (site, said) = publish(&repo);
    assert_eq!(site.versions("privacy").len(), 2, "one policy");
    assert!(said.contains("cookies-2"), "{said}");
    assert!(site.text("cookies/index.html").contains("Long") && site.text("cookies-2/index.html").contains("Other"));
}
