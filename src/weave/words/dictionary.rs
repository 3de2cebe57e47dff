//! The words of a run of Thai, Lao, Khmer or Burmese: as few as the dictionary allows.
//!
//! The word lists are those of ICU4X, which itself takes the longest word at each place and so drifts: an edit moves
//! cuts far behind it. Here the whole run is weighed (maximal matching; Sornlertlamvanich, *Word segmentation for Thai
//! in a machine translation system*, 1993).

use super::script::{LETTER, begins_cluster, repeats};
use crate::letters::{Script, is_joiner};
use icu_provider::prelude::{DataIdentifierBorrowed, DataMarkerAttributes, DataProvider, DataRequest, DataResponse};
use icu_segmenter::provider::{Baked, DictionaryBreakData, SegmenterDictionaryExtendedV2};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The cost of a word of the dictionary.
const WORD: u32 = 8;
/// The cost of a word that is a single letter: dear, or unknown names would fall into letters.
const LONE_LETTER: u32 = 16;
/// The cost of a word that is an open syllable with a short vowel, which seldom is one: it loses a tie.
const SHORT_SYLLABLE: u32 = WORD + 1;
/// The cost of initials before a full stop (กทม., อบต.), without that of each: the fewer, the better.
const INITIALS: u32 = 14;
/// How many initials stand before one full stop.
const COUNT_OF_INITIALS: std::ops::RangeInclusive<usize> = 2..=4;
/// The cost of a stretch that the dictionary doesn't know…
const UNKNOWN: u32 = 12;
/// …and of each cluster in it: more than a word, so that no word next to it is swallowed. A short word between two
/// unknown stretches is.
const UNKNOWN_CLUSTER: u32 = 9;

/// Longer runs are weighed in pieces of this many letters, so that memory stays bounded…
const PIECE: usize = 1 << 16;
/// …and the last letters of a piece are weighed again with the next.
const MARGIN: usize = 256;

/// Negations, and "shall", that stand alone whatever compounds the dictionary lists, so that "not" is never hidden in a longer
/// word; and what must follow.
const NEGATIONS: [(&[char], &[char]); 4] =
    [(&['ไ', 'ม', '่'], &[]), (&['จ', 'ะ'], &[]), (&['ม', 'ิ'], &['ไ', 'ด', '้']), (&['ม', 'ิ'], &['ใ', 'ช', '่'])];

/// Words that join and bind, which stand in every sentence and end no compound: they win a tie against rare words (เขต|จะ, not
/// เข|ตจะ).
const COMMON: [&str; 8] = ["จะ", "ไม่", "และ", "หรือ", "โดย", "อาจ", "ต้อง", "ควร"];
static COMMON_LETTERS: LazyLock<Vec<Vec<char>>> =
    LazyLock::new(|| COMMON.iter().map(|word| word.chars().collect()).collect());

/// Other words of grammar.
const GRAMMAR: [&str; 12] = ["ที่", "ใน", "ของ", "ให้", "ได้", "เป็น", "แก่", "กับ", "ตาม", "จาก", "นี้", "นั้น"];

/// Two words of grammar in a row, which the dictionary may list as one (ได้ที่), are two.
static PAIRS: LazyLock<FxHashSet<Vec<char>>> = LazyLock::new(|| {
    let words = || COMMON.iter().chain(&GRAMMAR);
    words().flat_map(|one| words().map(move |other| one.chars().chain(other.chars()).collect())).collect()
});

/// Words of policies that the list of Thai lacks, by their first two letters.
static OWN: LazyLock<FxHashMap<[char; 2], Vec<Vec<char>>>> = LazyLock::new(|| {
    let lines = include_str!("thai.txt").lines().filter(|line| !line.starts_with('#'));
    let mut words: FxHashMap<[char; 2], Vec<Vec<char>>> = FxHashMap::default();
    for word in lines.flat_map(str::split_whitespace).map(|word| word.chars().collect::<Vec<char>>()) {
        let first = [word[0], word[1]];
        words.entry(first).or_default().push(word);
    }
    words
});

struct Dictionary {
    /// The first letter of the script's block.
    first: u32,
    /// What the trie calls each letter of the block.
    codes: Vec<u8>,
    data: &'static DictionaryBreakData<'static>,
}

/// What no trie has, so that no word goes on over it.
const NO_LETTER: u8 = 0xFF;
/// What words may have anywhere.
const JOINER: u8 = 0xFE;

