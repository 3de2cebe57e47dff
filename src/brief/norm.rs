//! Decides whether a word of duty binds somebody: who, and to what. “You must not” and “the Office may” bind; “if you
//! must not”, “the page isn't available” and “what the community has to offer” bind nobody.

use super::clause::is_aside;
use super::lexicon::Lexicon;
use super::modals::{Word, is_spaceless};
use crate::model::FactKind;
use crate::weave::cut;
use std::borrow::Cow;
use std::ops::Range;

/// How many words may stand between a subject and the word that binds it.
const NEAR: usize = 10;

/// The fewest words of a sentence that binds somebody.
const SHORTEST: usize = 3;

/// A word of a sentence, or a sign.
struct Token<'a> {
    text: &'a str,
    lower: Cow<'a, str>,
    start: usize,
}

impl Token<'_> {
    fn is_sign(&self) -> bool {
        !self.text.chars().any(char::is_alphanumeric)
    }
}

/// A word in lower case.
fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) { word.into() } else { word.to_lowercase().into() }
}

/// A sentence with its words.
pub(super) struct Sentence<'a> {
    text: &'a str,
    range: &'a Range<usize>,
    tokens: Vec<Token<'a>>,
    words: &'a Lexicon,
    /// Whether a word, in lower case, is no name.
    common: &'a dyn Fn(&str) -> bool,
}

impl<'a> Sentence<'a> {
    pub(super) fn of(
        text: &'a str,
        range: &'a Range<usize>,
        words: &'a Lexicon,
        common: &'a dyn Fn(&str) -> bool,
    ) -> Self {
        let mut end = range.start;
        let tokens = cut(&text[range.clone()]).map(|word| {
            let start = end;
            end += word.len();
            Token { text: word, lower: lower(word), start }
        });
        let tokens = tokens.filter(|t| !t.text.trim().is_empty()).collect();
        Self { text, range, tokens, words, common }
    }

    /// Whether it begins with a condition.
    pub(super) fn is_conditional(&self) -> bool {
        self.is_subordinate(0)
    }

    /// Whether the word binds somebody.
    pub(super) fn binds(&self, word: &Word<'_>) -> bool {
        if self.text[self.range.clone()].trim_end().ends_with('?') || word.meaning.weak {
            return false;
        }
        let opens = self.text[self.range.clone()].to_lowercase();
        if self.words.list("examples").iter().any(|own| opens.starts_with(own.as_str())) {
            return false;
        }
        if self.text[word.range.clone()].contains(is_spaceless) {
            return self.binds_thai(word);
        }
        let spoken = self.tokens.iter().filter(|t| !t.is_sign()).count();
        // who says “I” tells of one case, as a review does
        let tells = self.tokens.iter().any(|t| self.words.has("teller", &t.lower));
        if spoken < SHORTEST || tells || is_aside(self.text, self.range, &word.range) {
            return false;
        }
        let first = self.tokens.partition_point(|t| t.start < word.range.start);
        let last = self.tokens.partition_point(|t| t.start < word.range.end);
        let spoken = |t: &Token<'_>| !t.is_sign();
        if first >= self.tokens.len() || !self.tokens[last..].iter().any(spoken) || self.has("reserving", 0) {
            return false; // nothing but signs, or cut off
        }
        if self.words.free_order { self.binds_freely(word, first, last) } else { self.binds_after(word, first, last) }
    }

    fn has(&self, list: &str, ix: usize) -> bool {
        self.tokens.get(ix).is_some_and(|token| self.words.has(list, &token.lower))
    }

    /// The first token of the part between signs in which token `ix` stands.
    fn part(&self, ix: usize) -> usize {
        let bound = |t: &Token<'_>| t.is_sign() && t.text.contains([',', ';', ':', '(', ')', '–', '—']);
        self.tokens[..ix].iter().rposition(bound).map_or(0, |at| at + 1)
    }

