//! Names in lists: recipients of data, countries. A name that was added or removed is a fact if its list remained.

use super::columns::Headings;
use super::context::shortened;
use super::found::Found;
use super::labels::is_link;
use super::lexicon::{Lexicon, PerList, any, pattern};
use super::modals::is_spaceless;
use super::names::{folded, is_office};
use super::phrases::Phrases;
use super::side::sides;
use crate::document::{ContainerKind, LeafKind};
use crate::model::FactKind;
use crate::weave::{Change, RedLeaf, RedText, Redline};
use regex::Regex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Words that say that those who receive data are listed; then those of other lists of names.
static RECEIVERS: PerList<Phrases> = PerList::new(|words| Phrases::of(words.list("receivers")));
static LISTED: PerList<Phrases> = PerList::new(|words| Phrases::of(words.list("listed")));

/// The same as parts of words, too: a part of a text may begin or end within one.
static RECEIVERS_ANYWHERE: PerList<Phrases> = PerList::new(|words| Phrases::anywhere(words.list("receivers")));
static LISTED_ANYWHERE: PerList<Phrases> = PerList::new(|words| Phrases::anywhere(words.list("listed")));

/// A name: words with capitals.
const NAME: &str = r"(?:the\s)?\p{Lu}[\p{L}\p{M}\d'’.&-]*(?:\s(?:(?:of|and\sthe|de|du|der|des|&)\s)?(?:the\s)?[\p{Lu}\d][\p{L}\p{M}\d'’.&-]*){0,4}";
/// Cuba, Iran, North Korea, and Syria.
static SERIES: PerList<Regex> = PerList::new(|words| {
    let last = any(words.list("list-and"));
    pattern(&format!(r"{NAME}(?:,\s+{NAME})+(?:,?\s+{last}\s+{NAME})?"), &[])
});
/// What stands right before the first name of a series; an empty list has none.
static OPENS: PerList<Regex> = PerList::new(|words| {
    let opens = words.list("list-opens");
    let opens = if opens.is_empty() { String::new() } else { format!("|{}", any(opens)) };
    pattern(&format!(r"(?i)(?:^|[(:–—-]{opens})\s*(?:the\s)?$"), &[])
});
static ONE: LazyLock<Regex> = LazyLock::new(|| pattern(NAME, &[]));
/// ได้แก่ คิวบา อิหร่าน และเกาหลีเหนือ.
static THAI: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:ได้แก่|อาทิ|ประกอบด้วย|ดังนี้|คือ)\s*:?\s*([^\n.;:()]{3,400})", &[]));
static THAI_NAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"[^\s,]+", &[]));

/// The longest name, in characters and in words; the longest text that says what is listed, in bytes.
const LONGEST: usize = 60;
const WORDS: usize = 6;
const LABEL: usize = 300;
/// The most items by which a list is known as one of names.
const ITEMS: usize = 60;
/// The fewest names that are a series.
const SERIES_OF: usize = 3;

/// What the names of a list are, by what is written above it.
pub(super) fn listed(label: &str, words: &Lexicon) -> Option<FactKind> {
    let label = label.lines().last().unwrap_or_default();
    if label.len() > LABEL {
        return None;
    }
    let says =
        |phrases: &PerList<Phrases>, list: &str| !words.list(list).is_empty() && phrases.of(words).is_match(label);
    match () {
        () if says(&RECEIVERS, "receivers") => Some(FactKind::Recipient),
        () if says(&LISTED, "listed") => Some(FactKind::Name),
        () => None,
    }
}

/// Whether a text is written in capitals, as disclaimers are: then they make no names.
fn is_shouted(text: &str) -> bool {
    let count = |is: fn(char) -> bool| text.chars().filter(|c| is(*c)).count();
    count(char::is_uppercase) > count(char::is_lowercase)
}

/// A name up to where its sentence ends: “Syria. With regard to Iran” names Syria.
fn in_sentence<'t>(name: &'t str, words: &Lexicon) -> &'t str {
    let word = |at: usize| name[..=at].rsplit(' ').next().unwrap_or_default().to_lowercase();
    let ends = |at: &usize| word(*at).chars().count() > 4 && !words.has("abbreviations", &word(*at));
    name.match_indices(". ").map(|(at, _)| at).find(ends).map_or(name, |at| &name[..at])
}

