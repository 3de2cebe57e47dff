//! Reads the texts of one policy, oldest first, into a weave and the facts of its versions.

use super::annexes::{AnnexReader, FollowedFiles};
use super::briefs;
use super::changes::ChangesFile;
use super::edition::Edition;
use super::effect::{self, Evidence};
use super::hrefs::{LinkRun, hrefs};
use super::note::{self, FrontNotes, Noted, withdrawal};
use super::pairs::{TextPair, TextPairs};
use super::texts::{self, AtHand, FEW, ReadText, TextReading};
use super::withheld::{self, Withheld};
use crate::brief;
use crate::catalog::{Entry, Profile};
use crate::document::{Document, Parsed};
use crate::error::{Result, Warning};
use crate::history::{BlobId, Commit, Lineage, Message, What};
use crate::model::{
    Addenda, Brief, Class, FactKind, Lang, Policy, Sections, Succession, Version, VersionNumber, Withdrawal,
};
use crate::weave::{Redline, Weave};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// What was read of a policy: everything about its versions except the texts themselves.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct ReadState {
    #[serde(with = "briefs")]
    pub(super) versions: Vec<Arc<Version>>,
    /// What became of each section.
    pub(super) sections: Arc<Sections>,
    /// The last version that is no error page, and how many words it has.
    whole: Option<(VersionNumber, usize)>,
    /// How many words the latest version has.
    words: usize,
    /// How many events of the lineage were read.
    pub(super) events: usize,
    /// Set while the policy is withdrawn.
    pub(super) withdrawn: Option<Withdrawal>,
    /// What was read of each text, in the order of reading.
    readings: Vec<TextReading>,
    /// What the versions say of when they take effect.
    effects: effect::StatedDays,
    /// What the front matter of the latest version says about it.
    said: FrontNotes,
    /// The warnings about the latest version: places and messages, without lines.
    warned: BTreeSet<(String, String)>,
    /// Links to other files: for each version in which they differ from those of the version before, its place, the
    /// path of its file, and the links as written.
    pub(super) links: Vec<LinkRun>,
    /// The files that the texts link to.
    pub(super) followed: FollowedFiles,
    /// The versions that other texts stand in for, with the digest and the number of their own bytes.
    pub(super) withheld: Withheld,
    /// The policy's file of changes, and what it states.
    pub(super) changes: ChangesFile,
    pub(super) addenda: Addenda,
    /// What the text of the latest version says of the policy, the path and the bytes from which that was read.
    pub(super) profile: Option<(String, BlobId, Arc<Profile>)>,
}

/// What a version changed, by its text and those before.
#[derive(Default)]
struct VersionChange {
    /// `None` for the first version.
    class: Option<Class>,
    back_from: Option<VersionNumber>,
    /// Added, removed, moved.
    words: [usize; 3],
    brief: Brief,
}

/// What reading needs to know of a policy.
pub(super) struct PolicySource<'a> {
    pub(super) lineage: &'a Lineage,
    /// The commit at a place of the published line.
    pub(super) commit: &'a (dyn Fn(usize) -> &'a Commit + Sync),
    /// The bytes in the repository of the versions whose texts are withheld, which the lineage has others of.
    pub(super) withheld: &'a Withheld,
    /// Gives the bytes of a version.
    pub(super) blob: &'a dyn Fn(VersionNumber, &BlobId) -> Result<Vec<u8>>,
    /// Tells the language of a text, in the file at a path.
    pub(super) language: &'a dyn Fn(&Parsed, &str) -> Lang,
    /// Reads the files that texts link to.
    pub(super) files: AnnexReader<'a>,
}

/// A version before its text is read.
#[derive(Clone, Copy)]
struct Committed<'a> {
    number: VersionNumber,
    /// The place of its commit on the published line.
    order: usize,
    path: &'a str,
    blob: &'a BlobId,
}

