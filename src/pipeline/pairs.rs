//! Redlines between two texts: each is found once, as long as it is likely to come again; what it means is found once.

use crate::brief;
use crate::model::{Brief, Lang, VersionNumber};
use crate::weave::{Redline, Weave};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// What changed from one text to another.
pub(super) struct TextPair {
    pub(super) redline: Redline,
    brief: FoundBrief,
}

/// What a redline means to readers of a language, once somebody asked.
type FoundBrief = Arc<OnceLock<(Lang, Brief)>>;

impl TextPair {
    /// The facts that changed between two texts in `lang`.
    pub(super) fn brief(&self, lang: &Lang) -> Brief {
        let read = || brief::brief(&self.redline, lang);
        let (known, found) = self.brief.get_or_init(|| (lang.clone(), read()));
        if known == lang { found.clone() } else { read() }
    }
}

/// How large the redlines are together that are kept at hand, in leaves.
const MOST: usize = 1 << 13;

/// What was found between two texts, by their numbers.
#[derive(Default)]
pub(super) struct TextPairs {
    /// The redlines that were found last, the latest at the end.
    redlines: Vec<((usize, usize), Arc<TextPair>)>,
    /// What each means: small compared with the redline.
    briefs: HashMap<(usize, usize), FoundBrief>,
}

impl TextPairs {
    /// What changed from version `a` to version `b`, which are in the weave.
    pub(super) fn get(&mut self, weave: &Weave, a: VersionNumber, b: VersionNumber) -> Arc<TextPair> {
        let texts = weave.text(a).zip(weave.text(b)).expect("versions of the weave");
        let one = match self.redlines.iter().position(|(known, _)| *known == texts) {
            Some(at) => self.redlines.remove(at),
            None => {
                let brief = Arc::clone(self.briefs.entry(texts).or_default());
                (texts, Arc::new(TextPair { redline: weave.redline(a, b), brief }))
            }
        };
        let pair = Arc::clone(&one.1);
        self.redlines.push(one);
        let size = |(_, pair): &(_, Arc<TextPair>)| pair.redline.leaves.len() + 1;
        let mut all: usize = self.redlines.iter().map(size).sum();
        while all > MOST && self.redlines.len() > 1 {
            all -= size(&self.redlines.remove(0));
        }
        pair
    }
}
