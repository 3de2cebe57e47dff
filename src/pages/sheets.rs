//! How a long list of policies is cut into pages that stay as they are while others change.

use super::groups::APART;
use crate::model::Digest;
use crate::places::Place;

/// The most policies that a page lists.
pub(super) const MOST: usize = 200;

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub(super) name: String,
    /// Its first policy in the order of pages.
    pub(super) first: usize,
    pub(super) count: usize,
}

impl Sheet {
    /// Where it is.
    pub fn place(&self) -> Place<'_> {
        Place::List(&self.name)
    }
}

/// The pages of the policies with these `keys`, in order.
pub(super) fn sheets(keys: &[String]) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    cut(keys, 0, 0, &mut sheets);
    sheets
}

/// Cuts `keys`, in order and alike in their first `alike` bytes, into pages: those that begin alike with one letter more
/// stand on one, and with their neighbours as far as there is room, or are cut again. The first of them is the `from`th
/// of all. So what comes or goes moves nothing but on its page, and now and then on one beside it.
fn cut(keys: &[String], alike: usize, from: usize, sheets: &mut Vec<Sheet>) {
    let letter = |key: &String| key[alike..].chars().next();
    let end = |key: &String| alike + letter(key).map_or(0, char::len_utf8);
    let (mut at, mut open) = (from, None::<Sheet>);
    for group in keys.chunk_by(|a, b| letter(a) == letter(b)) {
        let fits = |sheet: &Sheet| sheet.count + group.len() <= MOST;
        if open.as_ref().is_some_and(|sheet| !fits(sheet)) {
            sheets.extend(open.take());
        }
        if group.len() > MOST && end(&group[0]) > alike {
            sheets.extend(open.take());
            cut(group, end(&group[0]), at, sheets);
        } else {
            let sheet =
                open.get_or_insert_with(|| Sheet { name: name(&group[0][..end(&group[0])]), first: at, count: 0 });
            sheet.count += group.len();
        }
        at += group.len();
    }
    sheets.extend(open);
}

/// The name of the page whose policies begin so, and after it: letters of every file system, different for different
/// beginnings.
fn name(begin: &str) -> String {
    let mut name = String::from("by-");
    for c in begin.chars() {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            APART => name.push('-'),
            c => name.push_str(&format!("_{:x}_", u32::from(c))),
        }
    }
    // longer than any that somebody would read
    if name.len() > 80 { format!("by-{}", &Digest::of(begin.as_bytes()).to_string()[..16]) } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn keys(count: usize) -> Vec<String> {
        let mut keys: Vec<String> =
            (0..count).map(|n| format!("{}{APART}title {}", 1900 + n % 90, n * 7919 % count)).collect();
        keys.sort();
        keys
    }

    #[test]
    fn every_policy_is_on_one_page_that_is_not_too_long() {
        let keys = keys(5000);
        let sheets = sheets(&keys);
        assert!(sheets.iter().all(|sheet| (1..=MOST).contains(&sheet.count)), "{sheets:?}");
        let ends: Vec<usize> = sheets.iter().map(|sheet| sheet.first + sheet.count).collect();
        let firsts: Vec<usize> = sheets.iter().map(|sheet| sheet.first).collect();
        assert!(firsts[0] == 0 && firsts[1..] == ends[..ends.len() - 1] && ends.last() == Some(&keys.len()));
        let names: std::collections::BTreeSet<&String> = sheets.iter().map(|sheet| &sheet.name).collect();
        assert!(names.len() == sheets.len() && sheets.len() < 5000 / MOST * 4, "{}", sheets.len());
    }

    #[test]
    fn what_comes_moves_nothing_far_away() {
        let mut keys = keys(5000);
        let on = |keys: &[String]| -> BTreeMap<String, Vec<String>> {
            sheets(keys).into_iter().map(|s| (s.name, keys[s.first..s.first + s.count].to_vec())).collect()
        };
        let before = on(&keys);
        keys.push(format!("1950{APART}title 1"));
        keys.sort();
        let after = on(&keys);
        let other = after.iter().filter(|(name, keys)| before.get(*name) != Some(keys)).count();
        assert!((1..=3).contains(&other), "{other} of {}", after.len());
    }

    #[test]
    fn names_of_pages_are_names_everywhere() {
        assert_eq!(name("1988\u{1}lag"), "by-1988-lag");
        assert_eq!(name("ก/"), "by-_e01__2f_");
        assert!(name(&"ก".repeat(300)).len() < 80);
    }
}
