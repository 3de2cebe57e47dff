//! What other sites show of a policy that changed: `notice.json` and `notice.html`.

use crate::sandbox::{Sandbox, Site, essay};
use serde_json::json;
use std::time::SystemTime;

const BOTH: [&str; 2] = ["notice.json", "notice.html"];

/// A text of the policy `title` that says this.
fn text(title: &str, said: &str) -> String {
    format!("---\nlang: en\n---\n# {title}\n\nWe keep your data for {said} after your last visit.\n")
}

/// `notice.json` of a policy.
fn notice(site: &Site, id: &str) -> serde_json::Value {
    let path = format!("{id}/notice.json");
    let bytes = site.bytes(&path);
    assert!(bytes.len() < 500, "{} bytes: {}", bytes.len(), site.text(&path));
    site.json(&path)
}

#[test]
fn a_notice_is_there_from_the_second_version_on() {
    let repo = Sandbox::new();
    repo.write("policy/privacy.md", text("Privacy policy", "90 days")).commit("first");
    let site = repo.build();
    assert!(BOTH.iter().all(|file| !site.has(&format!("privacy/{file}"))));
    repo.write("policy/privacy.md", text("Privacy policy", "2 years")).commit("longer");
    let site = repo.build();
    let published = site.versions("privacy")[1]["published"].clone();
    let told = json!({
        "title": "Privacy policy", "lang": "en", "n": 2, "after": 1, "published": published,
        "changes": "v/2/changes/", "facts": [["90 days", "2 years"]],
    });
    assert_eq!(notice(&site, "privacy"), told);
    let page = site.text("privacy/notice.html");
    for part in
        ["Privacy policy</a></h1>", "Version 2", "<bdi>90 days</bdi> → <bdi>2 years</bdi>", "v/2/changes/index.html"]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("<script"));
    assert_eq!(page.matches("<a ").count(), page.matches(" target=\"_top\"").count(), "each link leaves the frame");
}

#[test]
fn what_only_looks_different_is_no_news() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", text("A", "90 days")).commit("first");
    repo.write("policy/a.md", text("A", "*90 days*")).commit("stress it");
    let first = notice(&repo.build(), "a");
    assert_eq!((&first["n"], &first["facts"]), (&json!(1), &json!([])));
    assert!(first.get("after").is_none() && first.get("changes").is_none(), "{first}");
    repo.write("policy/a.md", text("A", "*2 years*")).commit("longer");
    repo.write("policy/a.md", text("A", "**2 years**")).commit("stress it more");
    let later = notice(&repo.build(), "a");
    assert_eq!((&later["n"], &later["after"], &later["changes"]), (&json!(3), &json!(1), &json!("v/3/changes/")));
    assert!(repo.site().text("a/notice.html").contains("v/3/changes/index.html"));
}

#[test]
fn a_notice_is_small_however_long_title_and_facts_are() {
    let thai = "ประกาศสำนักงานว่าด้วยหลักเกณฑ์วิธีการและเงื่อนไขการคุ้มครองข้อมูลส่วนบุคคลของผู้รับบริการ พ.ศ. ๒๕๖๙ และที่แก้ไขเพิ่มเติมทุกฉบับ";
    let quoted = format!("{} {}", "\"".repeat(180), "x".repeat(90));
    let marks = format!("A{}", "\u{e49}".repeat(200));
    let facts = |n: u32| {
        let mail = format!("{}@{}.example.org", "a".repeat(50 + n as usize), "b".repeat(60));
        format!(
            "เราเก็บข้อมูลของท่านไว้ {n} วัน นับแต่วันที่ท่านใช้บริการครั้งสุดท้าย\n\nท่านต้องชำระค่าธรรมเนียม {n},000 บาท ภายใน {n} เดือน\n\nWrite to {mail} about it.\n"
        )
    };
    let repo = Sandbox::new();
    let titles = [("thai", thai), ("quoted", &quoted), ("marks", &marks)];
    for n in [30, 90] {
        for (name, title) in titles {
            repo.write(&format!("policy/{name}.md"), format!("# {title}\n\n{}", facts(n)));
        }
        repo.commit("edition");
    }
    let site = repo.build();
    for (name, title) in titles {
        let notice = notice(&site, name);
        let cut = notice["title"].as_str().expect("a title").strip_suffix('…').expect("it is cut");
        assert!(title.starts_with(cut), "{cut}");
        let facts = notice["facts"].as_array().expect("facts");
        assert_eq!(facts.len(), 2, "{notice}");
        assert!(!notice.to_string().contains("@"), "what has no room is left out: {notice}");
    }
    assert_eq!(notice(&site, "thai")["facts"], json!([["30 วัน", "90 วัน"], ["30,000 บาท", "90,000 บาท"]]));
}

