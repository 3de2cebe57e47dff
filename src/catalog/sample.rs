//! Evidence for the language of a text: the scripts of its letters, and its function words.
//!
//! Function words (articles, prepositions, pronouns) are few, but make up a fifth to two fifths of any running text. A
//! text is in the language that has most of them, if there are enough and no other language comes close; a text in a
//! language that is not in the list has too few of any. For measurements see `docs/languages.md`.

use crate::document::{Document, LeafKind};
use crate::model::Lang;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What a text shows of its language.
#[derive(Debug, Default)]
pub(super) struct Sample {
    letters: usize,
    /// How many letters of each script, by ISO 15924.
    scripts: BTreeMap<&'static str, usize>,
    words: usize,
    /// How often each function word of any language stands in it.
    function_words: FxHashMap<&'static str, usize>,
    /// Words that begin with the Arabic article, and letters that Arabic does not have.
    arabic: (usize, usize),
}

/// How many letters of a text are looked at: of a longer one, blocks all over it.
const LOOKED_AT: usize = 20_000;
/// The least share of a language's function words among all words of a text in it.
const SHARE: f64 = 0.12;
/// How many of them there are at least.
const LEAST: usize = 6;

/// The function words of one language.
struct Words {
    lang: &'static str,
    all: Vec<&'static str>,
}

/// All lists, and which of them have each word.
type Lists = (Vec<Words>, FxHashMap<&'static str, Vec<usize>>);

/// The function words of all languages that are told by them.
static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let words = |line: &'static str| {
        let (lang, all) = line.split_once(' ').unwrap_or((line, ""));
        Words { lang, all: all.split(' ').collect() }
    };
    let lists: Vec<Words> = include_str!("function-words.txt").lines().map(words).collect();
    let mut langs: FxHashMap<&'static str, Vec<usize>> = FxHashMap::default();
    for (ix, list) in lists.iter().enumerate() {
        list.all.iter().for_each(|word| langs.entry(word).or_default().push(ix));
    }
    (lists, langs)
});

impl Sample {
    pub(super) fn of(document: &Document) -> Self {
        let texts: Vec<&str> = (document.leaves.iter())
            .filter(|leaf| !matches!(leaf.kind, LeafKind::Code(_)))
            .map(|leaf| leaf.text.as_str())
            .collect();
        // a letter of most scripts that are told has three bytes, so that this is no upper bound
        let step = (texts.iter().map(|text| text.len()).sum::<usize>() / LOOKED_AT).max(1);
        let mut sample = Self::default();
        for text in texts.into_iter().step_by(step) {
            if sample.letters > LOOKED_AT {
                break;
            }
            let lower = match is_nfc_quick(text.chars()) {
                IsNormalized::Yes => text.to_lowercase(),
                _ => text.nfc().collect::<String>().to_lowercase(),
            };
            lower.split(is_between).for_each(|word| sample.add(word));
        }
        sample
    }

