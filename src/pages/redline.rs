//! The pages that compare versions of one policy: redlines and their list.

use super::again::{self, AgainView};
use super::annexes::ReplacedView;
use super::brief::{self, BriefView, ContentsEntry};
use super::dates::DateView;
use super::head::{Head, Shown};
use super::legend::{self, Sample};
use super::links::{TextFiles, TextLinks};
use super::maker::Maker;
use super::messages::{Messages, number};
use super::short::{LONG, short};
use super::views::{Chrome, ScriptData, Texts, VersionView};
use super::{annexes, plan, routes, spoken};
use crate::brief::{Section, facts_between, sections, sections_between};
use crate::error::Result;
use crate::html;
use crate::model::{FactChange, Lang, Version, VersionNumber, distinct_briefs};
use crate::weave::{RedLeaf, Redline};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// How many redlines of neighbours the compare page lists, the newest; the history leads to all.
const PAIRS: usize = 100;

#[derive(Serialize)]
struct RedlineView<'a> {
    chrome: Chrome,
    from: u32,
    to: u32,
    lang: &'a str,
    head: Head,
    title: String,
    /// The newer version, if the redline is one of neighbours.
    version: Option<VersionView>,
    unchanged: Option<String>,
    /// Files to which both texts lead, which are others now.
    replaced: Vec<ReplacedView>,
    coarse: Option<String>,
    /// That the version before is an error page.
    against_error: Option<String>,
    brief: Option<BriefView>,
    contents: Vec<ContentsEntry>,
    contents_count: String,
    legend: Vec<Sample>,
    /// That something is left out, and how much.
    short: Option<ShortView>,
    /// The page that has the same, in place of a text.
    again: Option<Rc<AgainView>>,
    withdrawn: Option<String>,
    old: String,
    old_name: String,
    new: String,
    new_name: String,
    current: String,
    compare: String,
    previous: Option<String>,
    next: Option<String>,
}

/// What is said of a redline that does not have the whole text.
#[derive(Serialize)]
struct ShortView {
    /// How many words are left out.
    words: usize,
    text: String,
    /// Where the whole text with marks is.
    marked: String,
}

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
    texts: Texts,
    id: &'a str,
    /// Kinds of facts in words.
    kinds: BTreeMap<&'static str, String>,
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

#[derive(Serialize)]
struct CompareFact<'a> {
    kind: &'static str,
    old: Option<&'a str>,
    now: Option<&'a str>,
    change: usize,
}

/// The redline of what `version` changed.
pub(super) fn changes(maker: &Maker<'_>, version: &Version) -> Result<Vec<u8>> {
    let (id, n) = (&maker.policy.id, version.number);
    let before = VersionNumber::at(n.index() - 1);
    let path = routes::changes(id, n);
    let to = |target: String| routes::relative(&path, &target);
    let (previous, next) = maker.neighbours(n);
    let steps = (
        previous.filter(|n| n.index() > 0).map(|n| to(routes::changes(id, n))),
        next.map(|n| to(routes::changes(id, n))),
    );
    let changed = maker.texts.redline(before, n);
    let again = again::view(maker, &path, (&changed, n, maker.common_lang(before, n)));
    let brief = brief::view(&version.brief, again.as_ref().map_or("", |again| &again.href), maker.messages);
    let (brief, sections) = match &again {
        Some(again) => (brief.map(|brief| brief.begun(&again.href, maker.messages)), Cow::default()),
        None => (brief, sections(&changed).into()),
    };
    let told = Told { brief, sections, version: Some(maker.view(&path, version)), again, steps };
    redline(maker, &path, &changed, (before, n), told)
}

/// The redline of the version `back` before the current one and the current one.
pub(super) fn last(maker: &Maker<'_>, back: u32) -> Result<Vec<u8>> {
    let (id, to) = (&maker.policy.id, maker.policy.current().number);
    let from = VersionNumber::at(to.index() - back as usize);
    let path = routes::last(id, back);
    let changed = maker.texts.redline(from, to);
    let sections = sections_between(&changed, &maker.policy.sections, from, to);
    let facts = facts_between(maker.policy.versions.iter().map(|v| &*v.brief), from, to);
    let page = |n| routes::relative(&path, &routes::changes(id, n));
    let brief = brief::between(&sections, &facts, &page, maker.messages);
    redline(
        maker,
        &path,
        &changed,
        (from, to),
        Told { brief, sections: sections.into(), version: None, again: None, steps: (None, None) },
    )
}

/// What is told beside a redline.
struct Told<'a> {
    brief: Option<BriefView>,
    sections: Cow<'a, [Section]>,
    /// The newer version, if the redline is one of neighbours.
    version: Option<VersionView>,
    /// What stands in place of a redline that another page has.
    again: Option<Rc<AgainView>>,
    /// The redlines before and after it.
    steps: (Option<String>, Option<String>),
}

