//! How long very large and hostile texts take, and how much memory: `-- --limits`. Each pair in a process of its own.

use super::draw::Random;
use promulgate::document::parse;
use promulgate::html::{self, NoLinks};
use promulgate::weave;
use std::process::Command;
use std::time::Instant;

type Make = fn() -> (String, String);

/// Names the pairs and makes each.
const PAIRS: [(&str, Make); 8] = [
    ("300 KB policy, 40 edits", || edited(policy(300_000), 40)),
    ("300 KB policy, edits in every paragraph", || edited(policy(300_000), 2_000)),
    ("10 MB in one paragraph, 2,000 edits", || edited(paragraph(10_000_000, 1), 2_000)),
    ("10 MB in one paragraph, another text", || (paragraph(10_000_000, 1), paragraph(10_000_000, 2))),
    ("10 MB of one Thai paragraph, a ไม่ gone in every sentence", || {
        let text = "ข้อมูลส่วนบุคคลของท่านจะไม่ถูกเปิดเผย ".repeat(90_000);
        (text.clone(), text.replace("จะไม่", "จะ"))
    }),
    ("5 MB of one word, 5 MB of two", || ("a ".repeat(2_500_000), "a b ".repeat(1_250_000))),
    ("3 MB in 300,000 paragraphs, all others", || {
        let text = |word: &str| (0..300_000).map(|n| format!("{word} {n}\n\n")).collect();
        (text("old"), text("new"))
    }),
    ("1 MB in one paragraph of two words in other orders", || {
        let text = |seed| {
            let mut random = Random(seed);
            (0..250_000).map(|_| if random.below(2) == 0 { "yes " } else { "no " }).collect::<String>()
        };
        (text(5), text(6))
    }),
];

/// Prints a table.
pub(crate) fn print() {
    println!("| pair | bytes | ms | peak memory | marked to the word |");
    println!("|--|--|--|--|--|");
    let program = std::env::current_exe().unwrap();
    for (ix, (name, _)) in PAIRS.iter().enumerate() {
        let done = Command::new(&program).args(["--limit", &ix.to_string()]).output().unwrap();
        println!("| {name} {}", String::from_utf8_lossy(&done.stdout).trim());
    }
}

/// Measures the pair `ix` in this process.
pub(crate) fn measure(ix: usize) {
    let (old, new) = PAIRS[ix].1();
    let began = Instant::now();
    let [before, now] = [&old, &new].map(|text| parse(text.as_bytes(), "limit.md").document);
    let redline = weave::redline(&before, &now);
    let html = html::redline(&redline, &NoLinks);
    let took = began.elapsed().as_secs_f64() * 1000.0;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).map_or("?", str::trim);
    let peak = peak.trim_end_matches(" kB").parse::<f64>().map_or("?".into(), |kb| format!("{:.0} MB", kb / 1024.0));
    assert!(!html.is_empty());
    println!("| {} | {took:.0} | {peak} | {} |", old.len() + new.len(), if redline.coarse { "no" } else { "yes" });
}

fn paragraph(bytes: usize, seed: u64) -> String {
    let mut random = Random(seed);
    let mut text = String::with_capacity(bytes + 16);
    while text.len() < bytes {
        let word = random.below(20_000);
        text += &format!("{}{} ", ["per", "con", "dis", "un", "re"][word % 5], word / 5);
    }
    text
}

/// Sections of paragraphs and lists.
fn policy(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 1000);
    let mut section = 0;
    while text.len() < bytes {
        section += 1;
        text += &format!("## {section}. {}\n\n", paragraph(30, section));
        for part in 1..4 {
            text += &format!("{}\n\n", paragraph(500, section * 10 + part));
        }
        for item in 4..8 {
            text += &format!("- {}\n", paragraph(120, section * 10 + item));
        }
        text += "\n";
    }
    text
}

/// The text, and the text with so many words replaced.
fn edited(text: String, edits: usize) -> (String, String) {
    let mut random = Random(7);
    let mut words: Vec<&str> = text.split(' ').collect();
    for _ in 0..edits {
        let at = random.below(words.len());
        if words[at].chars().all(char::is_alphanumeric) {
            words[at] = "edited";
        }
    }
    let new = words.join(" ");
    (text, new)
}