/// A version whose text was read and compared with those before.
struct VersionRead<'a> {
    committed: Committed<'a>,
    parsed: &'a Parsed,
    /// The place of its text among the readings.
    reading: usize,
    lang: Lang,
    /// What kind of change readers see.
    class: Class,
    change: VersionChange,
}

/// What is at hand while one version is read after another.
#[derive(Default)]
struct Session {
    at_hand: AtHand,
    pairs: TextPairs,
    briefs: HashSet<Arc<Brief>>,
    warnings: Vec<Warning>,
}

impl Session {
    /// `brief`, or the equal one of a version before: many versions may change the same.
    fn share(&mut self, brief: Brief) -> Arc<Brief> {
        let own = Arc::new(brief);
        match self.briefs.get(&own) {
            Some(known) => Arc::clone(known),
            None => {
                self.briefs.insert(Arc::clone(&own));
                own
            }
        }
    }
}

impl ReadState {
    /// Reads the events that were not read yet. Each version is given to `then` with the facts of those before it and its
    /// own. Returns warnings about them. The text that was read `last`, if it is at hand, is mostly repeated by the next.
    pub(super) fn read(
        &mut self,
        last: Option<Arc<ReadText>>,
        weave: &mut Weave,
        source: &PolicySource<'_>,
        then: &mut dyn FnMut(&Self, &Weave, Edition) -> Result<()>,
    ) -> Result<Vec<Warning>> {
        let mut session = Session { at_hand: AtHand::after(last), ..Session::default() };
        for event in source.lineage.events.iter().skip(self.events) {
            self.events += 1;
            let order = event.commit;
            match &event.what {
                What::Moved { to } => self.followed.moved(to, order, source.files)?,
                What::Withdrawn => {
                    self.followed.withdrawn(order, source.files)?;
                    let path = self.versions.last().map_or("", |version| &version.path);
                    self.withdrawn = Some(withdrawal((source.commit)(order), path, order));
                }
                What::Version { path, blob } => {
                    let number = VersionNumber::at(self.versions.len());
                    let edition = self.version(Committed { number, order, path, blob }, weave, source, &mut session)?;
                    then(self, weave, edition)?;
                }
            }
        }
        self.followed.follow(source.files.sources.trees.last(), source.files)?;
        let mut warnings = session.warnings;
        warnings.extend(self.followed.warning());
        Ok(warnings)
    }

    /// Reads the next version.
    fn version(
        &mut self,
        committed: Committed<'_>,
        weave: &mut Weave,
        source: &PolicySource<'_>,
        session: &mut Session,
    ) -> Result<Edition> {
        let Committed { number, order, path, blob } = committed;
        let read = || (source.blob)(number, blob);
        let (reading, text, kind) = session.at_hand.next((number, path, blob), &mut self.readings, weave, read)?;
        let (parsed, document) = (&text.parsed, &text.parsed.document);
        self.followed.version((number, order), path, document, source.files)?;
        let before = number.index().checked_sub(1).map(VersionNumber::at);
        let since = before.map(|before| session.pairs.get(weave, before, number));
        let lang = self.language(kind, reading, path, &|| (source.language)(parsed, path));
        let change = self.change(number, (weave, &mut session.pairs), since.as_deref(), (document, &lang));
        let class = match change.class.unwrap_or(kind) {
            Class::None if self.followed.replaced(number) => Class::Formatting,
            class => class,
        };
        let (told, back_from) = (change.class, change.back_from);
        let version = self.describe(VersionRead { committed, parsed, reading, lang, class, change }, source, session);
        self.versions.push(Arc::new(version));
        match (told, back_from) {
            _ if withheld::is_before_shown(source.withheld, number) => {}
            _ if withheld::is_first_shown(source.withheld, number) => {
                brief::follow(Arc::make_mut(&mut self.sections), number, document, None)
            }
            (Some(Class::Error), _) => brief::pass_over(Arc::make_mut(&mut self.sections), number),
            (_, Some(last)) => {
                let back = session.pairs.get(weave, last, number);
                brief::follow(Arc::make_mut(&mut self.sections), number, document, Some((last, &back.redline)));
            }
            _ => {
                let step = before.zip(since.as_ref().map(|pair| &pair.redline));
                brief::follow(Arc::make_mut(&mut self.sections), number, document, step);
            }
        }
        self.link(number.index(), path, document);
        Ok(Edition { number, text, since })
    }

