//! Texts in less room, as web servers send them: gzip (RFC 1952) and brotli (RFC 7932). The same bytes give the same bytes.

use brotli::enc::BrotliEncoderParams;
use miniz_oxide::deflate;
use std::io;

/// A way to send a file in fewer bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// What every browser takes.
    Gzip,
    /// What takes a tenth less room.
    Brotli,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Gzip, Self::Brotli];

    /// What the name of a file that is sent so ends with, behind the name of the file itself.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }

    /// `bytes`, encoded so.
    ///
    /// # Panics
    /// Never: the encoder reads from memory and writes to it.
    pub fn encode(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Gzip => gzip(bytes),
            Self::Brotli => {
                let mut encoded = Vec::new();
                // quality 9 takes ten times as long, and saves a thousandth; 11 takes forty times as long, and saves a tenth
                let mut parameters = BrotliEncoderParams { quality: 7, size_hint: bytes.len(), ..Default::default() };
                // no wider than the text: what the encoder clears before it begins takes longer than most texts
                parameters.lgwin = (usize::BITS - bytes.len().leading_zeros()).clamp(16, 22) as i32;
                let mut reader: &[u8] = bytes;
                let done: io::Result<usize> = brotli::BrotliCompress(&mut reader, &mut encoded, &parameters);
                done.expect("memory can be read and written");
                encoded
            }
        }
    }
}

/// A member without a name and a date, so that it is made of the bytes alone.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]; // deflated, by an unknown system
    let length = bytes.len() as u32; // RFC 1952 has it modulo 2^32
    [&HEAD[..], &deflate::compress_to_vec(bytes, 9), &crc32(bytes).to_le_bytes(), &length.to_le_bytes()].concat()
}

/// The checksum of RFC 1952, section 8.
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut n = 0;
        while n < 256 {
            let (mut value, mut bit) = (n as u32, 0);
            while bit < 8 {
                value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
                bit += 1;
            }
            table[n] = value;
            n += 1;
        }
        table
    };
    !bytes.iter().fold(!0, |crc, byte| TABLE[((crc ^ u32::from(*byte)) & 255) as usize] ^ (crc >> 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_comes_back() {
        for text in ["", "a", "ประกาศ", &"A copy costs 20 baht. ".repeat(9000)] {
            let gzip = Encoding::Gzip.encode(text.as_bytes());
            let (body, end) = gzip[10..].split_at(gzip.len() - 18);
            assert_eq!(miniz_oxide::inflate::decompress_to_vec(body).expect("deflated"), text.as_bytes());
            assert_eq!(end, [crc32(text.as_bytes()).to_le_bytes(), (text.len() as u32).to_le_bytes()].concat());
            let mut back = Vec::new();
            brotli::BrotliDecompress(&mut &*Encoding::Brotli.encode(text.as_bytes()), &mut back).expect("brotli");
            assert_eq!(back, text.as_bytes());
        }
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926, "the check value of CRC-32");
    }
}
