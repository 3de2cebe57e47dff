//! Instants, calendar dates and the site's time zone.

use crate::error::{Error, Result};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// An instant in whole seconds, between the years 1 and 9999, with the offset from UTC of the clock that it was read from.
/// Shown as RFC 3339 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "i64", into = "i64")]
pub struct Timestamp {
    seconds: i64,
    /// In minutes, less than a day and an hour.
    offset: i16,
}

impl Timestamp {
    const FIRST: i64 = -62_135_596_800; // 0001-01-01T00:00:00Z
    const LAST: i64 = 253_402_207_200; // 9999-12-30T22:00:00Z, as far as every time zone can show

    /// The instant `seconds` after 1970-01-01T00:00:00Z; out of range is brought to the nearer end.
    pub fn from_unix(seconds: i64) -> Self {
        Self { seconds: seconds.clamp(Self::FIRST, Self::LAST), offset: 0 }
    }

    /// The same instant, read from a clock that is `minutes` ahead of UTC; more than any clock is no offset.
    pub fn on_clock(self, minutes: i32) -> Self {
        const MOST: i32 = 18 * 60;
        let offset = if (-MOST..=MOST).contains(&minutes) { minutes as i16 } else { 0 };
        Self { offset, ..self }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(self) -> i64 {
        self.seconds
    }

    /// The calendar date in `zone` at this instant.
    pub fn date(self, zone: &Zone) -> Date {
        self.civil(zone).0
    }

    /// The calendar date and the wall clock (hour, minute) in `zone` at this instant.
    pub fn civil(self, zone: &Zone) -> (Date, (u8, u8)) {
        let local = match &zone.0 {
            Some(zone) => zone.to_datetime(self.instant()),
            None => {
                let ahead = Self::from_unix(self.seconds + 60 * i64::from(self.offset));
                TimeZone::UTC.to_datetime(ahead.instant())
            }
        };
        (Date::of(local.date()), (local.hour() as u8, local.minute() as u8))
    }

    /// As RFC 7231 section 7.1.1.1 has it: `Sun, 06 Nov 1994 08:49:37 GMT`.
    pub fn http_date(self) -> String {
        let utc = TimeZone::UTC.to_datetime(self.instant());
        jiff::fmt::strtime::format("%a, %d %b %Y %H:%M:%S GMT", utc).unwrap_or_default()
    }

    /// The instant that `text` is, in the one form in which it is shown.
    pub fn parse(text: &str) -> Option<Self> {
        let instant = text.parse::<jiff::Timestamp>().ok()?;
        Some(Self::from_unix(instant.as_second())).filter(|read| read.to_string() == text)
    }

    fn instant(self) -> jiff::Timestamp {
        jiff::Timestamp::from_second(self.seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

/// How an instant is kept: its seconds, and the offset in the bits that no second needs.
const CLOCK: i64 = 1 << 40;

impl From<Timestamp> for i64 {
    fn from(instant: Timestamp) -> Self {
        Self::from(instant.offset) * CLOCK + instant.seconds
    }
}

impl From<i64> for Timestamp {
    fn from(kept: i64) -> Self {
        let offset = (kept + CLOCK / 2).div_euclid(CLOCK);
        Self::from_unix(kept - offset * CLOCK).on_clock(i32::try_from(offset).unwrap_or(0))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.instant(), f)
    }
}

/// By how many years the Buddhist era, as Thailand counts it, is ahead of the Common Era.
pub const BUDDHIST_AHEAD: u32 = 543;
/// From this year on, a year is taken for one of the Buddhist era.
pub const BUDDHIST_FROM: u32 = 2400;
/// What is added to a year of the Buddhist era that is written with two digits.
pub const SHORT_YEARS: u32 = 2500;

/// The year of the Common Era that `year` is, which may be one of the Buddhist era.
pub fn common_year(year: u32) -> u32 {
    if year >= BUDDHIST_FROM { year - BUDDHIST_AHEAD } else { year }
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
    /// The day with these numbers, if the calendar has it. A year of the Buddhist era is brought to the Common Era
    /// ([`common_year`]).
    pub fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let year = common_year(year);
        let part = |n: u32| i8::try_from(n).ok();
        let day = jiff::civil::Date::new(i16::try_from(year).ok()?, part(month)?, part(day)?).ok()?;
        Some(Self::of(day))
    }

    /// The month in which it is.
    pub fn month(self) -> Month {
        Month { year: self.year, month: self.month }
    }

    /// How many days it is after `earlier`.
    pub fn days_since(self, earlier: Self) -> i64 {
        let civil = |day: Self| jiff::civil::Date::new(day.year, day.month as i8, day.day as i8);
        civil(self).and_then(|day| Ok(day.duration_since(civil(earlier)?).as_hours() / 24)).unwrap_or_default()
    }

    /// The day before.
    pub fn before(self) -> Self {
        let day = jiff::civil::Date::new(self.year, self.month as i8, self.day as i8);
        day.and_then(|day| day.yesterday()).map_or(self, Self::of)
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

/// A month of the Gregorian calendar, shown as `YYYY-MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    /// The year, Common Era.
    pub year: i16,
    /// 1 to 12.
    pub month: u8,
}

impl Month {
    /// Its first day.
    pub fn first(self) -> Date {
        Date { year: self.year, month: self.month, day: 1 }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// Where instants are dated: in a time zone of the IANA database, which is part of the program, or each on the clock that
/// it was read from.
#[derive(Debug, Clone)]
pub struct Zone(Option<TimeZone>);

impl Zone {
    /// Universal time.
    pub fn utc() -> Self {
        Self(Some(TimeZone::UTC))
    }

    /// The clock of each instant.
    pub fn own() -> Self {
        Self(None)
    }

    /// Its name, if it is a time zone.
    pub fn name(&self) -> Option<&str> {
        self.0.as_ref().map(|zone| zone.iana_name().unwrap_or("UTC"))
    }

    /// The zone called `name`, such as `Asia/Bangkok`.
    pub fn named(name: &str) -> Result<Self> {
        let unknown = |e| {
            Error::input(format!("time zone `{name}` is unknown"))
                .hint("use a name of the IANA database, such as Asia/Bangkok or Europe/Berlin")
                .because(e)
        };
        Ok(Self(Some(jiff::tz::TimeZoneDatabase::bundled().get(name).map_err(unknown)?)))
    }
}

/// By its name.
impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.name().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn late() -> Timestamp {
        Timestamp::from_unix(1_700_000_000)
    }

    #[test]
    fn days_are_counted() {
        let days =
            |(year, month, day), (y, m, d)| Date { year, month, day }.days_since(Date { year: y, month: m, day: d });
        assert_eq!(days((2024, 3, 1), (2024, 2, 28)), 2);
        assert_eq!(days((2025, 1, 1), (2026, 1, 1)), -365);
        assert_eq!(days((1970, 1, 1), (1, 1, 1)), 719_162);
    }

    #[test]
    fn instants_are_shown_in_utc_and_dated_in_the_zone() {
        let late = late();
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
    fn without_a_zone_the_clock_of_the_instant_dates_it() {
        // midnight in Andorra is the evening before in UTC
        let midnight = Timestamp::from_unix(736_380_000).on_clock(120);
        assert_eq!(midnight.date(&Zone::own()).to_string(), "1993-05-03");
        assert_eq!(midnight.date(&Zone::utc()).to_string(), "1993-05-02");
        assert_eq!(midnight.to_string(), "1993-05-02T22:00:00Z");
        assert_eq!(midnight.on_clock(5000).date(&Zone::own()).to_string(), "1993-05-02", "no clock is so far ahead");
        for kept in [midnight, midnight.on_clock(-570), Timestamp::from_unix(i64::MIN).on_clock(-1), late()] {
            assert_eq!(Timestamp::from(i64::from(kept)), kept);
        }
        assert_eq!(i64::from(late()), 1_700_000_000, "an instant in UTC is kept as its seconds");
        assert!(Timestamp::from_unix(i64::MAX).on_clock(1080).civil(&Zone::own()).0.year == 9999);
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        let said = |y, m, d| Date::new(y, m, d).map(|d| d.to_string());
        assert_eq!(said(2569, 12, 1).as_deref(), Some("2026-12-01"));
        assert_eq!(said(2024, 2, 29).as_deref(), Some("2024-02-29"));
        assert_eq!(
            (said(2025, 2, 29), said(2025, 13, 1), said(2025, 4, 31), said(99_999, 1, 1)),
            (None, None, None, None)
        );
        assert_eq!(Date::new(2025, 3, 1).map(|d| d.before().to_string()).as_deref(), Some("2025-02-28"));
    }

    #[test]
    fn unknown_zones_are_refused() {
        assert!(Zone::named("Mars/Olympus").is_err());
    }
}
