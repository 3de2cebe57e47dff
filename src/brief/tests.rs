//! What a block states.

use super::{brief, facts};
use crate::document;
use crate::model::Lang;
use crate::weave::{self, Redline};

/// The facts of a text as `kind value`.
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> =
        facts(text, &Lang::english()).iter().map(|f| format!("{} {}", f.kind.as_str(), f.value)).collect();
    assert_eq!(found, expected, "{text}");
}

fn redline(old: &str, new: &str) -> Redline {
    let [old, new] = [old, new].map(|text| document::parse(text.as_bytes(), "p.md").document);
    weave::redline(&old, &new)
}

#[test]
fn periods() {
    check("within 30 days", &["period 30 day"]);
    check("thirty (30) business days or a 90-day notice", &["period 30 business-day", "period 90 day"]);
    check("ภายใน ๓๐ วัน และสิบห้าวันทำการ", &["period 30 day", "period 15 business-day"]);
    check("เก็บไว้ 90 วันที่ระบบ", &["period 90 day"]);
    check("อายุ 20 ปีบริบูรณ์", &["age 20 year"]);
    check("twenty-six (26) months or twenty-six weeks", &["period 26 month", "period 26 week"]);
    check("a two-year and one-day term", &["period 2 year 1 day"]);
    check("24 hours ago, within .05% and 2 days", &["period 2 day"]);
}

