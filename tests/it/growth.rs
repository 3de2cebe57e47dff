//! Published history grows: whatever git can do without losing a commit is accepted, and numbers, commits and sources of
//! what was published stay.

use crate::disturb::none;
use crate::sandbox::{Run, Sandbox, Site, essay};
use crate::whole::{Files, differences, files, same, thawed, whole};
use serde_json::Value;

/// A repository of two policies, published with four commits: the second and the fourth change `terms`, the third
/// changes `privacy`.
pub(crate) struct Published {
    pub(crate) repo: Sandbox,
    /// Oldest first.
    pub(crate) commits: Vec<String>,
    pub(crate) before: Files,
    options: Vec<String>,
}

/// The `n`-th text of `terms`.
pub(crate) fn terms(n: u32) -> String {
    format!("{}\nThis text is number {n}.\n", essay("Terms"))
}

impl Published {
    pub(crate) fn new() -> Self {
        Self::prepared(|_| Vec::new())
    }

    /// Published with the options that `prepare` gives, when all is committed and nothing is published yet.
    pub(crate) fn prepared(prepare: impl FnOnce(&Sandbox) -> Vec<String>) -> Self {
        let repo = Sandbox::new();
        let privacy = |days: u32| format!("{}\nKept for {days} days.\n", essay("Privacy"));
        let commits = vec![
            repo.write("policy/terms.md", terms(1)).write("policy/privacy.md", privacy(30)).commit("first"),
            repo.write("policy/terms.md", terms(2)).commit("second"),
            repo.write("policy/privacy.md", privacy(90)).commit("third"),
            repo.write("policy/terms.md", terms(3)).commit("fourth"),
        ];
        let options = prepare(&repo);
        let mut published = Self { repo, commits, before: Files::new(), options };
        let run = published.build(&[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        published.before = files(published.site().root());
        published
    }

    pub(crate) fn site(&self) -> Site {
        self.repo.site()
    }

    /// Publishes into the same folder, in the same way but for `further` options.
    pub(crate) fn build(&self, further: &[&str]) -> Run {
        self.build_into(self.site().root(), further)
    }

    /// Publishes into the folder `out`, in the same way but for `further` options.
    pub(crate) fn build_into(&self, out: &std::path::Path, further: &[&str]) -> Run {
        let mut arguments = vec!["build", "--out", out.to_str().expect("UTF-8")];
        arguments.extend(self.options.iter().map(String::as_str));
        arguments.extend(further);
        self.repo.run(&arguments)
    }

    /// The entries of a published list of versions.
    pub(crate) fn listed(&self, id: &str) -> Vec<Value> {
        let list: Value = serde_json::from_slice(&self.before[&format!("{id}/versions.json")]).expect("JSON");
        list["versions"].as_array().expect("versions").clone()
    }

    /// Publishes, now that history has grown: what was published stands as it did, `terms` perhaps at another address.
    fn grows(&self, further: &[&str], terms_now: &str) -> Site {
        let run = self.build(further);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let site = self.site();
        none(&whole(site.root()));
        none(&thawed(&self.before, &files(site.root())));
        for (id, now) in [("terms", terms_now), ("privacy", "privacy")] {
            let versions = site.versions(now);
            for (listed, stands) in self.listed(id).iter().zip(&versions) {
                for field in ["n", "commit", "published", "sha256", "words_added", "words_removed"] {
                    assert_eq!(listed[field], stands[field], "{field} of {id}");
                }
                let page = format!("{id}/v/{}/index.html", listed["n"]);
                assert!(site.has(&page), "{page} stays");
                if id == now {
                    let article = text(&String::from_utf8_lossy(&self.before[&page]));
                    assert_eq!(text(&site.text(&page)), article, "{page}");
                }
            }
            assert!(versions.len() >= self.listed(id).len());
        }
        self.grows_from_its_ledger(further, &site);
        site
    }

    /// Publishes without the state, where nothing is known but the ledger as it was: the ledger is the same then.
    fn grows_from_its_ledger(&self, further: &[&str], site: &Site) {
        let fresh = self.repo.place("continued");
        let run = self.build_from_ledger(&fresh, further);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(Site::at(fresh.clone()).text("log/leaves.txt"), site.text("log/leaves.txt"));
        none(&whole(&fresh));
        std::fs::remove_dir_all(fresh).expect("removed");
    }

    /// Publishes into the folder `out`, which has no state, from what was published of the ledger at first.
    pub(crate) fn build_from_ledger(&self, out: &std::path::Path, further: &[&str]) -> Run {
        let kept = self.repo.place("kept-ledger");
        std::fs::create_dir_all(&kept).expect("a folder");
        for name in ["checkpoint", "leaves.txt"] {
            std::fs::write(kept.join(name), &self.before[&format!("log/{name}")]).expect("kept");
        }
        let state = self.repo.place("state-of-none");
        let _ = std::fs::remove_dir_all(&state);
        let [out, kept, state] = [out, &kept, &state].map(|place| place.to_str().expect("UTF-8"));
        let mut arguments = vec!["build", "--out", out, "--continue", kept, "--state", state];
        arguments.extend(self.options.iter().map(String::as_str));
        arguments.extend(further);
        self.repo.run(&arguments)
    }

    /// `grows`, and to what a publication into an empty folder gives.
    fn grows_as_if_new(&self) -> Site {
        let site = self.grows(&[], "terms");
        self.is_as_if_new(&site);
        site
    }

    fn is_as_if_new(&self, site: &Site) {
        let fresh = self.repo.place("fresh");
        assert_eq!(self.repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
        none(&same(site.root(), &fresh));
    }
}

/// The policy's text on a page.
fn text(page: &str) -> String {
    let (_, from) = page.split_once("<article").expect("an article");
    from.split_once("</article>").expect("its end").0.to_owned()
}

fn numbers(site: &Site, id: &str) -> Vec<u64> {
    site.versions(id).iter().map(|v| v["n"].as_u64().expect("a number")).collect()
}

#[test]
fn nothing_new_is_nothing_to_do() {
    let published = Published::new();
    let site = published.grows_as_if_new();
    none(&differences(&files(site.root()), &published.before));
}

#[test]
fn commits_are_added() {
    let published = Published::new();
    published.repo.write("policy/terms.md", terms(4)).commit("fifth");
    published.repo.write("notes.txt", "elsewhere").commit("sixth");
    assert_eq!(numbers(&published.grows_as_if_new(), "terms"), [1, 2, 3, 4]);
}

#[test]
fn a_branch_is_merged() {
    let published = Published::new();
    let repo = &published.repo;
    repo.git(&["checkout", "-q", "-b", "draft", &published.commits[1]]);
    repo.write("policy/rules.md", "# Rules\n\none\n").commit("a draft");
    repo.write("policy/rules.md", "# Rules\n\ntwo\n").commit("a better draft");
    repo.git(&["checkout", "-q", "main"]);
    repo.tick(3600);
    repo.git(&["merge", "-q", "--no-ff", "-m", "publish the rules", "draft"]);
    let site = published.grows_as_if_new();
    assert_eq!(numbers(&site, "rules"), [1], "what stood on the branch was never published");
}

/// The published tip becomes the second parent of a merge: it is still in the history.
#[test]
fn a_merge_the_wrong_way_round_loses_nothing() {
    let published = Published::new();
    let repo = &published.repo;
    repo.git(&["checkout", "-q", "-b", "mine", &published.commits[1]]);
    repo.write("policy/rules.md", "# Rules\n").commit("mine");
    repo.tick(3600);
    repo.git(&["merge", "-q", "--no-ff", "-m", "merge main into mine", "main"]);
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["merge", "-q", "--ff-only", "mine"]);
    assert_eq!(repo.git(&["rev-parse", "HEAD^2"]), published.commits[3]);
    let site = published.grows(&[], "terms");
    assert_eq!((numbers(&site, "terms"), numbers(&site, "privacy")), (vec![1, 2, 3], vec![1, 2]));
    assert_eq!(numbers(&site, "rules"), [1]);
    repo.write("policy/terms.md", terms(4)).commit("later");
    assert_eq!(numbers(&published.grows(&[], "terms"), "terms"), [1, 2, 3, 4]);
}

#[test]
fn a_file_is_renamed() {
    let published = Published::new();
    published.repo.rename("policy/terms.md", "policy/rules/terms of use.md").commit("a better name");
    let site = published.grows(&[], "rules/terms-of-use");
    published.is_as_if_new(&site);
    assert!(site.text("terms/v/3/index.html").contains("rules/terms-of-use/v/3/index.html"), "it leads on");
}

#[test]
fn a_file_is_renamed_with_its_translation() {
    let published = Published::prepared(|repo| {
        repo.write("policy/terms.th.md", format!("---\nlang: th\n---\n{}", essay("ข้อกำหนด"))).commit("translated");
        Vec::new()
    });
    let repo = &published.repo;
    repo.rename("policy/terms.md", "policy/rules.md").rename("policy/terms.th.md", "policy/rules.th.md");
    repo.commit("a better name");
    let site = published.grows(&[], "rules");
    published.is_as_if_new(&site);
    assert!(site.has("rules/th/v/1/index.html"));
    assert!(site.text("terms/th/v/1/index.html").contains("rules/th/v/1/index.html"), "it leads on");
}

#[test]
fn a_commit_is_reverted() {
    let published = Published::new();
    published.repo.tick(3600);
    published.repo.git(&["revert", "--no-edit", "HEAD"]);
    let site = published.grows_as_if_new();
    assert_eq!(numbers(&site, "terms"), [1, 2, 3, 4]);
    assert_eq!(site.bytes("terms/v/4/source.md"), site.bytes("terms/v/2/source.md"));
}

#[test]
fn a_policy_is_withdrawn_and_returns() {
    let published = Published::new();
    published.repo.remove("policy/terms.md").commit("withdraw");
    assert_eq!(numbers(&published.grows_as_if_new(), "terms"), [1, 2, 3]);
    published.repo.write("policy/terms.md", terms(4)).commit("return");
    std::fs::remove_dir_all(published.repo.place("fresh")).expect("removed");
    assert_eq!(numbers(&published.grows_as_if_new(), "terms"), [1, 2, 3, 4]);
}

#[test]
fn a_policy_is_new() {
    let published = Published::new();
    published.repo.write("policy/cookies.md", "# Cookies\n").commit("a new one");
    assert_eq!(numbers(&published.grows_as_if_new(), "cookies"), [1]);
}

#[test]
fn a_repository_is_packed() {
    let published = Published::new();
    published.repo.git(&["gc", "-q", "--prune=now"]);
    published.repo.git(&["repack", "-adfq"]);
    none(&differences(&files(published.grows_as_if_new().root()), &published.before));
    published.repo.write("policy/terms.md", terms(4)).commit("fifth");
    assert_eq!(numbers(&published.grows(&[], "terms"), "terms"), [1, 2, 3, 4]);
}

#[test]
fn unpublished_commits_are_rewritten() {
    let published = Published::new();
    let repo = &published.repo;
    repo.write("policy/terms.md", terms(4)).commit("fifth");
    let sixth = repo.write("policy/privacy.md", essay("Privacy")).commit("sixth");
    repo.git(&["reset", "-q", "--hard", &published.commits[3]]);
    repo.tick(3600);
    repo.git(&["cherry-pick", &sixth]);
    repo.write("policy/terms.md", terms(5)).commit("fifth, better, and later");
    let site = published.grows_as_if_new();
    assert_eq!((numbers(&site, "terms"), numbers(&site, "privacy")), (vec![1, 2, 3, 4], vec![1, 2, 3]));
}

#[test]
fn another_clone_or_name_of_the_revision_goes_on() {
    let published = Published::new();
    let clone = published.repo.place("clone");
    let fifth = published.repo.write("policy/terms.md", terms(4)).commit("fifth");
    published.repo.git(&["clone", "-q", "--no-hardlinks", ".", clone.to_str().expect("UTF-8")]);
    // the state is with the first repository: the folder has to be taken over
    published.grows(&["--repo", clone.to_str().expect("UTF-8"), "--take-over"], "terms");
    published.repo.git(&["tag", "-m", "released", "v1"]);
    for rev in ["v1", fifth.as_str(), "main"] {
        assert_eq!(numbers(&published.grows(&["--rev", rev], "terms"), "terms"), [1, 2, 3, 4]);
    }
}

/// Whether by leading on or by a refusal: what was once published at an address is there.
#[test]
fn another_id_breaks_no_published_address() {
    let published = Published::new();
    published.repo.write("policy/terms.md", format!("---\nid: rules\n---\n{}", terms(3))).commit("another id");
    let run = published.build(&[]);
    let site = published.site();
    match run.code {
        0 => {
            none(&thawed(&published.before, &files(site.root())));
            for n in 1..=3 {
                assert!(site.has(&format!("terms/v/{n}/index.html")), "version {n} is still found");
            }
        }
        4 => none(&differences(&files(site.root()), &published.before)),
        code => panic!("exit {code}: {}", run.stderr),
    }
    none(&whole(site.root()));
}
