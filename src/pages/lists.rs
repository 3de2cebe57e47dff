//! The list of all policies: on the home page where they are few, else on pages of their own, by folder and title.

use super::messages::{Messages, number};
use super::spoken::language_name;
use super::views::{Chrome, VersionView};
use super::{Site, routes};
use crate::error::Result;
use crate::model::{Digest, Policy, PolicyId};
use crate::places::Place;
use crate::store;
use crate::weave::folded;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// The most policies that a page lists.
const MOST: usize = 200;
/// The most folders that the home page names where the policies are on pages of their own.
const FOLDERS: usize = 400;
/// The most letters of a title that tell where a page begins or ends.
const LETTERS: usize = 24;
/// With this and a number begins the address of a folder on its page.
const STANDING: &str = "folder-";
/// Stands between folder, title and address in the order of policies: before every letter.
const APART: char = '\u{1}';

/// All policies but translations, which stand beside their originals.
pub struct Lists<'a> {
    policies: &'a [Policy],
    translations: HashMap<&'a PolicyId, Vec<&'a Policy>>,
    /// The policies in the order of pages, with the folder of each; as they are where they are few.
    originals: Vec<(String, usize)>,
    /// None where the policies are few.
    sheets: Vec<Sheet>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    name: String,
    /// Its first policy in the order of pages.
    first: usize,
    count: usize,
}

impl Sheet {
    /// Where it is.
    pub fn place(&self) -> Place<'_> {
        Place::List(&self.name)
    }
}

impl<'a> Lists<'a> {
    /// The list of `policies`.
    pub fn new(site: &Site<'_>, policies: &'a [Policy]) -> Self {
        let mut translations: HashMap<&PolicyId, Vec<&Policy>> = HashMap::new();
        let mut originals = Vec::new();
        for (ix, policy) in policies.iter().enumerate() {
            match &policy.translation_of {
                Some(original) => translations.entry(original).or_default().push(policy),
                None => originals.push((site.catalog.folder(&policy.path), ix)),
            }
        }
        let mut sheets = Vec::new();
        if originals.len() > MOST {
            let key = |(folder, ix): (String, usize)| {
                let policy = &policies[ix];
                (format!("{}{APART}{}{APART}{}", folded(&folder), folded(&policy.title), policy.id), (folder, ix))
            };
            let mut sorted: Vec<(String, (String, usize))> = originals.into_iter().map(key).collect();
            sorted.sort_unstable();
            let (keys, order): (Vec<String>, Vec<(String, usize)>) = sorted.into_iter().unzip();
            cut(&keys, 0, 0, &mut sheets);
            originals = order;
        }
        Self { policies, translations, originals, sheets }
    }

    /// The pages of the list.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// What the pages of the list are called, and where they are.
    pub(super) fn named_sheets(&self) -> Vec<(String, String)> {
        let named = |sheet: &Sheet| (self.label(self.on(sheet)), sheet.place().path().into());
        self.sheets.iter().map(named).collect()
    }

    fn on(&self, sheet: &Sheet) -> &[(String, usize)] {
        &self.originals[sheet.first..sheet.first + sheet.count]
    }

    /// A digest of all that goes into a page, where `keys` are those of the policies.
    pub fn key(&self, site: &Site<'_>, sheet: &Sheet, keys: &[Option<Digest>]) -> Digest {
        let policies: Vec<(&String, Option<Digest>)> = self.on(sheet).iter().map(|(f, ix)| (f, keys[*ix])).collect();
        store::key(&(site.key, &sheet.name, policies))
    }

    /// The bytes of a page.
    ///
    /// # Errors
    /// A template fails.
    pub fn render(&self, site: &Site<'_>, sheet: &Sheet) -> Result<Vec<u8>> {
        let (messages, path) = (site.messages(site.lang()), sheet.place().path());
        let (path, title) = (path.as_str(), self.label(self.on(sheet)));
        let view = ListView {
            chrome: Chrome::new(site, messages, path, &title).crumb(&title, None, None),
            title,
            parts: self.parts(site, messages, path, self.on(sheet)),
        };
        site.theme.render("list.html", messages, &view, None)
    }

    /// How many policies stand, and how many are withdrawn.
    pub(super) fn counts(&self) -> (u32, u32) {
        let gone = self.originals.iter().filter(|(_, ix)| self.policies[*ix].withdrawn.is_some()).count();
        ((self.originals.len() - gone) as u32, gone as u32)
    }

    /// All policies, for the home page, where they are few.
    pub(super) fn all(&self, site: &Site<'_>, messages: &Messages) -> Vec<Part> {
        match self.sheets.is_empty() {
            true => self.parts(site, messages, routes::HOME, &self.originals),
            false => Vec::new(),
        }
    }

