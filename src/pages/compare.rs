//! The page that compares any two versions of a policy.

use super::brief;
use super::chrome::{Chrome, ScriptTexts};
use super::dates::DateView;
use super::head::{Head, Shown};
use super::legend::{self, Sample};
use super::links::{TextFiles, TextLinks};
use super::maker::Maker;
use super::messages::number;
use super::page::LAST;
use super::redline::redline_texts;
use super::replaced::ReplacedView;
use super::routes;
use super::views::VersionView;
use super::withheld;
use crate::error::Result;
use crate::html;
use crate::model::{FactChange, Version, VersionNumber, distinct_briefs};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many redlines of neighbours the compare page lists, the newest; the history leads to all.
const PAIRS: usize = 100;

#[derive(Serialize)]
struct CompareView<'a> {
    chrome: Chrome,
    head: Head,
    lang: &'a str,
    versions: Vec<ChoiceView>,
    legend: Vec<Sample>,
    lasts: Vec<LastView>,
    /// The newest, if there are many.
    pairs: Vec<PairView>,
    /// That the history leads to the others.
    more: bool,
    withdrawn: Option<String>,
    /// The versions whose texts are withheld.
    withheld: Vec<String>,
    replaced_by: Vec<ReplacedView>,
    replaces: Vec<ReplacedView>,
    history: String,
}

/// A version to choose.
#[derive(Serialize)]
struct ChoiceView {
    n: u32,
    name: String,
    date: String,
}

/// A page that compares a version with the current one.
#[derive(Serialize)]
struct LastView {
    text: String,
    href: String,
}

#[derive(Serialize)]
struct PairView {
    text: String,
    redline: String,
    class: &'static str,
    version: VersionView,
}

/// What the script that compares needs to know.
#[derive(Serialize)]
struct CompareData<'a, W> {
    texts: ScriptTexts,
    id: &'a str,
    /// Kinds of facts in words.
    kinds: BTreeMap<&'static str, CompareKind>,
    /// How many facts are open where there are many.
    shown: usize,
    versions: Vec<CompareVersion>,
    /// Where a version stands, and its redline, with `{n}` for its number.
    version: String,
    changes: String,
    /// The facts of versions, each list once: texts that flip back and forth change the same again.
    facts: Vec<Vec<CompareFact<'a>>>,
    /// From how many on sections without a word that came or went are told as a number.
    quiet: usize,
    /// Where headings are other sections than in the version before: its number, and the section of each heading.
    headings: Vec<(u32, &'a [u32])>,
    /// All versions, for `promulgate.redline` of the script.
    weave: W,
}

#[derive(Serialize)]
struct CompareVersion {
    name: String,
    date: String,
    /// Which of the lists of facts it has.
    facts: usize,
}

/// A kind of fact.
#[derive(Serialize)]
struct CompareKind {
    /// It in words.
    text: String,
    /// Where facts of this kind stand in the list.
    place: usize,
}

#[derive(Serialize)]
struct CompareFact<'a> {
    kind: &'static str,
    old: Option<&'a str>,
    now: Option<&'a str>,
    change: usize,
}

