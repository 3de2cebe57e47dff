//! What fixes leave alone, and dates of many forms.

use super::calendar::{dates, years};
use crate::check::{Edit, Files, Given, Neighbours, Report, Rule, Subject, Text, rules};
use crate::history::Scope;
use crate::letters::with_ascii_digit;
use crate::model::Date;
use proptest::prelude::*;
use std::sync::Arc;

struct Nothing;

impl Files for Nothing {
    fn is_replaced(&self, _path: &str) -> bool {
        false
    }
    fn has(&self, _: &str) -> bool {
        false
    }
    fn policies(&self) -> &[String] {
        &[]
    }
    fn read(&self, _: &str) -> Option<Vec<u8>> {
        None
    }
    fn published(&self, _: &str) -> Option<Vec<u8>> {
        None
    }
}

/// The safe fixes of one rule for a text.
fn fixes(text: &str, rule: &'static Rule) -> Vec<Vec<Edit>> {
    let scope = Scope::new("", &[], &[]).expect("a scope");
    let neighbours = Neighbours::new(&Nothing, &scope);
    let subject = Subject::new(Given {
        path: "text.md",
        text: Arc::new(Text::read(text.as_bytes(), "text.md")),
        before: None,
        gone: None,
        message: None,
        neighbours: &neighbours,
        lang: None,
        off: &[],
        today: Date::new(2026, 11, 27).expect("a day"),
    });
    let mut report = Report::by(rule);
    (rule.check)(&subject, &mut report);
    let fixes = report.findings().into_iter().filter_map(|finding| finding.fix);
    fixes.filter(|fix| fix.safe).map(|fix| fix.edits).collect()
}

fn edited(text: &str, edits: impl IntoIterator<Item = Edit>) -> String {
    let mut edits: Vec<Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    edits.iter().fold(text.to_owned(), |mut text, edit| {
        text.replace_range(edit.range.clone(), &edit.by);
        text
    })
}

/// What readers see, without what fixes are for.
fn words(text: &str) -> String {
    let document = crate::document::parse(text.as_bytes(), "").document;
    let said: String = document.leaves.iter().map(|leaf| leaf.text.as_str()).collect();
    let said =
        said.replace("เเ", "แ").replace(['ๅ', 'ำ'], "า").replace(['“', '”'], "\"").replace('\u{f70a}', "\u{e48}");
    let mut words = String::new();
    for c in said.chars().map(with_ascii_digit) {
        let mark = matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}');
        let unseen = matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '*' | '#' | '-' | '.' | ')' | '0'..='9');
        if !(c.is_whitespace() || unseen || mark) {
            words.push(c);
        }
    }
    words
}

const PIECE: &str = "(เเ|ก|ข้อ|ที่|ท\u{e48}\u{e35}|ก\u{e4d}\u{e32}|น\u{e49}\u{e49}|\u{f70a}|มๅ|า\u{e48}|\u{200b}|\u{200d}|\u{feff}|๒5|2569|\\*\\*|“|”|\"|\\(|\\)|:|~|1|<name>|https://a.org|ฯ ล ฯ| |\n|\n\n|#|\u{a0}|    |- |1\\. |3\\. |word|`x`|\\||\\[a\\]\\(b\\))";

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fix_mends_what_it_is_for_and_nothing_else(pieces in proptest::collection::vec(PIECE, 0..24)) {
        // the mark that a file may begin with is no part of its text
        let text = pieces.concat().trim_start_matches('\u{feff}').to_owned();
        for rule in rules().filter(|rule| rule.id.starts_with("TH")) {
            let all = fixes(&text, rule);
            let mut text = text.clone();
            if all.is_empty() {
                continue;
            }
            // one after the other, as what is mended may show what was hidden
            for _ in 0..40 {
                let Some(first) = fixes(&text, rule).into_iter().next() else { break };
                let now = edited(&text, first);
                prop_assert_eq!(words(&now), words(&text), "{} {:?} {:?}", rule.id, &text, &now);
                text = now.trim_start_matches('\u{feff}').to_owned();
            }
            prop_assert!(fixes(&text, rule).is_empty(), "{} {:?}", rule.id, text);
        }
    }

    #[test]
    fn all_fixes_of_a_rule_can_be_made_at_once(pieces in proptest::collection::vec(PIECE, 0..24)) {
        let text = pieces.concat().trim_start_matches('\u{feff}').to_owned();
        for rule in rules().filter(|rule| rule.id.starts_with("TH")) {
            let mut edits: Vec<Edit> = fixes(&text, rule).into_iter().flatten().collect();
            edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
            let apart = edits.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
            prop_assert!(apart, "{} {:?} {:?}", rule.id, text, edits);
        }
    }
}

#[test]
fn dates_are_found_in_the_forms_of_both_languages() {
    let check = |text: &str, day, month, year| {
        let found = dates(text);
        let first = found.first().unwrap_or_else(|| panic!("{text}"));
        assert_eq!((first.day, first.month, first.year), (day, month, year), "{text}");
    };
    check("วันที่ ๕ มกราคม พ.ศ. ๒๕๖๙", Some(5), 1, Some(2569));
    check("วันจันทร์ที่ 5 เดือนมกราคม 2569", Some(5), 1, Some(2569));
    check("ตั้งแต่1ธ.ค.2569เป็นต้นไป", Some(1), 12, Some(2569));
    check("เดือนมีนาคม ค.ศ. 2026", None, 3, Some(2026));
    check("on the 5th of May, 2026", Some(5), 5, Some(2026));
    check("Jan. 5th, 2026", Some(5), 1, Some(2026));
    for text in ["you may 5 2", "มาตรา 5 วรรคสอง", "in May", "Mayor 5, 2026", "section 3.31 April"]
    {
        assert!(dates(text).is_empty(), "{text}");
    }
    assert!(years("HRMS ยกเลิก พ.ศ. 2026-07-09").is_empty(), "a date of ISO 8601 follows");
    assert_eq!(years("พ.ศ. 2562 และ B.E. 2563").len(), 2);
}

#[test]
fn a_mark_that_is_spoken_of_is_no_fault() {
    let rule = rules().find(|rule| rule.name == "lone-mark").expect("a rule");
    assert!(fixes("ไม้เอก ( ่ ) และไม้โท “้” ใช้กับอักษรต่ำ", rule).is_empty());
}