/// Adds the names of the series in a text, where its sentence or `above`, what stands over it, says what they are.
pub(super) fn find(text: &str, above: Option<FactKind>, found: &mut Found<'_>) {
    let kind = |found: &Found<'_>, before: &str| kind_of(before, above, found.words);
    if has_series(text) && (above.is_some() || is_said(text, found.words)) && !is_shouted(text) {
        for series in SERIES.of(found.words).find_iter(text) {
            let names: Vec<_> = ONE.find_iter(series.as_str()).collect();
            let before = &text[..series.start()];
            let opened = names.len() >= SERIES_OF && OPENS.of(found.words).is_match(&last(before));
            let Some(kind) = kind(found, before).filter(|_| opened) else { continue };
            // countries have no offices among them
            if kind == FactKind::Name && is_office(series.as_str(), found.words) {
                continue;
            }
            for name in names {
                let own = in_sentence(name.as_str(), found.words);
                let start = series.start() + name.start();
                found.add(kind, folded(own), start..start + own.trim_end_matches('.').len());
                if own.len() < name.len() {
                    break;
                }
            }
        }
    }
    if !text.contains(is_spaceless) {
        return;
    }
    for c in THAI.captures_iter(text) {
        let Some(series) = c.get(1) else { continue };
        let Some(kind) = kind(found, &text[..series.start()]) else { continue };
        let blank = |text: String, word: &str| text.replace(word, &" ".repeat(word.len()));
        let cut = blank(blank(series.as_str().to_owned(), "และ"), "หรือ");
        let names: Vec<_> = THAI_NAME.find_iter(&cut).collect();
        if names.len() >= SERIES_OF && names.iter().all(|n| n.as_str().chars().count() <= LONGEST) {
            for name in names {
                let range = series.start() + name.start()..series.start() + name.end();
                found.add(kind, folded(name.as_str()), range);
            }
        }
    }
}

/// Whether a text has a word that says what names in it may be.
fn is_said(text: &str, words: &Lexicon) -> bool {
    let said = [(&RECEIVERS_ANYWHERE, "receivers"), (&LISTED_ANYWHERE, "listed")];
    said.into_iter().any(|(phrases, list)| !words.list(list).is_empty() && phrases.of(words).is_match(text))
}

/// Whether a comma stands between what may be names: before white space and a capital, or “the”.
fn has_series(text: &str) -> bool {
    text.match_indices(',').any(|(at, _)| {
        let after = &text[at + 1..];
        let next = after.trim_start();
        next.len() < after.len()
            && (next.starts_with("the") || next.starts_with(|c: char| !c.is_ascii() || c.is_ascii_uppercase()))
    })
}

/// What the names of a series are: by the label of its line if there is one, else by its sentence, else by what stands
/// above it.
fn kind_of(before: &str, above: Option<FactKind>, words: &Lexicon) -> Option<FactKind> {
    let sentence = last(before);
    match sentence.rfind(": ") {
        Some(at) => listed(&sentence[..at], words),
        None => listed(&sentence, words).or(above),
    }
}

/// The end of a text, from where its last sentence begins.
fn last(text: &str) -> String {
    let from = text.len().saturating_sub(LABEL - 1);
    let text = &text[(from..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(0)..];
    let start = text.rfind(['\n', ';']).map_or(0, |at| at + 1);
    let start = text[start..].rfind(". ").map_or(start, |at| start + at + 2);
    text[start..].to_owned()
}

/// The lists and tables of a redline.
pub(super) struct Lists<'a> {
    redline: &'a Redline,
    words: &'a Lexicon,
    /// For each list or table its first block, and whether something in it stands in both versions.
    known: FxHashMap<usize, (usize, bool)>,
}

impl<'a> Lists<'a> {
    pub(super) fn of(redline: &'a Redline, words: &'a Lexicon) -> Self {
        let mut known: FxHashMap<usize, (usize, bool)> = FxHashMap::default();
        for (ix, leaf) in redline.leaves.iter().enumerate() {
            let Some(list) = list(redline, leaf) else { continue };
            let head = matches!(&leaf.kind, LeafKind::Cell(cell) if cell.head);
            let stays = !matches!(leaf.change, Change::Deleted | Change::Inserted) && !head;
            known.entry(list).or_insert((ix, false)).1 |= stays;
        }
        Self { redline, words, known }
    }

    /// The name that block `ix` is, which came or went whole, and what it is.
    pub(super) fn name(
        &self,
        ix: usize,
        heading: Option<FactKind>,
        headings: &Headings<'_>,
    ) -> Option<(FactKind, String)> {
        let leaf = &self.redline.leaves[ix];
        let (first, stays) = *self.known.get(&list(self.redline, leaf)?)?;
        if !stays || leaf.moved.is_some() || leaf.change == Change::Same {
            return None;
        }
        let (is_name, above) = match leaf.kind {
            LeafKind::Cell(cell) => (!cell.head && leaf.column == 0 && self.is_whole_row(ix), headings.above(ix)),
            _ => (self.is_whole_item(ix), first.checked_sub(1).map(|before| text(&self.redline.leaves[before]))),
        };
        let above = above.filter(|_| is_name).and_then(|above| listed(&above, self.words));
        let name = name(&text(leaf), self.words).filter(|_| is_name)?;
        let plain = || !matches!(leaf.kind, LeafKind::Cell(_)) && !is_link(leaf) && self.is_of_names(first, leaf);
        let kind = above.or(heading).or_else(|| plain().then_some(FactKind::Name))?;
        Some((kind, name))
    }

