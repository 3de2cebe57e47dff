//! Calendars of days of effect, as a program that knows RFC 5545 reads them.

use crate::sandbox::{Sandbox, Site, essay};
use crate::whole::{same, whole};
use std::collections::BTreeMap;

/// An event: the values of its properties, each by its name with parameters.
type Event = BTreeMap<String, String>;

/// Reads a calendar, by the letter of RFC 5545: what stands around the events, and these.
fn parse(bytes: &[u8]) -> (Event, Vec<Event>) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "lines end in CRLF");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "lines are folded: {text}");
    let unfolded = text.replace("\r\n ", "");
    let (mut around, mut events, mut open) = (Event::new(), Vec::new(), Vec::new());
    for line in unfolded.split_terminator("\r\n") {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("`{line}` is no property"));
        match name {
            "BEGIN" => {
                open.push(value.to_owned());
                if value == "VEVENT" {
                    events.push(Event::new());
                }
            }
            "END" => assert_eq!(open.pop().as_deref(), Some(value)),
            name => {
                let held = if open.len() == 2 { events.last_mut().expect("an event") } else { &mut around };
                assert!(held.insert(name.to_owned(), unescaped(value)).is_none(), "{name} stands twice");
            }
        }
    }
    assert!(open.is_empty());
    assert_eq!(around.get("VERSION").map(String::as_str), Some("2.0"));
    assert!(around.contains_key("PRODID") && !events.is_empty());
    for event in &events {
        for name in ["UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"] {
            assert!(event.contains_key(name), "{name} lacks in {event:?}");
        }
        let (stamp, day) = (&event["DTSTAMP"], &event["DTSTART;VALUE=DATE"]);
        let numbers = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        assert!(stamp.len() == 16 && numbers(&stamp[..8]) && numbers(&stamp[9..15]) && stamp.ends_with('Z'), "{stamp}");
        assert!(day.len() == 8 && numbers(day), "{day}");
    }
    (around, events)
}

fn unescaped(value: &str) -> String {
    let (mut text, mut chars) = (String::new(), value.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(c @ ('\\' | ';' | ',')) => text.push(c),
                other => panic!("{other:?} is escaped in {value}"),
            },
            ';' | ',' => panic!("{value} is a list"),
            c => text.push(c),
        }
    }
    text
}

fn events(site: &Site, path: &str) -> Vec<Event> {
    parse(&site.bytes(path)).1
}

fn days(site: &Site, path: &str) -> Vec<String> {
    events(site, path).into_iter().map(|event| event["DTSTART;VALUE=DATE"].clone()).collect()
}

