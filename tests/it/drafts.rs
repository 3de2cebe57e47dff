//! `build --draft`: what a branch would change, as pages of their own.

use crate::sandbox::{Sandbox, Site};
use serde_json::{Value, json};

/// A published policy, and a branch on which it says something else.
fn proposal() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "policy/privacy.md",
        "---\nlang: en\n---\n# Privacy\n\nWe keep your data for 90 days.\n\nSee [the terms](terms.md).\n",
    );
    sandbox.write("policy/terms.md", "# Terms\n\nBe kind.\n");
    sandbox.commit("Publish");
    sandbox.git(&["checkout", "-q", "-b", "longer"]);
    sandbox.write(
        "policy/privacy.md",
        "---\nlang: en\n---\n# Privacy\n\nWe keep your data for 2 years.\n\nSee [the terms](terms.md).\n",
    );
    sandbox.commit("Keep data longer\n\nSummary: Data is kept for two years.");
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox
}

/// Writes the draft; its folder.
fn draft(sandbox: &Sandbox, rev: &str, more: &[&str]) -> Site {
    let out = sandbox.place("draft");
    let run = sandbox.run(&[&["build", "--draft", rev, "--out", out.to_str().expect("UTF-8")], more].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    Site::at(out)
}

fn told(site: &Site) -> Value {
    serde_json::from_slice(&site.bytes("draft.json")).expect("JSON")
}

/// What the draft does to policies, by id.
fn kinds(site: &Site) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let told = told(site);
    told["policies"].as_array().expect("a list").iter().map(|p| (text(&p["id"]), text(&p["kind"]))).collect()
}

fn pair(id: &str, kind: &str) -> (String, String) {
    (id.to_owned(), kind.to_owned())
}

#[test]
fn a_draft_has_the_text_the_redline_and_an_overview_of_what_changes_alone() {
    let sandbox = proposal();
    let site = draft(&sandbox, "longer", &[]);
    assert_eq!(kinds(&site), [pair("privacy", "changed")]);
    let (overview, text, redline) =
        (site.text("index.html"), site.text("privacy/index.html"), site.text("privacy/compare/last-1/index.html"));
    for page in [&overview, &text, &redline] {
        assert!(page.contains("Draft, not published."), "each page says what it is: {page}");
        assert!(page.contains("<meta name=\"robots\" content=\"noindex,follow\">"), "{page}");
        assert!(page.contains("default-src 'none'") && !page.contains("connect-src"), "a strict policy: {page}");
        for way in ["feed.xml", "sitemap.xml", "history/index.html", "rel=\"canonical\""] {
            assert!(!page.contains(way), "no way to what is not there: {way}");
        }
    }
    assert!(redline.contains("for <del>90 days</del><ins>2 years</ins>."), "{redline}");
    assert!(redline.contains("Data is kept for two years."), "the commit's own words");
    assert!(overview.contains("href=\"privacy/compare/last-1/index.html\""), "{overview}");
    assert!(overview.contains(">90 days</del>"), "the brief: {overview}");
    assert!(text.contains("Published, it would be version 2"), "{text}");
    assert!(text.contains("the terms") && !text.contains("terms/index.html"), "nobody knows where the site is");
    for file in ["feed.xml", "sitemap.xml", "policies.json", "search.js", "terms/index.html", "privacy/v/2/source.md"] {
        assert!(!site.has(file), "{file}");
    }
    assert!(site.text("_headers").contains("X-Robots-Tag: noindex"));
}

#[test]
fn a_site_that_knows_its_address_is_led_to() {
    let sandbox = proposal();
    sandbox.write("promulgate.toml", "base_url = \"https://policy.example.org/p/\"\n");
    sandbox.commit("Say where we are");
    let site = draft(&sandbox, "longer", &[]);
    let text = site.text("privacy/index.html");
    assert!(text.contains("<a href=\"https://policy.example.org/p/terms/\">the terms</a>"), "{text}");
    assert!(text.contains("<a href=\"https://policy.example.org/p/privacy/v/1/\">As published</a>"), "{text}");
}

#[test]
fn nothing_of_a_draft_is_published_or_written_into_the_repository() {
    let sandbox = proposal();
    let before = sandbox.build();
    let (pages, objects) = (before.files(), sandbox.git(&["count-objects", "-v"]));
    sandbox.write("policy/terms.md", "# Terms\n\nBe kind. Unless.\n");
    draft(&sandbox, "longer", &[]);
    assert_eq!(sandbox.git(&["count-objects", "-v"]), objects);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), " M policy/terms.md", "the index too is as it was");
    assert_eq!(sandbox.build().files(), pages);
}

