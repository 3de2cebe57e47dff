//! What a published site holds.

use crate::sandbox::{Sandbox, Site, essay};
use sha2::{Digest as _, Sha256};
use std::fs;

/// A text that says that it is English.
fn english(subject: &str) -> String {
    format!("---\nlang: en\n---\n{}", essay(subject))
}

/// Two policies, a translation, a withdrawal, several versions.
fn story() -> Sandbox {
    let repo = Sandbox::new();
    repo.write("policy/ความเป็นส่วนตัว.md", "# ความเป็นส่วนตัว\n\nเราเก็บข้อมูลของท่าน 30 วัน\n");
    repo.write("policy/terms.md", english("Terms")).write("policy/old.md", "# Old\n").commit("first");
    repo.write("policy/ความเป็นส่วนตัว.md", "# ความเป็นส่วนตัว\n\nเราเก็บข้อมูลของท่าน 90 วัน\n").commit("90 วัน");
    repo.write("policy/terms.md", english("Terms") + "\n| a | b |\n|---|---|\n| 1 | 2 |\n").commit("a table");
    repo.write("policy/terms.th.md", "# ข้อกำหนด\n").remove("policy/old.md").commit("translate, withdraw");
    repo
}

#[test]
fn every_promised_file_is_there() {
    let repo = story();
    let site = repo.build();
    for file in [
        "index.html",
        "policies.json",
        "feed.xml",
        "feed.json",
        "changes/index.html",
        "sitemap.xml",
        "robots.txt",
        "404.html",
        "_headers",
        "assets/style.css",
    ] {
        assert!(site.has(file), "{file}");
    }
    for (id, versions) in [("ความเป็นส่วนตัว", 2), ("terms", 2), ("terms/th", 1), ("old", 1)]
    {
        for file in ["index.html", "history/index.html", "versions.json", "feed.xml", "feed.json", "timemap.link"] {
            assert!(site.has(&format!("{id}/{file}")), "{id}/{file}");
        }
        assert_eq!(site.has(&format!("{id}/compare/index.html")), versions > 1, "{id}");
        for n in 1..=versions {
            assert!(site.has(&format!("{id}/v/{n}/index.html")) && site.has(&format!("{id}/v/{n}/source.md")));
            assert_eq!(site.has(&format!("{id}/v/{n}/changes/index.html")), n > 1, "{id} {n}");
        }
    }
}

#[test]
fn machine_files_have_the_promised_fields() {
    let repo = story();
    let site = repo.build();
    let policies = site.json("policies.json");
    assert_eq!(policies["commit"], repo.git(&["rev-parse", "HEAD"]).as_str());
    assert!(policies["site"].is_object());
    for policy in policies["policies"].as_array().expect("policies") {
        for field in ["id", "title", "lang", "url", "versions_url", "current", "status"] {
            assert!(!policy[field].is_null(), "{field} in {policy}");
        }
        assert!(site.has(&format!("{}index.html", decoded(&policy["url"]))), "{policy}");
        assert!(site.has(&decoded(&policy["versions_url"])), "{policy}");
    }
    let versions = site.versions("terms");
    for field in [
        "n",
        "commit",
        "published",
        "effective",
        "sha256",
        "class",
        "summary",
        "author",
        "url",
        "source_url",
        "changes_url",
        "words_added",
        "words_removed",
    ] {
        assert!(versions[1].get(field).is_some(), "{field}");
    }
    assert!(site.has(&format!("{}index.html", decoded(&versions[1]["url"]))));
    assert!(site.has(&format!("{}index.html", decoded(&versions[1]["changes_url"]))));
    assert!(site.has(&decoded(&versions[1]["source_url"])));
}

fn decoded(url: &serde_json::Value) -> String {
    promulgate::percent::decode(url.as_str().expect("a url"))
}

#[test]
fn sources_are_the_blobs() {
    let repo = story();
    let site = repo.build();
    for (id, path) in [("ความเป็นส่วนตัว", "policy/ความเป็นส่วนตัว.md"), ("terms", "policy/terms.md")]
    {
        for version in site.versions(id) {
            let bytes = site.bytes(&decoded(&version["source_url"]));
            let commit = version["commit"].as_str().expect("a commit");
            assert_eq!(String::from_utf8_lossy(&bytes).trim_end(), repo.git(&["show", &format!("{commit}:{path}")]));
            let digest: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
            assert_eq!(version["sha256"], digest.as_str());
        }
    }
}