#[test]
fn days_of_effect_are_in_calendars() {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", "base_url = \"https://policy.example.org/office/\"\nlang = \"en\"\n");
    repo.write("policy/plain.md", essay("Plain")).commit("no day");
    let site = repo.build();
    assert!(!site.has("dates.ics") && !site.has("plain/dates.ics"));
    assert!(["index.html", "changes/index.html", "plain/index.html"].iter().all(|p| !site.text(p).contains(".ics")));
    repo.write(
        "policy/data.md",
        "---\nlang: th\n---\n# ข้อมูลส่วนบุคคล, และ; อื่น ๆ ที่ยาวมากจนต้องตัดบรรทัดหลายครั้ง\n\nเก็บ 30 วัน\n",
    )
    .commit("ฉบับแรก");
    repo.write(
        "policy/data.md",
        "---\nlang: th\n---\n# ข้อมูลส่วนบุคคล, และ; อื่น ๆ ที่ยาวมากจนต้องตัดบรรทัดหลายครั้ง\n\nเก็บ 90 วัน\n",
    )
    .commit("นานขึ้น\n\nSummary: Kept for longer, for safety; so it is.\nEffective-Date: 2035-12-01");
    repo.write("policy/terms.md", essay("Terms")).commit("Terms\n\nEffective-Date: 2034-01-31");
    // a day that is over when it is published is no news
    repo.write("policy/terms.md", essay("Terms") + "\nMore.\n").commit("More\n\nEffective-Date: 2020-01-31");
    let site = repo.build();
    let all = events(&site, "dates.ics");
    assert_eq!(days(&site, "dates.ics"), ["20351201"], "what was replaced before it held is left out");
    let own = events(&site, "data/dates.ics");
    let version = &site.versions("data")[1];
    let stamp = version["published"].as_str().expect("a time").replace(['-', ':'], "");
    assert_eq!(own[0]["DTSTAMP"], stamp);
    let title = "ข้อมูลส่วนบุคคล, และ; อื่น ๆ ที่ยาวมากจนต้องตัดบรรทัดหลายครั้ง";
    assert_eq!(own[0]["SUMMARY"], format!("{title}: ฉบับที่ 2 มีผลใช้บังคับ"));
    assert_eq!(own[0]["DESCRIPTION"], "Kept for longer, for safety; so it is.");
    assert_eq!(own[0]["URL"], "https://policy.example.org/office/data/v/2/");
    assert_eq!(all[0]["SUMMARY"], format!("{title}: version 2 takes effect"), "in the site's language");
    assert_eq!(all[0]["UID"], own[0]["UID"]);
    for (page, to) in [
        ("index.html", "dates.ics"),
        ("changes/index.html", "../dates.ics"),
        ("data/index.html", "dates.ics"),
        ("data/history/index.html", "../dates.ics"),
    ] {
        let page = site.text(page);
        assert!(page.contains(&format!("<link rel=\"alternate\" href=\"{to}\" type=\"text/calendar\"")), "{page}");
        assert!(page.contains(&format!("<a href=\"{to}\">")), "{page}");
    }
    assert!(!site.has("terms/dates.ics") && whole(site.root()).is_empty());
    assert!(site.text("_headers").contains("/*.ics\n  Content-Type: text/calendar; charset=utf-8"));
}

#[test]
fn an_event_stays_who_it_is_and_a_calendar_as_it_is() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", essay("A")).commit("first\n\nEffective-Date: 2034-06-01");
    let site = repo.build();
    let (before, first) = (events(&site, "a/dates.ics"), site.bytes("dates.ics"));
    // what has no day of its own changes no calendar
    repo.write("policy/b.md", essay("B")).commit("other");
    assert_eq!(repo.build().bytes("dates.ics"), first);
    repo.write("policy/b.md", essay("B") + "\nMore.\n").commit("later\n\nEffective-Date: 2033-05-01");
    assert_eq!(days(&repo.build(), "dates.ics"), ["20330501", "20340601"]);
    repo.rename("policy/a.md", "policy/moved/a.md").commit("moved");
    let site = repo.build();
    // who subscribed to the former address finds the same
    for path in ["a/dates.ics", "moved/a/dates.ics"] {
        let now = events(&site, path);
        assert_eq!((&now[0]["UID"], &now[0]["DTSTAMP"]), (&before[0]["UID"], &before[0]["DTSTAMP"]), "{path}");
    }
    repo.remove("policy/moved/a.md").commit("withdrawn before it held");
    let site = repo.build();
    assert_eq!(days(&site, "dates.ics"), ["20330501"]);
    assert!(!site.has("moved/a/dates.ics") && whole(site.root()).is_empty());
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(same(site.root(), &fresh), [""; 0]);
}

#[test]
fn what_only_a_text_says_is_said_so() {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", "lang = \"en\"\n");
    let text = |day: &str| format!("# Terms\n\nEffective: {day}\n\n{}", essay("Terms"));
    repo.write("policy/terms.md", text("June 8, 2022")).commit("first");
    repo.write("policy/terms.md", text("June 8, 2036") + "\nMore.\n").commit("second");
    let events = events(&repo.build(), "terms/dates.ics");
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["SUMMARY"], "Terms: in effect from this day, according to the text of version 2");
    assert!(!events[0].contains_key("URL"), "without an address of the site there is none");
}