#[test]
fn a_new_a_renamed_a_withdrawn_and_a_translated_policy_are_told_apart() {
    let sandbox = proposal();
    sandbox.git(&["checkout", "-q", "-b", "all"]);
    sandbox.write("policy/cookies.md", "# Cookies\n\nWe bake.\n");
    sandbox.rename("policy/privacy.md", "policy/data.md");
    sandbox.remove("policy/terms.md");
    sandbox.write("policy/data.th.md", "---\nlang: th\n---\n# ข้อมูล\n\nเราเก็บข้อมูลของท่านไว้ 90 วัน\n");
    sandbox.commit("Move, add, withdraw, translate");
    let site = draft(&sandbox, "all", &["--base", "main"]);
    let expected = [("cookies", "new"), ("data", "moved"), ("data/th", "new"), ("terms", "withdrawn")];
    assert_eq!(kinds(&site), expected.map(|(id, kind)| pair(id, kind)));
    let overview = site.text("index.html");
    assert!(overview.contains("The address changes from privacy to data"), "{overview}");
    assert!(overview.contains("Withdrawn"), "{overview}");
    assert!(site.text("data/th/index.html").contains("หากเผยแพร่จะเป็นนโยบายใหม่"));
    assert!(site.text("cookies/index.html").contains("Published, it would be a new policy."));
    let new = site.text("cookies/compare/last-1/index.html");
    assert!(new.contains("<ins>We bake.</ins>") && new.contains("New policy"), "all of it is new: {new}");
    for none in ["data/index.html", "terms/index.html"] {
        assert!(!site.has(none), "{none}");
    }
}

#[test]
fn a_policy_that_is_renamed_and_changed_is_compared_with_what_it_was() {
    let sandbox = proposal();
    sandbox.git(&["checkout", "-q", "-b", "both"]);
    sandbox.rename("policy/privacy.md", "policy/data.md");
    sandbox.write(
        "policy/data.md",
        "---\nlang: en\n---\n# Privacy\n\nWe keep your data for 30 days.\n\nSee [the terms](terms.md).\n",
    );
    sandbox.commit("Move and shorten");
    let site = draft(&sandbox, "both", &["--base", "main"]);
    assert_eq!(kinds(&site), [pair("data", "changed")]);
    assert_eq!(told(&site)["policies"][0]["was"], json!("privacy"));
    assert!(site.text("data/compare/last-1/index.html").contains("<del>90</del><ins>30</ins> days"));
}

#[test]
fn a_policy_that_comes_back_is_compared_with_its_last_text() {
    let sandbox = proposal();
    let gone = sandbox.remove("policy/terms.md").commit("Withdraw");
    sandbox.git(&["checkout", "-q", "-b", "back"]);
    sandbox.write("policy/terms.md", "# Terms\n\nBe kind and fair.\n");
    sandbox.commit("Bring it back");
    let site = draft(&sandbox, "back", &["--base", &gone]);
    assert_eq!(kinds(&site), [pair("terms", "returned")]);
    assert!(site.text("terms/compare/last-1/index.html").contains("<ins> and fair</ins>"));
}

#[test]
fn a_draft_without_changes_says_so() {
    let sandbox = proposal();
    for rev in ["main", "main~0"] {
        let site = draft(&sandbox, rev, &["--base", "main"]);
        assert!(kinds(&site).is_empty());
        assert!(site.text("index.html").contains("This draft changes no policy."));
    }
    // one that was merged since
    let site = draft(&sandbox, "main", &["--base", "longer"]);
    assert!(kinds(&site).is_empty());
}

#[test]
fn what_was_published_since_is_no_part_of_the_draft() {
    let sandbox = proposal();
    sandbox.write("policy/terms.md", "# Terms\n\nBe kind. Always.\n");
    sandbox.write(
        "policy/privacy.md",
        "---\nlang: en\n---\n# Privacy\n\nWe keep your data for 90 days.\n\nSee [the terms](terms.md).\n\n## Contact\n\nWrite.\n",
    );
    sandbox.commit("Go on meanwhile");
    let site = draft(&sandbox, "longer", &[]);
    assert_eq!(kinds(&site), [pair("privacy", "changed")]);
    let (told, redline) = (told(&site), site.text("privacy/compare/last-1/index.html"));
    assert_eq!((&told["policies"][0]["from"], &told["conflicts"]), (&json!(2), &json!([])));
    assert!(redline.contains("Write."), "merged as git would: {redline}");
    assert!(!redline.contains("<del>Write"), "{redline}");
}

