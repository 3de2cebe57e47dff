//! A rewrite of published history is accepted, with a reason: numbers and pages of what was published stay, marked; the
//! reason is public; history goes on.

use crate::disturb::none;
use crate::growth::{Published, terms};
use crate::whole::{differences, files, thawed, whole};
use serde_json::Value;

/// As a person would give it, with letters that are more than letters in HTML, XML and JSON.
const REASON: &str = "A \"wrong\" table <b>& a name</b> had to go";

impl Published {
    /// Publishes a rewrite with its reason. `terms` then has these numbers, of which `gone` are of the past.
    fn corrects(&self, numbers: &[u64], gone: &[u64]) {
        let refused = self.build(&[]);
        assert_eq!(refused.code, 4, "not without a reason: {}", refused.stderr);
        let run = self.build(&["--accept-rewrite", REASON]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let site = self.site();
        none(&whole(site.root()));
        none(&thawed(&self.before, &files(site.root())));

        let versions = site.versions("terms");
        let there: Vec<u64> = versions.iter().map(|v| v["n"].as_u64().expect("a number")).collect();
        assert_eq!(there, numbers);
        for (listed, stands) in self.listed("terms").iter().zip(&versions) {
            for field in ["n", "commit", "sha256", "published"] {
                assert_eq!(listed[field], stands[field], "{field} of what was published stays");
            }
        }
        for version in &versions {
            let n = version["n"].as_u64().expect("a number");
            let page = site.text(&format!("terms/v/{n}/index.html"));
            assert!(page.contains(&format!(r#"data-version="{n}""#)), "version {n} keeps its text");
            assert_eq!(version["in_repository"] == false, gone.contains(&n), "{version}");
            let says_so = page.to_lowercase().contains("no longer in the repository");
            assert!(says_so || !gone.contains(&n), "version {n} says that it is gone");
        }
        self.shows_the_correction();
        self.goes_on(numbers);
    }

    /// The correction is where readers, feed readers and programs find it.
    fn shows_the_correction(&self) {
        let (site, now) = (self.site(), self.repo.git(&["rev-parse", "HEAD"]));
        let list = site.json("terms/versions.json");
        let corrections = list["corrections"].as_array().unwrap_or_else(|| panic!("corrections in {list}"));
        let [correction] = corrections.as_slice() else { panic!("one correction: {corrections:?}") };
        assert_eq!(correction["reason"], REASON);
        assert_eq!(correction["old_commit"], self.commits[3].as_str());
        assert_eq!(correction["new_commit"], now.as_str());
        let date = correction["date"].as_str().expect("a date");
        assert!(date.len() == 20 && date.ends_with('Z') && date.contains('T'), "RFC 3339 in UTC: {date}");

        let history = site.text("terms/history/index.html");
        assert!(history.contains("a name") && !history.contains("<b>"), "in the history, as text: {history}");
        assert!(site.text("terms/feed.xml").contains("a name") && !site.text("terms/feed.xml").contains("<b>"));
        let feed = site.json("terms/feed.json").to_string();
        assert!(feed.contains("a name"), "in the feed");
    }

    /// What comes after a correction: nothing, and then another version.
    fn goes_on(&self, numbers: &[u64]) {
        let site = self.site();
        let corrected = files(site.root());
        for _ in 0..2 {
            let again = self.build(&[]);
            assert_eq!(again.code, 0, "{}", again.stderr);
            none(&differences(&files(site.root()), &corrected));
        }
        let last = *numbers.last().expect("a version") as usize;
        let commit = self.repo.write("policy/terms.md", terms(50)).commit("on top");
        assert_eq!(self.build(&[]).code, 0);
        let versions = site.versions("terms");
        assert_eq!(versions.len(), last + 1);
        assert_eq!((&versions[last]["commit"], &versions[last]["n"]), (&commit.into(), &(last + 1).into()));
        assert_eq!(site.text(&format!("terms/v/{}/source.md", last + 1)), terms(50));
        assert!(site.has(&format!("terms/v/{}/changes/index.html", last + 1)));
        assert!(!site.json("terms/versions.json")["corrections"].as_array().expect("corrections").is_empty());
        none(&whole(site.root()));
        none(&thawed(&corrected, &files(site.root())));
        // what was accepted once does not open the door for the next rewrite
        self.repo.git(&["commit", "-q", "--amend", "-m", "another message"]);
        assert_eq!(self.build(&[]).code, 4);
    }
}

#[test]
fn an_amended_text_becomes_the_next_version() {
    let published = Published::new();
    published.repo.write("policy/terms.md", terms(30));
    published.repo.git(&["commit", "-q", "-a", "--amend", "--no-edit"]);
    published.corrects(&[1, 2, 3, 4], &[3]);
    let site = published.site();
    assert_eq!(site.text("terms/v/3/source.md"), terms(3));
    assert_eq!(site.text("terms/v/4/source.md"), terms(30));
    none(&listed_as_before(&published, "privacy"));
}

#[test]
fn a_dropped_commit_brings_the_text_before_it_back() {
    let published = Published::new();
    published.repo.git(&["reset", "-q", "--hard", "HEAD~1"]);
    published.corrects(&[1, 2, 3, 4], &[3]);
    let site = published.site();
    assert_eq!(site.text("terms/v/3/source.md"), terms(3));
    assert_eq!(site.text("terms/v/4/source.md"), terms(2));
    none(&listed_as_before(&published, "privacy"));
}

/// The text did not change, so there is no new version, but all that was published has lost its commits.
#[test]
fn a_branch_without_history_keeps_all_numbers() {
    let published = Published::new();
    published.repo.git(&["checkout", "-q", "--orphan", "clean"]);
    published.repo.commit("a fresh start");
    published.repo.git(&["branch", "-q", "-M", "clean", "main"]);
    published.corrects(&[1, 2, 3], &[1, 2, 3]);
}

#[test]
fn a_policy_that_was_rewritten_away_stays() {
    let published = Published::new();
    let repo = &published.repo;
    repo.git(&["checkout", "-q", "--orphan", "clean"]);
    repo.git(&["rm", "-q", "--cached", "policy/terms.md"]);
    std::fs::remove_file(repo.repo().join("policy/terms.md")).expect("removed");
    repo.commit("there never were terms");
    repo.git(&["branch", "-q", "-M", "clean", "main"]);
    assert_eq!(published.build(&[]).code, 4);
    assert_eq!(published.build(&["--accept-rewrite", REASON]).code, 0);
    let site = published.site();
    none(&whole(site.root()));
    none(&thawed(&published.before, &files(site.root())));
    for n in 1..=3 {
        assert!(site.text(&format!("terms/v/{n}/index.html")).contains(&format!(r#"data-version="{n}""#)));
    }
    assert_eq!(site.versions("terms").len(), 3);
    assert!(site.policies().contains(&"terms".to_owned()), "it is listed still");
    let again = published.build(&[]);
    assert_eq!(again.code, 0, "{}", again.stderr);
}

/// The option does no harm where nothing was rewritten, and leaves nothing behind.
#[test]
fn nothing_to_accept_is_no_correction() {
    let published = Published::new();
    let run = published.build(&["--accept-rewrite", REASON]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    none(&differences(&files(published.site().root()), &published.before));
    published.repo.write("policy/terms.md", terms(4)).commit("fifth");
    assert_eq!(published.build(&["--accept-rewrite", REASON]).code, 0);
    let list: Value = published.site().json("terms/versions.json");
    assert!(list["corrections"].as_array().is_none_or(Vec::is_empty), "{list}");
    assert_eq!(list["versions"].as_array().expect("versions").len(), 4);
}

/// Every way in which the versions of a policy that was not rewritten are listed otherwise than before.
fn listed_as_before(published: &Published, id: &str) -> Vec<String> {
    let now = published.site().versions(id);
    let pairs = published.listed(id).into_iter().zip(now);
    let changed = pairs.filter(|(before, now)| before["commit"] != now["commit"] || now["in_repository"] == false);
    changed.map(|(before, now)| format!("{before} is now {now}")).collect()
}