    /// What leads to the pages of the list: folders, or where each page begins and ends.
    pub(super) fn ways(&self) -> Vec<Way> {
        let way = |sheet: &Sheet, some: &[(String, usize)], text: String, anchor: String| Way {
            text,
            count: some.len(),
            href: routes::relative(routes::HOME, sheet.place().path().as_str()) + &anchor,
        };
        let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
        self.originals.iter().for_each(|(folder, _)| *folders.entry(folder).or_default() += 1);
        if folders.len() > FOLDERS || folders.len() == 1 {
            let all = self.sheets.iter();
            return all.map(|sheet| way(sheet, self.on(sheet), self.label(self.on(sheet)), String::new())).collect();
        }
        let mut ways = Vec::new();
        for sheet in &self.sheets {
            let standing = self.folders(self.on(sheet), false);
            for some in self.on(sheet).chunk_by(|a, b| a.0 == b.0) {
                let folder = &*some[0].0;
                let text = match folders.get(folder) {
                    Some(count) if *count == some.len() && !folder.is_empty() => folder.to_owned(),
                    _ => self.label(some),
                };
                let anchor = standing.keys().position(|name| *name == folder).filter(|_| !folder.is_empty());
                let anchor = anchor.map(|ix| format!("#ui.{STANDING}{ix}"));
                ways.push(way(sheet, some, text, anchor.unwrap_or_default()));
            }
        }
        ways
    }

    /// What some policies are called together: their folder, or from where to where they go.
    fn label(&self, some: &[(String, usize)]) -> String {
        let (Some((from, first)), Some((to, last))) = (some.first(), some.last()) else { return String::new() };
        if from != to {
            let name = |folder: &String, ix: &usize| match folder.is_empty() {
                true => short(&self.policies[*ix].title),
                false => folder.clone(),
            };
            return format!("{} – {}", name(from, first), name(to, last));
        }
        let (first, last) = (short(&self.policies[*first].title), short(&self.policies[*last].title));
        let titles = if first == last { first } else { format!("{first} – {last}") };
        if from.is_empty() { titles } else { format!("{from} · {titles}") }
    }

    /// The policies of each folder that stand, or those that are withdrawn.
    fn folders<'s>(&self, some: &'s [(String, usize)], withdrawn: bool) -> BTreeMap<&'s str, Vec<usize>> {
        let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (folder, ix) in some.iter().filter(|(_, ix)| self.policies[*ix].withdrawn.is_some() == withdrawn) {
            folders.entry(folder).or_default().push(*ix);
        }
        folders
    }

    fn parts(&self, site: &Site<'_>, messages: &Messages, path: &str, some: &[(String, usize)]) -> Vec<Part> {
        let groups = |withdrawn: bool, prefix: &str| -> Vec<Group> {
            let folders = self.folders(some, withdrawn).into_iter().enumerate();
            let group = |(ix, (name, policies)): (usize, (&str, Vec<usize>))| Group {
                name: name.to_owned(),
                anchor: format!("ui.{prefix}{ix}"),
                policies: policies
                    .iter()
                    .map(|ix| self.view(site, messages, path, &self.policies[*ix], name))
                    .collect(),
            };
            folders.map(group).collect()
        };
        let mut parts = vec![Part { summary: None, groups: groups(false, STANDING) }];
        let gone = groups(true, "withdrawn-");
        if !gone.is_empty() {
            let count = gone.iter().map(|group| group.policies.len() as u32).sum();
            parts.push(Part { summary: Some(messages.with("withdrawn-count", &[("n", number(count))])), groups: gone });
        }
        parts
    }

    fn view(&self, site: &Site<'_>, messages: &Messages, path: &str, policy: &Policy, folder: &str) -> PolicyView {
        let to = |target: String| routes::relative(path, &target);
        let translations = self.translations.get(&policy.id).into_iter().flatten();
        let is_above = policy.publisher.as_ref().is_some_and(|publisher| folder.starts_with(publisher.as_str()));
        PolicyView {
            id: policy.id.to_string(),
            n: policy.current().number.get(),
            // the folder stands above the list
            title: if is_above { policy.title.clone() } else { policy.name() },
            lang: policy.lang.to_string(),
            href: to(routes::current(&policy.id)),
            history: to(routes::history(&policy.id)),
            version: VersionView::new(site, messages, path, policy, policy.current()),
            translations: translations
                .map(|p| (p.lang.to_string(), language_name(&p.lang, messages), to(routes::current(&p.id))))
                .collect(),
        }
    }
}

