//! What stands in place of a text that is withheld: two lines, which say what the ledger says of the text, and why it is not there.

use crate::model::Digest;

/// How it begins.
const HEAD: &str = "policy-log/v1 withheld";

/// What stands in place of a text that is withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithheldText {
    /// The SHA-256 of the text.
    pub sha256: Digest,
    /// The number of its bytes.
    pub size: u64,
    /// Why it is withheld; without line breaks.
    pub reason: String,
}

impl WithheldText {
    /// The two lines.
    pub fn to_text(&self) -> String {
        format!("{HEAD} {} {}\n{}\n", self.sha256, self.size, self.reason)
    }

    /// Reads them; `None` if these are other bytes.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = std::str::from_utf8(bytes).ok()?.split_once('\n')?;
        let (sha256, size) = head.strip_prefix(HEAD)?.strip_prefix(' ')?.split_once(' ')?;
        let reason = rest.strip_suffix('\n').filter(|reason| !reason.contains('\n'))?.to_owned();
        let read = Self { sha256: Digest::parse(sha256)?, size: size.parse().ok()?, reason };
        (read.to_text().as_bytes() == bytes).then_some(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        let text = WithheldText {
            sha256: Digest::of(b"x"), size: 1, reason: "มีเลขประจำตัวประชาชน".into()
        };
        let bytes = text.to_text().into_bytes();
        assert_eq!(WithheldText::parse(&bytes), Some(text));
        for end in 0..bytes.len() {
            assert_eq!(WithheldText::parse(&bytes[..end]), None);
        }
        let more = [bytes.as_slice(), b"and more\n"].concat();
        assert_eq!(WithheldText::parse(&more), None);
        assert_eq!(WithheldText::parse(b"# Privacy\n\nWe keep your name.\n"), None);
    }
}