static THAI: LazyLock<Dictionary> = LazyLock::new(|| Dictionary::load("thaidict", 0x0E00));
static LAO: LazyLock<Dictionary> = LazyLock::new(|| Dictionary::load("laodict", 0x0E80));
static KHMER: LazyLock<Dictionary> = LazyLock::new(|| Dictionary::load("khmerdict", 0x1780));
static BURMESE: LazyLock<Dictionary> = LazyLock::new(|| Dictionary::load("burmesedict", 0x1000));

impl Dictionary {
    fn of(script: Script) -> &'static Self {
        match script {
            Script::Thai => &THAI,
            Script::Lao => &LAO,
            Script::Khmer => &KHMER,
            Script::Burmese => &BURMESE,
        }
    }

    fn load(id: &'static str, first: u32) -> Self {
        let id = DataIdentifierBorrowed::for_marker_attributes(DataMarkerAttributes::from_str_or_panic(id));
        let response: DataResponse<SegmenterDictionaryExtendedV2> =
            Baked.load(DataRequest { id, ..Default::default() }).expect("the dictionary is compiled in");
        let data = response.payload.get_static().expect("compiled data is static");
        let DictionaryBreakData::ZeroTrie { alphabet, .. } = data else { unreachable!("the lists are ZeroTries") };
        let code = |c: u32| alphabet.position32(c).and_then(|i| u8::try_from(i).ok()).unwrap_or(NO_LETTER);
        Self { first, codes: (first..first + 0xA0).map(code).collect(), data }
    }

    fn code(&self, letter: char) -> u8 {
        match (letter as u32).checked_sub(self.first).and_then(|i| self.codes.get(i as usize)) {
            Some(code) => *code,
            None if is_joiner(letter) => JOINER,
            None => NO_LETTER,
        }
    }

    /// Calls `found` with the length in letters of every word at the front of `codes`, shortest first.
    #[inline]
    fn words(&self, codes: &[u8], mut found: impl FnMut(usize)) {
        let DictionaryBreakData::ZeroTrie { trie, .. } = self.data else { return };
        let mut cursor = trie.cursor();
        for (code, length) in codes.iter().zip(1..) {
            if *code == JOINER {
                continue;
            }
            cursor.step(*code);
            if cursor.take_value().is_some() {
                found(length);
            }
            if cursor.is_empty() {
                return;
            }
        }
    }
}

/// Where the words of `run`, all of one script, end; the last end is its length. `stop`: a full stop follows it.
pub(super) fn ends(run: &str, script: Script, stop: bool) -> Vec<usize> {
    let dictionary = Dictionary::of(script);
    let mut ends = Vec::new();
    let mut start = 0;
    while start < run.len() {
        let piece = &run[start..piece_end(run, start)];
        let last = start + piece.len() == run.len();
        let within = if last { piece.len() } else { piece.len() - MARGIN * LETTER };
        for end in Lattice::new(dictionary, piece, stop && last).word_ends() {
            ends.push(start + end * LETTER);
            if end * LETTER >= within {
                break;
            }
        }
        start = ends.last().copied().unwrap_or(run.len());
    }
    ends
}

/// Where the piece that begins at `start` ends: at a cluster's end.
fn piece_end(run: &str, start: usize) -> usize {
    const AROUND: usize = 16;
    let begins = |end: &usize| {
        let around = &run[end - AROUND * LETTER..run.len().min(end + AROUND * LETTER)];
        begins_cluster(&around.chars().collect::<Vec<_>>(), AROUND)
    };
    let full = start + PIECE * LETTER;
    (full..run.len()).step_by(LETTER).find(begins).unwrap_or(run.len())
}

/// Every way to cut a stretch of letters into words, and the best.
struct Lattice {
    /// Whether a cluster begins here.
    begins: Vec<bool>,
    /// For each place how the best way came there.
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Default)]
struct Step {
    /// How many letters the last word has; 0 when it is not in the dictionary.
    word: u8,
    /// Whether a stretch not in the dictionary of which the last cluster ends here has more clusters before that.
    goes_on: bool,
}

