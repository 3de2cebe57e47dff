//! The colour of an office, and the colours derived from it so that text in it and on it stays readable.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A colour (sRGB), such as `#0b4f9c`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Colour([u8; 3]);

/// The least contrast of text (WCAG 2.2, success criterion 1.4.3).
const LEAST: f64 = 4.5;
/// What links stand on in the built-in style, by day: `--paper`, `--wash` and `--other`.
const BY_DAY: [Colour; 3] = [Colour([0xff; 3]), Colour([0xf4, 0xf6, 0xf8]), Colour([0xff, 0xf3, 0xcd])];
/// The same where the reader's screen is dark.
const BY_NIGHT: [Colour; 3] = [Colour([0x14, 0x18, 0x1d]), Colour([0x1d, 0x23, 0x2a]), Colour([0x4a, 0x3c, 0x0c])];
const BLACK: Colour = Colour([0; 3]);
const WHITE: Colour = Colour([0xff; 3]);

impl Colour {
    /// That of links: this one, or as little darker as makes it readable on light ground.
    pub fn of_links(self) -> Self {
        self.towards(BLACK, &BY_DAY)
    }

    /// That of links on a dark screen: this one, or as little lighter as makes it readable there.
    pub fn of_links_by_night(self) -> Self {
        self.towards(WHITE, &BY_NIGHT)
    }

    /// Black or white, whichever is easier to read on this one: one of the two always reaches 4.5.
    pub fn of_letters(self) -> Self {
        if self.contrast(WHITE) >= self.contrast(BLACK) { WHITE } else { BLACK }
    }

    /// The contrast between the two (WCAG 2.2), from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Mixed with as few hundredths of `end` as make the contrast to all of `grounds` great enough.
    fn towards(self, end: Self, grounds: &[Self]) -> Self {
        let mixed = |hundredths: u16| {
            let one = |ix: usize| {
                let (from, to) = (u16::from(self.0[ix]), u16::from(end.0[ix]));
                u8::try_from((from * (100 - hundredths) + to * hundredths + 50) / 100).unwrap_or(u8::MAX)
            };
            Self([one(0), one(1), one(2)])
        };
        let reads = |colour: &Self| grounds.iter().all(|ground| colour.contrast(*ground) >= LEAST);
        (0..=100).map(mixed).find(reads).unwrap_or(end)
    }

    /// The relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let share = f64::from(byte) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0[0]) + 0.7152 * linear(self.0[1]) + 0.0722 * linear(self.0[2])
    }
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let digits: Option<Vec<u8>> = text
            .strip_prefix('#')
            .and_then(|hex| hex.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect());
        match digits.as_deref() {
            Some([r, g, b]) => Ok(Self([r * 17, g * 17, b * 17])),
            Some([a, b, c, d, e, f]) => Ok(Self([a * 16 + b, c * 16 + d, e * 16 + f])),
            _ => Err(format!("{text:?} is not a valid colour: write it like \"#0b4f9c\"")),
        }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::try_from(text.to_owned()).expect("a colour")
    }

    #[test]
    fn contrast_is_counted_as_in_wcag() {
        for (a, b, contrast) in
            [("#fff", "#000", 21.0), ("#777", "#fff", 4.48), ("#0b4f9c", "#ffffff", 8.03), ("#f00", "#fff", 4.0)]
        {
            let counted = colour(a).contrast(colour(b));
            assert!((counted - contrast).abs() < 0.01, "{a} on {b}: {counted}");
        }
    }

    #[test]
    fn whatever_the_colour_links_and_letters_can_be_read() {
        let steps = || (0..=255u8).step_by(15);
        let all = steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| Colour([r, g, b]))));
        let mut counted = 0;
        for colour in all {
            counted += 1;
            assert!(BY_DAY.iter().all(|ground| colour.of_links().contrast(*ground) >= LEAST), "{colour}");
            assert!(BY_NIGHT.iter().all(|ground| colour.of_links_by_night().contrast(*ground) >= LEAST), "{colour}");
            assert!(colour.of_letters().contrast(colour) >= LEAST, "{colour}");
        }
        assert_eq!(counted, 18 * 18 * 18);
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        assert_eq!(colour("#0b4f9c").of_links(), colour("#0b4f9c"));
        assert_eq!(colour("#8fc1ff").of_links_by_night(), colour("#8fc1ff"));
        // yellow is darkened by day, navy lightened by night
        assert_eq!(colour("#ffcc00").of_links().to_string(), "#876c00");
        assert_eq!(colour("#001f5b").of_links_by_night().to_string(), "#9ca8bf");
        assert_eq!(colour("#ffcc00").of_letters(), BLACK);
        assert_eq!(colour("#001f5b").of_letters(), WHITE);
    }

    #[test]
    fn the_grounds_are_those_of_the_style() {
        let style = include_str!("../../templates/assets/style/base.css");
        let short = |colour: &Colour| colour.to_string().replace("#ffffff", "#fff");
        for (name, day, night) in
            [("paper", BY_DAY[0], BY_NIGHT[0]), ("wash", BY_DAY[1], BY_NIGHT[1]), ("other", BY_DAY[2], BY_NIGHT[2])]
        {
            for ground in [day, night] {
                assert!(style.contains(&format!("--{name}: {};", short(&ground))), "{name}");
            }
        }
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for text in ["", "#", "red", "0b4f9c", "#0b4f9", "#0b4f9c00", "#ggg", "#fff;}", "#๑๑๑"] {
            assert!(Colour::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
