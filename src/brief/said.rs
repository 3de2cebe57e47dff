//! What a block states, read once. A block that is the same in both versions of a redline usually is in the
//! neighbouring redlines as well, so the result is cached with it.

use super::clause::sentences;
use super::lexicon::{Lexicon, PerList, one_of};
use super::lines::{Lines, lines};
use super::modals::{is_spaceless, words_of};
use super::plain::Plain;
use super::stems::{digests, hash, key_of, stems};
use super::{Search, find};
use crate::document::Content;
use crate::model::FactKind;
use regex::Regex;
use std::ops::Range;
use std::sync::OnceLock;

/// A sentence, or what stands like one: a heading, a name.
#[derive(Clone)]
pub(super) struct Sentence {
    /// What tells it from others, however it is written.
    pub(super) key: u64,
    /// The stems of its words.
    pub(super) stems: Box<[u64]>,
    /// Whether it is one, not a heading or a name.
    pub(super) said: bool,
}

/// The sentences of a text.
pub(super) fn sentences_of(text: &str, words: &Lexicon) -> Box<[Sentence]> {
    let plain = Plain::of(text);
    let spoken = if text.contains(is_spaceless) { words_of(&plain.text, words) } else { Vec::new() };
    let sentence = |range: Range<usize>| Sentence {
        said: plain.text[range.end..].starts_with(['.', '!', ';']) || text.contains(is_spaceless),
        key: key_of(&plain.text[range.clone()]),
        stems: stems(&plain.text[range], words).into(),
    };
    sentences(&plain.text, &spoken, words).into_iter().map(sentence).collect()
}

/// The digests of the words of a text that are written small.
pub(super) fn small_in(text: &str) -> impl Iterator<Item = u64> {
    text.split(|c: char| !c.is_alphabetic()).filter(|w| w.starts_with(char::is_lowercase)).map(hash)
}

/// What facts in a text say, by what they are about.
pub(super) fn worth_in(text: &str, words: &Lexicon) -> impl Iterator<Item = (FactKind, String)> {
    find(text, words, &Search::default()).into_iter().map(|fact| (fact.class(), fact.value))
}

/// The longest block that says what a summary is, in bytes.
const NOTICE: usize = 600;

/// What a text says of summaries that are nothing but that.
static OVERVIEW: PerList<Regex> = PerList::new(|words| one_of(words.list("overview")));

/// The stems of what a text names before it says that these “are overviews only”.
pub(super) fn overviews_in(text: &str, words: &Lexicon) -> Vec<u64> {
    let says = Some(text).filter(|text| text.len() < NOTICE).and_then(|text| OVERVIEW.of(words).find(text));
    says.map(|says| stems(&text[..says.start()], words)).unwrap_or_default()
}

/// What is kept with a block.
type Kept = PerList<Box<Said>>;

/// What a block says that stands in both versions, each part of it read when it is first asked for.
#[derive(Default)]
pub(super) struct Said {
    sentences: OnceLock<Box<[Sentence]>>,
    small: OnceLock<Box<[u64]>>,
    digests: OnceLock<Box<[u64]>>,
    worth: OnceLock<Box<[(FactKind, String)]>>,
    lines: OnceLock<Option<Lines>>,
    overviews: OnceLock<Box<[u64]>>,
}

impl Said {
    fn by<'a>(content: &'a Content, words: &Lexicon) -> &'a Self {
        let kept = content.found(|| Kept::new(|_| Box::default())).expect("nothing else is kept with a block");
        kept.of(words)
    }

    /// The sentences of a block.
    pub(super) fn sentences<'a>(content: &'a Content, words: &Lexicon) -> &'a [Sentence] {
        Self::by(content, words).sentences.get_or_init(|| sentences_of(&content.text, words))
    }

    /// The digests of its words that are written small.
    pub(super) fn small<'a>(content: &'a Content, words: &Lexicon) -> &'a [u64] {
        let all = || {
            let mut all: Vec<u64> = small_in(&content.text).collect();
            all.sort_unstable();
            all.dedup();
            all.into()
        };
        Self::by(content, words).small.get_or_init(all)
    }

    /// The digests of its words, in order.
    pub(super) fn digests<'a>(content: &'a Content, words: &Lexicon) -> &'a [u64] {
        Self::by(content, words).digests.get_or_init(|| digests(&content.text).into())
    }

    /// Its lines, if they are nothing but short ones, as [`lines`] has them.
    pub(super) fn lines<'a>(content: &'a Content, words: &Lexicon) -> Option<&'a [(Range<usize>, bool)]> {
        Self::by(content, words).lines.get_or_init(|| lines(&content.text, words)).as_deref()
    }

    /// The stems of what it calls an overview only.
    pub(super) fn overviews<'a>(content: &'a Content, words: &Lexicon) -> &'a [u64] {
        Self::by(content, words).overviews.get_or_init(|| overviews_in(&content.text, words).into())
    }

    /// What its facts say.
    pub(super) fn worth<'a>(content: &'a Content, words: &Lexicon) -> &'a [(FactKind, String)] {
        Self::by(content, words).worth.get_or_init(|| worth_in(&content.text, words).collect())
    }
}
