//! Reads the texts of one policy, oldest first, into a weave and the facts of its versions.

use super::annexes::{AnnexReader, FollowedFiles};
use super::briefs;
use super::effect::{self, Evidence};
use super::note::{self, FrontNotes, Noted};
use super::pairs::{TextPair, TextPairs};
use super::texts::{self, AtHand, FEW, ReadText, Reading};
use crate::brief;
use crate::catalog::{Entry, Profile};
use crate::document::{Document, Mark, Parsed};
use crate::error::{Result, Warning};
use crate::history::{BlobId, Commit, Lineage, Message, What};
use crate::model::{Brief, Class, FactKind, Lang, Policy, Sections, Version, VersionNumber, Withdrawal};
use crate::weave::{Redline, Weave};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// What the texts of a policy say: everything about its versions but the texts themselves.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct ReadState {
    #[serde(with = "briefs")]
    pub(super) versions: Vec<Arc<Version>>,
    /// What became of each section.
    pub(super) sections: Sections,
    /// The last version that is no error page, and how many words it has.
    whole: Option<(VersionNumber, usize)>,
    /// How many words the latest version has.
    words: usize,
    /// How many events of the lineage were read.
    events: usize,
    /// Set while the policy is withdrawn.
    pub(super) withdrawn: Option<Withdrawal>,
    /// What was read of each text, in the order in which they came.
    readings: Vec<Reading>,
    /// What the versions say of when they take effect.
    effects: effect::StatedDays,
    /// What the front matter of the latest version says about it.
    said: FrontNotes,
    /// The warnings about the latest version.
    warned: BTreeSet<(String, String)>,
    /// Links to other files: for each version in which they differ from those of the version before, its place, the
    /// path of its file, and the links as written.
    pub(super) links: Vec<LinkRun>,
    /// The files to which the texts lead.
    pub(super) followed: FollowedFiles,
    /// What the text of the latest version says of the policy, the path and the bytes from which that was read.
    pub(super) profile: Option<(String, BlobId, Profile)>,
}

/// What is told of a version from its text and those before.
#[derive(Default)]
struct VersionChange {
    /// `None` for the first version.
    class: Option<Class>,
    back_from: Option<VersionNumber>,
    /// Added, removed, moved.
    words: [usize; 3],
    brief: Brief,
}

/// Links to other files that stand in several versions in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LinkRun {
    /// The place of the first of the versions.
    pub(super) from: usize,
    /// Where the file stands.
    pub(super) path: String,
    /// As written.
    pub(super) hrefs: BTreeSet<String>,
}

/// What reading needs to know of a policy.
pub(super) struct PolicySource<'a> {
    pub(super) lineage: &'a Lineage,
    /// The commit at a place of the published line.
    pub(super) commit: &'a (dyn Fn(usize) -> &'a Commit + Sync),
    /// Gives the bytes of a version.
    pub(super) blob: &'a dyn Fn(VersionNumber, &BlobId) -> Result<Vec<u8>>,
    /// Tells the language of a text, in the file at a path.
    pub(super) language: &'a dyn Fn(&Parsed, &str) -> Lang,
    /// Where the files are to which texts lead.
    pub(super) files: AnnexReader<'a>,
}

/// A version that was just read: what pages are made of.
pub(super) struct Edition {
    pub(super) number: VersionNumber,
    text: Rc<ReadText>,
    /// What changed since the version before, if there is one.
    since: Option<Rc<TextPair>>,
}

impl Edition {
    pub(super) fn document(&self) -> &Document {
        &self.text.parsed.document
    }

    /// The bytes of its file, if they were read just now.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        self.text.bytes.as_deref()
    }

    /// What changed since the version before, if there is one.
    pub(super) fn redline(&self) -> Option<&Redline> {
        self.since.as_ref().map(|pair| &pair.redline)
    }
}

