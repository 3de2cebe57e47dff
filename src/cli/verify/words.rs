//! What a check proves and what it does not, for people.

use crate::cli::counted;
use crate::cli::tongue::Tongue;
use crate::ledger::Entry;
use crate::verify::{Proven, Report, Signed, Witnessed};

/// Why a site may differ although nobody altered it.
pub(super) enum Reason {
    /// It is of another commit than the one that was asked for.
    Commit(String),
    /// Another version of the program made it.
    Program(String),
    /// Its styles or scripts are others: another theme, or another build of the program.
    Theme,
}

/// What stands before something that is wrong.
pub(super) fn wrong(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::En => "wrong:",
        Tongue::Th => "ผิดปกติ:",
    }
}

/// That `n` more things are wrong.
pub(super) fn more(n: usize, tongue: Tongue) -> String {
    match tongue {
        Tongue::En => format!("wrong: {n} more"),
        Tongue::Th => format!("ผิดปกติ: อีก {n} รายการ"),
    }
}

/// What is said of a site in which nothing is wrong; `again` is what was proven by making it again.
pub(super) fn proven(report: &Report, again: Option<&str>, tongue: Tongue) -> String {
    let Some(checkpoint) = &report.checkpoint else { return String::new() };
    let (policies, versions, size) = (report.policies, report.versions, checkpoint.size);
    let root = checkpoint.to_text().lines().nth(2).unwrap_or_default().to_owned();
    let shown = match (tongue, report.withheld > 0) {
        (Tongue::En, false) => "each text",
        (Tongue::En, true) => "each text that is not withheld",
        (Tongue::Th, false) => "เนื้อหาทุกฉบับ",
        (Tongue::Th, true) => "เนื้อหาทุกฉบับที่ไม่ได้ระงับการเผยแพร่",
    };
    let mut lines = match tongue {
        Tongue::En => vec![
            format!(
                "Nothing was found to be wrong with this site: {} of {}.",
                counted(versions, ["version", "versions"]),
                counted(policies, ["policy", "policies"])
            ),
            format!(
                "Ledger {}: {size} {}, root {root}",
                checkpoint.origin,
                if size == 1 { "entry" } else { "entries" }
            ),
            String::new(),
            format!(
                "Proven: {shown} is the one that the ledger announces, nothing in the ledger is missing or in another \
                 place, and {}.",
                files(report.signed, tongue)
            ),
        ],
        Tongue::Th => vec![
            format!("ไม่พบสิ่งผิดปกติในเว็บไซต์นี้: {policies} นโยบาย รวม {versions} ฉบับ"),
            format!("ทะเบียน {}: {size} รายการ ค่าราก (root) {root}", checkpoint.origin),
            String::new(),
            format!(
                "สิ่งที่พิสูจน์ได้: {shown}ตรงกับที่ระบุไว้ในทะเบียน ไม่มีรายการใดในทะเบียนหายไปหรือสลับลำดับ และ{}",
                files(report.signed, tongue)
            ),
        ],
    };
    if report.withheld > 0 {
        let n = report.withheld;
        lines.push(match tongue {
            Tongue::En => format!(
                "Withheld: {}. The ledger has the SHA-256 of each; who has a copy can check it with its receipt.",
                counted(n, ["text", "texts"])
            ),
            Tongue::Th => format!(
                "ระงับการเผยแพร่เนื้อหา {n} ฉบับ ค่า SHA-256 ของเนื้อหายังอยู่ในทะเบียน ผู้ที่มีสำเนาตรวจสอบได้ด้วยหลักฐานรับรองของฉบับนั้น"
            ),
        });
    }
    if let Some(earlier) = report.earlier {
        lines.push(match tongue {
            Tongue::En => format!(
                "Proven: none of the {earlier} entries of the earlier checkpoint was changed, removed or renumbered since."
            ),
            Tongue::Th => format!(
                "สิ่งที่พิสูจน์ได้: {earlier} รายการที่ checkpoint ก่อนหน้านี้ระบุไว้ ไม่มีรายการใดถูกแก้ไข ลบ หรือเปลี่ยนลำดับนับแต่นั้น"
            ),
        });
    }
    lines.extend(again.map(str::to_owned));
    lines.push(signed(report.signed, tongue).into());
    lines.extend(report.witnessed.as_ref().map(|witnessed| cosigned(witnessed, size, tongue)));
    lines.push(not_proven(tongue).into());
    if report.earlier.is_none() {
        lines.push(String::new());
        lines.push(match tongue {
            Tongue::En => {
                "Keep a copy of log/checkpoint: with --earlier, it can prove later that nothing was changed.".into()
            }
            Tongue::Th => "โปรดเก็บสำเนาไฟล์ log/checkpoint ไว้ ใช้กับ --earlier เพื่อพิสูจน์ในภายหลังได้ว่าไม่มีการแก้ไขสิ่งใด".into(),
        });
    }
    lines.join("\n") + "\n"
}