impl Lattice {
    /// Of ways that cost the same it takes the one with the longest last word, then with the longest before that.
    fn new(dictionary: &Dictionary, piece: &str, stop: bool) -> Self {
        let letters: Vec<char> = piece.chars().collect();
        let codes: Vec<u8> = letters.iter().map(|c| dictionary.code(*c)).collect();
        let count = letters.len();
        let begins: Vec<bool> = (0..count).map(|i| begins_cluster(&letters, i)).collect();
        let ends_at = |i: usize| begins.get(i).is_none_or(|b| *b);

        let mut steps = vec![Step::default(); count + 1];
        // The least costs of the letters before each place; when words end there.
        let mut costs = vec![u32::MAX; count + 1];
        costs[0] = 0;
        // The same when an unknown stretch goes on there.
        let mut unknown = u32::MAX;
        let own =
            |letters: &[char]| letters.first_chunk().and_then(|first: &[char; 2]| OWN.get(first)).into_iter().flatten();
        let mut at = 0;
        while at < count {
            if unknown < costs[at] {
                (costs[at], steps[at].word) = (unknown, 0);
            }
            let cost = costs[at];
            let hidden =
                negation(&letters[at..]).map_or(Hidden::default(), |n| Hidden::after(dictionary, n, &codes[at..]));
            let mut found = |length: usize| {
                let signs = letters[at + length..].iter().take_while(|c| repeats(**c) || is_joiner(**c)).count();
                let end = at + length + signs;
                let cost = cost + word_cost(&letters[at..at + length]);
                if let Ok(word) = u8::try_from(length + signs)
                    && ends_at(end)
                    && !hidden.has(length)
                    && !PAIRS.contains(&letters[at..at + length])
                    && cost < costs[end]
                {
                    (costs[end], steps[end].word) = (cost, word);
                }
            };
            dictionary.words(&codes[at..], &mut found);
            let own = own(&letters[at..]).filter(|word| letters[at..].starts_with(word));
            own.for_each(|word| found(word.len()));
            if stop && is_initials(&letters[at..]) {
                let cost = cost + INITIALS + (count - at) as u32;
                if cost < costs[count] {
                    (costs[count], steps[count].word) = (cost, (count - at) as u8);
                }
            }
            let next = (at + 1..count).find(|i| begins[*i]).unwrap_or(count);
            steps[next].goes_on = unknown <= cost + UNKNOWN;
            unknown = unknown.min(cost + UNKNOWN) + UNKNOWN_CLUSTER;
            at = next;
        }
        if unknown < costs[count] {
            steps[count].word = 0;
        }
        Self { begins, steps }
    }

    /// The places, in letters, where the best words end, from the front.
    fn word_ends(&self) -> Vec<usize> {
        let before = |at: usize| (0..at).rfind(|i| self.begins[*i]).unwrap_or(0);
        let mut ends = Vec::new();
        let mut at = self.begins.len();
        while at > 0 {
            ends.push(at);
            match self.steps[at].word {
                0 => {
                    while self.steps[at].goes_on {
                        at = before(at);
                    }
                    at = before(at);
                }
                word => at -= usize::from(word),
            }
        }
        ends.reverse();
        ends
    }
}

/// Whether the letters are a few consonants of Thai without vowels.
fn is_initials(letters: &[char]) -> bool {
    COUNT_OF_INITIALS.contains(&letters.len()) && letters.iter().all(|c| matches!(c, 'ก'..='ฮ'))
}

fn word_cost(word: &[char]) -> u32 {
    match word {
        [_] => LONE_LETTER,
        [_, 'ิ' | 'ึ' | 'ุ' | 'ິ' | 'ຶ' | 'ຸ'] => SHORT_SYLLABLE,
        [_, _, ..] if word.len() <= 5 && COMMON_LETTERS.iter().any(|common| common == word) => WORD - 1,
        _ => WORD,
    }
}

/// The length in letters of the negation that `letters` begin with.
fn negation(letters: &[char]) -> Option<usize> {
    let stands = |(word, rest): &&(&[char], &[char])| letters.strip_prefix(*word).is_some_and(|l| l.starts_with(rest));
    NEGATIONS.iter().find(stands).map(|(word, _)| word.len())
}

/// The lengths of the words that only hide a negation and another word.
#[derive(Default)]
struct Hidden(u64);

impl Hidden {
    fn after(dictionary: &Dictionary, negation: usize, codes: &[u8]) -> Self {
        let mut lengths = 0;
        dictionary.words(&codes[negation..], |length| {
            lengths |= 1u64.checked_shl((negation + length) as u32).unwrap_or(0);
        });
        Self(lengths)
    }

    fn has(&self, length: usize) -> bool {
        self.0.checked_shr(length as u32).is_some_and(|rest| rest & 1 == 1)
    }
}
