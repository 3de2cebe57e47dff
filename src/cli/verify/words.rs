//! What a check proves and what it does not, for people.

use crate::cli::args::Tongue;
use crate::ledger::Entry;
use crate::verify::{Proven, Report, Signed};

/// What is said of a site in which nothing is wrong.
pub(super) fn proven(report: &Report, tongue: Tongue) -> String {
    let Some(checkpoint) = &report.checkpoint else { return String::new() };
    let (policies, versions, size) = (report.policies, report.versions, checkpoint.size);
    let root = checkpoint.to_text().lines().nth(2).unwrap_or_default().to_owned();
    let mut lines = match tongue {
        Tongue::En => vec![
            format!("The site is as it was published: {versions} versions of {policies} policies."),
            format!("Ledger {}: {size} entries, root {root}", checkpoint.origin),
            String::new(),
            "Proven: each text is the one that the ledger announces, nothing in the ledger is missing or in another place, \
             and no file of the site was altered, removed or added since."
                .into(),
        ],
        Tongue::Th => vec![
            format!("เว็บไซต์ตรงกับที่เผยแพร่ไว้: นโยบาย {policies} ฉบับ รวม {versions} รุ่น"),
            format!("บัญชีบันทึก {}: {size} รายการ ค่าราก {root}", checkpoint.origin),
            String::new(),
            "สิ่งที่พิสูจน์ได้: ข้อความทุกรุ่นตรงกับที่บัญชีบันทึกประกาศไว้ ไม่มีรายการใดหายไปหรือถูกสลับลำดับ \
             และไม่มีไฟล์ใดของเว็บไซต์ถูกแก้ไข ลบ หรือเพิ่มหลังจากนั้น"
                .into(),
        ],
    };
    if let Some(earlier) = report.earlier {
        lines.push(match tongue {
            Tongue::En => format!(
                "Proven: none of the {earlier} entries of the earlier checkpoint was changed, removed or renumbered since."
            ),
            Tongue::Th => format!(
                "สิ่งที่พิสูจน์ได้: ทั้ง {earlier} รายการใน checkpoint ที่เก็บไว้ก่อนหน้านี้ไม่ถูกแก้ไข ลบ หรือเปลี่ยนลำดับเลขนับแต่นั้น"
            ),
        });
    }
    lines.push(signed(report.signed, tongue).into());
    lines.push(not_proven(tongue).into());
    if report.earlier.is_none() {
        lines.push(String::new());
        lines.push(match tongue {
            Tongue::En => {
                "Keep a copy of log/checkpoint: with --earlier it proves later that nothing was changed.".into()
            }
            Tongue::Th => "โปรดเก็บสำเนา log/checkpoint ไว้ เพื่อใช้กับ --earlier พิสูจน์ในภายหลังว่าไม่มีสิ่งใดถูกแก้ไข".into(),
        });
    }
    lines.join("\n") + "\n"
}

fn signed(signed: Signed, tongue: Tongue) -> &'static str {
    match (signed, tongue) {
        (Signed::ByKnown, Tongue::En) => "Proven: all of this is signed with the key that you gave.",
        (Signed::ByKnown, Tongue::Th) => "สิ่งที่พิสูจน์ได้: ทั้งหมดนี้ลงลายมือชื่อด้วยกุญแจที่ท่านระบุ",
        (Signed::BySite, Tongue::En) => {
            "Signed with the key that the site itself names. Not proven: whose key that is; give one from elsewhere with --key."
        }
        (Signed::BySite, Tongue::Th) => {
            "ลงลายมือชื่อด้วยกุญแจที่เว็บไซต์ระบุเอง สิ่งที่ยังพิสูจน์ไม่ได้: กุญแจนั้นเป็นของผู้ใด โปรดระบุกุญแจที่ได้จากแหล่งอื่นด้วย --key"
        }
        (Signed::No, Tongue::En) => {
            "Not signed. Not proven: who made it; whoever can write to the server can replace all of it."
        }
        (Signed::No, Tongue::Th) => "ไม่มีลายมือชื่อ สิ่งที่พิสูจน์ไม่ได้: ผู้ใดจัดทำขึ้น ผู้ที่เขียนข้อมูลลงเครื่องแม่ข่ายได้อาจเปลี่ยนทั้งหมดได้",
    }
}

fn not_proven(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::En => {
            "Not proven: that dates are true, who wrote a text, that a text was published as soon as it was in force, or that \
             other readers were shown the same ledger."
        }
        Tongue::Th => {
            "สิ่งที่พิสูจน์ไม่ได้: วันที่ที่ระบุถูกต้องหรือไม่ ผู้ใดเป็นผู้เขียน ข้อความได้เผยแพร่ทันทีที่มีผลใช้บังคับหรือไม่ \
             และผู้อ่านอื่นได้เห็นบัญชีบันทึกเดียวกันหรือไม่"
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
            "ข้อความนี้ได้เผยแพร่เป็นรุ่นที่ {n} ของ {policy}: รายการที่ {line} จาก {size} ในบัญชีบันทึก {origin}\n\
             ข้อมูลที่อ้างแต่ยังไม่ได้พิสูจน์: commit {commit} ลงวันที่ {date}\n"
        ),
    };
    let by = match (proven.signed, tongue) {
        (true, Tongue::En) => "Signed with the key that you gave.\n",
        (true, Tongue::Th) => "ลงลายมือชื่อด้วยกุญแจที่ท่านระบุ\n",
        (false, Tongue::En) => {
            "Not checked: who signed it. Give the publisher's key with --key: else anybody may have made this receipt.\n"
        }
        (false, Tongue::Th) => "ยังไม่ได้ตรวจว่าผู้ใดลงลายมือชื่อ โปรดระบุกุญแจของผู้เผยแพร่ด้วย --key มิฉะนั้นผู้ใดก็อาจทำหลักฐานนี้ขึ้นได้\n",
    };
    text + by
}
