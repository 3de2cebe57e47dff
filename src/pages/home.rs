//! The home page, in the language of the site and in those in which policies have texts too.

use super::calendar::has_dates;
use super::card::{self, Card};
use super::checkpoint::LedgerView;
use super::chrome::{Chrome, ScriptData, ScriptTexts};
use super::dates::DateView;
use super::groups::are_years;
use super::latest::{Latest, coming, last_day, latest};
use super::lists::{Lists, Part, Way, list_texts};
use super::messages::{Messages, number};
use super::routes;
use super::site::Site;
use super::spoken::language_name;
use crate::error::Result;
use crate::model::{Class, Lang, Policy, PolicyId, Version};
use serde::Serialize;
use std::collections::HashSet;

/// How many of the latest changes the home page shows.
const LATEST: usize = 6;
/// The most ways to other pages of the list that stand open.
const OPEN: usize = 24;

#[derive(Serialize)]
struct HomeView<'a> {
    chrome: Chrome,
    /// The language of the site's title, where that is another.
    title_lang: Option<String>,
    /// The home pages in other languages, and this one.
    languages: Vec<Language>,
    /// Where the site's root is.
    root: String,
    /// The policies with what changed, where they are few.
    cards: Option<Vec<Card>>,
    parts: Vec<Part>,
    /// Where the policies are, if they are not here.
    ways: Vec<Ways>,
    /// How many are withdrawn, if that does not stand in the list.
    gone: Option<String>,
    /// What takes effect later.
    coming: Vec<Latest>,
    /// What changed last; beside cards, what was withdrawn.
    latest: Vec<Latest>,
    text_feed: String,
    /// The calendar of the days of effect, if there is one.
    calendar: Option<String>,
    count: String,
    /// When something changed last.
    last: Option<String>,
    /// Proposals for new policies.
    proposals: Vec<Proposed>,
    /// The published revision. It stands on this page alone: a commit changes the pages of what it changes.
    commit: Option<&'a str>,
    /// The ledger as it is now.
    ledger: Option<LedgerView>,
}

/// A proposal for a new policy.
#[derive(Serialize)]
struct Proposed {
    name: String,
    href: String,
}

/// A language in which there is a home page.
#[derive(Serialize)]
struct Language {
    lang: String,
    name: String,
    /// `None` for the page itself.
    href: Option<String>,
}

/// Ways to pages of the list.
#[derive(Serialize)]
struct Ways {
    /// Under which they are folded away; empty for those that stand open.
    summary: String,
    count: usize,
    ways: Vec<Way>,
}

/// The home page for readers of `lang`.
pub(super) fn home(site: &Site<'_>, lists: &Lists<'_>, lang: &Lang) -> Result<Vec<u8>> {
    let is_root = lang == site.lang();
    let (messages, path) = (site.messages(lang), site.home(lang));
    let at = (&*path, lang);
    let count = |key: &str, n: u32| messages.with(key, &[("n", number(n))]);
    let ways = ways(lists.ways(&path, lang));
    let (standing, gone) = lists.counts();
    let told = lists.told(site, lang);
    let last = latest(told.iter().copied(), 1, |version| version.class != Class::Error);
    let last = last.first().map(|last| DateView::at(site, last.date(), messages).text().to_owned());
    let last = last.map(|date| messages.with("last-change", &[("date", date.into())]));
    let last_day = last_day(site, lists.policies());
    let cards = lists.few().map(|few| card::cards(site, messages, at, (few, last_day)));
    let count_of_all = count("policy-count", standing);
    let calendar = has_dates(site, lists.policies()).then(|| routes::relative(&path, routes::DATES));
    let mut chrome = Chrome::new(site, messages, &path, "")
        .at_home(site, lang, &path)
        .describe(&[&count_of_all, last.as_deref().unwrap_or_default()])
        .feeds(messages, &path, ("", true), &site.title(messages))
        .calendar(messages, calendar.as_deref(), &site.title(messages))
        .script(routes::LISTS_SCRIPT, &path)
        .data(&ScriptData { texts: search_texts(messages) })?;
    for other in &site.homes {
        chrome = chrome.translation(other, routes::relative(&path, &site.home(other)));
    }
    let view = HomeView {
        chrome,
        title_lang: site.config.title.as_ref().filter(|_| !is_root).map(|_| site.lang().to_string()),
        languages: languages(site, messages, at),
        root: routes::relative(&path, routes::HOME).trim_end_matches(routes::HOME).to_owned(),
        gone: Some(gone).filter(|gone| *gone > 0 && !ways.is_empty()).map(|gone| count("withdrawn-count", gone)),
        parts: lists.all(site, messages, at),
        ways,
        text_feed: routes::relative(&path, routes::TEXT_FEED),
        calendar,
        coming: announced(site, lists, at, (&told, cards.is_some())),
        latest: match cards {
            Some(_) => Latest::withdrawals(site, messages, &path, &told, LATEST),
            None => Latest::news(site, messages, &path, &told, LATEST),
        },
        cards,
        last,
        ledger: site.ledger_view(messages, &path),
        proposals: site
            .proposed
            .iter()
            .map(|(name, page)| Proposed { name: name.clone(), href: routes::relative(&path, page) })
            .collect(),
        commit: is_root.then(|| site.commit.short()),
        count: count_of_all,
    };
    site.theme.render("home.html", messages, &view, None)
}

