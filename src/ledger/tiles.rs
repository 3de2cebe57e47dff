//! The files of the tree and its entries (<https://c2sp.org/tlog-tiles>).

/// How many levels of the tree a tile spans.
pub const HEIGHT: u8 = 8;
/// How many hashes are in a full tile.
pub const WIDTH: u64 = 1 << HEIGHT;

/// A tile, full or partial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// From the leaves up, by eight levels of the tree each.
    pub level: u8,
    /// From the left, from 0.
    pub number: u64,
    /// How many hashes it has, from 1 to [`WIDTH`].
    pub width: u16,
}

impl Tile {
    /// The tiles of the right edge of a tree of `size` leaves, from the leaves up: the last of each level, partial or full.
    pub fn edge(size: u64) -> impl Iterator<Item = Self> {
        let filled = (0..=7u8).map(move |level| (level, size >> (level * HEIGHT)));
        filled.take_while(|(_, filled)| *filled > 0).map(|(level, filled)| {
            let width = ((filled - 1) % WIDTH + 1) as u16;
            Self { level, number: (filled - 1) / WIDTH, width }
        })
    }

    /// Whether nothing can be added to it.
    pub fn is_full(self) -> bool {
        u64::from(self.width) == WIDTH
    }

    /// The same tile, full.
    pub fn full(self) -> Self {
        Self { width: WIDTH as u16, ..self }
    }

    /// Its path below the log's folder.
    pub fn path(self) -> String {
        format!("tile/{}/{}", self.level, self.name())
    }

    /// The path, below the log's folder, of the bundle of entries under a tile of level 0.
    pub fn bundle_path(self) -> String {
        format!("tile/entries/{}", self.name())
    }

    /// The number in groups of three digits, of which all but the last begin with `x`, and how many hashes there are.
    fn name(self) -> String {
        let mut name = format!("{:03}", self.number % 1000);
        let mut rest = self.number / 1000;
        while rest > 0 {
            name = format!("x{:03}/{name}", rest % 1000);
            rest /= 1000;
        }
        if self.is_full() { name } else { format!("{name}.p/{}", self.width) }
    }
}

/// These entries as a file holds them, each behind its length.
pub fn bundle<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for line in lines {
        let length = u16::try_from(line.len()).expect("a line has at most 4096 bytes");
        bytes.extend(length.to_be_bytes());
        bytes.extend(line.as_bytes());
    }
    bytes
}

/// The lines of a text, each with its line feed; what follows the last one too.
pub fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_the_specification() {
        let tile = |number, width| Tile { level: 0, number, width };
        assert_eq!(tile(273, 256).path(), "tile/0/273");
        assert_eq!(tile(1_234_067, 256).path(), "tile/0/x001/x234/067");
        assert_eq!(tile(1_234_067, 8).bundle_path(), "tile/entries/x001/x234/067.p/8");
        assert_eq!(Tile { level: 2, number: 0, width: 1 }.path(), "tile/2/000.p/1");
    }

    #[test]
    fn the_edge_has_the_last_tile_of_each_level() {
        let edge = |size| Tile::edge(size).map(|tile| tile.path()).collect::<Vec<_>>();
        assert_eq!(edge(0), [""; 0]);
        assert_eq!(edge(1), ["tile/0/000.p/1"]);
        assert_eq!(edge(256), ["tile/0/000", "tile/1/000.p/1"]);
        assert_eq!(edge(70_000), ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
    }

    #[test]
    fn entries_stand_behind_their_lengths() {
        assert_eq!(bundle(["ab\n", "c\n"]), b"\x00\x03ab\n\x00\x02c\n");
        assert_eq!(lines_of("a\nb\nc").collect::<Vec<_>>(), ["a\n", "b\n", "c"]);
    }
}