#[test]
fn a_former_address_has_the_same_news() {
    let repo = Sandbox::new();
    let long = "นโยบายคุ้มครองข้อมูลส่วนบุคคลของสำนักงาน";
    for days in ["90 days", "2 years"] {
        for (path, subject) in [("policy/old.md", "Terms"), ("policy/short.md", "Fees")] {
            repo.write(path, format!("---\nlang: en\n---\n{}\nWe keep your data for {days}.\n", essay(subject)));
        }
        repo.commit("edition");
    }
    repo.rename("policy/old.md", &format!("policy/{long}.md"))
        .rename("policy/short.md", "policy/new.md")
        .commit("moved");
    let site = repo.build();
    for (old, new) in [("old", long), ("short", "new")] {
        let (there, here) = (notice(&site, old), notice(&site, new));
        assert_eq!((&there["n"], &there["title"]), (&here["n"], &here["title"]));
        assert_eq!(here["facts"], json!([["90 days", "2 years"]]));
        let page = site.text(&format!("{old}/notice.html"));
        assert!(page.contains("<bdi>2 years</bdi>") && page.contains("/v/2/changes/index.html"), "{page}");
    }
    assert_eq!(notice(&site, "short")["changes"], "../new/v/2/changes/");
    assert!(notice(&site, "old").get("changes").is_none(), "the address has no room");
}

#[test]
fn a_notice_is_written_when_its_policy_changes_and_as_a_new_build_writes_it() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", text("A", "90 days")).write("policy/b.md", text("B", "90 days")).commit("first");
    repo.write("policy/a.md", text("A", "2 years")).write("policy/b.md", text("B", "2 years")).commit("longer");
    let site = repo.build();
    let written = |id: &str| -> Vec<SystemTime> {
        let modified = |file: &str| site.root().join(id).join(file).metadata().and_then(|file| file.modified());
        BOTH.map(|file| modified(file).expect("a date")).into()
    };
    let (a, b) = (written("a"), written("b"));
    repo.write("policy/b.md", text("B", "3 years")).commit("longer still");
    let grown = repo.build();
    assert_eq!(written("a"), a);
    assert!(written("b").iter().zip(&b).all(|(now, before)| now != before));
    assert_eq!(notice(&grown, "b")["facts"], json!([["2 years", "3 years"]]));
    repo.remove("policy/b.md").commit("withdrawn");
    let grown = repo.build();
    assert!(grown.text("b/notice.html").contains("withdrawn"));
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(grown.files(), Site::at(fresh).files());
}

#[test]
fn the_script_has_what_it_says_in_every_language() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", text("A", "90 days")).commit("first");
    let script = repo.build().text("assets/notice.js");
    let said = script.lines().nth(1).and_then(|line| line.strip_prefix("const said = ")?.strip_suffix(';'));
    let said: serde_json::Value = serde_json::from_str(said.expect("a line")).expect("JSON");
    for lang in ["en", "th"] {
        for name in ["once", "often", "latest", "see", "close"] {
            assert!(said[lang][name].as_str().is_some_and(|text| !text.is_empty()), "{lang} {name}");
        }
        assert!(said[lang]["once"].as_str().expect("a text").contains("{title}"));
    }
}