    /// Whether the part that begins at token `ix` says when or which, not what.
    fn is_subordinate(&self, ix: usize) -> bool {
        let joining = |t: &Token<'_>| self.words.has("joining", &t.lower);
        let opens = (ix..self.tokens.len()).find(|ix| !joining(&self.tokens[*ix]));
        let several = |ix: usize| {
            let mut lists = self.words.list("subordinate").iter().filter(|own| own.contains(' '));
            lists.any(|own| own.split(' ').enumerate().all(|(at, word)| self.is_word(ix + at, word)))
        };
        [Some(ix), opens].into_iter().flatten().any(|ix| self.has("subordinate", ix) || several(ix))
    }

    fn is_word(&self, ix: usize, word: &str) -> bool {
        self.tokens.get(ix).is_some_and(|token| token.lower == word)
    }

    /// In languages in which the subject stands before its verb.
    fn binds_after(&self, word: &Word<'_>, first: usize, last: usize) -> bool {
        let kind = word.meaning.kind;
        if matches!(kind, FactKind::Exception | FactKind::Limit) || self.happens(kind, first, last) {
            return false;
        }
        // back over what stands between a subject and its verb
        let mut at = first;
        while at > 0 && first - at < 5 && self.steps_over(at - 1) {
            at -= 1;
            if self.has("past", at) || self.has("hedges", at) {
                return false;
            }
        }
        // “persons authorized to process” says which persons, and permits nothing
        let which = kind == FactKind::Permission && self.tokens[first].lower.ends_with("ed");
        if which && !(at..first).any(|ix| self.has("auxiliaries", ix)) {
            return false;
        }
        if at == 0 || self.tokens[at - 1].is_sign() {
            return self.opens(word, first, at);
        }
        let subject = at - 1;
        if self.has("pronouns", subject) {
            // “if you do it and they don't”, “but you may not”
            let within = subject > 0 && self.has("coordinating", subject - 1) && self.is_subordinate(0);
            if within || last >= self.tokens.len() {
                return false;
            }
            let own = self.tokens[subject].lower == "we"
                && self.words.has("needs", &self.text[word.range.clone()].to_lowercase());
            // “to use it you need to install it”
            let way =
                self.tokens[0].lower == "to" && self.words.has("needs", &self.text[word.range.clone()].to_lowercase());
            return !(own || way)
                && self.is_main(subject)
                && !(kind == FactKind::Permission && self.is_promise(subject));
        }
        let party = (subject.saturating_sub(NEAR)..=subject).rev().take_while(|ix| {
            !self.tokens[*ix].is_sign() && !self.has("pronouns", *ix) && !self.has("subordinate", *ix)
        });
        // “to the extent that a claim isn't arbitrable”, “if the product is not new”
        if kind == FactKind::Negation && !word.meaning.alone && (self.is_subordinate(0) || self.has("to-extent", 2)) {
            return false;
        }
        let passive = self.tokens.get(last).is_some_and(|t| t.lower == "be");
        let kinds: &[&str] = match kind {
            FactKind::Permission if !passive => &["parties"],
            FactKind::Negation | FactKind::Permission => &["parties", "things"],
            _ => &["parties"],
        };
        let found = { party }.find(|ix| {
            kinds.iter().any(|list| self.has(list, *ix)) || self.is_name(*ix) && (*ix == subject || *ix > 0)
        });
        match found {
            Some(ix) => self.is_main(ix),
            None => word.meaning.alone && !self.is_subordinate(self.part(first)),
        }
    }

    /// Whether what follows a “may” or “may not” is what happens to somebody, or what follows a negation is what something is
    /// taken for: no permission, and nothing forbidden.
    fn happens(&self, kind: FactKind, first: usize, last: usize) -> bool {
        let Some(verb) = (last..self.tokens.len()).find(|ix| !self.has("adverbs", *ix)) else { return false };
        let be = self.tokens[verb].lower == "be";
        let is = |ix: usize, list: &str| ix < self.tokens.len() && self.has(list, ix);
        if kind == FactKind::Negation && (is(verb, "taken") || be && is(verb + 1, "taken")) {
            return true;
        }
        let may = kind == FactKind::Permission || self.tokens[first].lower == "may";
        let done = |ix: usize| is(ix, "participles") || self.tokens.get(ix).is_some_and(|t| t.lower.ends_with("ed"));
        let passive = be && done(verb + 1);
        // “it shall constitute”, “they shall be deemed” binds nobody
        if kind == FactKind::Duty && (is(verb, "deems") || be && is(verb + 1, "deems")) {
            return true;
        }
        // “it may be a part of it” says what can be
        let article = |ix: usize| self.tokens.get(ix).is_some_and(|t| matches!(&*t.lower, "a" | "an" | "part"));
        if may && be && article(verb + 1) {
            return true;
        }
        // “you may be asked” is what happens; “your data may be shared” is what somebody may do
        let person = first > 0 && self.has("pronouns", first - 1);
        may && (passive && person || self.has("events", verb) && !passive)
    }

