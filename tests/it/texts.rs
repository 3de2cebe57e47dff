//! Generated texts: histories of Markdown documents with every construct, edited at random.

use proptest::prelude::*;

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "data",
        "we",
        "share",
        "ไม่",
        "ข้อมูล",
        "ส่วนบุคคล",
        "เก็บรักษา",
        "30",
        "days",
        "**must**",
        "*may*",
        "`id`",
        "~~not~~",
        "[site](a.md)",
        "[site](b.md)",
        "x<br>y",
        "![logo](l.png)",
        "![](m.png)",
        "n[^1]",
        "<b>raw</b>",
        "a\nb",
        "<script>",
        "2026-11-24",
        "https://example.org/a/b",
        "ผู้ใช้",
        "ต่าง ๆ",
        "ดู**“คำ”**ต่อ",
        "www.example.org",
        "a@example.org",
        "[x](a.md){: .y}",
        "จะไม่เปิดเผย",
        "e\u{301}",
        "ข้อ\u{200b}มูล",
    ])
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..7).prop_map(|w| w.join(" "))
}

fn block() -> impl Strategy<Value = String> {
    let row = || (words(), words()).prop_map(|(a, b)| format!("|{}|{}|", a.replace('\n', " "), b.replace('\n', " ")));
    prop_oneof![
        5 => words(),
        2 => (1usize..4, words()).prop_map(|(n, w)| format!("{} {}", "#".repeat(n), w.replace('\n', " "))),
        2 => prop::collection::vec(words(), 1..4)
            .prop_map(|items| items.iter().map(|i| format!("- {}\n", i.replace('\n', " "))).collect()),
        1 => (words(), words(), words()).prop_map(|(a, b, c)| {
            let line = |t: &str| t.replace('\n', " ");
            format!("1. {}\n   - {}\n2. {}\n", line(&a), line(&b), line(&c))
        }),
        1 => prop::collection::vec(row(), 1..4)
            .prop_map(|rows| format!("{}\n|-|-|\n{}", rows[0], rows[1..].join("\n"))),
        1 => words().prop_map(|w| format!("> {}", w.replace('\n', "\n> "))),
        1 => words().prop_map(|w| format!("```\n{w}\n```")),
        1 => words().prop_map(|w| format!("[^1]: {}", w.replace('\n', " "))),
        1 => (words(), words()).prop_map(|(a, b)| format!("{}\n: {}", a.replace('\n', " "), b.replace('\n', " "))),
        1 => words().prop_map(|w| format!("<div><p>{w}</p><ul><li>{w}</ul></div>")),
        1 => (words(), words(), words()).prop_map(|(a, b, c)| {
            let line = |t: &str| t.replace('\n', " ");
            format!("- {}\n  - {}\n    1. {}\n\n  more\n- [x] done", line(&a), line(&b), line(&c))
        }),
        1 => prop::collection::vec((words(), words(), words()), 1..4).prop_map(|rows| {
            let row = |(a, b, c): &(String, String, String)| format!("|{a}|{b}|{c}|").replace('\n', " ");
            format!("{}\n|:-|-:|-|\n{}", row(&rows[0]), rows[1..].iter().map(row).collect::<Vec<_>>().join("\n"))
        }),
        1 => (1usize..9, words()).prop_map(|(n, w)| format!("## {n}. {}", w.replace('\n', " "))),
        1 => (words(), words()).prop_map(|(a, b)| format!("> [!NOTE]\n> {}\n>\n> - {}", a.replace('\n', " "), b.replace('\n', " "))),
        1 => (words(), words()).prop_map(|(a, b)| format!(":::tip {}\n{b}\n\n- {}\n:::", a.replace('\n', " "), a.replace('\n', " "))),
        1 => (1usize..3, 1usize..4, words(), words()).prop_map(|(n, step, a, b)| {
            format!("{n}. {}\n{}. {}\n", a.replace('\n', " "), n + step, b.replace('\n', " "))
        }),
        1 => (1usize..3, 1usize..3, words(), words()).prop_map(|(x, y, a, b)| {
            format!("<table><caption>{a}</caption><tr><td rowspan={x} colspan={y}>{b}<td>{a}</tr><tr><td>{b}</table>").replace('\n', " ")
        }),
        1 => (1usize..9, words(), words()).prop_map(|(n, a, b)| format!("<ol reversed type=a><li>{a}<li value={n}>{b}</ol>").replace('\n', " ")),
        1 => (words(), words()).prop_map(|(a, b)| format!("๑. {}\n๓. {}", a.replace('\n', " "), b.replace('\n', " "))),
        1 => words().prop_map(|w| format!("{{:toc}}\n\n!!! note\n    {}", w.replace('\n', " "))),
        1 => Just("---".to_owned()),
    ]
}

fn blocks() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(block(), 0..9)
}

/// Several versions: each keeps a random part of the one before, with blocks edited, split, merged, moved, and others put
/// in.
pub(crate) fn history() -> impl Strategy<Value = Vec<Vec<String>>> {
    let edit = (blocks(), prop::collection::vec(0u8..14, 12));
    (blocks(), prop::collection::vec(edit, 1..6)).prop_map(|(first, edits)| {
        let mut versions = vec![first];
        for (fresh, dice) in edits {
            let mut fresh = fresh.into_iter();
            let mut next = Vec::new();
            for (block, die) in versions[versions.len() - 1].iter().zip(dice) {
                match die {
                    0 => {}
                    1 => next.extend(fresh.next()),
                    2 => next.push(block.replacen("data", "facts", 1)),
                    3 => next.push(format!("{block} more")),
                    4 => next.insert(0, block.clone()),
                    5 => next.extend(block.splitn(2, ' ').map(str::to_owned)),
                    6 => match next.last_mut() {
                        Some(last) => *last = format!("{last} {block}"),
                        None => next.push(block.clone()),
                    },
                    7 => next.push(block.replacen(' ', "|", 1)),
                    8 => next.insert(next.len() / 2, format!("{block} moved")),
                    _ => next.push(block.clone()),
                }
            }
            next.extend(fresh.take(1));
            versions.push(next);
        }
        versions
    })
}
