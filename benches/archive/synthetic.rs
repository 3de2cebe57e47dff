//! An archive as large as the largest collections that are kept in public, made from nothing: always the same for a number of versions.
//!
//! Policies have texts of 4 to 130 kB, and from a few versions to many hundreds. Of the versions 40 in 100 have a text that their
//! policy had before, as where a page is shown now to one reader and now to another; the others edit a few sentences, and some add,
//! move or remove paragraphs.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// So many versions a policy has, in the mean.
const VERSIONS: usize = 48;
/// Of a hundred versions so many have a text that was there before.
const REPEATS: u64 = 40;
/// The seconds from one commit to the next.
const APART: usize = 1800;
const START: usize = 1_500_000_000;

/// Makes the bare repository `repo` with `versions` versions.
pub(crate) fn archive(versions: usize, repo: &Path) {
    let made = Command::new("git").args(["init", "-q", "--bare", "-b", "main"]).arg(repo).status().unwrap();
    assert!(made.success(), "git init");
    let mut import = Command::new("git")
        .arg("-C")
        .arg(repo)
        .args(["-c", "core.compression=1", "fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stream = BufWriter::new(import.stdin.take().unwrap());
    write(versions, &mut stream);
    drop(stream);
    assert!(import.wait().unwrap().success(), "git fast-import");
}

fn write(versions: usize, stream: &mut impl Write) {
    let mut random = Random { last: 1, words: WORDS.split_whitespace().collect() };
    let mut policies: Vec<Policy> =
        (0..versions.div_ceil(VERSIONS)).map(|number| Policy::new(number, &mut random)).collect();
    let mut marks = 0;
    for commit in 0..versions {
        // each has a first version; then a few have most of them
        let ix = if commit < policies.len() { commit } else { random.skewed(policies.len()) };
        let policy = &mut policies[ix];
        let again = policy.texts.len() > 1 && random.below(100) < REPEATS;
        let mark = if again {
            policy.another(&mut random)
        } else {
            if !policy.texts.is_empty() {
                policy.edit(&mut random);
            }
            marks += 1;
            let text = policy.blocks.join("\n\n");
            write!(stream, "blob\nmark :{marks}\ndata {}\n{text}\n\n", text.len() + 1).unwrap();
            policy.texts.push(marks);
            marks
        };
        policy.current = mark;
        let (path, when) = (&policy.path, START + commit * APART);
        let message = format!("Publish {path}, {commit}");
        let head = format!("commit refs/heads/main\ncommitter A <a@example.org> {when} +0000\ndata {}", message.len());
        write!(stream, "{head}\n{message}\nM 100644 :{mark} {path}\n\n").unwrap();
    }
}

struct Policy {
    path: String,
    blocks: Vec<String>,
    /// The marks of its distinct texts.
    texts: Vec<usize>,
    current: usize,
}

impl Policy {
    fn new(number: usize, random: &mut Random) -> Self {
        // as many of 4 to 8 kB as of 65 to 130
        let size = (4000 << random.below(5)) as u64;
        let size = size + random.below(size);
        let mut blocks = vec![format!("# Policy {number} of {}", random.words(2))];
        let mut length = 0;
        while length < size {
            let block = block(random);
            length += block.len() as u64 + 2;
            blocks.push(block);
        }
        Self { path: format!("Service {}/Policy {number}.md", number / 4), blocks, texts: Vec::new(), current: 0 }
    }

    /// A text that was there before, mostly one of the last, and not the one that is there.
    fn another(&self, random: &mut Random) -> usize {
        let last = self.texts.len() as u64;
        let back = 1 + random.below(last.min(4));
        let mark = self.texts[(last - back) as usize];
        if mark == self.current { self.texts[(last - 1 - back % last) as usize] } else { mark }
    }

    fn edit(&mut self, random: &mut Random) {
        for _ in 0..=random.below(4) {
            let at = 1 + random.below(self.blocks.len() as u64 - 1) as usize;
            match random.below(10) {
                0 => self.blocks.insert(at, block(random)),
                1 if self.blocks.len() > 8 => drop(self.blocks.remove(at)),
                2 => {
                    let moved = self.blocks.remove(at);
                    self.blocks.insert(1 + random.below(self.blocks.len() as u64) as usize, moved);
                }
                _ => self.reword(at, random),
            }
        }
        // no text twice but where that is wanted
        self.blocks[0] =
            format!("{} {}", self.blocks[0].split(" (").next().unwrap(), format_args!("({})", self.texts.len() + 1));
    }

    /// Replaces some words in the middle of a block.
    fn reword(&mut self, at: usize, random: &mut Random) {
        let words: Vec<&str> = self.blocks[at].split(' ').collect();
        let from = 1 + random.below(words.len() as u64) as usize;
        let upto = words.len().min(from + random.below(6) as usize);
        let count = 1 + random.below(6) as usize;
        let mut text = words[..from.min(words.len())].join(" ");
        write!(text, " {}", random.words(count)).unwrap();
        if upto < words.len() {
            write!(text, " {}", words[upto..].join(" ")).unwrap();
        }
        self.blocks[at] = text;
    }
}

/// A heading, a list or a paragraph.
fn block(random: &mut Random) -> String {
    match random.below(12) {
        0 => format!("## {}", random.words(3)),
        1 => (0..4).map(|_| format!("- {}", random.sentence())).collect::<Vec<_>>().join("\n"),
        _ => (0..1 + random.below(5)).map(|_| random.sentence()).collect::<Vec<_>>().join(" "),
    }
}

/// Numbers that are the same each time (xorshift).
struct Random {
    last: u64,
    words: Vec<&'static str>,
}

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.last ^= self.last << 13;
        self.last ^= self.last >> 7;
        self.last ^= self.last << 17;
        (self.last >> 16) % limit
    }

    /// A number below `limit`, of which the small ones come far more often.
    fn skewed(&mut self, limit: usize) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (share * share * limit as f64) as usize
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    fn word(&mut self) -> &'static str {
        let at = self.below(self.words.len() as u64);
        self.words[at as usize]
    }

    fn sentence(&mut self) -> String {
        let count = 6 + self.below(18) as usize;
        format!("We {}, {} {}.", self.words(3), self.words(count), self.below(400))
    }
}

/// What texts are made of.
const WORDS: &str = "\
    may share your account data with partners who process it on our behalf and keep the content that you post \
    for as long as is needed to provide a service or where law requires this including payment details contacts \
    location messages cookies devices identifiers in other countries unless consent was withdrawn by notice \
    within days of receipt under these terms which apply between parties without limitation liability damages \
    arising from use access termination advertising measurement research security safety integrity minors \
    parents authority request appeal decision review purchase refund subscription renewal price";
