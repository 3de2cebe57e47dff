//! What is published for programs where the settings ask for it: each redline as JSON, and feeds of sections.

use crate::sandbox::{Sandbox, Site, essay};
use crate::whole::{files, same, whole};
use serde_json::{Value, json};

const JSON: &str = "v/2/changes/changes.json";

fn text(days: u32, more: &str) -> String {
    format!(
        "---\nlang: en\n---\n# Terms\n\n{}\n## Keeping\n\nWe keep your data for {days} days after your last visit.\n\n## Asking\n\n\
         Ask us.{more}\n",
        essay("Terms").replace("# Terms", "")
    )
}

fn story(settings: &str) -> Sandbox {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", settings);
    repo.write("policy/terms.md", text(30, "")).commit("first");
    repo.write("policy/terms.md", text(90, "")).commit("second\n\nSummary: Kept for longer.");
    repo
}

/// The text of one side, by the words of docs/diff-json.md.
fn side(redline: &Value, left_out: &str) -> String {
    let stands = |value: &&Value| value["change"] != left_out;
    let blocks = redline["blocks"].as_array().expect("blocks").iter().filter(stands);
    let pieces = blocks.flat_map(|block| block["pieces"].as_array().expect("pieces").iter().filter(stands));
    pieces.map(|piece| piece["text"].as_str().expect("a text")).collect()
}

fn grown_as_built(repo: &Sandbox, site: &Site) {
    assert_eq!(whole(site.root()), [""; 0]);
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(same(site.root(), &fresh), [""; 0]);
}

#[test]
fn neither_is_there_unless_the_settings_ask_for_it() {
    let repo = story("");
    let site = repo.build();
    let made = |path: &&String| path.ends_with("changes.json") || path.contains("/sections/") && path.ends_with(".xml");
    assert_eq!(files(site.root()).keys().find(made), None);
    assert!(!site.text("terms/v/2/changes/index.html").contains("changes.json"));
}

#[test]
fn a_redline_for_programs_has_what_its_page_tells() {
    let repo = story("machine_redlines = true\n");
    let site = repo.build();
    assert!(site.text("terms/v/2/changes/index.html").contains("href=\"changes.json\" type=\"application/json\""));
    let told = site.json(&format!("terms/{JSON}"));
    let versions = site.versions("terms");
    assert_eq!((&told["policy"], &told["lang"], &told["class"]), (&json!("terms"), &json!("en"), &json!("text")));
    for (end, version) in [("from", &versions[0]), ("to", &versions[1])] {
        for key in ["n", "commit", "published", "sha256", "title", "source_url"] {
            assert_eq!(told[end][key], version[key], "{key}");
        }
    }
    let fact = json!({"kind": "period", "old": "30 days", "new": "90 days", "change": 1});
    assert_eq!(told["other_text"], json!(false));
    assert_eq!((&told["facts"], &told["facts_left_out"], &told["told_from"]), (&json!([fact]), &json!(0), &json!(1)));
    let section = &told["sections"][0];
    assert_eq!((&section["heading"], &section["state"]), (&json!("Keeping"), &json!("changed")));
    assert!(
        side(&told, "inserted").contains("for 30 days after") && side(&told, "deleted").contains("for 90 days after")
    );
    // the same as the command line gives
    let run = repo.run(&["diff", "--format", "json", "terms", "1", "2"]);
    let redline: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert!(redline.as_object().expect("an object").iter().all(|(key, value)| told[key] == *value));
    // it stays, and at a former address too
    let before = site.bytes(&format!("terms/{JSON}"));
    repo.write("policy/terms.md", text(90, " Or not.")).commit("third");
    assert_eq!(repo.build().bytes(&format!("terms/{JSON}")), before);
    repo.rename("policy/terms.md", "policy/rules.md").commit("moved");
    let site = repo.build();
    assert_eq!(site.bytes(&format!("terms/{JSON}")), site.bytes(&format!("rules/{JSON}")));
    grown_as_built(&repo, &site);
}

#[test]
fn a_section_that_changed_has_a_feed_of_its_own() {
    let repo = story("section_feeds = true\nlang = \"en\"\n");
    let site = repo.build();
    let feeds = |site: &Site| -> Vec<String> {
        let own = |path: &String| path.contains("/sections/") && path.ends_with("feed.xml");
        files(site.root()).into_keys().filter(own).collect()
    };
    let first = feeds(&site);
    assert_eq!(first.len(), 1, "of sections that never changed there is nothing to tell: {first:?}");
    let link = first[0].strip_prefix("terms/sections/").expect("below it");
    assert!(site.text("terms/sections/index.html").contains(&format!("<a href=\"{link}\">Feed of this section</a>")));
    let feed = feed_rs::parser::parse(&*site.bytes(&first[0])).expect("a feed");
    assert_eq!(feed.title.as_ref().expect("a title").content, "Keeping · Terms");
    let entry = &feed.entries[0];
    assert_eq!(entry.title.as_ref().expect("a title").content, "Keeping · Version 2");
    let body = entry.content.as_ref().and_then(|content| content.body.clone()).expect("a body");
    assert!(body.contains("Kept for longer.") && body.contains("30 days</bdi> → <bdi>90 days"), "{body}");
    // a change of another section is none of this one
    let before = site.bytes(&first[0]);
    repo.write("policy/terms.md", text(90, " Or not.")).commit("third");
    let site = repo.build();
    assert_eq!((feeds(&site).len(), site.bytes(&first[0])), (2, before));
    repo.write("policy/terms.md", text(60, " Or not.")).commit("fourth");
    repo.rename("policy/terms.md", "policy/rules.md").commit("moved");
    let site = repo.build();
    let (old, new) = (site.bytes(&first[0]), site.bytes(&first[0].replace("terms/", "rules/")));
    let ids = |bytes: &[u8]| -> Vec<String> {
        feed_rs::parser::parse(bytes).expect("a feed").entries.into_iter().map(|entry| entry.id).collect()
    };
    assert!(ids(&old) == ids(&new) && ids(&new).len() == 2 && ids(&new)[1] == entry.id);
    grown_as_built(&repo, &site);
}