    fn add(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        self.words += 1;
        if let Some((known, _)) = LISTS.1.get_key_value(word) {
            *self.function_words.entry(known).or_default() += 1;
        }
        if word.is_ascii() {
            self.letters += word.len();
            *self.scripts.entry("Latn").or_default() += word.len();
            return;
        }
        self.arabic.0 += usize::from(word.starts_with("ال"));
        // the letters of a word are mostly of one script
        let mut run: Option<(&'static str, usize)> = None;
        for c in word.chars() {
            let Some(script) = script(c) else { continue };
            self.letters += 1;
            self.arabic.1 += usize::from(script == "Arab" && !('\u{621}'..='\u{652}').contains(&c));
            match &mut run {
                Some((last, count)) if *last == script => *count += 1,
                _ => self.add_run(run.replace((script, 1))),
            }
        }
        self.add_run(run);
    }

    fn add_run(&mut self, run: Option<(&'static str, usize)>) {
        if let Some((script, count)) = run {
            *self.scripts.entry(script).or_default() += count;
        }
    }

    /// The language, if the text shows it.
    pub(super) fn lang(&self) -> Option<Lang> {
        let lang = match self.script()? {
            "Latn" | "Cyrl" | "Deva" | "Beng" | "Ethi" => self.by_words(),
            "Arab" => self.by_words().or(self.is_arabic().then_some("ar")),
            "Hebr" => Some(self.by_words().unwrap_or("he")),
            script => OF_SCRIPT.iter().find(|(own, _)| *own == script).map(|(_, lang)| *lang),
        };
        lang.and_then(Lang::parse)
    }

    /// Whether the text is in another language than `lang`: it shows another one, or is in another script; or, where it is
    /// too short for that, it has function words of others and none of `lang`.
    pub(super) fn contradicts(&self, lang: &Lang) -> bool {
        let (written, own) = (scripts_of(lang), lang.primary());
        if self.script().is_some_and(|script| !written.contains(&script)) {
            return true;
        }
        if let Some(found) = self.lang() {
            return !is_kin(found.primary(), own);
        }
        let Some(&(best, count, kinds)) = self.ranking().first() else { return false };
        let is_other = !is_kin(LISTS.0[best].lang, own);
        let of_own = LISTS.0.iter().enumerate().filter(|(_, list)| is_kin(list.lang, own));
        let in_this = match of_own.map(|(ix, _)| self.count(ix).0).max() {
            Some(own) => own == 0 && kinds >= 2,
            None => kinds >= 3 && (count as f64) >= 0.2 * self.words as f64,
        };
        is_other && in_this
    }

    /// The script of most letters; one that is not Latin has a third at least, for names and terms are Latin everywhere.
    fn script(&self) -> Option<&'static str> {
        let count = |script: &str| self.scripts.get(script).copied().unwrap_or_default();
        if count("Kana") * 10 > self.letters {
            return Some("Kana");
        }
        let others = self.scripts.iter().filter(|(script, _)| **script != "Latn");
        let other = others.max_by_key(|(_, count)| **count).filter(|(_, count)| **count * 3 > self.letters);
        other.map(|(script, _)| *script).or_else(|| (count("Latn") * 2 > self.letters).then_some("Latn"))
    }

    /// How many function words of a language there are, and how many different ones.
    fn count(&self, ix: usize) -> (usize, usize) {
        let found = LISTS.0[ix].all.iter().filter_map(|word| self.function_words.get(word));
        found.fold((0, 0), |(all, kinds), count| (all + count, kinds + 1))
    }

    /// The languages by the number of their function words, most first, each with that number and the number of different
    /// ones.
    fn ranking(&self) -> Vec<(usize, usize, usize)> {
        let mut ranking: Vec<(usize, usize, usize)> = (0..LISTS.0.len()).map(|ix| (ix, 0, 0)).collect();
        for (word, count) in &self.function_words {
            for ix in &LISTS.1[word] {
                ranking[*ix].1 += count;
                ranking[*ix].2 += 1;
            }
        }
        ranking.sort_by_key(|(ix, count, _)| (std::cmp::Reverse(*count), *ix));
        ranking
    }

    fn by_words(&self) -> Option<&'static str> {
        let ranking = self.ranking();
        let &[(first, count, kinds), (second, next, _), ..] = ranking.as_slice() else { return None };
        // running text has many different ones; the few short words that languages share by chance are the same again and again
        let different = (self.words / 12).clamp(4, 8);
        if count < LEAST || kinds < different || (count as f64) < SHARE * self.words as f64 {
            return None;
        }
        // between neighbours such as Danish and Norwegian only words that the other does not have tell
        let (mine, theirs) = (self.without(first, second), self.without(second, first));
        let is_clear = count >= 2 * next || (mine >= 4 && mine >= 3 * theirs) || (mine == 3 && theirs == 0);
        is_clear.then_some(LISTS.0[first].lang)
    }

    /// How many function words of language `a` there are that language `b` does not have.
    fn without(&self, a: usize, b: usize) -> usize {
        let (a, b) = (&LISTS.0[a].all, &LISTS.0[b].all);
        a.iter().filter(|word| !b.contains(word)).filter_map(|word| self.function_words.get(word)).sum()
    }

    /// Whether a text in Arabic letters that is too short for more has the article of Arabic and no letter of another
    /// language.
    fn is_arabic(&self) -> bool {
        let (articles, foreign) = self.arabic;
        articles >= 2 && articles * 8 >= self.words && foreign == 0
    }
}

/// Whether `c` stands between words.
fn is_between(c: char) -> bool {
    match c.is_ascii() {
        true => !c.is_ascii_alphabetic(),
        false => !(crate::model::is_word_char(c) || matches!(c, 'ʻ' | '‘')) || c.is_numeric(),
    }
}

/// Scripts of one language only, or of one by far before others.
const OF_SCRIPT: &[(&str, &str)] = &[
    ("Thai", "th"),
    ("Laoo", "lo"),
    ("Mymr", "my"),
    ("Khmr", "km"),
    ("Kana", "ja"),
    ("Hang", "ko"),
    ("Hani", "zh"),
    ("Geor", "ka"),
    ("Armn", "hy"),
    ("Grek", "el"),
    ("Guru", "pa"),
    ("Gujr", "gu"),
    ("Orya", "or"),
    ("Taml", "ta"),
    ("Telu", "te"),
    ("Knda", "kn"),
    ("Mlym", "ml"),
    ("Sinh", "si"),
    ("Thaa", "dv"),
    ("Nkoo", "nqo"),
    ("Cher", "chr"),
];

