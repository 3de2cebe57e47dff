//! The summary of a change: whether there is one, and whether it fits what changed.

use super::facts::{hard_facts, words_changed};
use super::said::SUMMARY;
use crate::check::{Place, Report, Subject};
use crate::remark;

/// Words changed, and nobody says what.
pub(super) fn missing(subject: &Subject<'_>, report: &mut Report) {
    let Some(message) = &subject.said else { return }; // it is not written yet
    let front = &subject.text.parsed.front.summaries;
    let before = subject.before.as_ref().map(|before| &before.parsed.front.summaries);
    let by_language = !message.trailers.summaries.is_empty() || (!front.is_empty() && Some(front) != before);
    let said = by_language || SUMMARY.said(subject).is_some();
    if said || !words_changed(subject) || !remark::says_nothing(message.words(), subject.path) {
        return;
    }
    let place =
        Place::Message(0..subject.message.map_or(0, |text| text.trim_end().lines().next().unwrap_or_default().len()));
    match message.subject.as_str() {
        "" => report.at(place, "no-summary"),
        subject => report.at(place, "default-summary").with("subject", subject),
    };
}

/// The front matter's summary is that of the version before, although words changed.
pub(super) fn left_over(subject: &Subject<'_>, report: &mut Report) {
    let Some(value) = SUMMARY.in_front(subject).filter(|value| SUMMARY.before(subject).as_ref() == Some(&value.text))
    else {
        return;
    };
    let said = |message: &crate::history::Message| {
        message.trailers.summary.is_some()
            || !message.trailers.summaries.is_empty()
            || !remark::says_nothing(message.words(), subject.path)
    };
    if words_changed(subject) && !subject.said.as_ref().is_some_and(said) {
        report.at(value.place, "left-over-summary");
    }
}

/// More than readers of a list of changes read, in characters.
const LONG: usize = 240;

/// A summary that is no line.
pub(super) fn long(subject: &Subject<'_>, report: &mut Report) {
    let Some(value) = SUMMARY.said(subject) else { return };
    let length = value.text.chars().count();
    if length > LONG {
        report.at(value.place, "long-summary").with("length", length).with("most", LONG);
    }
}

/// What a summary says that has nothing in it but corrections.
const CORRECTIONS: [&str; 22] = [
    "แก้คำผิด",
    "แก้ไขคำผิด",
    "แก้การสะกด",
    "แก้ไขการสะกด",
    "แก้ตัวสะกด",
    "แก้ไขตัวสะกด",
    "จัดรูปแบบ",
    "ปรับรูปแบบ",
    "ไม่เปลี่ยนแปลงสาระ",
    "ไม่กระทบสาระ",
    "ไม่มีการเปลี่ยนแปลงสาระ",
    "ไม่มีการเปลี่ยนแปลงเนื้อหา",
    "ไม่เปลี่ยนแปลงเนื้อหา",
    "typo",
    "spelling",
    "formatting",
    "no substantive change",
    "no change of content",
    "no change in content",
    "no changes to the content",
    "no change of meaning",
    "no change in meaning",
];
/// A longer summary says more than that.
const SHORT: usize = 120;
/// What goes on behind the corrections.
const MORE: [&str; 12] =
    ["และ", "พร้อมทั้ง", "รวมทั้ง", "เพิ่ม", "ยกเลิก", " and ", "&", "+", "add", "remov", "updat", "clarif"];

/// A summary that speaks of corrections alone, while facts changed.
pub(super) fn contradicted(subject: &Subject<'_>, report: &mut Report) {
    let from_message = || {
        let message = subject.said.as_ref()?;
        let words = message.words();
        let said = remark::remark(&[words], subject.path).text;
        let end = subject.message?.find('\n').unwrap_or(subject.message?.len());
        (!remark::says_nothing(words, subject.path)).then_some((said, Place::Message(0..end)))
    };
    let summary = SUMMARY.said(subject).map(|value| (value.text, value.place)).or_else(from_message);
    let Some((text, place)) = summary else { return };
    let lower = text.to_lowercase();
    let corrects = CORRECTIONS.iter().find(|words| lower.contains(**words));
    let rest = corrects.map_or(String::new(), |words| lower.replacen(words, "", 1));
    let only = text.chars().count() <= SHORT
        && !MORE.iter().any(|more| rest.contains(more))
        && !text.contains(|c: char| c.is_numeric());
    if corrects.is_none() || !only {
        return;
    }
    if let Some(fact) = hard_facts(subject).next() {
        let finding = report.at(place, "contradicted-summary").with("summary", text);
        fact.tell(finding);
    }
}