/// The first letters of a title.
fn short(title: &str) -> String {
    match title.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

/// Cuts `keys`, in order and alike in their first `alike` bytes, into pages: those that begin alike with one letter more
/// stand on one, and with their neighbours as far as there is room, or are cut again. The first of them is the `from`th
/// of all. So what comes or goes moves nothing but on its page, and now and then on one beside it.
fn cut(keys: &[String], alike: usize, from: usize, sheets: &mut Vec<Sheet>) {
    let letter = |key: &String| key[alike..].chars().next();
    let end = |key: &String| alike + letter(key).map_or(0, char::len_utf8);
    let (mut at, mut open) = (from, None::<Sheet>);
    for group in keys.chunk_by(|a, b| letter(a) == letter(b)) {
        let fits = |sheet: &Sheet| sheet.count + group.len() <= MOST;
        if open.as_ref().is_some_and(|sheet| !fits(sheet)) {
            sheets.extend(open.take());
        }
        if group.len() > MOST && end(&group[0]) > alike {
            sheets.extend(open.take());
            cut(group, end(&group[0]), at, sheets);
        } else {
            let sheet =
                open.get_or_insert_with(|| Sheet { name: name(&group[0][..end(&group[0])]), first: at, count: 0 });
            sheet.count += group.len();
        }
        at += group.len();
    }
    sheets.extend(open);
}

/// The name of the page whose policies begin so, and after it: letters of every file system, different for different
/// beginnings.
fn name(begin: &str) -> String {
    let mut name = String::from("by-");
    for c in begin.chars() {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            APART => name.push('-'),
            c => name.push_str(&format!("_{:x}_", u32::from(c))),
        }
    }
    // longer than any that somebody would read
    if name.len() > 80 { format!("by-{}", &Digest::of(begin.as_bytes()).to_string()[..16]) } else { name }
}

/// What leads to a page of the list.
#[derive(Serialize)]
pub(super) struct Way {
    text: String,
    count: usize,
    href: String,
}

#[derive(Serialize)]
struct ListView {
    chrome: Chrome,
    title: String,
    parts: Vec<Part>,
}

/// The policies that stand, or those that are withdrawn.
#[derive(Serialize)]
pub(super) struct Part {
    /// Under which the part is folded away; `None` for an open one.
    summary: Option<String>,
    groups: Vec<Group>,
}

impl Part {
    /// The names and anchors of its folders.
    pub(super) fn folders(&self) -> Vec<(String, String)> {
        let named = self.groups.iter().filter(|group| !group.name.is_empty());
        named.map(|group| (group.name.clone(), group.anchor.clone())).collect()
    }
}

/// The policies of one folder.
#[derive(Serialize)]
struct Group {
    /// Empty for policies that stand in no folder.
    name: String,
    anchor: String,
    policies: Vec<PolicyView>,
}

#[derive(Serialize)]
struct PolicyView {
    id: String,
    n: u32,
    title: String,
    lang: String,
    href: String,
    history: String,
    version: VersionView,
    translations: Vec<(String, String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets(keys: &[String]) -> Vec<Sheet> {
        let mut sheets = Vec::new();
        cut(keys, 0, 0, &mut sheets);
        sheets
    }

    fn keys(count: usize) -> Vec<String> {
        let mut keys: Vec<String> =
            (0..count).map(|n| format!("{}{APART}title {}", 1900 + n % 90, n * 7919 % count)).collect();
        keys.sort();
        keys
    }

    #[test]
    fn every_policy_is_on_one_page_that_is_not_too_long() {
        let keys = keys(5000);
        let sheets = sheets(&keys);
        assert!(sheets.iter().all(|sheet| (1..=MOST).contains(&sheet.count)), "{sheets:?}");
        let ends: Vec<usize> = sheets.iter().map(|sheet| sheet.first + sheet.count).collect();
        let firsts: Vec<usize> = sheets.iter().map(|sheet| sheet.first).collect();
        assert!(firsts[0] == 0 && firsts[1..] == ends[..ends.len() - 1] && ends.last() == Some(&keys.len()));
        let names: std::collections::BTreeSet<&String> = sheets.iter().map(|sheet| &sheet.name).collect();
        assert!(names.len() == sheets.len() && sheets.len() < 5000 / MOST * 4, "{}", sheets.len());
    }

    #[test]
    fn what_comes_moves_nothing_far_away() {
        let mut keys = keys(5000);
        let on = |keys: &[String]| -> BTreeMap<String, Vec<String>> {
            sheets(keys).into_iter().map(|s| (s.name, keys[s.first..s.first + s.count].to_vec())).collect()
        };
        let before = on(&keys);
        keys.push(format!("1950{APART}title 1"));
        keys.sort();
        let after = on(&keys);
        let other = after.iter().filter(|(name, keys)| before.get(*name) != Some(keys)).count();
        assert!((1..=3).contains(&other), "{other} of {}", after.len());
    }

    #[test]
    fn names_of_pages_are_names_everywhere() {
        assert_eq!(name("1988\u{1}lag"), "by-1988-lag");
        assert_eq!(name("ก/"), "by-_e01__2f_");
        assert!(name(&"ก".repeat(300)).len() < 80);
    }
}