    /// Whether a list, of which this is the first block, is of names: most of its items that stay are nothing else.
    fn is_of_names(&self, first: usize, own: &RedLeaf) -> bool {
        let own = list(self.redline, own);
        let all = self.redline.leaves[first..].iter().take_while(|leaf| list(self.redline, leaf) == own).take(ITEMS);
        let (mut names, mut others) = (0, 0);
        for leaf in all.filter(|leaf| !matches!(leaf.change, Change::Deleted | Change::Inserted)) {
            let text = text(leaf);
            let is_name = !is_link(leaf) && name(&text, self.words).is_some_and(|name| name == text.trim());
            *(if is_name { &mut names } else { &mut others }) += 1;
        }
        names >= SERIES_OF && others * 4 <= names
    }

    /// Whether all cells of the row came, or all went.
    fn is_whole_row(&self, ix: usize) -> bool {
        let own = &self.redline.leaves[ix];
        let row = self.redline.leaves[ix..].iter().take_while(|leaf| leaf.parent == own.parent);
        row.into_iter().all(|leaf| leaf.change == own.change)
    }

    /// Whether it is the first block of an item.
    fn is_whole_item(&self, ix: usize) -> bool {
        let own = &self.redline.leaves[ix];
        let item = own.parent.is_some_and(|c| matches!(self.redline.containers[c].kind, ContainerKind::Item(_)));
        item && ix.checked_sub(1).is_none_or(|before| self.redline.leaves[before].parent != own.parent)
    }
}

/// The list or the table in which a block stands.
fn list(redline: &Redline, leaf: &RedLeaf) -> Option<usize> {
    let mut around = std::iter::successors(leaf.parent, |c| redline.containers[*c].parent);
    around.find(|c| matches!(redline.containers[*c].kind, ContainerKind::Table(_) | ContainerKind::List(_)))
}

/// What a block says: in the newer version, if it stands there.
fn text(leaf: &RedLeaf) -> String {
    match &leaf.text {
        RedText::Same(content) => content.text.clone(),
        RedText::Pieces(_) => {
            let [old, new] = sides(leaf);
            if leaf.change == Change::Deleted { old.text } else { new.text }
        }
    }
}

/// The name with which an entry begins, if it is one and no sentence.
fn name(text: &str, words: &Lexicon) -> Option<String> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (first, second) = (lines.next()?, lines.next());
    // the words of a picture, then the name itself
    let first = second.filter(|second| first.len() > second.len() && first.ends_with(second)).unwrap_or(first);
    let cut = [" – ", " — ", " - ", ": ", " (", "; ", " | "].iter().filter_map(|sign| first.find(sign)).min();
    // “Acme, since 1 May”
    let aside = first.match_indices(", ").find(|(at, _)| first[at + 2..].starts_with(char::is_lowercase));
    let aside = aside.map(|(at, _)| at).filter(|at| !several(&first[*at..], words));
    let cut = cut.into_iter().chain(aside).min();
    let name = first[..cut.unwrap_or(first.len())].trim().trim_end_matches([',', ':', ';']);
    let begins = name
        .starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase() || c.is_numeric())
        || name.split(' ').next().is_some_and(|first| first.contains(char::is_uppercase));
    let short = name.chars().count() <= LONGEST && name.split_whitespace().count() <= WORDS;
    let spoken =
        name.split_whitespace().next().is_some_and(|first| words.list("no-names").contains(&first.to_lowercase()));
    let prose = spoken || name.ends_with(['?', '!']) || name.ends_with('.') && name.split_whitespace().count() > 3;
    let words_of = || name.split_whitespace();
    let small = words_of().filter(|word| word.starts_with(char::is_lowercase) && word.chars().count() > 3).count();
    // what is done is nobody's name
    let prose = prose || several(name, words) || small * 2 >= words_of().count().max(1);
    (begins && short && !prose && name.chars().any(char::is_alphabetic)).then(|| shortened(name))
}

/// Whether a text names several things.
fn several(text: &str, words: &Lexicon) -> bool {
    words.list("list-and").iter().any(|and| text.contains(&format!(", {and} ")))
}