fn redline(
    maker: &Maker<'_>,
    path: &str,
    redline: &Redline,
    (from, to): (VersionNumber, VersionNumber),
    told: Told<'_>,
) -> Result<Vec<u8>> {
    let (id, messages, policy) = (&maker.policy.id, maker.messages, maker.policy);
    let link = |target: String| routes::relative(path, &target);
    let numbers = [("from", number(from.get())), ("to", number(to.get()))];
    let title = messages.with("changes-of", &numbers);
    let newer = policy.version(to).expect("a version that is read");
    let file = newer.path.as_str();
    let files = TextFiles::between(&policy.annexes, from, to);
    let links = TextLinks { site: maker.site, messages, file, page: path, sections: Vec::new(), files };
    let replaced = annexes::replaced(maker, path, (from, to));
    let lang = maker.common_lang(from, to);
    let new = link(routes::version(id, to));
    let (article, left_out) = match &told.again {
        Some(_) => Default::default(),
        None => article(redline, &links, (&new, lang)),
    };
    let short = left_out.map(|words| ShortView {
        words,
        text: messages.with("left-out", &[("n", number(words as u32))]),
        marked: format!("{}#{from}..{to}", link(routes::compare(id))),
    });
    let (mut contents, contents_count) = brief::contents(&told.sections, messages);
    if told.brief.as_ref().is_some_and(|brief| brief.listed() == contents.len()) {
        contents.clear(); // the brief has the list
    }
    let back_from = newer.back_from.filter(|last| *last < from);
    let chrome = maker
        .chrome(path, &format!("{title} · {}", policy.name()))
        .describe(&[newer.note.explanation(&messages.lang)])
        .noindex(true)
        .crumb(&maker.name(to), Some(link(routes::version(id, to))), None)
        .crumb(&messages.text("changes"), None, None);
    let view = RedlineView {
        chrome: match &told.again {
            Some(_) => chrome,
            None => chrome.data(&ScriptData { texts: redline_texts(messages) })?,
        },
        from: from.get(),
        to: to.get(),
        lang,
        head: maker.head_of(path, newer, Some(title.clone())),
        title,
        version: told.version,
        unchanged: (redline.is_unchanged() && replaced.is_empty()).then(|| messages.text("nothing-visible-changed")),
        replaced,
        coarse: redline.coarse.then(|| messages.text("coarse-marks")),
        against_error: back_from.map(|last| messages.with("marks-against-error", &[("version", number(last.get()))])),
        brief: told.brief,
        contents_count,
        contents,
        legend: if told.again.is_some() { Vec::new() } else { legend::legend(redline, messages) },
        short,
        again: told.again,
        withdrawn: maker.withdrawn(),
        old: link(routes::version(id, from)),
        old_name: maker.name(from),
        new,
        new_name: maker.name(to),
        current: link(routes::current(id)),
        compare: format!("{}#{}..{to}", link(routes::compare(id)), back_from.unwrap_or(from)),
        previous: told.steps.0,
        next: told.steps.1,
    };
    maker.site.theme.render("redline.html", messages, &view, Some(article))
}

/// The redline as the page in `lang` has it, and how many words that leaves out if it has not all; `new` is the page of the
/// newer version.
fn article(redline: &Redline, links: &TextLinks<'_>, (new, lang): (&str, &str)) -> (String, Option<usize>) {
    // what has more text than that is longer still with its marks
    let whole =
        (redline.leaves.iter().map(RedLeaf::length).sum::<usize>() <= LONG).then(|| html::redline(redline, links));
    if let Some(whole) = whole.filter(|whole| whole.len() <= LONG) {
        return (whole, None);
    }
    let Some(short) = short(redline, sections(redline), new, links.messages) else {
        return (html::redline(redline, links), None);
    };
    let (page, text) = (&links.messages.lang, Lang::parse(lang).unwrap_or_else(Lang::unknown));
    let spoken = (spoken::within(page, &text), spoken::within(&text, page));
    let article = html::redline_in_short(redline, &short.stretches, links, new, (&spoken.0, &spoken.1));
    (article, Some(short.words))
}

/// What the script of a redline says.
pub(super) fn redline_texts(messages: &Messages) -> Texts {
    [("change-n", &["n"][..]), ("change-count", &["n"]), ("change-of", &["i", "n"])]
        .into_iter()
        .map(|(key, names)| (key, messages.forms(key, names)))
        .collect()
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
    let lasts = (2..=plan::LAST).filter_map(|back| {
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
        ("word-changes", &["added", "removed"]),
        ("changes-of", &["from", "to"]),
    ];
    let mut texts = redline_texts(messages);
    texts.extend(plain.chain(with).map(|(key, names)| (key, messages.forms(key, names))));
    let (briefs, places) = distinct_briefs(&policy.versions);
    let facts = briefs.iter().flat_map(|brief| &brief.facts);
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
        kinds: facts.map(|fact| (fact.kind.as_str(), brief::kind(fact, messages))).collect(),
        versions: policy.versions.iter().zip(places).map(version).collect(),
        version: numbered(routes::version(id, first)),
        changes: numbered(routes::changes(id, first)),
        facts: briefs.iter().map(|brief| brief.facts.iter().map(fact).collect()).collect(),
        quiet: brief::QUIET,
        headings: policy.sections.headings.iter().map(|(from, ids)| (*from as u32 + 1, &ids[..])).collect(),
        weave: html::weave_data(maker.texts.weave(), &links),
    }
}