impl ReadState {
    /// Reads the events that were not read yet. Each version is given to `then` with the facts of those before it and its
    /// own. What is odd about them.
    pub(super) fn read(
        &mut self,
        weave: &mut Weave,
        texts: &PolicySource<'_>,
        then: &mut dyn FnMut(&Self, &Weave, Edition) -> Result<()>,
    ) -> Result<Vec<Warning>> {
        let mut warnings = Vec::new();
        let (mut at_hand, mut pairs) = (AtHand::default(), TextPairs::default());
        let mut briefs: HashSet<Arc<Brief>> = HashSet::new();
        for event in texts.lineage.events.iter().skip(self.events) {
            self.events += 1;
            let commit = (texts.commit)(event.commit);
            let (path, blob) = match &event.what {
                What::Moved { to } => {
                    self.followed.moved(to, event.commit, texts.files)?;
                    continue;
                }
                What::Withdrawn => {
                    self.followed.withdrawn(event.commit, texts.files)?;
                    let path = self.versions.last().map_or("", |version| &version.path);
                    self.withdrawn = Some(withdrawal(commit, path, event.commit));
                    continue;
                }
                What::Version { path, blob } => (path, blob),
            };
            let number = VersionNumber::at(self.versions.len());
            let read = || (texts.blob)(number, blob);
            let (reading, text, kind) = at_hand.next((number, path, blob), &mut self.readings, weave, read)?;
            let parsed = &text.parsed;
            self.followed.version((number, event.commit), path, &parsed.document, texts.files)?;
            let since = number.index().checked_sub(1).map(|before| pairs.get(weave, VersionNumber::at(before), number));
            let lang = self.language(kind, reading, path, &|| (texts.language)(parsed, path));
            let told = self.told(number, (weave, &mut pairs), since.as_deref(), (&parsed.document, &lang));
            let own = Arc::new(told.brief);
            let brief = match briefs.get(&own) {
                Some(brief) => Arc::clone(brief),
                None => {
                    briefs.insert(Arc::clone(&own));
                    own
                }
            };
            let Reading { digest, size, title, effective, effects, .. } = self.readings[reading].clone();
            let (trailer, mut odd) = effect::of_trailers(commit, path);
            let (front, odd_front) = effective;
            let (change_type, odd_type) = effect::change_type(commit, path);
            let class = match told.class.unwrap_or(kind) {
                Class::None if self.followed.replaced(number) => Class::Formatting,
                class => class,
            };
            let evidence =
                Evidence { number, effects, sha256: digest, class, words: told.words, before: &self.versions };
            let dates = self.effects.next(&evidence, front, trailer);
            let (reflects, odd_reflects) = reflects(parsed, path);
            odd.extend(odd_front.into_iter().chain(odd_type).chain(odd_reflects));
            self.warn(number, parsed.warnings.iter().chain(&odd), &mut warnings);
            let messages: Vec<&Message> = commit.messages(path).collect();
            let now = FrontNotes::by(&parsed.front);
            let fresh = now.since(&self.said);
            let noted = Noted { commit, path, digest, before: &self.versions, at: &|place| (texts.commit)(place) };
            let note = noted.note(&messages, &fresh);
            self.versions.push(Arc::new(Version {
                number,
                commit: commit.id.clone(),
                order: event.commit,
                published: commit.date,
                dates,
                path: path.clone(),
                sha256: digest,
                size,
                title,
                lang,
                class,
                back_from: told.back_from,
                words_added: told.words[0] as u32,
                words_removed: told.words[1] as u32,
                words_moved: told.words[2] as u32,
                note,
                change_type: change_type.or_else(|| fresh.change_type(&messages)),
                reference: fresh.reference(&messages),
                author: Some(commit.author.clone()).filter(|a| !a.is_empty()),
                reflects,
                brief,
                returned_after: self.withdrawn.take(),
                gone: false,
            }));
            match (told.class, told.back_from) {
                (Some(Class::Error), _) => brief::pass_over(&mut self.sections, number),
                (_, Some(last)) => {
                    let back = pairs.get(weave, last, number);
                    brief::follow(&mut self.sections, number, &parsed.document, Some((last, &back.redline)));
                }
                _ => {
                    let step = since.as_ref().map(|pair| (VersionNumber::at(number.index() - 1), &pair.redline));
                    brief::follow(&mut self.sections, number, &parsed.document, step);
                }
            }
            self.link(number.index(), path, &parsed.document);
            self.said = now;
            then(self, weave, Edition { number, text, since })?;
        }
        self.followed.follow(texts.files.sources.trees.last(), texts.files)?;
        warnings.extend(self.followed.warning());
        Ok(warnings)
    }