    fn steps_over(&self, ix: usize) -> bool {
        let token = &self.tokens[ix];
        let own = self.has("auxiliaries", ix) && !self.words.has("pronouns", &token.lower);
        own || token.lower.ends_with("ly") && token.lower.len() > 4
    }

    /// A word with no subject before it: “Do not share it”, “No person shall”, or one that goes on after another.
    fn opens(&self, word: &Word<'_>, first: usize, at: usize) -> bool {
        let kind = word.meaning.kind;
        let told = kind == FactKind::Negation && first <= 1 && at == 0;
        let goes_on = at < first && at > 0 && self.tokens[at - 1].text == ",";
        let main = !self.is_subordinate(self.part(first));
        let earlier =
            || (0..at).any(|ix| ix < 4 && (self.has("pronouns", ix) || self.has("parties", ix)) && self.is_main(ix));
        (word.meaning.alone && main) || told && self.orders(first) || goes_on && earlier()
    }

    /// Whether a negation at the front is an order, or says that nobody may.
    fn orders(&self, first: usize) -> bool {
        let word = &*self.tokens[first].lower;
        let order = first > 0 && self.tokens[0].lower == "do" || matches!(word, "don't" | "never");
        let after = self.tokens.iter().skip(first).take(NEAR);
        let rule = |t: &Token<'_>| matches!(&*t.lower, "may" | "shall" | "will" | "must" | "can");
        order || !matches!(word, "not") && after.into_iter().any(rule)
    }

    /// Whether the clause of the subject at token `ix` stands after a “that”, as what somebody promises.
    fn is_promise(&self, ix: usize) -> bool {
        ix > 1 && self.tokens[ix - 1].lower == "that" && self.has("agreeing", ix - 2)
    }

    /// Whether the clause of the subject at token `ix` says what is, not when or which.
    fn is_main(&self, ix: usize) -> bool {
        let (mut at, mut steps) = (ix, 0);
        while at > 0 && steps < 6 {
            let before = &self.tokens[at - 1];
            if before.is_sign() {
                return !self.is_subordinate(at);
            }
            if self.has("subordinate", at - 1) {
                return at > 1
                    && before.lower.starts_with(['t', 'q'])
                    && before.lower.len() <= 4
                    && self.has("agreeing", at - 2);
            }
            // a pronoun right after a noun: “information you may provide”
            if !self.has("joining", at - 1) && steps == 0 && self.has("pronouns", ix) {
                return before.lower.ends_with("ly");
            }
            if matches!(&*before.lower, "and" | "or" | "but" | "et" | "ou" | "mais") && self.has("pronouns", ix) {
                return !self.is_subordinate(self.part(ix));
            }
            at -= 1;
            steps += 1;
        }
        at == 0 || !self.is_subordinate(self.part(ix))
    }

    /// Whether it is a name: a capital within a sentence, or a word that is never written small.
    fn is_name(&self, ix: usize) -> bool {
        let token = &self.tokens[ix];
        token.text.starts_with(char::is_uppercase)
            && token.text.chars().count() > 1
            && token.text.chars().any(char::is_lowercase)
            && !token.lower.ends_with("ing")
            && !["subordinate", "joining", "auxiliaries", "things"].iter().any(|list| self.has(list, ix))
            && !(self.common)(&token.lower)
    }