/// What witnesses add.
fn cosigned(witnessed: &Witnessed, size: u64, tongue: Tongue) -> String {
    let Witnessed { seen, of, unknown } = witnessed;
    let names: Vec<String> = seen.iter().map(|(name, time)| format!("{name} ({time})")).collect();
    let (found, names) = (seen.len(), names.join(", "));
    match tongue {
        Tongue::En => {
            let unknown =
                if *unknown > 0 { format!(" {unknown} can't be checked by this program.") } else { String::new() };
            let names = if names.is_empty() { names } else { format!(": {names}") };
            format!(
                "Proven: {found} of {} of the policy, which is enough, saw these {size} entries and that the ledger had only \
                 grown before{names}.{unknown}",
                counted(*of, ["witness", "witnesses"])
            )
        }
        Tongue::Th => {
            let unknown = if *unknown > 0 {
                format!(" มี {unknown} รายที่โปรแกรมนี้ตรวจไม่ได้")
            } else {
                String::new()
            };
            let names = if names.is_empty() { names } else { format!(": {names}") };
            format!(
                "สิ่งที่พิสูจน์ได้: พยาน {found} จาก {of} รายตามนโยบายพยาน ซึ่งครบตามที่กำหนด ได้เห็นทะเบียน {size} รายการนี้ \
                 และรับรองว่าก่อนหน้านั้นทะเบียนมีแต่เพิ่มขึ้น{names}{unknown}"
            )
        }
    }
}

/// What is known of all files: that they are as they were published is known of those alone that a known key covers.
fn files(signed: Signed, tongue: Tongue) -> &'static str {
    match (signed, tongue) {
        (Signed::ByKnown, Tongue::En) => "no file that was looked at was altered, removed or added since",
        (Signed::ByKnown, Tongue::Th) => "ไม่มีการแก้ไข ลบ หรือเพิ่มไฟล์ใดที่ตรวจหลังจากนั้น",
        (Signed::BySite, Tongue::En) => "all files that were looked at are those that the site's own list names",
        (Signed::BySite, Tongue::Th) => "ไฟล์ที่ตรวจทั้งหมดตรงกับรายการของเว็บไซต์เอง",
        (Signed::No, Tongue::En) => "all files that were looked at are those that the site's own, unsigned list names",
        (Signed::No, Tongue::Th) => "ไฟล์ที่ตรวจทั้งหมดตรงกับรายการของเว็บไซต์เองซึ่งไม่ได้ลงลายมือชื่อดิจิทัล",
    }
}