    /// The language of the next version: a text in which no word changed stays in its own, and one that is too short to tell is
    /// in that of the version before.
    fn language(&mut self, class: Class, reading: usize, path: &str, of_text: &dyn Fn() -> Lang) -> Lang {
        match self.versions.last() {
            Some(before) if class != Class::Text && before.path == path && before.lang.is_known() => {
                before.lang.clone()
            }
            before => {
                let known = Some(self.readings[reading].lang.get_or_insert_with(of_text));
                let known = known.filter(|lang| lang.is_known()).cloned();
                known.or_else(|| before.map(|before| before.lang.clone())).unwrap_or_else(Lang::unknown)
            }
        }
    }

    /// The language of both the next version, in `lang`, and the one before; unknown if they differ.
    fn common_language(&self, lang: &Lang) -> Lang {
        let same = self.versions.last().is_some_and(|before| before.lang.primary() == lang.primary());
        if same { lang.clone() } else { Lang::unknown() }
    }

    /// What a version changed. An error page changes nothing; a text that comes back after one is compared with the last
    /// whole text, and if that was gone for one version only, that version was an error page whatever it said.
    fn told(
        &mut self,
        n: VersionNumber,
        (weave, pairs): (&Weave, &mut TextPairs),
        since: Option<&TextPair>,
        (document, lang): (&Document, &Lang),
    ) -> VersionChange {
        let Some(since) = since else {
            // all words of the first are added
            self.words = weave.words(n);
            self.whole = Some((n, self.words));
            return VersionChange { words: [self.words, 0, 0], ..VersionChange::default() };
        };
        let (redline, lang) = (&since.redline, self.common_language(lang));
        self.words = (self.words + redline.words_added).saturating_sub(redline.words_removed);
        let words = self.words;
        let whole = self.whole.replace((n, words));
        let of = |redline: &Redline| VersionChange {
            class: Some(brief::class(redline)),
            words: [redline.words_added, redline.words_removed, redline.words_moved],
            ..VersionChange::default()
        };
        // a day written otherwise, or how long ago something was, is no fact that changed
        let told = || {
            let told = of(redline);
            let mut brief = since.brief(&lang);
            brief.facts.retain(|fact| told.class == Some(Class::Text) || fact.kind == FactKind::Hidden);
            VersionChange { brief, ..told }
        };
        let Some((last, most)) = whole else { return told() };
        let before = VersionNumber::at(n.index() - 1);
        let was_error = self.versions[before.index()].class == Class::Error;
        if brief::is_lost(words, most) {
            let error = brief::says_error(document, words);
            // one that stays short without saying why is a new text
            if error || last == before {
                self.whole = whole;
            }
            if error {
                return VersionChange { class: Some(Class::Error), ..of(redline) };
            }
        } else if last != before {
            let back = pairs.get(weave, last, n);
            if brief::is_back(most, back.redline.words_removed) {
                if !was_error {
                    Arc::make_mut(&mut self.versions[before.index()]).class = Class::Error;
                }
                return VersionChange { back_from: Some(last), ..of(&back.redline) };
            }
        }
        told()
    }