/// Which versions of `told` take effect later; where each has a card, those alone that are not the newest.
fn announced(
    site: &Site<'_>,
    lists: &Lists<'_>,
    (path, lang): (&str, &Lang),
    (told, has_cards): (&[&Policy], bool),
) -> Vec<Latest> {
    let told: HashSet<&PolicyId> = told.iter().map(|policy| &policy.id).collect();
    let is_said = |policy: &Policy, version: &Version| has_cards && version.number == policy.current().number;
    coming(site, lists.policies(), usize::MAX)
        .into_iter()
        .filter(|(policy, version, _)| told.contains(&policy.id) && !is_said(policy, version))
        .take(LATEST)
        .map(|one| Latest::coming(site.messages(lang), path, one))
        .collect()
}

fn languages(site: &Site<'_>, messages: &Messages, (path, lang): (&str, &Lang)) -> Vec<Language> {
    let language = |other: &Lang| Language {
        lang: other.to_string(),
        name: language_name(other, messages),
        href: (other != lang).then(|| routes::relative(path, &site.home(other))),
    };
    site.homes.iter().map(language).collect()
}

/// The ways by which a reader looks for one: where they are many, folded away by decade or by letter.
fn ways(ways: Vec<Way>) -> Vec<Ways> {
    let years =
        !ways.is_empty() && are_years(ways.iter().map(|way| &*way.group)) && ways.iter().any(|w| !w.group.is_empty());
    let ways = if years { newest_first(ways) } else { ways };
    let summed =
        |summary: String, ways: Vec<Way>| Ways { summary, count: ways.iter().map(|way| way.count).sum(), ways };
    if ways.len() <= OPEN {
        return if ways.is_empty() { Vec::new() } else { vec![summed(String::new(), ways)] };
    }
    let decade = |year: &str| year.get(..3).map(|decade| format!("{decade}0–{decade}9"));
    let letter = |text: &str| text.chars().next().map(|c| c.to_uppercase().to_string());
    let name = |way: &Way| if years { decade(&way.group) } else { letter(&way.text) }.unwrap_or_default();
    let mut folded: Vec<(String, Vec<Way>)> = Vec::new();
    for way in ways {
        let name = name(&way);
        match folded.last_mut() {
            Some((last, some)) if *last == name => some.push(way),
            _ => folded.push((name, vec![way])),
        }
    }
    folded.into_iter().map(|(name, ways)| summed(name, ways)).collect()
}

/// The last group first; the ways of each in order.
fn newest_first(ways: Vec<Way>) -> Vec<Way> {
    let mut groups: Vec<Vec<Way>> = Vec::new();
    for way in ways {
        match groups.last_mut() {
            Some(group) if group[0].group == way.group => group.push(way),
            _ => groups.push(vec![way]),
        }
    }
    groups.into_iter().rev().flatten().collect()
}

/// What the search says, and the list.
fn search_texts(messages: &Messages) -> ScriptTexts {
    let texts = [
        ("search-wait", &[][..]),
        ("search-failed", &[]),
        ("search-nothing", &[]),
        ("search-policies", &["n"]),
        ("search-notes", &["n"]),
        ("search-in-texts", &[]),
        ("search-in-notes", &[]),
        ("search-withdrawn", &[]),
        ("search-formers", &["n"]),
        ("search-with-some", &[]),
        ("search-in-former", &[]),
        ("search-lacks", &["words"]),
        ("search-gone", &["n", "date"]),
        ("search-gone-words", &["words", "n", "date"]),
        ("search-read-some", &["n"]),
        ("search-read-none", &[]),
        ("version-n", &["n"]),
    ];
    let texts = texts.into_iter().map(|(key, names)| (key, messages.forms(key, names)));
    texts.chain(list_texts(messages).texts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(texts: &[&str]) -> Vec<(String, usize, usize)> {
        let way = |text: &&str| {
            let (group, href) = (text.split(' ').next().unwrap_or_default().to_owned(), String::new());
            Way { group, text: (*text).to_owned(), count: 2, href }
        };
        ways(texts.iter().map(way).collect())
            .into_iter()
            .map(|some| (some.summary, some.count, some.ways.len()))
            .collect()
    }

    #[test]
    fn many_years_are_folded_by_decade_the_newest_first() {
        let years: Vec<String> = (1981..=2026).map(|year| year.to_string()).collect();
        let mut years: Vec<&str> = years.iter().map(String::as_str).collect();
        let all = folded(&years);
        assert_eq!((all.len(), &all[0]), (5, &("2020–2029".to_owned(), 14, 7)));
        // a year of which there are so many that they stand on two pages
        years.splice(5..6, ["1986 · A – K", "1986 · L – Z"]);
        assert_eq!(folded(&years)[4], ("1980–1989".to_owned(), 20, 10));
        assert_eq!(folded(&years[..9]), [(String::new(), 18, 9)], "few stand open");
    }

    #[test]
    fn many_groups_are_folded_by_letter() {
        let names: Vec<String> = (0..30).map(|n| format!("{}{n:02}", if n < 10 { "Al" } else { "be" })).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(folded(&names), [("A".to_owned(), 20, 10), ("B".to_owned(), 40, 20)]);
    }
}