fn signed(signed: Signed, tongue: Tongue) -> &'static str {
    match (signed, tongue) {
        (Signed::ByKnown, Tongue::En) => "Proven: all of this is signed with the key that you gave.",
        (Signed::ByKnown, Tongue::Th) => "สิ่งที่พิสูจน์ได้: ทั้งหมดนี้ลงลายมือชื่อดิจิทัลด้วยกุญแจที่ท่านระบุ",
        (Signed::BySite, Tongue::En) => {
            "Signed with the key that the site itself names. Not proven: whose key that is; use --key with a key from elsewhere."
        }
        (Signed::BySite, Tongue::Th) => {
            "ลงลายมือชื่อดิจิทัลด้วยกุญแจที่เว็บไซต์ระบุเอง สิ่งที่พิสูจน์ไม่ได้: กุญแจนั้นเป็นของผู้ใด โปรดใช้ --key ระบุกุญแจที่ได้จากแหล่งอื่น"
        }
        (Signed::No, Tongue::En) => {
            "Not signed. Not proven: who made it; whoever can write to the server can replace all of it."
        }
        (Signed::No, Tongue::Th) => "ไม่มีลายมือชื่อดิจิทัล สิ่งที่พิสูจน์ไม่ได้: ผู้ใดจัดทำขึ้น ผู้ที่เขียนไฟล์ลงเครื่องแม่ข่ายได้อาจเปลี่ยนได้ทั้งหมด",
    }
}

fn not_proven(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::En => {
            "Not proven: that dates are true, who wrote a text, that a text was published as soon as it was in force, or that \
             other readers were shown the same ledger."
        }
        Tongue::Th => {
            "สิ่งที่พิสูจน์ไม่ได้: วันที่ที่ระบุถูกต้องหรือไม่ ผู้ใดเป็นผู้เขียน เนื้อหาได้เผยแพร่ทันทีที่มีผลใช้บังคับหรือไม่ \
             และผู้อ่านอื่นเห็นทะเบียนเดียวกันหรือไม่"
        }
    }
}

/// What is said of a site of `files` files that was made again from `commit`, the same to the byte.
pub(super) fn made_again(files: usize, commit: &str, themed: bool, tongue: Tongue) -> String {
    match tongue {
        Tongue::En => {
            let theme = if themed { " with the given theme" } else { "" };
            format!(
                "Proven: all {files} files are, to the byte, what this program makes{theme} of commit {commit} of this \
                 repository. Signatures were checked or repeated, not made again; the order of entries is the ledger's own.\n\
                 Not proven by that: that the repository is the publisher's, or that its history was never rewritten before."
            )
        }
        Tongue::Th => {
            let theme = if themed { "ใช้ธีมที่ระบุ" } else { "" };
            format!(
                "สิ่งที่พิสูจน์ได้: ไฟล์ทั้ง {files} ไฟล์ตรงกันทุกไบต์กับที่โปรแกรมนี้{theme}สร้างขึ้นจากคอมมิต {commit} ของที่เก็บข้อมูลนี้ \
                 ลายมือชื่อดิจิทัลใช้วิธีตรวจหรือคัดลอก ไม่ได้ลงใหม่ และลำดับรายการเป็นไปตามทะเบียนเอง\n\
                 สิ่งที่ยังพิสูจน์ไม่ได้ด้วยวิธีนี้: ที่เก็บข้อมูลเป็นของผู้เผยแพร่จริงหรือไม่ และประวัติเคยถูกเขียนใหม่มาก่อนหรือไม่"
            )
        }
    }
}

/// What is said of a reason for which a site may differ although nobody altered it.
pub(super) fn reason(reason: &Reason, tongue: Tongue) -> String {
    match (reason, tongue) {
        (Reason::Commit(stated), Tongue::En) => format!("note: the site says that it is of commit {stated}"),
        (Reason::Commit(stated), Tongue::Th) => format!("หมายเหตุ: เว็บไซต์ระบุว่าสร้างจากคอมมิต {stated}"),
        (Reason::Program(stated), Tongue::En) => format!(
            "note: the site says that {stated} made it, and this is another version, whose pages may differ: use that version"
        ),
        (Reason::Program(stated), Tongue::Th) => {
            format!("หมายเหตุ: เว็บไซต์ระบุว่าสร้างด้วย {stated} แต่โปรแกรมนี้เป็นรุ่นอื่น หน้าเว็บจึงอาจต่างกัน โปรดใช้รุ่นเดียวกัน")
        }
        (Reason::Theme, Tongue::En) => {
            "note: styles or scripts differ too, as they do with another theme (name it with --theme) or another build of promulgate"
                .into()
        }
        (Reason::Theme, Tongue::Th) => {
            "หมายเหตุ: รูปแบบหรือสคริปต์ต่างกันด้วย ซึ่งอาจเป็นเพราะใช้ธีมอื่น (ระบุด้วย --theme) หรือโปรแกรมที่คอมไพล์ต่างกัน".into()
        }
    }
}