    /// Whether the texts are so few that their weave is made again when it is needed.
    pub(super) fn is_of_few(&self) -> bool {
        texts::texts(&self.readings) <= FEW
    }

    /// The weave of the versions that were read, made again; `None` where they are not those of the `lineage`.
    pub(super) fn weave_again(
        &self,
        lineage: &Lineage,
        read: &dyn Fn(VersionNumber, &BlobId) -> Result<Vec<u8>>,
    ) -> Result<Option<Weave>> {
        let versions = lineage.versions().map(|(path, blob, _)| (path, blob)).take(self.versions.len());
        let weave = texts::weave(versions, read)?;
        Ok(Some(weave).filter(|weave| weave.texts() == texts::texts(&self.readings)))
    }

    /// How many events of the lineage were read.
    pub(super) fn events(&self) -> usize {
        self.events
    }

    /// The policy of which `entry` tells the rest.
    pub(super) fn policy(&self, entry: &Entry) -> Policy {
        Policy {
            id: entry.id.clone(),
            path: entry.path.clone(),
            title: entry.title.clone(),
            lang: entry.lang.clone(),
            publisher: entry.publisher.clone(),
            translation_of: entry.translation_of.clone(),
            source: entry.source.clone(),
            former_ids: entry.former_ids.clone(),
            versions: self.versions.clone(),
            sections: self.sections.clone(),
            annexes: self.followed.annexes.clone(),
            withdrawn: self.withdrawn.clone(),
            corrections: Vec::new(),
        }
    }

    fn link(&mut self, from: usize, path: &str, document: &Document) {
        let hrefs = hrefs(document);
        if self.links.last().is_none_or(|run| run.path != path || run.hrefs != hrefs) {
            self.links.push(LinkRun { from, path: path.to_owned(), hrefs });
        }
    }

    /// Adds the warnings about a version to `all`; one that stays from version to version is told once.
    fn warn<'a>(&mut self, n: VersionNumber, warnings: impl Iterator<Item = &'a Warning>, all: &mut Vec<Warning>) {
        let mut seen = BTreeSet::new();
        for warning in warnings {
            let key = (warning.place.clone(), warning.message.trim_start_matches(|c: char| c != ':').to_owned());
            if !self.warned.contains(&key) && !seen.contains(&key) {
                all.push(Warning::new(format!("{}, version {n}", warning.place), &*warning.message));
            }
            seen.insert(key);
        }
        self.warned = seen;
    }
}

/// The links of a text that may lead to other files of the repository.
fn hrefs(document: &Document) -> BTreeSet<String> {
    let marks = document.leaves.iter().flat_map(|l| &l.spans).flat_map(|s| &s.marks);
    let leads = |href: &&str| !["#", "https://", "http://", "mailto:"].iter().any(|start| href.starts_with(start));
    let href = |mark| match mark {
        &Mark::Link { ref href, .. } | &Mark::Image { src: ref href, .. } => Some(href.trim()),
        _ => None,
    };
    marks.filter_map(href).filter(leads).map(str::to_owned).collect()
}

/// The version of the original that a translation says it reflects.
fn reflects(parsed: &Parsed, path: &str) -> (Option<VersionNumber>, Option<Warning>) {
    let Some(value) = &parsed.front.reflects else { return (None, None) };
    let number = value.parse().ok().and_then(VersionNumber::new);
    let odd = "is no number of a version of the original, such as 3; the date of the translation decides";
    let warn = || Warning::new(format!("{path}, front matter `reflects`"), format!("`{value}` {odd}"));
    (number, number.is_none().then(warn))
}

/// The withdrawal of the text at `path` by the commit at place `order` of the published line.
pub(super) fn withdrawal(commit: &Commit, path: &str, order: usize) -> Withdrawal {
    let messages: Vec<&Message> = commit.messages(path).collect();
    Withdrawal { commit: commit.id.clone(), date: commit.date, order, note: note::of_messages(&messages, path) }
}
