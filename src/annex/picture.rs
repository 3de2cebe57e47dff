//! Reads the size of a picture from its first bytes, so that the page does not jump when the picture loads.

/// Width and height in pixels of a picture whose suffix is `kind`, where they are told.
pub(super) fn size(kind: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let size = match kind {
        "png" => (be32(bytes, 16)?, be32(bytes, 20)?),
        "gif" => (le16(bytes, 6)?, le16(bytes, 8)?),
        "jpg" => jpeg(bytes)?,
        "webp" => webp(bytes)?,
        "avif" => avif(bytes)?,
        "svg" => drawing(bytes)?,
        _ => return None,
    };
    const MOST: u32 = 100_000;
    (1..MOST).contains(&size.0).then_some(())?;
    (1..MOST).contains(&size.1).then_some(size)
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?).into())
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?).into())
}

fn le24(bytes: &[u8], at: usize) -> Option<u32> {
    let b = bytes.get(at..at + 3)?;
    Some(u32::from_le_bytes([b[0], b[1], b[2], 0]))
}

/// The first frame header (ITU T.81, B.2.2).
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        while *bytes.get(at)? != 0xff {
            at += 1;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            0xff => at += 1,
            0x01 | 0xd0..=0xd9 => at += 2,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some((be16(bytes, at + 7)?, be16(bytes, at + 5)?));
            }
            _ => at += 2 + be16(bytes, at + 2)? as usize,
        }
    }
}

/// RFC 9649, section 2: a lossy, lossless or extended file.
fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8 " => Some((le16(bytes, 26)? & 0x3fff, le16(bytes, 28)? & 0x3fff)),
        b"VP8L" => {
            let bits = le24(bytes, 21)? | u32::from(*bytes.get(24)?) << 24;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((le24(bytes, 24)? + 1, le24(bytes, 27)? + 1)),
        _ => None,
    }
}

/// The first property `ispe` (ISO/IEC 23008-12, 6.5.3).
fn avif(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = &bytes[..bytes.len().min(4096)];
    let at = head.windows(4).position(|window| window == b"ispe")?;
    Some((be32(head, at + 8)?, be32(head, at + 12)?))
}

/// `width` and `height` in pixels, or else those of the `viewBox`.
fn drawing(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let tag = &text[text.find("<svg")?..];
    let tag = tag.split('>').next()?;
    let value = |key: &str| {
        let at = tag.find(&format!(" {key}=")).or_else(|| tag.find(&format!("\n{key}=")))?;
        let rest = &tag[at + key.len() + 2..];
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(quote).next()
    };
    let pixels = |text: &str| -> Option<u32> {
        let number: f64 = text.trim().trim_end_matches("px").parse().ok()?;
        (number.is_finite() && number >= 1.0).then(|| number.round() as u32)
    };
    if let (Some(width), Some(height)) = (value("width").and_then(pixels), value("height").and_then(pixels)) {
        return Some((width, height));
    }
    let mut sides = value("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2).map(pixels);
    Some((sides.next()??, sides.next()??))
}