/// The script of a letter; `None` for one that is not told here.
fn script(c: char) -> Option<&'static str> {
    let script = match c as u32 {
        0x41..=0x24F | 0x1E00..=0x1EFF if c.is_alphabetic() => "Latn",
        0x370..=0x3FF | 0x1F00..=0x1FFF => "Grek",
        0x400..=0x52F => "Cyrl",
        0x531..=0x58F => "Armn",
        0x5D0..=0x5F2 | 0xFB1D..=0xFB4F => "Hebr",
        0x620..=0x64A | 0x66E..=0x6D5 | 0x6EE..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFEFC => "Arab",
        0x700..=0x74F => "Syrc",
        0x780..=0x7B1 => "Thaa",
        0x7CA..=0x7EA => "Nkoo",
        0x900..=0x97F => "Deva",
        0x980..=0x9FF => "Beng",
        0xA00..=0xA7F => "Guru",
        0xA80..=0xAFF => "Gujr",
        0xB00..=0xB7F => "Orya",
        0xB80..=0xBFF => "Taml",
        0xC00..=0xC7F => "Telu",
        0xC80..=0xCFF => "Knda",
        0xD00..=0xD7F => "Mlym",
        0xD80..=0xDFF => "Sinh",
        0xE00..=0xE7F => "Thai",
        0xE80..=0xEFF => "Laoo",
        0xF00..=0xFFF => "Tibt",
        0x1000..=0x109F => "Mymr",
        0x10A0..=0x10FF | 0x1C90..=0x1CBF => "Geor",
        0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7AF => "Hang",
        0x1200..=0x139F => "Ethi",
        0x13A0..=0x13FF => "Cher",
        0x1780..=0x17FF => "Khmr",
        0x1800..=0x18AF => "Mong",
        0x3040..=0x30FF => "Kana",
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x20000..=0x3134F => "Hani",
        _ => return None,
    };
    Some(script)
}

/// The scripts in which `lang` is written.
fn scripts_of(lang: &Lang) -> &'static [&'static str] {
    match lang.primary() {
        "ab" | "av" | "ba" | "be" | "bg" | "ce" | "cu" | "cv" | "kv" | "ky" | "mk" | "os" | "ru" | "sah" | "tg"
        | "tt" | "uk" => &["Cyrl"],
        "az" | "kk" | "ku" | "tk" | "uz" | "crh" | "ug" | "ms" | "ha" => &["Latn", "Cyrl", "Arab"],
        "bs" | "sr" | "sh" | "ro" | "cnr" => &["Latn", "Cyrl"],
        "mn" => &["Cyrl", "Mong"],
        "ar" | "ckb" | "fa" | "ps" | "ur" | "prs" => &["Arab"],
        "ks" | "sd" | "sat" | "kok" | "gom" => &["Arab", "Deva", "Latn"],
        "he" | "yi" => &["Hebr"],
        "bho" | "brx" | "doi" | "hi" | "mai" | "mr" | "ne" | "sa" | "pi" => &["Deva"],
        "as" | "bn" => &["Beng"],
        "mni" => &["Beng", "Latn"],
        "am" | "ti" => &["Ethi"],
        "bo" | "dz" => &["Tibt"],
        "pa" => &["Guru", "Arab"],
        "cr" | "oj" | "iu" => &["Latn"],
        "ja" => &["Kana", "Hani"],
        "ko" => &["Hang", "Hani"],
        "zh" | "yue" | "ii" => &["Hani"],
        "za" => &["Latn", "Hani"],
        "und" => &[],
        lang => {
            OF_SCRIPT.iter().find(|(_, own)| *own == lang).map_or(&["Latn"], |(script, _)| std::slice::from_ref(script))
        }
    }
}

/// Languages so near to each other that what is written in one may be told for another.
const KIN: &[&[&str]] = &[
    &["no", "nb", "nn"],
    &["hr", "bs", "sr", "sh", "cnr"],
    &["id", "ms"],
    &["tl", "fil", "ceb"],
    &["fa", "prs"],
    &["zh", "yue"],
    &["es", "gl", "ast", "an", "pap"],
    &["ca", "oc"],
    &["it", "co", "fur", "sc", "scn", "vec", "lij", "lld", "rm", "ia"],
    &["fr", "frp", "wa", "oc"],
    &["de", "lb", "gsw", "nds"],
    &["nl", "fy", "li", "af"],
    &["en", "sco"],
    &["tr", "crh", "az"],
    &["hi", "bho", "mai", "brx", "doi"],
    &["ru", "ba", "tt", "cv", "ce", "os", "sah"],
    &["ga", "gd", "gv"],
    &["sw", "rn", "rw", "lg", "ny"],
];

/// Whether two languages, by their tags without script and country, are one or so near.
pub(super) fn is_kin(a: &str, b: &str) -> bool {
    a == b || KIN.iter().any(|kin| kin.contains(&a) && kin.contains(&b))
}
