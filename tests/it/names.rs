//! Names: what policies are called beside others, and by which names feeds tell of them for good.

use crate::sandbox::{Sandbox, Site, essay};

fn ids(site: &Site, feed: &str) -> Vec<String> {
    let feed = site.text(feed);
    feed.split("<id>").skip(1).map(|rest| rest.split('<').next().unwrap_or_default().to_owned()).collect()
}

fn two_versions() -> Sandbox {
    let repo = Sandbox::new();
    repo.write("privacy.md", "# Privacy\n\nKeep 30 days.\n").commit("one");
    repo.write("privacy.md", "# Privacy\n\nKeep 45 days.\n").commit("two");
    repo
}

#[test]
fn entries_keep_their_names_wherever_a_policy_and_a_site_move() {
    let repo = two_versions();
    let site = repo.build();
    let (all, own) = (ids(&site, "feed.xml"), ids(&site, "privacy/feed.xml"));
    assert!(all.iter().chain(&own).all(|id| id.starts_with("urn:uuid:")), "{all:?}");
    assert_eq!(all[1..], own[1..], "an entry has one name in all feeds");
    repo.write("promulgate.toml", "base_url = 'https://town.example/'\n").commit("an address");
    let site = repo.build();
    assert_eq!((ids(&site, "feed.xml"), ids(&site, "privacy/feed.xml")), (all.clone(), own.clone()));
    repo.rename("privacy.md", "legal/privacy-notice.md").commit("move it");
    let site = repo.build();
    assert_eq!(ids(&site, "feed.xml"), all);
    for feed in ["privacy/feed.xml", "legal/privacy-notice/feed.xml"] {
        assert_eq!(ids(&site, feed), own, "{feed}");
    }
    let json = site.json("legal/privacy-notice/feed.json");
    assert_eq!(json["items"][0]["id"], own[1]);
}

