//! Dates as readers write them: in the Buddhist era on Thai pages.

use super::messages::Messages;
use super::site::Site;
use crate::model::{BUDDHIST_AHEAD, Date, Lang, Timestamp};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{YM, YMD};
use icu_locale_core::Locale;
use serde::Serialize;
use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static FORMATTERS: RefCell<BTreeMap<String, DateTimeFormatter<YMD>>> = const { RefCell::new(BTreeMap::new()) };
    static MONTHS: RefCell<BTreeMap<String, DateTimeFormatter<YM>>> = const { RefCell::new(BTreeMap::new()) };
}

/// `date` in full, for readers of `lang`.
fn long(date: Date, lang: &Lang) -> String {
    let Ok(day) = icu_calendar::Date::try_new_iso(i32::from(date.year), date.month, date.day) else {
        return date.to_string();
    };
    FORMATTERS.with_borrow_mut(|formatters| {
        if !formatters.contains_key(lang.as_str()) {
            let formatter = DateTimeFormatter::try_new(locale(lang).into(), YMD::long())
                .expect("dates of all languages are compiled in");
            formatters.insert(lang.to_string(), formatter);
        }
        formatters[lang.as_str()].format(&day).to_string()
    })
}

/// A month of a year, for readers of `lang`.
pub(super) fn month(date: Date, lang: &Lang) -> String {
    let day = Date { day: 1, ..date };
    let Ok(first) = icu_calendar::Date::try_new_iso(i32::from(day.year), day.month, 1) else {
        return day.to_string();
    };
    MONTHS.with_borrow_mut(|formatters| {
        let formatter = formatters.entry(lang.to_string()).or_insert_with(|| {
            DateTimeFormatter::try_new(locale(lang).into(), YM::long()).expect("dates of all languages are compiled in")
        });
        formatter.format(&first).to_string()
    })
}

/// A year, for readers of `lang`.
pub(super) fn year(year: i16, lang: &Lang) -> String {
    if lang.primary() == "th" { (i32::from(year) + BUDDHIST_AHEAD as i32).to_string() } else { year.to_string() }
}

fn locale(lang: &Lang) -> Locale {
    // in English the day stands first, as in most of the world
    let tag = if lang.as_str() == "en" { "en-GB" } else { lang.as_str() };
    tag.parse().unwrap_or(Locale::UNKNOWN)
}

/// A date for people and for programs.
#[derive(Serialize, Clone)]
pub(super) struct DateView {
    iso: String,
    text: String,
}

impl DateView {
    pub(super) fn of(date: Date, messages: &Messages) -> Self {
        Self { iso: date.to_string(), text: long(date, &messages.lang) }
    }

    pub(super) fn at(site: &Site<'_>, instant: Timestamp, messages: &Messages) -> Self {
        let date = instant.date(&site.config.time_zone);
        Self { iso: instant.to_string(), ..Self::of(date, messages) }
    }

    /// Whether it is the day `last` or one before.
    pub(super) fn is_by(&self, last: Date) -> bool {
        self.iso <= last.to_string()
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thai_dates_are_in_the_buddhist_era() {
        let date = Date { year: 2026, month: 11, day: 5 };
        assert_eq!(long(date, &Lang::thai()), "5 พฤศจิกายน 2569");
        assert_eq!(long(date, &Lang::english()), "5 November 2026");
        assert_eq!(month(date, &Lang::thai()), "พฤศจิกายน 2569");
        assert_eq!(month(date, &Lang::english()), "November 2026");
        assert_eq!(year(2026, &Lang::thai()), "2569");
    }
}