#[test]
fn a_page_says_what_it_shows() {
    let repo = story();
    let site = repo.build();
    let current = site.text("terms/index.html");
    assert!(
        current.contains(r#"<article class="text titled" data-policy="terms" data-version="2" lang="en">"#),
        "{current}"
    );
    let first = site.text("terms/v/1/index.html");
    assert!(first.contains(r#"data-policy="terms" data-version="1""#));
    assert!(
        first.contains("<div class=\"bar\">\n<p><strong>Version 1</strong> · It was replaced on 15 November 2023."),
        "{first}"
    );
    assert!(first.contains(r#"href="../2/index.html""#) && first.contains(r#"href="../2/changes/index.html""#));
    let redline = site.text("terms/v/2/changes/index.html");
    assert!(redline.contains(r#"data-from="1" data-to="2""#));
    let thai = site.text("ความเป็นส่วนตัว/v/2/changes/index.html");
    assert!(thai.contains("<del>30</del><ins>90</ins>"), "{thai}");
    assert!(thai.contains("พฤศจิกายน 2566"), "the Buddhist era");
    assert!(site.text("old/index.html").contains("This policy was withdrawn on"));
}

#[test]
fn pages_ask_nothing_of_anybody() {
    let repo = story();
    let site = repo.build();
    let files = site.files();
    let pages: Vec<_> = files.iter().filter(|(name, _)| name.ends_with(".html")).collect();
    assert!(pages.len() > 20);
    for (name, bytes) in pages {
        let page = String::from_utf8_lossy(bytes);
        assert!(page.contains("Content-Security-Policy"), "{name}");
        let inline = |script: &str| !script.starts_with(" src=\"") && !script.starts_with(" type=\"application/");
        assert!(!page.split("<script").skip(1).any(inline), "{name} has a script of its own");
        for bad in ["<style", " style=", "http://", " src=\"http", "href=\"/"] {
            assert!(!page.contains(bad), "{name} has {bad}");
        }
    }
}

#[test]
fn the_same_commits_give_the_same_bytes() {
    let repo = story();
    let clone = repo.place("far/away/clone");
    repo.git(&["clone", "-q", ".", clone.to_str().expect("UTF-8")]);
    let first = repo.build();
    let second = Site::at(repo.place("second"));
    let environment = [
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "th_TH.UTF-8"),
        ("LC_ALL", "th_TH.UTF-8"),
        ("HOME", "/nonexistent"),
        ("RAYON_NUM_THREADS", "1"),
    ];
    let run = repo.run_in(&clone, &["build", "--out", second.root().to_str().expect("UTF-8")], &environment);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(first.files().len() > 30);
    assert_eq!(first.files(), second.files());
}

#[test]
fn a_build_after_a_build_gives_what_a_new_build_gives() {
    let repo = story();
    repo.build();
    repo.rename("policy/terms.md", "policy/rules.md").rename("policy/terms.th.md", "policy/rules.th.md");
    repo.write("policy/old.md", "# Old\n\nback\n").commit("rename, return");
    let grown = repo.build();
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(grown.files(), Site::at(fresh).files());
    let run = repo.run(&["build", "--out", grown.root().to_str().expect("UTF-8"), "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!((&report["written"], &report["removed"]), (&0.into(), &0.into()), "nothing to do");
}

#[test]
fn settings_shape_the_site() {
    let repo = story();
    repo.write(
        "promulgate.toml",
        "title = \"กฎ & <ระเบียบ>\"\nlang = \"th\"\nbase_url = \"https://x.go.th/p\"\nexclude = [\"old*\"]\n",
    );
    repo.commit("settings");
    let site = repo.build();
    assert!(
        site.text("index.html").contains("กฎ &amp; &lt;ระเบียบ&gt;")
            && site.text("index.html").contains(r#"<html lang="th">"#)
    );
    assert!(!site.has("old/index.html"));
    assert!(site.text("sitemap.xml").contains("<loc>https://x.go.th/p/terms/</loc>"));
    assert!(site.text("terms/timemap.link").contains("<https://x.go.th/p/terms/v/1/>; rel=\"first memento\""));
    assert!(site.text("404.html").contains("https://x.go.th/p/assets/style.css"), "served at any depth");
    assert!(site.text("feed.xml").contains("https://x.go.th/p/terms/v/2/changes/"));
}

#[test]
fn a_theme_replaces_templates_and_its_mistakes_are_named() {
    let repo = story();
    let theme = repo.place("theme");
    fs::create_dir_all(theme.join("assets")).expect("a folder");
    fs::write(theme.join("404.html"), "gone: {{ chrome.site_title }}").expect("written");
    fs::write(theme.join("assets/style.css"), "body { color: red }").expect("written");
    let option = theme.to_str().expect("UTF-8");
    let site = repo.build_with(&["--theme", option]);
    assert_eq!(site.text("404.html"), "gone: Policies");
    assert!(site.text("assets/style.css").starts_with("body { color: red }"));
    fs::write(theme.join("404.html"), "{{ chrome.").expect("written");
    let before = site.files();
    let run = repo.run(&["build", "--theme", option, "--out", site.root().to_str().expect("UTF-8")]);
    assert!(run.code == 1 && run.stderr.contains("404.html"), "{}", run.stderr);
    assert_eq!(site.files(), before);
}

#[test]
fn a_policy_that_fails_fails_alone_and_stays_as_it_was() {
    let repo = story();
    let site = repo.build();
    let before = site.bytes("terms/index.html");
    let theme = repo.place("theme");
    fs::create_dir_all(&theme).expect("a folder");
    let history = "{% if head.title == 'Terms' %}{{ there.is.no.such.thing }}{% endif %}another history";
    fs::write(theme.join("history.html"), history).expect("written");
    repo.write("policy/terms.md", essay("Terms")).commit("changed");
    let (theme, out) = (theme.to_str().expect("UTF-8"), site.root().to_str().expect("UTF-8"));
    let run = repo.run(&["build", "--theme", theme, "--out", out]);
    assert!(run.code == 1 && run.stderr.contains("policy/terms.md: template `history.html` failed"), "{}", run.stderr);
    assert_eq!(site.text("old/history/index.html"), "another history", "the others are published");
    assert_eq!(site.text("terms/th/history/index.html"), "another history", "a translation is another policy");
    assert_eq!(site.bytes("terms/index.html"), before, "nothing that was published is lost");
    assert!(!site.has("terms/v/3") && site.has("terms/v/2/changes/index.html"));
}

#[test]
fn the_policies_folder_is_found_or_chosen() {
    let repo = Sandbox::new();
    repo.write("docs/a.md", "# A\n").write("b.md", "# B\n").write(".github/c.md", "# C\n").write("README.md", "# R\n");
    repo.commit("no policy folder");
    assert_eq!(repo.build().policies(), ["b", "docs/a"]);
    assert_eq!(repo.build_with(&["--policies", "docs"]).policies(), ["a"]);
    repo.write("policy/p.md", "# P\n").commit("a policy folder");
    assert_eq!(repo.build().policies(), ["p"]);
    assert_eq!(repo.build_with(&["--policies", "."]).policies(), ["b", "docs/a", "policy/p"]);
}

#[test]
fn another_language_is_one_more_file() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "---\nlang: lo\n---\n# ນະໂຍບາຍ\n\nຂໍ້ຄວາມ\n").commit("first");
    repo.write("policy/a.md", "---\nlang: lo\n---\n# ນະໂຍບາຍ\n\nຂໍ້ຄວາມ ຂໍ້ຄວາມ\n").commit("second");
    let theme = repo.place("theme");
    fs::create_dir_all(theme.join("messages")).expect("a folder");
    fs::write(theme.join("messages/lo.ftl"), "history = ປະຫວັດ\nsay-added = [ເພີ່ມ:\n").expect("written");
    let site = repo.build_with(&["--theme", theme.to_str().expect("UTF-8")]);
    let page = site.text("a/history/index.html");
    assert!(page.contains("<html lang=\"lo\">") && page.contains("ປະຫວັດ"), "{page}");
    assert!(page.contains("Pages of this policy"), "what it lacks is said in English");
    assert!(site.text("assets/style.css").contains(":root:lang(lo)"));
    fs::write(theme.join("messages/lo.ftl"), "history = { $x\n").expect("written");
    let run = repo.run(&["build", "--theme", theme.to_str().expect("UTF-8"), "--out", "elsewhere"]);
    assert!(run.code == 1 && run.stderr.contains("messages/lo.ftl"), "{}", run.stderr);
}

#[test]
fn a_theme_may_replace_one_message_of_a_built_in_language() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "---\nlang: th\n---\n# ก\n\nข้อความ\n")
        .write("policy/b.md", "---\nlang: en\n---\n# B\n\nText.\n");
    repo.commit("first");
    let theme = repo.place("theme");
    fs::create_dir_all(theme.join("messages")).expect("a folder");
    fs::write(theme.join("messages/en.ftl"), "tab-history = Chronicle\n").expect("written");
    fs::write(theme.join("messages/th.ftl"), "sections = มาตรา\n").expect("written");
    let site = repo.build_with(&["--theme", theme.to_str().expect("UTF-8")]);
    let (thai, english) = (site.text("a/index.html"), site.text("b/index.html"));
    assert!(english.contains(">Chronicle<") && english.contains("Pages of this policy"), "{english}");
    assert!(thai.contains(">ประวัติ<"), "the rest of a language is its own, not in English: {thai}");
}

#[test]
fn many_facts_are_folded() {
    let repo = Sandbox::new();
    let text = |added: &str| {
        (1..30)
            .map(|n| format!("Rule {n} of the house.{}\n\n", added.replace('#', &(n + 100).to_string())))
            .collect::<String>()
    };
    repo.write("policy/a.md", format!("---\nlang: en\n---\n# A\n\n{}", text(""))).commit("first");
    repo.write("policy/a.md", format!("---\nlang: en\n---\n# A\n\n{}", text(" You must pay within # days.")))
        .commit("second");
    let page = repo.build().text("a/v/2/changes/index.html");
    let (shown, folded) =
        page.split_once("<details class=\"more\"").unwrap_or_else(|| panic!("none are folded: {page}"));
    let facts = |part: &str| part.matches("<span class=\"kind\">").count();
    assert!(facts(shown) == 6 && facts(folded) > 16 && folded.contains("more facts</summary>"), "{page}");
}
