//! What the change brief tells of pairs of texts written by hand, and what it promises of generated ones.

use crate::texts::history;
use promulgate::brief::{brief, sections};
use promulgate::document;
use promulgate::model::{Brief, Lang, SectionState, VersionNumber};
use promulgate::weave::{self, Redline, Weave};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pairs {
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    /// The language of both; English unless it is said.
    lang: Option<String>,
    old: String,
    new: String,
    facts: Vec<String>,
    stale: Option<String>,
}

fn redline(old: &str, new: &str) -> Redline {
    let [old, new] = [old, new].map(|text| document::parse(text.as_bytes(), "p.md").document);
    weave::redline(&old, &new)
}

fn told(brief: &Brief) -> Vec<String> {
    let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "—".to_owned());
    brief.facts.iter().map(|f| format!("{}: {} → {}", f.kind.as_str(), side(&f.old), side(&f.new))).collect()
}

#[test]
fn every_fact_of_the_pairs_is_told_and_no_other() {
    let pairs: Pairs = toml::from_str(include_str!("../brief/pairs.toml")).expect("a table");
    assert!(pairs.pair.len() >= 60);
    let mut wrong = Vec::new();
    for pair in &pairs.pair {
        let lang = pair.lang.as_deref().map_or_else(Lang::english, |tag| Lang::parse(tag).expect("a language"));
        let brief = brief(&redline(&pair.old, &pair.new), &lang);
        if told(&brief) != pair.facts || brief.stale_date != pair.stale {
            let Pair { old, new, facts, stale, .. } = pair;
            wrong.push(format!(
                "{old:?} → {new:?}\n  expected {facts:?} {stale:?}\n  found    {:?} {:?}",
                told(&brief),
                brief.stale_date
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), pairs.pair.len(), wrong.join("\n"));
}

/// The sections that changed, as `state heading`.
fn changed(old: &str, new: &str) -> Vec<String> {
    let line = |s: &promulgate::model::SectionChange| {
        let was = s.was.as_ref().map(|was| format!(" < {was}")).unwrap_or_default();
        format!("{} {}{was} +{} -{}", s.state.as_str(), s.heading, s.added, s.removed)
    };
    brief(&redline(old, new), &Lang::english()).sections.iter().map(line).collect()
}

#[test]
fn sections_that_changed_are_told() {
    let old =
        "Preface here.\n\n# A text\n\nOne two three.\n\n## Scope of it\n\nFour five six.\n\n## Old rules\n\nSeven.";
    assert_eq!(changed(old, old), Vec::<String>::new());
    assert_eq!(changed(old, &old.replace("Preface here", "Preface there")), ["changed  +1 -1"]);
    assert_eq!(changed(old, &old.replace("five", "fife")), ["changed Scope of it +1 -1"]);
    assert_eq!(
        changed(old, &old.replace("Scope of it", "Scope of this")),
        ["renamed Scope of this < Scope of it +1 -1"]
    );
    assert_eq!(changed(old, &format!("{old}\n\n## New rules here\n\nEight.")), ["added New rules here +4 -0"]);
    assert_eq!(changed(old, &old.replace("\n\n## Old rules\n\nSeven.", "")), ["removed Old rules +0 -3"]);
    assert_eq!(changed(old, &old.replace("three", "**three**")), ["changed A text +0 -0"]);
}

#[test]
fn renumbered_headings_are_unchanged() {
    let old = "## 1. Scope\n\nOne two three.\n\n## 2. Terms\n\nFour five six.";
    let new = "## 1. Preface\n\nAll new words.\n\n## 2. Scope\n\nOne two three.\n\n## 3. Terms\n\nFour five six.";
    assert_eq!(changed(old, new), ["added 1. Preface +5 -0"]);
}

#[test]
fn all_sections_cover_the_redline() {
    let old = "Text.\n\n# A\n\nOne.\n\n# B\n\nTwo.";
    let redline = redline(old, &old.replace("# B\n\nTwo.", "# C d e\n\nThree four five."));
    let all = sections(&redline);
    let mut next = 0;
    for section in all {
        assert_eq!(section.leaves.start, next, "{all:#?}");
        next = section.leaves.end;
    }
    assert_eq!(next, redline.leaves.len());
    assert_eq!(all[0].heading, "");
    assert_eq!(all[1].state, None);
    assert!(all.iter().any(|s| s.state == Some(SectionState::Removed) && !s.current));
}

#[test]
fn what_was_moved_is_told_as_moved() {
    let long =
        |words: &str| format!("{words}, which are many enough to be known again where they stand in another place.");
    for grow in [str::to_owned as fn(&str) -> String, long as fn(&str) -> String] {
        let one = format!("# One\n\n{}", grow("We must keep the first words of it for 30 days"));
        let others =
            "# Two\n\nThe second set, longer than the first by some words.\n\n# Three\n\nAnd the third set of all.";
        let told = changed(&format!("{one}\n\n{others}"), &format!("{others}\n\n{one}"));
        assert!(!told.is_empty() && told.iter().all(|line| line.starts_with("moved ")), "{told:?}");
        let redline = redline(&format!("{one}\n\n{others}"), &format!("{others}\n\n{one}"));
        assert!(brief(&redline, &Lang::english()).facts.is_empty());
    }
}

#[test]
fn a_date_of_the_text_alone_is_not_substantive() {
    let text = "Last updated: 3 May 2023\n\nWe keep logs for 30 days.";
    let brief = |new: &str| brief(&redline(text, new), &Lang::english());
    assert!(!brief(&text.replace("2023", "2024")).is_substantive());
    assert!(brief(&text.replace("30", "60")).is_substantive());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_line_leads_to_a_change(history in history()) {
        let mut weave = Weave::default();
        for blocks in &history {
            weave.append(&document::parse(blocks.join("\n\n").as_bytes(), "p.md").document);
        }
        for a in 0..history.len() {
            for b in 0..history.len() {
                let redline = weave.redline(VersionNumber::at(a), VersionNumber::at(b));
                let brief = brief(&redline, &Lang::english());
                prop_assert!(a != b || brief == Brief::default());
                let changes = redline.changes();
                let known = |change: usize| changes.contains(&Some(change));
                prop_assert!(brief.sections.iter().all(|s| known(s.change)));
                prop_assert!(brief.facts.iter().all(|f| known(f.change) && (f.old.is_some() || f.new.is_some())));
                let all = sections(&redline);
                prop_assert_eq!(all.iter().map(|s| s.leaves.len()).sum::<usize>(), redline.leaves.len());
            }
        }
    }
}
