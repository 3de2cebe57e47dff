//! Dates as readers write them: in the Buddhist era on Thai pages.

use crate::model::Date;
use icu_datetime::fieldsets::YMD;
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_locale_core::locale;

thread_local! {
    static THAI: DateTimeFormatter<YMD> = formatter(locale!("th").into());
    static ENGLISH: DateTimeFormatter<YMD> = formatter(locale!("en-GB").into());
}

fn formatter(locale: DateTimeFormatterPreferences) -> DateTimeFormatter<YMD> {
    DateTimeFormatter::try_new(locale, YMD::long()).expect("dates in Thai and English are compiled in")
}

/// `date` in full, for readers of Thai or else English.
pub(super) fn long(date: Date, thai: bool) -> String {
    let Ok(day) = icu_calendar::Date::try_new_iso(i32::from(date.year), date.month, date.day) else {
        return date.to_string();
    };
    let formatter = if thai { &THAI } else { &ENGLISH };
    formatter.with(|f| f.format(&day).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thai_dates_are_in_the_buddhist_era() {
        let date = Date { year: 2026, month: 11, day: 5 };
        assert_eq!(long(date, true), "5 พฤศจิกายน 2569");
        assert_eq!(long(date, false), "5 November 2026");
    }
}
