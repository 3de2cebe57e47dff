//! The least that a redline by words could mark, and what one does mark.

use icu_segmenter::WordSegmenter;
use promulgate::document::parse;
use std::collections::HashMap;

/// A source's text as a reader sees it, one block a line.
pub(crate) fn text(source: &[u8]) -> String {
    let document = parse(source, "pair.md").document;
    document.leaves.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// The words and punctuation marks of a text.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let cuts: Vec<usize> = WordSegmenter::new_dictionary(Default::default()).segment_str(text).collect();
    (1..cuts.len()).map(move |n| &text[cuts[n - 1]..cuts[n]]).filter(|w| size(w) > 0)
}

/// Characters that are no white space.
fn size(text: &str) -> u32 {
    text.chars().filter(|c| !c.is_whitespace()).count() as u32
}

/// The characters, without white space, that stand on one side only when as many as possible are left unmarked:
/// both texts less twice their longest common subsequence of words, each weighing its characters.
pub(crate) fn bound(old: &str, new: &str) -> u32 {
    let [old, new]: [Vec<&str>; 2] = [words(old).collect(), words(new).collect()];
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let all = old.iter().chain(new).map(|w| size(w)).sum::<u32>();
    // words that only one side has match nothing
    let mut ids: HashMap<&str, u32> = HashMap::new();
    for word in new {
        let id = ids.len() as u32;
        ids.entry(word).or_insert(id);
    }
    let old: Vec<(u32, u32)> = old.iter().filter_map(|w| Some((*ids.get(w)?, size(w)))).collect();
    let mut common = vec![false; ids.len()];
    old.iter().for_each(|(id, _)| common[*id as usize] = true);
    let new: Vec<u32> = new.iter().map(|w| ids[w]).filter(|id| common[*id as usize]).collect();
    let mut best = vec![0; new.len() + 1];
    for (id, weight) in old {
        let mut corner = 0;
        let mut left = 0;
        for (n, other) in new.iter().enumerate() {
            let above = best[n + 1];
            left = if *other == id { corner + weight } else { above.max(left) };
            best[n + 1] = left;
            corner = above;
        }
    }
    all - 2 * best[new.len()]
}

/// The characters, without white space, inside `<ins>` and `<del>` of a redline.
pub(crate) fn marked(html: &str) -> u32 {
    let mut depth = 0;
    let mut count = 0;
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a tag that ends");
        match tag.split(' ').next() {
            Some("ins" | "del") => depth += 1,
            Some("/ins" | "/del") => depth -= 1,
            _ => {}
        }
        if depth > 0 {
            // an entity is one character
            let entities = text.match_indices('&').filter_map(|(at, _)| text[at..].find(';')).sum::<usize>();
            count += size(text) - entities as u32;
        }
    }
    count
}
