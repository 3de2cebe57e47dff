//! Names that some file system can't hold or treats specially, and their replacements.

use super::{LONGEST_SEGMENT, is_reserved_at_root};
use crate::model::{Digest, PolicyId, is_word_char};
use unicode_normalization::UnicodeNormalization;

/// The longest id, in bytes: with the longest path below it, it stays within [`super::LONGEST_PATH`].
pub const LONGEST_ID: usize = 900;
/// How many digits of a digest stand in the place of what was cut from a name.
const DIGITS: usize = 10;
/// What a name that was cut keeps at most, in bytes: there is room for a digest and a number.
const CUT: usize = 200;

/// Device names of Windows, which it takes for the device with any extension (“Naming Files, Paths, and Namespaces”).
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Whether a file system everywhere can hold this segment of an id.
fn is_sound(segment: &str) -> bool {
    segment.len() <= LONGEST_SEGMENT && !segment.starts_with('.') && !segment.ends_with('.') && !is_device(segment)
}

fn is_device(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or(segment).to_lowercase();
    let numbered = |name: &str| {
        let rest = stem.strip_prefix(name);
        rest.is_some_and(|digit| {
            matches!(digit, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
        })
    };
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

/// Whether a site can hold a policy with this id, whatever other policies there are.
pub fn is_fit(id: &PolicyId) -> bool {
    let segments = || id.as_str().split('/');
    id.as_str().len() <= LONGEST_ID
        && segments().all(is_sound)
        && segments().next().is_some_and(|s| !is_reserved_at_root(s))
}

/// The name `stem`, of a file that somebody named so, with the suffix `suffix`: such that every file system can hold it and
/// every address name it. The same for the same name, always.
pub fn safe_name(stem: &str, suffix: &str) -> String {
    let fits = |c: char| is_word_char(c) || matches!(c, '-' | '_' | '.' | '~');
    let stem: String = stem.nfc().map(|c| if fits(c) { c } else { '-' }).collect();
    let stem = stem.trim_matches(['-', '.']);
    let stem = if stem.is_empty() { "file" } else { stem };
    let stem = if stem.len() > CUT { cut(stem) } else { stem.to_owned() };
    tame(&format!("{stem}.{suffix}"))
}

/// The segments of `id`, each of them made such that every file system can hold it, and cut where all are too long
/// together. The same for the same id, always.
pub fn tamed(id: &PolicyId) -> Vec<String> {
    let segments: Vec<String> = id.as_str().split('/').map(tame).collect();
    let whole: usize = segments.iter().map(|s| s.len() + 1).sum();
    // a number that tells two policies apart may still be added
    if whole + 12 <= LONGEST_ID {
        return segments;
    }
    vec![cut(id.as_str())]
}

fn tame(segment: &str) -> String {
    let mut name = segment.to_owned();
    if name.starts_with('.') {
        name.replace_range(..1, "-");
    }
    if name.ends_with('.') {
        name.replace_range(name.len() - 1.., "-");
    }
    if is_device(&name) {
        name.insert(0, '-');
    }
    if name.len() + 12 > LONGEST_SEGMENT { cut(&name) } else { name }
}

/// The beginning of `name`, and digits of its digest.
fn cut(name: &str) -> String {
    let name = name.replace('/', "-");
    let digest = Digest::of(name.as_bytes()).to_string();
    format!("{}-{}", beginning(&name, CUT).trim_end_matches(['.', '-']), &digest[..DIGITS])
}

/// The beginning of `text`, of at most so many bytes, up to a whole letter with its marks.
pub fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    let whole = |end: usize| {
        let next = text[end..].chars().next();
        next.is_none_or(|c| !unicode_normalization::char::is_combining_mark(c))
    };
    while end > 0 && !(text.is_char_boundary(end) && whole(end)) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::super::{LONGEST_PATH, OfPolicy};
    use super::*;

    fn check(id: &str, tame: &str) {
        let id = PolicyId::new(id);
        assert_eq!(tamed(&id).join("/"), tame);
    }

    #[test]
    fn names_that_some_file_system_cannot_hold_are_changed() {
        check("privacy/2026", "privacy/2026");
        check(".well/x", "-well/x");
        check("a./b", "a-/b");
        check("con", "-con");
        check("a/nul.txt", "a/-nul.txt");
        check("com1", "-com1");
        check("complaints", "complaints");
        check("lpt¹", "-lpt¹");
    }

    #[test]
    fn names_of_files_are_made_safe() {
        for (stem, suffix, safe) in [
            ("form", "pdf", "form.pdf"),
            ("แบบคำขอ ก.", "pdf", "แบบคำขอ-ก.pdf"),
            ("a/../b\\c\u{202e}", "png", "a-..-b-c.png"),
            ("..", "png", "file.png"),
            ("con", "txt", "-con.txt"),
            ("cafe\u{301}", "png", "café.png"),
        ] {
            assert_eq!(safe_name(stem, suffix), safe, "{stem}");
        }
        assert!(safe_name(&"ก".repeat(300), "pdf").len() <= LONGEST_SEGMENT);
    }

    #[test]
    fn names_that_are_too_long_are_cut_and_stay_apart() {
        let thai = |last: &str| tamed(&PolicyId::new(&format!("{}{last}", "กา".repeat(60)))).join("/");
        assert!(thai("ก").len() <= LONGEST_SEGMENT - 12 && thai("ก") != thai("ข") && thai("ก") == thai("ก"));
        let deep = "x/".repeat(2000) + "x";
        let id = PolicyId::new(&tamed(&PolicyId::new(&deep)).join("/"));
        assert!(is_fit(&id), "{id}");
        // never between a letter and its marks
        let marks = tamed(&PolicyId::new(&("ก่ำ".repeat(24) + "ก" + &"่".repeat(40))))[0].clone();
        assert!(marks.len() <= LONGEST_SEGMENT, "{marks}");
    }

    #[test]
    fn every_path_of_the_longest_id_fits() {
        let longest = OfPolicy::kinds().iter().map(|file| file.name().len()).max().unwrap_or_default();
        assert!(LONGEST_ID + 1 + longest <= LONGEST_PATH);
    }
}
