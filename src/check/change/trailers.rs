//! Lines of a commit message that are meant for this program, and that git does not give it.

use crate::check::{Place, Report, Subject};
use crate::history::Trailers;
use std::ops::Range;

/// A line of a message.
#[derive(Clone)]
struct Line<'m> {
    range: Range<usize>,
    text: &'m str,
    /// To which paragraph it belongs, from 0.
    paragraph: usize,
}

fn lines(message: &str) -> Vec<Line<'_>> {
    let (mut lines, mut paragraph, mut at, mut gap) = (Vec::new(), 0, 0, false);
    for line in message.split_inclusive('\n') {
        let text = line.trim_end();
        if text.is_empty() {
            gap = !lines.is_empty();
        } else {
            paragraph += usize::from(std::mem::take(&mut gap));
            lines.push(Line { range: at..at + text.len(), text, paragraph });
        }
        at += line.len();
    }
    lines
}

/// A key that is right, or what it should be.
enum Key {
    Right(&'static str),
    Misspelt(&'static str),
}

/// The keys, each with what stands for it by mistake, in lower case without spaces, hyphens and underscores.
const KEYS: [(&str, &[&str]); 4] = [
    (
        "Effective-Date",
        &[
            "effectivedate",
            "effective",
            "effectivefrom",
            "effectivedates",
            "dateeffective",
            "วันที่มีผล",
            "วันที่มีผลบังคับใช้",
            "วันที่มีผลใช้บังคับ",
            "มีผลบังคับใช้",
        ],
    ),
    (
        "Change-Type",
        &["changetype", "typeofchange", "changekind", "kindofchange", "ประเภทการแก้ไข", "ประเภทการเปลี่ยนแปลง"],
    ),
    ("Summary", &["summary", "summery", "sumary", "สรุป", "สรุปการแก้ไข", "สรุปสาระสำคัญ"]),
    ("Reference", &["reference", "referance", "referrence", "อ้างอิง", "เอกสารอ้างอิง"]),
];

fn key(line: &str) -> Option<Key> {
    let (key, value) = line.split_once([':', '：'])?;
    if value.trim().is_empty() || key.chars().count() > 30 || !value.starts_with([' ', '\t']) {
        return None;
    }
    let lower: String = key.to_lowercase().chars().filter(|c| !matches!(c, ' ' | '-' | '_')).collect();
    let (right, _) = KEYS.iter().find(|(_, names)| names.contains(&lower.as_str()))?;
    let exact = key.eq_ignore_ascii_case(right) && line[key.len()..].starts_with(':');
    Some(if exact { Key::Right(right) } else { Key::Misspelt(right) })
}

fn is_read(trailers: &Trailers, key: &str) -> bool {
    match key {
        "Effective-Date" => trailers.effective_date.is_some(),
        "Change-Type" => trailers.change_type.is_some(),
        "Summary" => trailers.summary.is_some(),
        _ => trailers.reference.is_some(),
    }
}

/// Reports each line with a key that git does not take for one.
pub(super) fn lost(subject: &Subject<'_>, report: &mut Report) {
    let (Some(message), Some(said)) = (subject.message, &subject.said) else { return };
    let lines = lines(message);
    let Some(last) = lines.last().map(|line| line.paragraph) else { return };
    for line in &lines {
        let Some(found) = key(line.text) else { continue };
        let (Key::Right(name) | Key::Misspelt(name)) = found;
        // prose may begin so; a date and a kind of change don't stand in prose
        let certain = matches!(name, "Effective-Date" | "Change-Type");
        let near = line.paragraph > 0 && line.paragraph + 1 >= last;
        if is_read(&said.trailers, name)
            || !(near || (certain && line.paragraph > 0) || (certain && line.range.start > 0))
        {
            continue;
        }
        let place = Place::Message(line.range.clone());
        match found {
            Key::Misspelt(right) => {
                let written = line.text.split([':', '：']).next().unwrap_or_default();
                let plain = written.to_lowercase();
                // “Effective: …” and words of Thai stand in prose too
                if certain || line.paragraph == last {
                    report.at(place, "misspelt-trailer").with("written", written).with("right", right);
                    let _ = plain;
                }
            }
            Key::Right(name) => {
                let key = why(line, &lines, last);
                report.at(place, key).with("key", name);
            }
        }
    }
}

/// Why git does not take a line for a trailer.
fn why(line: &Line<'_>, lines: &[Line<'_>], last: usize) -> &'static str {
    let block = |paragraph: usize| lines.iter().filter(move |line| line.paragraph == paragraph);
    let is_trailer = |line: &Line<'_>| {
        let key = line.text.split_once(':').map_or("", |(key, _)| key);
        line.text.starts_with([' ', '\t'])
            || (!key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    };
    if line.paragraph == 0 {
        "trailer-in-subject"
    } else if line.paragraph < last && block(last).all(is_trailer) {
        "trailer-block-split"
    } else if line.paragraph < last {
        "trailer-before-text"
    } else if block(last).any(|line| !is_trailer(line) && line.text.contains(':') && !line.text.is_ascii()) {
        "trailer-beside-foreign-key"
    } else {
        "trailer-below-text"
    }
}