#[test]
fn a_draft_that_conflicts_is_compared_with_what_it_was_written_from() {
    let sandbox = proposal();
    sandbox.write(
        "policy/privacy.md",
        "---\nlang: en\n---\n# Privacy\n\nWe keep your data for 10 days.\n\nSee [the terms](terms.md).\n",
    );
    sandbox.commit("Shorten meanwhile");
    let out = sandbox.place("draft");
    let run = sandbox.run(&["build", "--draft", "longer", "--out", out.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("the draft conflicts with HEAD in policy/privacy.md"), "{}", run.stderr);
    let site = Site::at(out);
    assert!(site.text("index.html").contains("be merged as it is"));
    assert!(site.text("privacy/compare/last-1/index.html").contains("<del>90 days</del><ins>2 years</ins>"));
}

#[test]
fn a_branch_that_has_nothing_in_common_is_refused() {
    let sandbox = proposal();
    sandbox.git(&["checkout", "-q", "--orphan", "alien"]);
    sandbox.commit("Begin anew");
    let out = sandbox.place("draft");
    let run = sandbox.run(&["build", "--draft", "alien", "--base", "main", "--out", out.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("no commit in common") && run.stderr.contains("hint: "), "{}", run.stderr);
    let run = sandbox.run(&["build", "--draft", "nonsense", "--out", out.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 1, "{}", run.stderr);
}

#[test]
fn drafts_and_publications_keep_out_of_each_other_s_folders() {
    let sandbox = proposal();
    let published = sandbox.build();
    let before = published.files();
    let folder = published.root().to_str().expect("UTF-8").to_owned();
    let run = sandbox.run(&["build", "--draft", "longer", "--out", &folder]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("holds a published site"), "{}", run.stderr);
    // also where its state is lost
    let lost = sandbox.place("lost-state");
    let state = ["--state", lost.to_str().expect("UTF-8"), "--take-over"];
    let run = sandbox.run(&[&["build", "--draft", "longer", "--out", &folder], &state[..]].concat());
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_eq!(published.files(), before);
    let site = draft(&sandbox, "longer", &[]);
    let folder = site.root().to_str().expect("UTF-8").to_owned();
    let other = sandbox.place("other-state");
    let state = ["--state", other.to_str().expect("UTF-8"), "--take-over"];
    for more in [&[][..], &["--take-over"], &state] {
        let run = sandbox.run(&[&["build", "--out", &folder], more].concat());
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("holds a draft"), "{}", run.stderr);
    }
    assert_eq!(kinds(&site), [pair("privacy", "changed")]);
}

#[test]
fn the_next_draft_takes_the_place_of_the_last_one() {
    let sandbox = proposal();
    let first = draft(&sandbox, "longer", &[]).files();
    sandbox.git(&["checkout", "-q", "-b", "other"]);
    sandbox.write("policy/terms.md", "# Terms\n\nBe kind and fair.\n");
    sandbox.commit("Be fair");
    let site = draft(&sandbox, "other", &["--base", "main", "--name", "Fairness <first>"]);
    assert!(site.has("terms/index.html") && !site.has("privacy/index.html"));
    assert!(site.text("index.html").contains("Draft: Fairness &lt;first&gt;"));
    assert_eq!(draft(&sandbox, "longer", &["--base", "main"]).files(), first, "the same again, byte by byte");
}

#[test]
fn a_draft_that_changes_only_a_file_lists_the_policies_that_lead_to_it() {
    let sandbox = proposal();
    sandbox.write("policy/terms.md", "# Terms\n\nUse the [form](my%20form.txt).\n");
    sandbox.write("policy/my form.txt", "the form").commit("Give a form");
    sandbox.git(&["checkout", "-q", "-b", "form"]);
    sandbox.write("policy/my form.txt", "another form").commit("Another form");
    let site = draft(&sandbox, "form", &["--base", "main"]);
    assert_eq!(kinds(&site), [pair("terms", "annexes")]);
    let overview = site.text("index.html");
    assert!(
        overview.contains("Files changed, text the same") && overview.contains("my-form.txt was replaced"),
        "{overview}"
    );
    let file =
        overview.split("href=\"files/").nth(2).and_then(|rest| rest.split('"').next()).expect("the proposed one");
    assert_eq!(site.text(&format!("files/{}", file.replace("%20", " "))), "another form", "{overview}");
    let comment = sandbox.run(&["diff", "--draft", "form", "--base", "main"]).stdout;
    assert!(comment.contains("- my-form.txt was replaced\n"), "{comment}");
    // a file to which nothing leads changes nothing
    sandbox.write("policy/other.txt", "x").commit("Add a file");
    assert_eq!(kinds(&draft(&sandbox, "form", &["--base", "form~1"])), []);
}

#[test]
fn pictures_of_a_draft_come_with_it() {
    let sandbox = proposal();
    sandbox.git(&["checkout", "-q", "-b", "picture"]);
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\"><path d=\"M0 0h4\"/></svg>";
    sandbox.write("policy/seal.svg", drawing);
    sandbox.write("policy/terms.md", "# Terms\n\n![The seal](seal.svg)\n\nBe kind.\n");
    sandbox.commit("Show the seal");
    let site = draft(&sandbox, "picture", &["--base", "main"]);
    let page = site.text("terms/index.html");
    let source = page.split("src=\"../files/").nth(1).and_then(|rest| rest.split('"').next()).expect("a picture");
    assert_eq!(site.text(&format!("files/{source}")), drawing);
}

#[test]
fn one_policy_that_can_t_be_read_keeps_no_other_one_away() {
    let sandbox = proposal();
    sandbox.git(&["checkout", "-q", "longer"]);
    sandbox.write("policy/terms.md", "---\nid: privacy\n---\n# Terms\n");
    sandbox.commit("An id that can't be");
    let out = sandbox.place("draft");
    let run = sandbox.run(&["build", "--draft", "longer", "--base", "main", "--out", out.to_str().expect("UTF-8")]);
    assert_eq!((run.code, Site::at(out).has("privacy/index.html")), (1, true), "{}", run.stderr);
}

#[test]
fn the_report_is_the_file_for_programs() {
    let sandbox = proposal();
    let out = sandbox.place("draft");
    let run = sandbox.run(&["build", "--draft", "longer", "--format", "json", "--out", out.to_str().expect("UTF-8")]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(report, told(&Site::at(out)));
    assert_eq!(report["policies"][0]["changes_url"], json!("privacy/compare/last-1/"));
    assert_eq!(sandbox.run(&["build", "--base", "main"]).code, 2, "a base of no draft");
    assert_eq!(sandbox.run(&["watch", "--draft", "longer"]).code, 2, "nobody watches a draft");
}

#[test]
fn what_should_be_checked_stands_beside_the_text() {
    let sandbox = proposal();
    sandbox.git(&["checkout", "-q", "longer"]);
    sandbox.write(
        "policy/terms.md",
        "---\nlang: th\neffective: 31/31/2569\n---\n# ข้อกำหนด\n\nดู[ประกาศ](gone.md)เเละติดต่อสำนักงาน\n",
    );
    sandbox.commit("Several faults");
    let site = draft(&sandbox, "longer", &["--base", "main"]);
    for page in ["terms/index.html", "terms/compare/last-1/index.html", "index.html"] {
        let text = site.text(page);
        assert!(text.contains("class=\"findings\""), "{page}: {text}");
        assert!(text.contains("<code>TH0") && text.contains("<code>PM0"), "rules of both families: {text}");
        assert!(text.contains("บรรทัดที่ 7") || text.contains("line 7"), "where: {text}");
    }
    // a sign at the block opens what the list says, and the list leads to the block
    for page in ["terms/index.html", "terms/compare/last-1/index.html"] {
        let text = site.text(page);
        let article = text.split("<article").nth(1).and_then(|rest| rest.split("</article>").next()).expect("a text");
        let sign = "><button type=\"button\" class=\"flag level-";
        assert!(article.contains(sign) && article.matches("<button").count() > 1, "{article}");
        for id in article.split(" id=\"ui.sign-").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(article.contains(&format!("popovertarget=\"ui.finding-{id}\"")), "{article}");
            assert!(
                text.contains(&format!("href=\"#ui.sign-{id}\""))
                    && text.contains(&format!("id=\"ui.finding-{id}\" popover")),
                "{text}"
            );
        }
    }
    assert!(site.text("index.html").contains("href=\"terms/index.html#ui.sign-"), "{}", site.text("index.html"));
    assert!(told(&site)["policies"][1]["findings"].as_u64().is_some_and(|n| n > 2), "{}", told(&site));
    assert!(!site.text("privacy/index.html").contains("class=\"findings\""), "nothing is wrong there");
    let comment = sandbox.run(&["diff", "--draft", "longer", "--base", "main"]).stdout;
    assert!(comment.contains("ข้อที่ควรตรวจก่อนเผยแพร่"), "{comment}");
}

#[test]
fn a_draft_of_which_nobody_says_what_it_changes_says_nothing_in_their_place() {
    let sandbox = proposal();
    sandbox.git(&["checkout", "-q", "-b", "unsaid"]);
    sandbox.write("policy/terms.md", "# Terms\n\nBe very kind.\n").commit("Update terms.md");
    let site = draft(&sandbox, "unsaid", &["--base", "main"]);
    for page in ["index.html", "terms/index.html"] {
        assert!(!site.text(page).contains("Merge branch"), "{}", site.text(page));
    }
}
