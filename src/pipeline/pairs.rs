//! Redlines between two texts: each is found once, as long as it is likely to come again.

use crate::brief;
use crate::model::{Brief, Lang, VersionNumber};
use crate::weave::{Redline, Weave};
use std::cell::OnceCell;
use std::rc::Rc;

/// What changed from one text to another.
pub(super) struct Pair {
    pub(super) redline: Redline,
    brief: OnceCell<(Lang, Brief)>,
}

impl Pair {
    /// The facts that changed between two texts in `lang`.
    pub(super) fn brief(&self, lang: &Lang) -> Brief {
        let read = || brief::brief(&self.redline, lang);
        let (known, found) = self.brief.get_or_init(|| (lang.clone(), read()));
        if known == lang { found.clone() } else { read() }
    }
}

/// How large the redlines are together that are kept at hand, in leaves.
const MOST: usize = 1 << 13;

/// The redlines that were found last, the latest at the end, by the numbers of their texts.
#[derive(Default)]
pub(super) struct Pairs(Vec<((usize, usize), Rc<Pair>)>);

impl Pairs {
    /// What changed from version `a` to version `b`, which are in the weave.
    pub(super) fn get(&mut self, weave: &Weave, a: VersionNumber, b: VersionNumber) -> Rc<Pair> {
        let texts = weave.text(a).zip(weave.text(b)).expect("versions of the weave");
        let one = match self.0.iter().position(|(known, _)| *known == texts) {
            Some(at) => self.0.remove(at),
            None => (texts, Rc::new(Pair { redline: weave.redline(a, b), brief: OnceCell::new() })),
        };
        let pair = Rc::clone(&one.1);
        self.0.push(one);
        let size = |(_, pair): &(_, Rc<Pair>)| pair.redline.leaves.len() + 1;
        let mut all: usize = self.0.iter().map(size).sum();
        while all > MOST && self.0.len() > 1 {
            all -= size(&self.0.remove(0));
        }
        pair
    }
}
