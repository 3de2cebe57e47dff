//! Instants, calendar dates and the site's time zone.

use crate::error::{Error, Result};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An instant in whole seconds, between the years 1 and 9999. Shown as RFC 3339 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(i64);

impl Timestamp {
    const FIRST: i64 = -62_135_596_800; // 0001-01-01T00:00:00Z
    const LAST: i64 = 253_402_207_200; // 9999-12-30T22:00:00Z, as far as every time zone can show

    /// The instant `seconds` after 1970-01-01T00:00:00Z; out of range is brought to the nearer end.
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.clamp(Self::FIRST, Self::LAST))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(self) -> i64 {
        self.0
    }

    /// The calendar date in `zone` at this instant.
    pub fn date(self, zone: &Zone) -> Date {
        self.civil(zone).0
    }

    /// The calendar date and the wall clock (hour, minute) in `zone` at this instant.
    pub fn civil(self, zone: &Zone) -> (Date, (u8, u8)) {
        let local = zone.0.to_datetime(self.instant());
        (Date::of(local.date()), (local.hour() as u8, local.minute() as u8))
    }

    /// As RFC 7231 section 7.1.1.1 has it: `Sun, 06 Nov 1994 08:49:37 GMT`.
    pub fn http_date(self) -> String {
        let utc = TimeZone::UTC.to_datetime(self.instant());
        jiff::fmt::strtime::format("%a, %d %b %Y %H:%M:%S GMT", utc).unwrap_or_default()
    }

    fn instant(self) -> jiff::Timestamp {
        jiff::Timestamp::from_second(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.instant(), f)
    }
}

/// A day of the Gregorian calendar, shown as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// The year, Common Era.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// Reads `YYYY-MM-DD`. A year of the Buddhist era (2400 and later) is refused, naming both readings.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        let text = text.trim();
        let day: jiff::civil::Date = match text.len() {
            10 => text.parse().map_err(|_| format!("`{text}` is no date; write it as YYYY-MM-DD"))?,
            _ => return Err(format!("`{text}` is no date; write it as YYYY-MM-DD")),
        };
        if day.year() >= 2400 {
            let common = day.year() - 543;
            return Err(format!(
                "`{text}` reads as the year {} of the Common Era; for {} of the Buddhist era write {common:04}{}",
                day.year(),
                day.year(),
                &text[4..]
            ));
        }
        Ok(Self::of(day))
    }

    fn of(day: jiff::civil::Date) -> Self {
        Self { year: day.year(), month: day.month() as u8, day: day.day() as u8 }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A time zone of the IANA database, which is part of the program.
#[derive(Debug, Clone)]
pub struct Zone(TimeZone);

impl Zone {
    /// Universal time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The zone called `name`, such as `Asia/Bangkok`.
    pub fn named(name: &str) -> Result<Self> {
        let unknown = |e| {
            Error::input(format!("time zone `{name}` is unknown"))
                .hint("use a name of the IANA database, such as Asia/Bangkok or Europe/Berlin")
                .because(e)
        };
        Ok(Self(jiff::tz::TimeZoneDatabase::bundled().get(name).map_err(unknown)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_shown_in_utc_and_dated_in_the_zone() {
        let late = Timestamp::from_unix(1_700_000_000);
        assert_eq!(late.to_string(), "2023-11-14T22:13:20Z");
        assert_eq!(late.http_date(), "Tue, 14 Nov 2023 22:13:20 GMT");
        assert_eq!(late.date(&Zone::utc()).to_string(), "2023-11-14");
        let bangkok = Zone::named("Asia/Bangkok").expect("a known zone");
        assert_eq!(late.civil(&bangkok), (Date { year: 2023, month: 11, day: 15 }, (5, 13)));
    }

    #[test]
    fn instants_out_of_range_are_kept_at_the_edge() {
        assert!(Timestamp::from_unix(i64::MAX).to_string().starts_with("9999-12-30"));
        assert!(Timestamp::from_unix(i64::MIN).to_string().starts_with("0001-01-01"));
    }

    #[test]
    fn dates_are_iso_and_never_buddhist() {
        assert_eq!(Date::parse("2026-12-01").map(|d| d.to_string()), Ok("2026-12-01".into()));
        assert!(Date::parse("1 Dec 2026").is_err());
        let error = Date::parse("2569-12-01").expect_err("a Buddhist year");
        assert!(error.contains("2026-12-01"), "{error}");
    }

    #[test]
    fn unknown_zones_are_refused() {
        assert!(Zone::named("Mars/Olympus").is_err());
    }
}
