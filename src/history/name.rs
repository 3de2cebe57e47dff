//! File and folder names: which are valid for a policy, and how messages show them.

use std::fmt::Write;

/// Why an entry of a tree that looks like a policy, or like a folder of them, is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Odd {
    /// A symbolic link.
    Link,
    /// Another repository.
    Submodule,
    /// A name that is not UTF-8.
    Encoding,
    /// A name with characters that steer what stands around it.
    Control,
    /// A name that no file can have.
    Impossible,
}

impl Odd {
    /// What readers of a warning are told.
    pub(super) fn told(self) -> &'static str {
        match self {
            Self::Link => "symbolic link skipped; put the text itself there, or list the link in `exclude`",
            Self::Submodule => "submodule skipped; policies must be files of this repository",
            Self::Encoding => "the name is not valid UTF-8; skipped; rename it",
            Self::Control => "the name contains control characters; skipped; rename it",
            Self::Impossible => "invalid file name; skipped",
        }
    }
}

/// What is wrong with the name of a file or folder, if anything.
pub(super) fn wrong(name: &[u8]) -> Option<Odd> {
    if matches!(name, b"" | b"." | b"..") || name.eq_ignore_ascii_case(b".git") || name.contains(&b'/') {
        return Some(Odd::Impossible);
    }
    match std::str::from_utf8(name) {
        Err(_) => Some(Odd::Encoding),
        Ok(name) => name.chars().any(steers).then_some(Odd::Control),
    }
}

/// Whether a character ends the line in which it stands, or turns the order of what follows.
fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `path` in one line that can't pass for anything else: what steers is written out.
pub(super) fn shown(path: &str) -> String {
    let mut shown = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            c if steers(c) || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}') => {
                write!(shown, "{}", c.escape_unicode()).expect("a string takes it");
            }
            c => shown.push(c),
        }
    }
    shown
}

/// `path` as one word of a POSIX shell.
pub(super) fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+,@%:".contains(c);
    match !path.is_empty() && path.chars().all(plain) {
        true => path.to_owned(),
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_steer_are_written_out() {
        assert_eq!(shown("p/นโยบาย a.md"), "p/นโยบาย a.md");
        assert_eq!(shown("a\nwarning: b\u{1b}[31m\u{202e}"), "a\\u{a}warning: b\\u{1b}[31m\\u{202e}");
        for odd in ["a\n.md", "a\r.md", "\u{85}.md", "\u{2028}.md", "\u{202e}dm.a", "\u{2066}.md", "\u{7f}.md"] {
            assert_eq!(wrong(odd.as_bytes()), Some(Odd::Control), "{odd:?}");
        }
        for fine in ["a.md", "นโยบาย.md", "a b'c.md", "\u{200f}א.md", "क्\u{200d}ष.md"] {
            assert_eq!(wrong(fine.as_bytes()), None, "{fine:?}");
        }
        assert_eq!(wrong(b"\xb9\xe2.md"), Some(Odd::Encoding));
        assert_eq!(wrong(b".GIT"), Some(Odd::Impossible));
    }

    #[test]
    fn a_shell_takes_a_quoted_path_for_one_word() {
        for path in
            ["/srv/a b", "a'; touch PWNED; '", "$(id)", "`id`", "a\"b", "", "/srv/git", "ก ข", "a\\b", "~x", "a\nb"]
        {
            let script = format!("printf %s {}", quoted(path));
            let output = std::process::Command::new("sh").args(["-c", &script]).output().expect("a shell");
            assert_eq!(String::from_utf8_lossy(&output.stdout), path, "{script}");
        }
    }
}