#[test]
fn ages() {
    for text in [
        "under the age of 13 years",
        "thirteen (13) years of age",
        "at least 13 years old",
        "13-year-old readers",
        "aged 13 or over",
        "users aged at least 13",
        "อายุต่ำกว่า 13 ปี",
        "อายุ ๑๓ ปีบริบูรณ์",
        "ผู้ใช้ที่มีอายุไม่ต่ำกว่า ๑๓ ปี",
    ] {
        check(text, &["age 13 year"]);
    }
    check("within 13 years, at an average of 13", &["period 13 year", "number 13"]);
    check("ใบอนุญาตมีอายุ 5 ปี และคุกกี้มีอายุไม่เกิน 2 ปี", &["period 5 year", "period 2 year"]);
    let own = |lang: &str, text: &str| {
        facts(text, &Lang::parse(lang).expect("a tag"))
            .iter()
            .map(|f| f.value.clone() + f.kind.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(own("de", "wer das Alter von 16 Jahren erreicht hat"), ["16 yearage"]);
    assert_eq!(own("de", "Kinder unter 16 Jahren"), ["16 yearage"]);
    assert_eq!(own("fr", "les enfants de moins de 15 ans"), ["15 yearage"]);
    assert_eq!(own("fr", "pendant 15 ans"), ["15 yearperiod"]);
}

#[test]
fn dates() {
    let day = ["date 2026-03-01"];
    for text in [
        "1 March 2026",
        "March 1, 2026",
        "Mar. 1, 2026",
        "1 มีนาคม 2569",
        "๑ มี.ค. ๖๙",
        "1 มี.ค. 2569",
        "2026-03-01",
        "1/3/2569",
        "1 เดือนมีนาคม พ.ศ. 2569",
        "1st of March, 2026",
    ] {
        check(text, &day);
    }
    check("May 2023", &["date 2023-05--"]);
    check("พ.ศ. 2562", &["date 2019----"]);
    check("Last updated: 3 May 2023", &["updated 2023-05-03"]);
    check("ปรับปรุงล่าสุดเมื่อวันที่ 1 มีนาคม 2569", &["updated 2026-03-01"]);
}

#[test]
fn amounts_and_shares() {
    check("a fee of $1,500.00 or EUR 20", &["amount 1500 USD", "amount 20 EUR"]);
    check("ปรับไม่เกิน 5 ล้านบาท", &["amount 5000000 THB"]);
    check("ค่าธรรมเนียม 300 - 500 บาท", &["amount 300–500 THB"]);
    check("ปรับหนึ่งแสนบาท หรือร้อยละ ๑๕", &["amount 100000 THB", "percent 15%"]);
    check("7.5% or 8 per cent", &["percent 7.5%", "percent 8%"]);
}

#[test]
fn telephones() {
    for (text, number) in [
        ("โทร. 02-123-4567", "021234567"),
        ("โทร 0 2123 4567", "021234567"),
        ("+66 2 123 4567", "021234567"),
        ("สายด่วน 1555", "1555"),
        ("(555) 123-4567", "5551234567"),
        ("1-800-123-4567", "8001234567"),
        ("+1 (800) 123-4567", "8001234567"),
        ("มือถือ 081-234-5678", "0812345678"),
    ] {
        check(text, &[&format!("phone {number}")]);
    }
    check("มาตรา 24 แห่งพระราชบัญญัติ version 1.2.3.4", &[]);
    check(
        "viewBox='0 0 1640 1070' and counter 000000001073",
        &["number 0", "number 0", "number 1640", "number 1070", "number 1073"],
    );
}

#[test]
fn words_of_duty() {
    check("We may share it in May 2024.", &["permission may", "date 2024-05--"]);
    check("ผู้ใช้ต้องการทราบว่าอาจารย์ต้องแจ้ง", &["duty ต้อง"]);
    check("อาจจะเลือกหรือไม่ก็ได้ โดยไม่ต้องแจ้ง ไม่ว่ากรณีใด", &["permission อาจ", "negation ไม่ต้อง"]);
    check("You must not and cannot", &["negation must not", "negation cannot"]);
}

#[test]
fn a_number_that_changed_is_told() {
    let redline = redline("We keep logs for 30 days.", "We keep logs for 60 days.");
    let brief = brief(&redline, &Lang::english());
    let fact = &brief.facts[0];
    assert_eq!((fact.old.as_deref(), fact.new.as_deref(), fact.change), (Some("30 days"), Some("60 days"), 1));
    assert_eq!(brief.facts.len(), 1);
}

/// Whether the date of the last update is said to stand as it did.
fn stale(old: &str, new: &str) -> bool {
    brief(&redline(old, new), &Lang::english()).stale_date.is_some()
}

const COOKIES: &str = "# Cookies\n\nLast updated: 3 May 2023\n\nWe set cookies that remember what you did.\n";

/// What is said of `COOKIES` becoming `new`, and of the way back.
fn both_ways(new: &str) -> [bool; 2] {
    [stale(COOKIES, new), stale(new, COOKIES)]
}

#[test]
fn an_announcement_before_the_title_is_not_the_text() {
    let told = "**We updated our privacy notice.**\n\nWe added more detail about cookies and your choices.\n\n";
    assert_eq!(both_ways(&format!("{told}{COOKIES}")), [false; 2]);
}

#[test]
fn a_question_about_cookies_is_not_the_text() {
    let asked =
        "Cookie notice\n\nWe'd like to use cookies to remember what you prefer.\n\nAccept all cookiesReject all\n";
    assert_eq!(both_ways(&format!("{COOKIES}\n{asked}")), [false; 2]);
}

#[test]
fn headings_of_contents_are_not_the_text() {
    let contents = "Table of contents\n\n";
    let text = COOKIES.replace("Last", &format!("{contents}Last"));
    assert_eq!(both_ways(&format!("{text}\n{contents}")), [false; 2]);
}

#[test]
fn a_clause_at_the_end_is_the_text() {
    assert_eq!(both_ways(&format!("{COOKIES}\nYou may not object to cookies of others.\n")), [true; 2]);
}

#[test]
fn a_text_of_two_parts_has_no_one_date() {
    let part = "# Adverts\n\nLast updated: 9 July 2024\n\nWe sell space";
    let [old, new] = [".", " to people who know what you like."].map(|end| format!("{COOKIES}\n{part}{end}\n"));
    assert!(!stale(&old, &new));
}

#[test]
fn another_text_neither_lost_nor_gained_what_one_of_the_two_says() {
    let text = |title: &str, rule: &str| format!("# {title}\n\n{}", format!("{rule}\n\n").repeat(40));
    let rules = text("Publisher policies", "You must not publish words of hatred, nor sell copies of them for $5.");
    let terms = text("Program terms", "Whoever places code on pages pays within 30 days of each letter.");
    let brief = brief(&redline(&rules, &terms), &Lang::english());
    assert!(brief.other_text);
    assert!(brief.facts.iter().all(|fact| fact.old.is_some() && fact.new.is_some()), "{:?}", brief.facts);
    assert!(!super::brief(&redline(&rules, &rules.replace("$5", "$6")), &Lang::english()).other_text);
}
