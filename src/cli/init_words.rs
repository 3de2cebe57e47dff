//! What `promulgate init` says.

use super::tongue::Tongue;
use std::path::Path;

/// What is said, in a language.
#[derive(Clone, Copy)]
pub(super) struct Words(pub(super) Tongue);

impl Words {
    pub(super) fn made(self, dir: &Path) -> String {
        match self.0 {
            Tongue::En => format!("made a git repository in {}", dir.display()),
            Tongue::Th => format!("สร้างคลัง git ใน {} แล้ว", dir.display()),
        }
    }

    pub(super) fn hook(self, name: &str) -> String {
        match self.0 {
            Tongue::En => format!("the hook {name}"),
            Tongue::Th => format!("ฮุก {name}"),
        }
    }

    /// That a file was written, or was there.
    pub(super) fn done(self, what: &str, created: bool) -> String {
        match (self.0, created) {
            (Tongue::En, true) => format!("created {what}"),
            (Tongue::En, false) => format!("kept {what}, which was there already"),
            (Tongue::Th, true) => format!("สร้าง {what} แล้ว"),
            (Tongue::Th, false) => format!("คง {what} ที่มีอยู่เดิมไว้"),
        }
    }

    pub(super) fn no_hooks(self) -> &'static str {
        match self.0 {
            Tongue::En => "left out the hooks: the setting core.hooksPath names another folder for them",
            Tongue::Th => "ไม่ได้สร้างฮุก เพราะค่า core.hooksPath กำหนดให้ใช้โฟลเดอร์อื่น",
        }
    }

    /// What to do now.
    pub(super) fn next(self, cms: bool) -> String {
        let (title, steps, of_cms) = match self.0 {
            Tongue::En => (
                "next:",
                [
                    "write your policies in policy/, one Markdown file each",
                    "promulgate check      what to fix before others see it",
                    "promulgate preview    what the public will see",
                    "git add --all && git commit",
                    "promulgate build      the site, in site/",
                ],
                "fill in OWNER/REPOSITORY in admin/config.yml, and put sveltia-cms.js beside admin/index.html",
            ),
            Tongue::Th => (
                "ขั้นตอนต่อไป:",
                [
                    "เขียนนโยบายไว้ใน policy/ นโยบายละหนึ่งไฟล์ Markdown",
                    "promulgate check      ข้อที่ควรแก้ไขก่อนเผยแพร่",
                    "promulgate preview    หน้าที่ประชาชนจะเห็น",
                    "git add --all && git commit",
                    "promulgate build      สร้างเว็บไซต์ไว้ใน site/",
                ],
                "กรอก OWNER/REPOSITORY ใน admin/config.yml และวางไฟล์ sveltia-cms.js ไว้ข้าง admin/index.html",
            ),
        };
        let steps = steps.into_iter().chain(cms.then_some(of_cms)).enumerate();
        let steps: Vec<String> = steps.map(|(ix, step)| format!("{}. {step}", ix + 1)).collect();
        format!("{title}\n{}", steps.join("\n"))
    }
}