    /// In languages in which it may stand on either side.
    fn binds_freely(&self, word: &Word<'_>, first: usize, last: usize) -> bool {
        let kind = word.meaning.kind;
        if matches!(kind, FactKind::Exception | FactKind::Limit) {
            return false;
        }
        let from = self.part(first);
        let sign = |t: &Token<'_>| t.is_sign() && t.text.contains([',', ';', ':']);
        let to = self.tokens[last..].iter().position(sign).map_or(self.tokens.len(), |at| last + at);
        let ends_with_verb = from > 0 && matches!(kind, FactKind::Duty | FactKind::Permission) && last == to;
        if self.is_subordinate(from) || ends_with_verb || (from..to).any(|ix| self.has("past", ix)) {
            return false;
        }
        let named = |ix: usize| {
            self.has("parties", ix)
                || self.has("pronouns", ix)
                || matches!(kind, FactKind::Negation | FactKind::Permission) && self.has("things", ix)
        };
        word.meaning.alone || (from..to).any(named)
    }

    /// In Thai a phrase ends with a space, and somebody who was named need not be named again.
    fn binds_thai(&self, word: &Word<'_>) -> bool {
        let kind = word.meaning.kind;
        if matches!(kind, FactKind::Exception | FactKind::Limit) {
            return false;
        }
        let before = &self.text[self.range.start..word.range.start];
        let phrase = before.rsplit([' ', '\n']).next().unwrap_or(before);
        let begins = |list: &str| self.words.list(list).iter().any(|own| phrase.starts_with(own.as_str()));
        let after = &self.text[word.range.end..self.range.end];
        let happens = self.words.list("events").iter().any(|own| after.starts_with(own.as_str()));
        if begins("subordinate") || kind == FactKind::Permission && happens {
            return false;
        }
        let named = |list: &str| self.words.list(list).iter().any(|own| before.contains(own.as_str()));
        word.meaning.alone || named("parties") || kind == FactKind::Negation && named("things")
    }
}

#[cfg(test)]
mod tests {
    use super::super::modals::words_of;
    use super::*;
    use crate::model::Lang;

    /// Which words of a sentence bind somebody.
    fn binding<'t>(lang: &str, text: &'t str) -> Vec<&'t str> {
        let words = Lexicon::of(&Lang::parse(lang).expect("a language"));
        let range = 0..text.len();
        let sentence = Sentence::of(text, &range, words, &|word| ["content", "page"].contains(&word));
        words_of(text, words).into_iter().filter(|w| sentence.binds(w)).map(|w| &text[w.range]).collect()
    }

    #[test]
    fn who_and_what_binds() {
        for (text, expected) in [
            ("You must not share it", "must not"),
            ("We do not sell your data", "not"),
            ("The Office is authorized to delete it", "is authorized"),
            ("The Office will ensure that persons permitted to read letters keep them", "will ensure"),
            ("Google does not monitor these networks", "not"),
            ("The Office may, if you ask, delete it", "may"),
            ("If you do not agree, you must not use it", "must not"),
            ("Losses must be reported at once", "must"),
            ("Your data will not be sold", "not"),
            ("Do not share your password", "not"),
            ("You agree that you will not copy it", "not"),
        ] {
            assert_eq!(binding("en", text), [expected], "{text}");
        }
        assert_eq!(binding("de", "Wir geben Ihre Daten nicht weiter"), ["nicht"]);
        assert_eq!(binding("fr", "Nous ne vendons pas vos données"), ["ne"]);
        assert_eq!(binding("th", "สำนักงานจะไม่เปิดเผยข้อมูล"), ["จะไม่"]);
    }

    #[test]
    fn what_binds_nobody() {
        for text in [
            "What the community has to offer",
            "Failure to pay the Office shall constitute a breach",
            "The Office shall be deemed to agree",
            "Content may be a part of your letters",
            "To use it, you need to install it",
            "The Office names persons authorized to process letters",
            "Users authorised to act for others are listed",
            "We are fortunate to be able to print them",
            "You may find opinions other than your own",
            "This page isn't available",
            "The content was not monetized",
            "The information you may provide is kept",
            "Other members may not have the same background",
            "Your browser may send a Do Not Track signal to us",
            "Can we help you?",
            "In the event that we agree and the Parties cannot meet, see Section 7",
        ] {
            assert_eq!(binding("en", text), [""; 0], "{text}");
        }
        assert_eq!(binding("de", "Diese Seite ist leider nicht verfügbar"), [""; 0]);
        assert_eq!(binding("th", "หากท่านไม่พอใจ"), [""; 0]);
    }
}
