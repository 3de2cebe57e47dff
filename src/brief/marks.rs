//! List markers in lists that were written as paragraphs: “•”, “(a)”, “ii)”, “ก.”.

/// The sign before an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    kind: Kind,
    /// Whether it stands in brackets on both sides.
    open: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Bullet,
    Letter(char),
    Roman,
    /// A letter, or a Roman number.
    Either(char),
    Digit,
}

/// The most letters of a sign.
const LONGEST: usize = 5;

impl Mark {
    /// The sign before a text. A number with a full stop is that of a clause, which needs nothing that leads to it.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.trim_start();
        if text.starts_with(['•', '·', '–', '-', '◦']) {
            return Some(Self { kind: Kind::Bullet, open: false });
        }
        let (open, inside) = text.strip_prefix('(').map_or((false, text), |inside| (true, inside));
        let end = inside.char_indices().take(LONGEST + 1).find(|(_, c)| matches!(c, ')' | '.'))?.0;
        let (sign, rest) = inside.split_at(end);
        let stop = rest.starts_with('.');
        if stop && open || !rest[1..].starts_with(char::is_whitespace) {
            return None;
        }
        let mut letters = sign.chars();
        let kind = match (letters.next(), letters.next()) {
            (Some(c @ ('i' | 'v' | 'x' | 'I' | 'V' | 'X')), None) => Kind::Either(c),
            (Some(c), None) if c.is_ascii_alphabetic() || ('ก'..='ฮ').contains(&c) => Kind::Letter(c),
            (Some(_), Some(_)) if sign.len() < 6 && sign.bytes().all(|b| b"ivxIVX".contains(&b)) => Kind::Roman,
            _ if !stop && sign.len() < 4 && sign.bytes().all(|b| b.is_ascii_digit()) && !sign.is_empty() => Kind::Digit,
            _ => return None,
        };
        Some(Self { kind, open })
    }

    /// Whether it may number an item after one with this sign, in the same list.
    pub(super) fn follows(self, last: Self) -> bool {
        let next = |a: char, b: char| a as u32 + 1 == b as u32;
        self.open == last.open
            && match (last.kind, self.kind) {
                (Kind::Letter(a), Kind::Letter(b)) => a.is_uppercase() == b.is_uppercase(),
                (Kind::Letter(a), Kind::Either(b)) | (Kind::Either(a), Kind::Letter(b)) => next(a, b),
                (Kind::Either(_) | Kind::Roman, Kind::Either(_) | Kind::Roman) => true,
                (a, b) => a == b,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_before_items() {
        for text in ["• a", "(a) a", "ii) a", "ก. ข้อ", "b. a", "(3) a"] {
            assert!(Mark::of(text).is_some(), "{text}");
        }
        for text in ["A house.", "3. Clause", "3.1 Clause", "(collectively, “Terms”)", "e.g. this", "a", ""] {
            assert_eq!(Mark::of(text), None, "{text}");
        }
        let follows =
            |last: &str, next: &str| Mark::of(next).zip(Mark::of(last)).is_some_and(|(next, last)| next.follows(last));
        assert!(follows("(a) x", "(b) y") && follows("(h) x", "(i) y") && follows("(i) x", "(ii) y"));
        assert!(!follows("(a) x", "(i) y") && !follows("(a) x", "b) y") && !follows("(a) x", "(1) y"));
    }
}