/// Any two versions, for the script to choose; without it, the redlines that have pages.
pub(super) fn compare(maker: &Maker<'_>) -> Result<Vec<u8>> {
    let (id, messages, policy) = (&maker.policy.id, maker.messages, maker.policy);
    let path = routes::compare(id);
    let to = |target: String| routes::relative(&path, &target);
    let heading = messages.text("compare");
    let between = |from: VersionNumber, to: VersionNumber| {
        messages.with("changes-of", &[("from", number(from.get())), ("to", number(to.get()))])
    };
    let pair = |version: &Arc<Version>| {
        let (old, new) = (VersionNumber::at(version.number.index().checked_sub(1)?), version.number);
        Some(PairView {
            text: between(old, new),
            redline: to(routes::changes(id, new)),
            class: version.class.as_str(),
            version: maker.view(&path, version),
        })
    };
    let current = policy.current().number;
    let lasts = (2..=LAST).filter_map(|back| {
        let from = VersionNumber::at(current.index().checked_sub(back as usize)?);
        Some(LastView { text: between(from, current), href: to(routes::last(id, back)) })
    });
    let choice = |version: &Arc<Version>| ChoiceView {
        n: version.number.get(),
        name: maker.name(version.number),
        date: DateView::at(maker.site, version.published, messages).text().to_owned(),
    };
    let chrome =
        maker.chrome(&path, &format!("{heading} · {}", policy.name())).noindex(true).crumb(&heading, None, None);
    let view = CompareView {
        chrome: chrome.script(routes::COMPARE_SCRIPT, &path).data(&compare_data(maker, &path))?,
        head: maker.head(&path, Shown::Compare),
        lang: policy.lang.as_str(),
        versions: policy.versions.iter().map(choice).collect(),
        legend: legend::every(messages),
        lasts: lasts.collect(),
        pairs: policy.versions.iter().rev().filter_map(pair).take(PAIRS).collect(),
        more: policy.versions.len() > PAIRS + 1,
        withdrawn: maker.withdrawn(),
        withheld: policy.versions.iter().filter_map(|v| withheld::comparison((messages, policy), v)).collect(),
        replaced_by: maker.replaced_by(&path),
        replaces: maker.replaces(&path),
        history: to(routes::history(id)),
    };
    maker.site.theme.render("compare.html", messages, &view, None)
}

fn compare_data<'a>(maker: &'a Maker<'_>, path: &str) -> CompareData<'a, impl Serialize + use<>> {
    let (id, messages, policy) = (&maker.policy.id, maker.messages, maker.policy);
    let first = VersionNumber::at(0);
    let numbered = |target: String| routes::relative(path, &target).replace("/1/", "/{n}/");
    let counted = ["compare-same", "before-first-heading", "copied", "section-added", "section-removed"];
    let more = ["section-moved", "section-renamed", "section-changed"];
    let plain = counted.into_iter().chain(more).map(|key| (key, &[][..]));
    let with = [
        ("section-was", &["heading"][..]),
        ("section-counts", &["added", "removed"]),
        ("sections-quiet", &["n"]),
        ("facts-more", &["n"]),
        ("word-changes", &["added", "removed"]),
        ("changes-of", &["from", "to"]),
    ];
    let mut texts = redline_texts(messages);
    texts.extend(plain.chain(with).map(|(key, names)| (key, messages.forms(key, names))));
    let (briefs, places) = distinct_briefs(&policy.versions);
    let facts = briefs.iter().flat_map(|brief| &brief.facts);
    let kind = |fact: &FactChange| {
        (fact.kind.as_str(), CompareKind { text: brief::kind(fact, messages), place: brief::place(fact.kind) })
    };
    let fact = |fact: &'a FactChange| CompareFact {
        kind: fact.kind.as_str(),
        old: fact.old.as_deref(),
        now: fact.new.as_deref(),
        change: fact.change,
    };
    let version = |(v, facts): (&Arc<Version>, usize)| CompareVersion {
        name: maker.name(v.number),
        date: v.published.date(&maker.site.config.time_zone).to_string(),
        facts,
    };
    let file = policy.current().path.as_str();
    let files = TextFiles::any(policy);
    let links = TextLinks { site: maker.site, messages, file, page: path, sections: Vec::new(), files };
    CompareData {
        texts,
        id: id.as_str(),
        kinds: facts.map(kind).collect(),
        shown: brief::SHOWN,
        versions: policy.versions.iter().zip(places).map(version).collect(),
        version: numbered(routes::version(id, first)),
        changes: numbered(routes::changes(id, first)),
        facts: briefs.iter().map(|brief| brief.facts.iter().map(fact).collect()).collect(),
        quiet: brief::QUIET,
        headings: policy.sections.headings.iter().map(|(from, ids)| (*from as u32 + 1, &ids[..])).collect(),
        weave: html::weave_data(maker.texts.weave(), &links),
    }
}