#[test]
fn policies_of_one_title_say_whose_they_are() {
    let repo = Sandbox::new();
    let text = "# Privacy Policy\n\nWords.\n";
    repo.write("policy/Alpha/privacy.md", text).write("policy/Beta/privacy.md", text);
    repo.write("policy/Beta/terms.md", "# Terms\n\nWords.\n").commit("first");
    let site = repo.build();
    let page = site.text("alpha/privacy/index.html");
    assert!(
        page.contains("<title>Privacy Policy · Alpha · ")
            && page.contains(r#"og:title" content="Privacy Policy · Alpha""#),
        "{page}"
    );
    assert!(page.contains("<p class=\"publisher\">Alpha</p>\n<h1><span lang=\"und\""), "{page}");
    assert!(site.text("beta/privacy/feed.xml").contains("<title>Privacy Policy · Beta</title>"));
    assert!(site.text("feed.xml").contains("<title>Privacy Policy · Beta · "));
    assert!(site.text("changes/index.html").contains(">Privacy Policy · Alpha</span>"));
    assert!(site.text("beta/terms/index.html").contains("<title>Terms · "), "it is alone");
    assert_eq!(site.json("policies.json")["policies"][0]["publisher"], "Alpha");
}

#[test]
fn titles_that_are_only_spelled_otherwise_are_alike() {
    let repo = Sandbox::new();
    repo.write("policy/Alpha/privacy.md", "# Privacy Policy\n\nWords.\n")
        .write("policy/Beta/privacy.md", "# PRIVACY POLICY.\n\nWords.\n")
        .write("policy/Beta/terms.md", "# Privacy Policy for children\n\nWords.\n")
        .commit("first");
    let site = repo.build();
    let publishers = |ix: usize| site.json("policies.json")["policies"][ix]["publisher"].clone();
    assert_eq!([publishers(0), publishers(1)], ["Alpha", "Beta"]);
    assert!(publishers(2).is_null(), "it is alone");
}

#[test]
fn whose_a_policy_is_may_be_said() {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", "publisher = 'Din Daeng'\n");
    repo.write("a.md", "# A\n\nWords.\n")
        .write("b.md", "---\npublisher: Bangkok\n---\n# B\n\nWords.\n")
        .commit("first");
    let site = repo.build();
    assert!(site.text("a/index.html").contains("<title>A · Din Daeng · "));
    assert!(site.text("b/index.html").contains("<title>B · Bangkok · "));
}

#[test]
fn a_withdrawal_and_a_return_are_told() {
    let repo = two_versions();
    repo.write("other.md", "# Other\n").commit("other");
    repo.remove("privacy.md").commit("The register takes its place");
    let site = repo.build();
    for feed in ["feed.xml", "privacy/feed.xml", "privacy/feed-text.xml"] {
        let feed = site.text(feed);
        assert!(
            feed.contains("<summary>The register takes its place</summary>") && feed.contains("term=\"withdrawn\""),
            "{feed}"
        );
    }
    assert!(site.text("changes/index.html").contains("The register takes its place"));
    assert!(site.text("index.html").contains("The register takes its place"));
    for page in ["privacy/index.html", "privacy/history/index.html"] {
        assert!(site.text(page).contains("The register takes its place"), "{page}");
        assert!(!site.text(page).contains("Read the current text"), "{page}");
    }
    let before = ids(&site, "privacy/feed.xml");
    assert_eq!(before.len(), 4);
    repo.write("privacy.md", "# Privacy\n\nKeep 60 days.\n").commit("back");
    let site = repo.build();
    let after = ids(&site, "privacy/feed.xml");
    assert_eq!((after.len(), &after[2..]), (5, &before[1..]), "nothing that was told is told again");
    assert!(site.text("privacy/feed.xml").contains("It returned with this version"));
    assert!(!site.text("privacy/history/index.html").contains("class=\"status gone\""));
}

#[test]
fn a_day_of_effect_to_come_is_told_as_long_as_nothing_takes_it_back() {
    let repo = two_versions();
    repo.write("other.md", essay("Other")).commit("other");
    let text = "# Privacy\n\nKeep 90 days, and no longer.\n";
    repo.write("privacy.md", text).commit("Longer\n\nEffective-Date: 2060-03-01");
    let site = repo.build();
    let entry = |site: &Site, feed: &str, n: u32| -> Option<String> {
        let feed = site.text(feed);
        let said = format!("Version {n} · Takes effect ");
        let mut entries = feed.split("<entry>").filter(|entry| entry.contains(&said)).map(str::to_owned);
        let found = entries.next();
        assert!(entries.next().is_none(), "{feed}");
        found
    };
    let told = entry(&site, "privacy/feed.xml", 3).expect("an entry");
    assert!(told.contains("Takes effect 1 March 2060") && told.contains("term=\"effect\""), "{told}");
    assert!(
        entry(&site, "feed.xml", 3)
            .is_some_and(|entry| entry.contains("Privacy · Version 3 · Takes effect 1 March 2060"))
    );
    assert!(entry(&site, "privacy/feed-text.xml", 3).is_none());
    let is_told = |site: &Site, what: &str| {
        let changes = site.text("changes/index.html");
        let coming: Vec<&str> = changes.split("<li class=\"coming\">").skip(1).collect();
        let told = coming.iter().any(|item| item.split("</li>").next().is_some_and(|item| item.contains(what)));
        // there each policy has a card, with what holds once the day has come
        assert_eq!(site.text("index.html").contains(&format!("data-then=\"{what}\"")), told);
        told
    };
    assert!(is_told(&site, "2060-03-01"));
    // put off, and then in the past of what is published: the name is the version's, and stays
    repo.write("privacy.md", text).write("note.md", "# Note\n\nA note.\n").commit("note");
    let before = ids(&site, "privacy/feed.xml");
    let site = repo.build();
    assert_eq!(ids(&site, "privacy/feed.xml"), before);
    repo.write("privacy.md", format!("---\neffective: 2060-06-01\n---\n{text}")).commit("Put off");
    let site = repo.build();
    assert!(entry(&site, "privacy/feed.xml", 3).is_none(), "its day was put off");
    assert!(entry(&site, "privacy/feed.xml", 4).is_some_and(|entry| entry.contains("1 June 2060")));
    assert!(is_told(&site, "2060-06-01") && !is_told(&site, "2060-03-01"));
    repo.tick(40 * 366 * 24 * 3600);
    repo.write("other.md", essay("Other") + "\nOne more line.\n").commit("more");
    let site = repo.build();
    assert!(!is_told(&site, "2060-06-01"), "no page of all says of a day gone by that it is to come");
    assert!(entry(&site, "privacy/feed.xml", 4).is_some());
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert!(site.files() == Site::at(fresh).files(), "a grown site is one built at once");
    repo.remove("privacy.md").commit("gone");
    assert!(!is_told(&repo.build(), "2060-06-01"));
}