/// What is said of a ledger with a rewritten history.
pub(super) fn rewritten(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::En => {
            "note: the ledger says that history was rewritten openly: what it had before is only in the publisher's state, so this \
             site can't be made again from the repository alone"
        }
        Tongue::Th => {
            "หมายเหตุ: ทะเบียนระบุว่าเคยมีการเขียนประวัติใหม่โดยเปิดเผย ข้อมูลเดิมมีอยู่เฉพาะในระบบของผู้เผยแพร่ จึงสร้างเว็บไซต์นี้ขึ้นใหม่จากที่เก็บข้อมูลเพียงอย่างเดียวไม่ได้"
        }
    }
}

/// What is said of a receipt that is sound.
pub(super) fn receipt(proven: &Proven, tongue: Tongue) -> String {
    let Entry::Version { policy, n, commit, date, .. } = &proven.entry else { return String::new() };
    let (origin, size, line) = (&proven.checkpoint.origin, proven.checkpoint.size, proven.index + 1);
    let date = date.map_or_else(|| "-".into(), |date| date.to_string());
    let commit = commit.short();
    let text = match tongue {
        Tongue::En => format!(
            "This text was published as version {n} of {policy}: entry {line} of {size} in the ledger {origin}.\n\
             Claimed, not proven: commit {commit}, dated {date}.\n"
        ),
        Tongue::Th => format!(
            "เนื้อหานี้ได้เผยแพร่เป็นฉบับที่ {n} ของ {policy}: รายการที่ {line} จาก {size} ในทะเบียน {origin}\n\
             ข้อมูลที่ระบุไว้แต่ไม่ได้พิสูจน์: คอมมิต {commit} ลงวันที่ {date}\n"
        ),
    };
    let by = match (proven.signed, tongue) {
        (true, Tongue::En) => "Signed with the key that you gave.\n",
        (true, Tongue::Th) => "ลงลายมือชื่อดิจิทัลด้วยกุญแจที่ท่านระบุ\n",
        (false, Tongue::En) => {
            "Not checked: who signed it. Give the publisher's key with --key: otherwise, anybody may have made this receipt.\n"
        }
        (false, Tongue::Th) => {
            "ยังไม่ได้ตรวจว่าผู้ใดลงลายมือชื่อดิจิทัล โปรดใช้ --key ระบุกุญแจของผู้เผยแพร่ มิฉะนั้นผู้ใดก็อาจทำหลักฐานนี้ขึ้นเองได้\n"
        }
    };
    text + by
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Checkpoint;
    use crate::model::Digest;

    #[test]
    fn only_a_known_key_proves_that_no_file_was_altered() {
        let said = |signed: Signed, tongue: Tongue| {
            let checkpoint = Checkpoint { origin: "x.org/log".into(), size: 1, root: Digest::of(b"") };
            proven(&Report { checkpoint: Some(checkpoint), signed, ..Report::default() }, None, tongue)
        };
        for (tongue, claim, unsigned) in
            [(Tongue::En, "altered", "own, unsigned list"), (Tongue::Th, "เพิ่มไฟล์", "ซึ่งไม่ได้ลงลายมือชื่อดิจิทัล")]
        {
            assert!(said(Signed::ByKnown, tongue).contains(claim));
            for signed in [Signed::No, Signed::BySite] {
                let said = said(signed, tongue);
                assert!(!said.contains(claim), "{said}");
                assert_eq!(said.contains(unsigned), signed == Signed::No, "{said}");
            }
        }
    }
}
