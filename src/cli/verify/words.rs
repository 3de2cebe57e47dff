//! What a check proves and what it does not, for people.

use crate::cli::counted;
use crate::cli::tongue::Tongue;
use crate::ledger::Entry;
use crate::verify::{Proven, Report, Signed};

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

/// What is said of a site in which nothing is wrong.
pub(super) fn proven(report: &Report, tongue: Tongue) -> String {
    let Some(checkpoint) = &report.checkpoint else { return String::new() };
    let (policies, versions, size) = (report.policies, report.versions, checkpoint.size);
    let root = checkpoint.to_text().lines().nth(2).unwrap_or_default().to_owned();
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
                "Proven: each text is the one that the ledger announces, nothing in the ledger is missing or in another \
                 place, and {}.",
                files(report.signed, tongue)
            ),
        ],
        Tongue::Th => vec![
            format!("ไม่พบสิ่งผิดปกติในเว็บไซต์นี้: {policies} นโยบาย รวม {versions} ฉบับ"),
            format!("ทะเบียน {}: {size} รายการ ค่าราก (root) {root}", checkpoint.origin),
            String::new(),
            "สิ่งที่พิสูจน์ได้: เนื้อหาทุกฉบับตรงกับที่ระบุไว้ในทะเบียน ไม่มีรายการใดในทะเบียนหายไปหรือสลับลำดับ \
             และ"
            .to_owned()
                + files(report.signed, tongue),
        ],
    };
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
    lines.push(signed(report.signed, tongue).into());
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
            proven(&Report { checkpoint: Some(checkpoint), signed, ..Report::default() }, tongue)
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
