//! The list of all policies: on the home page where they are few, else on pages of their own, group by group.

use super::chrome::{Chrome, ScriptData};
use super::family::{Family, Translation};
use super::groups::{APART, Group, Grouping, are_years, collated};
use super::messages::{Messages, number};
use super::page::Page;
use super::routes;
use super::sheets::{MOST, Sheet, sheets};
use super::site::Site;
use super::views::VersionView;
use crate::error::Result;
use crate::model::{Digest, Lang, Policy, PolicyId, Timestamp};
use crate::places::Place;
use crate::store;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The most policies of which the home page tells one by one what changed.
const FEW: usize = 12;
/// The most policies that stand open on the home page.
const OPEN: usize = 30;
/// The most letters of a title that tell where a page begins or ends.
const LETTERS: usize = 24;
/// With this and a number begins the address of a group on its page.
const STANDING: &str = "group-";

/// All policies, each with its translations.
pub struct Lists<'a> {
    policies: &'a [Policy],
    /// In the order of pages where they are many, else as they are.
    families: Vec<Family<'a>>,
    grouping: Grouping,
    /// None where the policies are few enough for the home page.
    sheets: Vec<Sheet>,
}

/// A page of the list of policies.
pub enum ListPage<'l> {
    /// Some of them.
    Sheet(&'l Sheet),
    /// The home page in another language than that of the site.
    Home(&'l Lang),
}

impl<'a> Lists<'a> {
    /// The list of `policies`.
    pub fn new(site: &Site<'_>, policies: &'a [Policy]) -> Self {
        let mut translations: HashMap<&PolicyId, Vec<usize>> = HashMap::new();
        for (ix, policy) in policies.iter().enumerate() {
            policy.translation_of.iter().for_each(|original| translations.entry(original).or_default().push(ix));
        }
        let originals = policies.iter().enumerate().filter(|(_, policy)| policy.translation_of.is_none());
        let family = |(ix, policy): (usize, &'a Policy)| {
            let others = translations.remove(&policy.id).unwrap_or_default();
            let all = std::iter::once(ix).chain(others).map(|ix| (ix, &policies[ix])).collect();
            Family { all, folder: site.catalog.folder(&policy.path).to_owned() }
        };
        let mut families: Vec<Family<'a>> = originals.map(family).collect();
        let told = |family: &Family<'a>| family.told(site.lang());
        let grouping = Grouping::of(families.iter().map(|family| (told(family), &*family.folder)));
        let mut keys = Vec::new();
        if families.len() > MOST {
            let key = |family: Family<'a>| {
                let policy = told(&family);
                let group = grouping.group(policy, &family.folder).key;
                (format!("{group}{APART}{}{APART}{}", collated(&policy.title), policy.id), family)
            };
            let mut sorted: Vec<(String, Family<'a>)> = families.into_iter().map(key).collect();
            sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0));
            (keys, families) = sorted.into_iter().unzip();
        }
        Self { policies, families, grouping, sheets: sheets(&keys) }
    }

    /// What the pages of the list are called, and where they are.
    pub(super) fn named_sheets(&self, lang: &Lang) -> Vec<(String, String)> {
        let named = |sheet: &Sheet| (self.label(lang, self.on(sheet)), sheet.place().path().into());
        self.sheets.iter().map(named).collect()
    }

    /// The pages of the list beside the home page, where `keys` are those of the policies, `newest` the date of the latest
    /// version.
    pub fn pages<'l>(
        &'l self,
        site: &'l Site<'_>,
        keys: &[Option<Digest>],
        newest: Timestamp,
    ) -> Vec<(Page, ListPage<'l>)> {
        let sheet = |sheet: &'l Sheet| {
            let of = |family: &Family<'_>| family.all.iter().map(|(ix, _)| keys[*ix]).collect::<Vec<_>>();
            let policies: Vec<_> = self.on(sheet).iter().map(|family| (&family.folder, of(family))).collect();
            let key = store::key(&(site.key, &sheet.name, &site.homes, policies));
            (Page::piece(sheet.place(), key, newest), ListPage::Sheet(sheet))
        };
        let home = |lang: &'l Lang| {
            let key = store::key(&(site.key, "home", lang, &site.homes, keys, site.ledger_key(), &site.proposed));
            (Page::piece(Place::Home(lang.primary()), key, newest), ListPage::Home(lang))
        };
        self.sheets.iter().map(sheet).chain(site.homes.iter().skip(1).map(home)).collect()
    }

    /// The bytes of the page `sheet`.
    pub(super) fn sheet(&self, site: &Site<'_>, sheet: &Sheet) -> Result<Vec<u8>> {
        let (messages, path) = (site.messages(site.lang()), sheet.place().path());
        let (path, title) = (path.as_str(), self.label(site.lang(), self.on(sheet)));
        let mut parts = self.parts(site, messages, (path, site.lang()), self.on(sheet));
        parts.iter_mut().flat_map(|part| &mut part.groups).for_each(|group| group.level = 2);
        let view = ListView {
            chrome: Chrome::new(site, messages, path, &title)
                .crumb(&title, None, None)
                .script(routes::LISTS_SCRIPT, path)
                .data(&list_texts(messages))?,
            title,
            parts,
        };
        site.theme.render("list.html", messages, &view, None)
    }

    /// All policies with all translations.
    pub(super) fn policies(&self) -> &'a [Policy] {
        self.policies
    }

    /// Each policy in `lang`, where it has a text in it, else as it is; and those translations that have no home page.
    pub(super) fn told(&self, site: &Site<'_>, lang: &Lang) -> Vec<&'a Policy> {
        let has_home = |policy: &Policy| site.homes.iter().any(|home| home.primary() == policy.lang.primary());
        let of = |family: &Family<'a>| {
            let told = family.told(lang);
            let rest = family.all.iter().map(|(_, policy)| *policy).filter(|p| p.id != told.id && !has_home(p));
            std::iter::once(told).chain(rest).collect::<Vec<_>>()
        };
        self.families.iter().flat_map(of).collect()
    }

    /// How many policies stand, and how many are withdrawn.
    pub(super) fn counts(&self) -> (u32, u32) {
        let gone = self.families.iter().filter(|family| family.is_withdrawn()).count();
        ((self.families.len() - gone) as u32, gone as u32)
    }

    /// The policies that stand, if they are so few that the home page tells what changed in each.
    pub(super) fn few(&self) -> Option<Vec<&Family<'a>>> {
        (self.families.len() <= FEW).then(|| self.families.iter().filter(|family| !family.is_withdrawn()).collect())
    }

    /// All policies, for the home page at `path` in `lang`, where they are few enough: those that are withdrawn alone, where
    /// it tells of the others one by one.
    pub(super) fn all(&self, site: &Site<'_>, messages: &Messages, (path, lang): (&str, &Lang)) -> Vec<Part> {
        if !self.sheets.is_empty() {
            return Vec::new();
        }
        let mut parts = self.parts(site, messages, (path, lang), &self.families);
        if self.few().is_some() {
            parts.remove(0);
        } else if self.counts().0 as usize > OPEN && parts[0].groups.len() > 1 {
            parts[0].groups.iter_mut().for_each(|group| group.close(messages));
        }
        parts
    }

    /// What leads from the page at `path` to the pages of the list: groups, or where each page begins and ends.
    pub(super) fn ways(&self, path: &str, lang: &Lang) -> Vec<Way> {
        let way = |sheet: &Sheet, some: &[Family<'a>], group: String, text: String, anchor: String| Way {
            group,
            text,
            count: some.len(),
            href: routes::relative(path, sheet.place().path().as_str()) + &anchor,
        };
        let group = |family: &Family<'a>| self.group(lang, family);
        if self.grouping == Grouping::Nothing {
            let label = |sheet| self.label(lang, self.on(sheet));
            let whole = |sheet| way(sheet, self.on(sheet), String::new(), label(sheet), String::new());
            return self.sheets.iter().map(whole).collect();
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        self.families.iter().for_each(|family| *counts.entry(group(family).key).or_default() += 1);
        let mut ways = Vec::new();
        for sheet in &self.sheets {
            let standing = self.standing(lang, self.on(sheet));
            for some in self.on(sheet).chunk_by(|a, b| group(a) == group(b)) {
                let Group { key, name } = group(&some[0]);
                let text = match counts.get(&key) {
                    Some(count) if *count == some.len() && !name.is_empty() => name.clone(),
                    _ => self.label(lang, some),
                };
                let anchor = standing.iter().position(|other| *other == name).filter(|_| !name.is_empty());
                let anchor = anchor.map(|ix| format!("#ui.{STANDING}{ix}"));
                ways.push(way(sheet, some, name, text, anchor.unwrap_or_default()));
            }
        }
        ways
    }

    fn on(&self, sheet: &Sheet) -> &[Family<'a>] {
        &self.families[sheet.first..sheet.first + sheet.count]
    }

    fn group(&self, lang: &Lang, family: &Family<'a>) -> Group {
        self.grouping.group(family.told(lang), &family.folder)
    }

    /// What some policies are called together: their group, or from where to where they go.
    fn label(&self, lang: &Lang, some: &[Family<'a>]) -> String {
        let (Some(first), Some(last)) = (some.first(), some.last()) else { return String::new() };
        let (from, to) = (self.group(lang, first).name, self.group(lang, last).name);
        let (first, last) = (short(&first.told(lang).title), short(&last.told(lang).title));
        if from != to {
            let name = |group: String, title: String| if group.is_empty() { title } else { group };
            return format!("{} – {}", name(from, first), name(to, last));
        }
        let titles = if first == last { first } else { format!("{first} – {last}") };
        if from.is_empty() { titles } else { format!("{from} · {titles}") }
    }

    /// The names of the groups of which some stand, in order.
    fn standing(&self, lang: &Lang, some: &[Family<'a>]) -> Vec<String> {
        let standing = some.iter().filter(|family| !family.is_withdrawn());
        let groups: BTreeSet<Group> = standing.map(|family| self.group(lang, family)).collect();
        in_order(groups.into_iter().map(|group| (group.name, ()))).into_iter().map(|(name, ())| name).collect()
    }

    /// The policies of each group that stand, or those that are withdrawn, in order.
    fn grouped<'s>(&self, lang: &Lang, some: &'s [Family<'a>], withdrawn: bool) -> Vec<(String, Vec<&'s Family<'a>>)> {
        let mut groups: BTreeMap<Group, Vec<&Family<'a>>> = BTreeMap::new();
        for family in some.iter().filter(|family| family.is_withdrawn() == withdrawn) {
            groups.entry(self.group(lang, family)).or_default().push(family);
        }
        for families in groups.values_mut() {
            families.sort_by_cached_key(|family| (collated(&family.told(lang).title), &family.told(lang).id));
        }
        in_order(groups.into_iter().map(|(group, families)| (group.name, families)))
    }

    fn parts(&self, site: &Site<'_>, messages: &Messages, at: (&str, &Lang), some: &[Family<'a>]) -> Vec<Part> {
        let groups = |withdrawn: bool, prefix: &str| -> Vec<GroupView> {
            let group = |(ix, (name, families)): (usize, (String, Vec<&Family<'a>>))| GroupView {
                policies: families.iter().map(|family| self.view(site, messages, at, family)).collect(),
                anchor: format!("ui.{prefix}{ix}"),
                level: 3,
                closed: false,
                name,
            };
            self.grouped(at.1, some, withdrawn).into_iter().enumerate().map(group).collect()
        };
        let mut parts = vec![Part { summary: None, groups: groups(false, STANDING) }];
        let gone = groups(true, "withdrawn-");
        if !gone.is_empty() {
            let count = gone.iter().map(|group| group.policies.len() as u32).sum();
            parts.push(Part { summary: Some(messages.with("withdrawn-count", &[("n", number(count))])), groups: gone });
        }
        parts
    }

    fn view(
        &self,
        site: &Site<'_>,
        messages: &Messages,
        (path, lang): (&str, &Lang),
        family: &Family<'a>,
    ) -> PolicyView {
        let (policy, to) = (family.told(lang), |target: String| routes::relative(path, &target));
        // the folder stands above the list
        let is_above = self.grouping == Grouping::Folder
            && policy.publisher.as_ref().is_some_and(|publisher| family.folder.starts_with(publisher.as_str()));
        let title = if is_above { policy.title.clone() } else { policy.name() };
        PolicyView {
            id: policy.id.to_string(),
            n: policy.current().number.get(),
            folder: if self.grouping == Grouping::Folder { String::new() } else { family.folder.clone() },
            title,
            lang: policy.lang.to_string(),
            href: to(routes::current(&policy.id)),
            history: to(routes::history(&policy.id)),
            version: VersionView::new(site, messages, path, policy, policy.current()),
            only: family.only(site, messages, lang),
            translations: family.others(messages, path, policy),
        }
    }
}

/// Groups as a list has them, from those in the order of their keys: the newest year comes first.
fn in_order<T>(groups: impl Iterator<Item = (String, T)>) -> Vec<(String, T)> {
    let mut groups: Vec<_> = groups.collect();
    if are_years(groups.iter().map(|(name, _)| &**name)) {
        groups.reverse();
    }
    groups
}

/// What a list of policies says to whom looks for one in it.
pub(super) fn list_texts(messages: &Messages) -> ScriptData {
    let texts = [("search-more", &["n"][..]), ("listed", &["n", "all"])];
    ScriptData { texts: texts.into_iter().map(|(key, names)| (key, messages.forms(key, names))).collect() }
}

/// The first letters of a title.
fn short(title: &str) -> String {
    match title.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

/// What leads to a page of the list.
#[derive(Serialize)]
pub(super) struct Way {
    /// The group of which it leads to some or all; empty where the list has none.
    #[serde(skip)]
    pub(super) group: String,
    pub(super) text: String,
    pub(super) count: usize,
    pub(super) href: String,
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
    groups: Vec<GroupView>,
}

/// The policies of one group.
#[derive(Serialize)]
struct GroupView {
    /// Empty for policies that stand in no group.
    name: String,
    anchor: String,
    /// That of its heading.
    level: u8,
    closed: bool,
    policies: Vec<PolicyView>,
}

impl GroupView {
    /// Folds it away.
    fn close(&mut self, messages: &Messages) {
        self.closed = true;
        if self.name.is_empty() {
            self.name = messages.text("other-policies");
        }
    }
}

#[derive(Serialize)]
struct PolicyView {
    id: String,
    n: u32,
    folder: String,
    title: String,
    lang: String,
    href: String,
    history: String,
    version: VersionView,
    only: Option<String>,
    translations: Vec<Translation>,
}
