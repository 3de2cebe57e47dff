//! Two sentences as one, with the words that went and those that came.

use crate::weave::redline::Change;
use crate::weave::sequence;
use crate::weave::words;
use rustc_hash::FxHashMap;

/// One part of so many of either sentence must survive, or both are better read whole.
const SURVIVES: usize = 3;

/// `old` and `new` in one: what only the older has, what only the newer has, and what both have. Without what was inserted it
/// is `old`, without what was deleted `new`, to the letter. `None` where too little of either is in the other.
pub fn between(old: &str, new: &str) -> Option<Vec<(Change, String)>> {
    let [before, after] = [old, new].map(|text| words::cut(text).collect::<Vec<&str>>());
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    let mut symbols = [Vec::new(), Vec::new()];
    for (words, symbols) in [&before, &after].into_iter().zip(&mut symbols) {
        for word in words {
            let next = known.len() as u32;
            symbols.push(*known.entry(*word).or_insert(next));
        }
    }
    let mut pairs = sequence::matches(&symbols[0], &symbols[1]);
    pairs.push((before.len(), after.len()));
    let (mut marks, mut at, mut same): (Vec<(Change, String)>, (usize, usize), usize) = (Vec::new(), (0, 0), 0);
    for (i, j) in pairs {
        push(&mut marks, Change::Deleted, &before[at.0..i]);
        push(&mut marks, Change::Inserted, &after[at.1..j]);
        if let Some(word) = before.get(i) {
            same += word.len();
            push(&mut marks, Change::Same, &[word]);
        }
        at = (i + 1, j + 1);
    }
    (same * SURVIVES >= old.len().min(new.len())).then(|| drown(marks))
}

fn push(marks: &mut Vec<(Change, String)>, change: Change, words: &[&str]) {
    if words.is_empty() {
        return;
    }
    match marks.last_mut().filter(|(last, _)| *last == change) {
        Some((_, text)) => words.iter().for_each(|word| text.push_str(word)),
        None => marks.push((change, words.concat())),
    }
}

/// Makes one edit of those that have nothing but a space between them.
fn drown(marks: Vec<(Change, String)>) -> Vec<(Change, String)> {
    let mut out: Vec<(Change, String)> = Vec::new();
    let (mut gone, mut came, mut space) = (String::new(), String::new(), None::<String>);
    for (change, text) in marks {
        match change {
            Change::Same if !text.trim().is_empty() => {
                settle(&mut out, &mut gone, &mut came);
                out.extend(space.take().map(|space| (Change::Same, space)));
                out.push((Change::Same, text));
            }
            Change::Same if gone.is_empty() && came.is_empty() => out.push((Change::Same, text)),
            Change::Same => space = Some(text),
            _ => {
                if let Some(space) = space.take() {
                    gone.push_str(&space);
                    came.push_str(&space);
                }
                if change == Change::Deleted { gone.push_str(&text) } else { came.push_str(&text) }
            }
        }
    }
    settle(&mut out, &mut gone, &mut came);
    out.extend(space.map(|space| (Change::Same, space)));
    out
}

fn settle(out: &mut Vec<(Change, String)>, gone: &mut String, came: &mut String) {
    for (change, text) in [(Change::Deleted, gone), (Change::Inserted, came)] {
        if !text.is_empty() {
            out.push((change, std::mem::take(text)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, expected: &str) {
        let marks = between(old, new);
        let shown = marks.iter().flatten().map(|(change, text)| match change {
            Change::Deleted => format!("[-{text}-]"),
            Change::Inserted => format!("{{+{text}+}}"),
            _ => text.clone(),
        });
        assert_eq!(shown.collect::<String>(), expected);
        for (side, text) in [(Change::Inserted, old), (Change::Deleted, new)] {
            let kept = marks.iter().flatten().filter(|(change, _)| *change != side).map(|(_, text)| &**text);
            assert!(marks.is_none() || kept.collect::<String>() == text, "{old} → {new}");
        }
    }

    #[test]
    fn sentences_become_one_with_marks() {
        check(
            "You may not share it",
            "You may not share, sell or transfer it",
            "You may not share{+, sell or transfer+} it",
        );
        check("We keep it for 90 days", "We keep it for two years", "We keep it for [-90 days-]{+two years+}");
        check("สำนักงานเขตจะไม่เปิดเผยข้อมูล", "สำนักงานเขตอาจเปิดเผยข้อมูล", "สำนักงานเขต[-จะไม่-]{+อาจ+}เปิดเผยข้อมูล");
        check("One thing", "Something wholly other than that was", "");
        check("", "A", "{+A+}");
    }
}
