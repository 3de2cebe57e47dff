//! The pages with the redline of two versions of a policy.

use super::again;
use super::annexes::ReplacedView;
use super::brief::{self, BriefView, ContentsEntry};
use super::chrome::{Chrome, ScriptData, ScriptTexts};
use super::head::Head;
use super::legend::{self, Sample};
use super::links::{TextFiles, TextLinks};
use super::maker::Maker;
use super::messages::{Messages, number};
use super::repeats::AgainView;
use super::short::{LONG, short};
use super::views::VersionView;
use super::{annexes, diff_json, routes, spoken, withheld};
use crate::brief::{Section, brief as brief_of, facts_between, sections, sections_between};
use crate::document::Document;
use crate::error::Result;
use crate::html::{self, Links};
use crate::model::{Handover, Lang, Version, VersionNumber};
use crate::weave::{RedLeaf, Redline, Weave};
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;

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
    /// That the text of one of the versions is withheld, and which one stands in for it.
    withheld: Vec<String>,
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
    again: Option<Arc<AgainView>>,
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

/// The redline from version `from` of the policy to the text that replaced it, `to` as that policy numbers it.
pub(super) fn to_successor(maker: &Maker<'_>, path: &str, handover: &Handover, text: &Document) -> Result<Vec<u8>> {
    let (id, messages, policy, from) = (&maker.policy.id, maker.messages, maker.policy, handover.last);
    let link = |target: String| routes::relative(path, &target);
    let mut weave = Weave::default();
    weave.append(&maker.texts.document(from));
    weave.append(text);
    let redline = weave.redline(VersionNumber::at(0), VersionNumber::at(1));
    let older = policy.version(from).expect("a version that is read");
    let same = older.lang.primary() == handover.lang.primary();
    let lang = if same { handover.lang.as_str() } else { "und" };
    let links = TextLinks {
        site: maker.site,
        messages,
        file: &older.path,
        page: path,
        sections: Vec::new(),
        files: TextFiles::between(&policy.annexes, from, from),
    };
    let stands_in = |n: VersionNumber| messages.with("withheld-successor", &[("version", number(n.get()))]);
    let brief = brief_of(&redline, &Lang::parse(lang).unwrap_or_else(Lang::unknown));
    let (contents, contents_count) = brief::contents(sections(&redline), messages);
    let names = [("old", policy.name_in(from).into()), ("new", handover.title.as_str().into())];
    let title = messages.with("changes-to-successor", &names);
    let (new, compare) = (link(routes::version(&handover.other, handover.since)), link(routes::history(id)));
    let view = RedlineView {
        chrome: maker
            .chrome(path, &title)
            .noindex(true)
            .crumb(&messages.text("changes"), None, None)
            .data(&ScriptData { texts: redline_texts(messages) })?,
        from: from.get(),
        to: handover.since.get(),
        lang,
        head: maker.head_of(path, older, Some(title.clone())),
        title,
        version: None,
        withheld: handover.stands_in.map(stands_in).into_iter().collect(),
        unchanged: redline.is_unchanged().then(|| messages.text("nothing-visible-changed")),
        replaced: Vec::new(),
        coarse: redline.coarse.then(|| messages.text("coarse-marks")),
        against_error: None,
        brief: brief::view(&brief, "", messages),
        contents_count,
        contents,
        legend: legend::legend(&redline, messages),
        short: None,
        again: None,
        withdrawn: None,
        old: link(routes::version(id, from)),
        old_name: format!("{} · {}", policy.name_in(from), maker.name(from)),
        new,
        new_name: format!("{} · {}", handover.title, maker.name(handover.since)),
        current: link(routes::current(&handover.other)),
        compare,
        previous: None,
        next: None,
    };
    maker.site.theme.render("redline.html", messages, &view, Some(html::redline(&redline, &links)))
}

/// What is told beside a redline.
struct Told<'a> {
    brief: Option<BriefView>,
    sections: Cow<'a, [Section]>,
    /// The newer version, if the redline is one of neighbours.
    version: Option<VersionView>,
    /// What stands in place of a redline that another page has.
    again: Option<Arc<AgainView>>,
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
        None => article(redline, &links, messages, (&new, lang)),
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
    let both = [from, to].into_iter().filter_map(|n| policy.version(n));
    let withheld: Vec<String> = both.filter_map(|version| withheld::comparison((messages, policy), version)).collect();
    let back_from = newer.back_from.filter(|last| *last < from);
    let chrome = maker
        .chrome(path, &format!("{title} · {}", policy.name()))
        .describe(&[newer.note.explanation(&messages.lang)])
        .noindex(true)
        .crumb(&maker.name(to), Some(link(routes::version(id, to))), None)
        .crumb(&messages.text("changes"), None, None);
    let chrome = if told.version.is_some() { diff_json::linked(maker, path, chrome, to) } else { chrome };
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
        unchanged: (redline.is_unchanged() && replaced.is_empty() && withheld.is_empty())
            .then(|| messages.text("nothing-visible-changed")),
        withheld,
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
pub(super) fn article(
    redline: &Redline,
    links: &dyn Links,
    messages: &Messages,
    (new, lang): (&str, &str),
) -> (String, Option<usize>) {
    // what has more text than that is longer still with its marks
    let whole =
        (redline.leaves.iter().map(RedLeaf::length).sum::<usize>() <= LONG).then(|| html::redline(redline, links));
    if let Some(whole) = whole.filter(|whole| whole.len() <= LONG) {
        return (whole, None);
    }
    let Some(short) = short(redline, sections(redline), new, messages) else {
        return (html::redline(redline, links), None);
    };
    let (page, text) = (&messages.lang, Lang::parse(lang).unwrap_or_else(Lang::unknown));
    let spoken = (spoken::within(page, &text), spoken::within(&text, page));
    let article = html::redline_in_short(redline, &short.stretches, links, new, (&spoken.0, &spoken.1));
    (article, Some(short.words))
}

/// What the script of a redline says.
pub(super) fn redline_texts(messages: &Messages) -> ScriptTexts {
    [("change-n", &["n"][..]), ("change-count", &["n"]), ("change-of", &["i", "n"])]
        .into_iter()
        .map(|(key, names)| (key, messages.forms(key, names)))
        .collect()
}
