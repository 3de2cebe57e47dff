//! What kind of change made a version: error pages, and what says the same written otherwise.

use crate::sandbox::{Sandbox, Site, essay};

const ERROR: &str = "# This page isn't available\n\nThe link may be broken.\n";

/// The class of each version of `a`.
fn classes(site: &Site) -> Vec<String> {
    site.versions("a").iter().map(|v| v["class"].as_str().expect("a class").to_owned()).collect()
}

/// Publishes the texts one after the other, and at once into another folder: it makes no difference.
fn publish(texts: &[String]) -> (Sandbox, Site) {
    let repo = Sandbox::new();
    for (ix, text) in texts.iter().enumerate() {
        repo.write("policy/a.md", text).commit(&format!("text {ix}"));
        repo.build();
    }
    let grown = repo.build();
    let at_once = repo.place("at-once");
    let run = repo.run(&["build", "--out", at_once.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(Site::at(at_once).files() == grown.files(), "a grown site is one built at once");
    (repo, grown)
}

#[test]
fn an_error_page_is_a_class_of_its_own_and_so_is_what_stood_there_once() {
    let text = essay("Parking");
    let changed = text.replace("Parking", "Parking lots");
    let (_repo, site) = publish(&[
        text.clone(),
        ERROR.into(),
        text.clone(),
        "# Parking\n\nSoon.\n".into(),
        changed,
        ERROR.into(),
        ERROR.replace("The", "A"),
    ]);
    assert_eq!(classes(&site), ["first", "error", "none", "error", "text", "error", "error"]);
    let back = site.text("a/v/3/index.html");
    assert!(back.contains("The text is back after an error page. Changes are shown against version 1,"), "{back}");
    let feed = site.text("a/feed-text.xml");
    assert!(!feed.contains("/v/2/") && !feed.contains("/v/4/"), "no error page is a change of wording");
}

/// What the page of all sections tells of each: the version, and what happened.
fn events(site: &Site) -> Vec<String> {
    let page = site.text("a/sections/index.html");
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|link| link.contains("#c")).map(str::to_owned).collect()
}

#[test]
fn error_pages_are_no_events_in_the_history_of_a_section() {
    let text = format!("{}\n## Fees\n\nA fee of five baht is due for each hour of parking.\n", essay("Parking"));
    let changed = text.replace("five baht", "six baht");
    // what stood there once without saying so was an error page too
    let soon = "# Parking\n\nSoon.\n";
    let (_repo, site) = publish(&[text.clone(), ERROR.into(), text.clone(), soon.into(), changed, ERROR.into()]);
    assert_eq!(classes(&site), ["first", "error", "none", "error", "text", "error"]);
    assert_eq!(events(&site), ["../v/5/changes/index.html#c1"]);
    let page = site.text("a/sections/index.html");
    assert_eq!(page.matches(">Fees<").count(), 1, "one section over all versions: {page}");
    assert!(!page.contains("This page isn't available"), "an error page has no sections: {page}");
}

#[test]
fn a_text_that_was_cut_for_good_is_a_new_text() {
    let short = "# Parking\n\nThese rules were replaced by the rules of the district.\n";
    let (_repo, site) = publish(&[essay("Parking"), short.into(), short.replace("district", "city"), short.into()]);
    assert_eq!(classes(&site), ["first", "text", "text", "text"]);
}

#[test]
fn dates_and_ages_that_are_written_otherwise_are_no_wording() {
    let text = |line: &str| essay("Parking") + "\n" + line + "\n";
    let (_repo, site) = publish(&[
        text("Effective 8 July 2026"),
        text("Effective July 8, 2026"),
        text("Effective July 9, 2026"),
        text("Last updated: 2 days ago"),
        text("Last updated: 3 days ago"),
    ]);
    assert_eq!(classes(&site), ["first", "formatting", "text", "text", "formatting"]);
}