    /// Everything that is said of the next version, by its commit, its front matter and its text.
    fn describe(&mut self, compared: VersionRead<'_>, source: &PolicySource<'_>, session: &mut Session) -> Version {
        let VersionRead { committed: Committed { number, order, path, .. }, parsed, reading, lang, class, change } =
            compared;
        let commit = (source.commit)(order);
        let TextReading { digest, size, title, effective, effects, .. } = self.readings[reading].clone();
        let (digest, size) = source.withheld.get(&number).copied().unwrap_or((digest, size));
        // what stands in for it comes later, and so does what that says of itself
        let is_other = withheld::is_before_shown(source.withheld, number);
        let (effective, effects) = if is_other { Default::default() } else { (effective, effects) };
        let (trailer, mut odd) = effect::of_trailers(commit, path);
        let (front, odd_front) = effective;
        let (change_type, odd_type) = effect::change_type(commit, path);
        let evidence = Evidence { number, effects, sha256: digest, class, words: change.words, before: &self.versions };
        let dates = self.effects.next(&evidence, front, trailer);
        let (reflects, odd_reflects) = note::reflects(parsed, path);
        odd.extend(odd_front.into_iter().chain(odd_type).chain(odd_reflects));
        self.warn(number, parsed.warnings.iter().chain(&odd), &mut session.warnings);
        let messages: Vec<&Message> = commit.messages(path).collect();
        let now = if is_other { self.said.clone() } else { FrontNotes::by(&parsed.front) };
        let fresh = now.since(&self.said);
        let noted = Noted { commit, path, digest, before: &self.versions, at: &|place| (source.commit)(place) };
        let note = noted.note(&messages, &fresh);
        self.said = now;
        Version {
            number,
            commit: commit.id.clone(),
            order,
            published: commit.date,
            dates,
            path: path.to_owned(),
            sha256: digest,
            size,
            title,
            lang,
            class,
            back_from: change.back_from,
            words_added: change.words[0] as u32,
            words_removed: change.words[1] as u32,
            words_moved: change.words[2] as u32,
            note,
            change_type: change_type.or_else(|| fresh.change_type(&messages)),
            reference: fresh.reference(&messages),
            author: Some(commit.author.clone()).filter(|a| !a.is_empty()),
            reflects: reflects.filter(|_| !is_other),
            brief: session.share(change.brief),
            returned_after: self.withdrawn.take(),
            gone: false,
            withheld: None,
            stated_later: Vec::new(),
        }
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
    fn change(
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

    /// The policy; `entry` has the rest of what is known of it.
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
            sections: Arc::clone(&self.sections),
            annexes: self.followed.annexes.clone(),
            withdrawn: self.withdrawn.clone(),
            corrections: Vec::new(),
            succession: Succession::default(),
            proposals: Vec::new(),
        }
    }

    fn link(&mut self, from: usize, path: &str, document: &Document) {
        let hrefs = hrefs(document);
        if self.links.last().is_none_or(|run| run.path != path || run.hrefs != hrefs) {
            self.links.push(LinkRun { from, path: path.to_owned(), hrefs });
        }
    }

    /// Adds the warnings about a version to `all`; one that stays from version to version is given once,
    /// on whichever line.
    fn warn<'a>(&mut self, n: VersionNumber, warnings: impl Iterator<Item = &'a Warning>, all: &mut Vec<Warning>) {
        let mut seen = BTreeSet::new();
        for warning in warnings {
            let key = (warning.place.clone(), warning.message.clone());
            if !self.warned.contains(&key) && !seen.contains(&key) {
                all.push(Warning { place: format!("{}, version {n}", warning.place), ..warning.clone() });
            }
            seen.insert(key);
        }
        self.warned = seen;
    }
}
