//! Words in the scripts and forms in which policies are written.

use super::*;
use crate::document::parse;
use icu_segmenter::GraphemeClusterSegmenter;
use proptest::prelude::*;

fn leaf(text: &str) -> Content {
    Content::clone(&parse(text.as_bytes(), "p.md").document.leaves[0])
}

/// A paragraph of exactly this text.
fn plain(text: &str) -> Content {
    let spans = vec![Span { end: text.len(), marks: vec![] }];
    Content::new(crate::document::LeafKind::Paragraph, text.into(), spans)
}

fn joined(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(|t| t.text).collect::<Vec<_>>().join("|")
}

fn check(text: &str, expected: &str) {
    assert_eq!(joined(&words(&plain(text))), expected);
}

#[test]
fn words_of_thai_and_english() {
    check("ต้องแจ้งข้อมูล within 30 days.", "ต้อง|แจ้ง|ข้อมูล| |within| |30| |days|.");
    check("ติดตั้งในขณะที่", "ติดตั้ง|ใน|ขณะ|ที่");
    check("จะเข้าถึงข้อมูลทุกราย", "จะ|เข้าถึง|ข้อมูล|ทุก|ราย");
    check("ท่านมีหน้าที่แจ้งให้ท่านทราบ", "ท่าน|มี|หน้าที่|แจ้ง|ให้|ท่าน|ทราบ");
    check("ค่าธรรมเนียม 50 บาทถ้วน", "ค่า|ธรรมเนียม| |50| |บาท|ถ้วน");
}

#[test]
fn negation_stands_alone() {
    check("จะไม่เปิดเผย", "จะ|ไม่|เปิดเผย");
    check("โดยไม่ได้รับความยินยอม", "โดย|ไม่|ได้|รับ|ความ|ยินยอม");
    check("ไม่มี ไม่รู้ ไม่ใช่ หรือไม่", "ไม่|มี| |ไม่|รู้| |ไม่|ใช่| |หรือ|ไม่");
    check("มิได้รับ มิใช่", "มิ|ได้|รับ| |มิ|ใช่");
    check("มิตร มิติ ไม้", "มิตร| |มิติ| |ไม้");
    check("ตรวจดูได้ที่ศูนย์", "ตรวจ|ดู|ได้|ที่|ศูนย์");
    check("สำนักงานเขตจะไม่เปิดเผย จะแจ้งผล", "สำนักงาน|เขต|จะ|ไม่|เปิดเผย| |จะ|แจ้ง|ผล");
}

#[test]
fn signs_stay_with_the_word_before() {
    check("ต่างๆ อื่นๆที่ อื่น ๆ ที่", "ต่างๆ| |อื่นๆ|ที่| |อื่น ๆ| |ที่");
    check("ต่าง ๆที่ 2 ๆ a ๆ", "ต่าง ๆ|ที่| |2| |ๆ| |a| |ๆ");
    check("กรุงเทพฯและประกาศฯฉบับนี้", "กรุงเทพฯ|และ|ประกาศฯ|ฉบับ|นี้");
    check("ชื่อ ที่อยู่ ฯลฯ เป็นต้นฯลฯและ ฯพณฯ", "ชื่อ| |ที่|อยู่| |ฯลฯ| |เป็น|ต้น|ฯลฯ|และ| |ฯพณฯ");
}

#[test]
fn unknown_names_stay_whole() {
    check("ประเทศสวิตเซอร์แลนด์และ", "ประเทศ|สวิตเซอร์แลนด์|และ");
    check("นายชญานิษฐ์ไม่ได้แจ้ง", "นาย|ชญานิษฐ์|ไม่|ได้|แจ้ง");
    check("ณที่ตั้ง", "ณ|ที่|ตั้ง");
}

#[test]
fn words_of_lao_khmer_and_burmese() {
    check("ການປົກປ້ອງຂໍ້ມູນສ່ວນບຸກຄົນຂອງປະຊາຊົນ", "ການ|ປົກປ້ອງ|ຂໍ້ມູນ|ສ່ວນ|ບຸກຄົນ|ຂອງ|ປະຊາຊົນ");
    check("ພາສາລາວ ຕ່າງໆ", "ພາສາ|ລາວ| |ຕ່າງໆ");
    check("ការការពារទិន្នន័យផ្ទាល់ខ្លួន។ ផ្សេងៗ", "ការ|ការពារ|ទិន្នន័យ|ផ្ទាល់ខ្លួន|។| |ផ្សេងៗ");
    check("ភាសាខ្មែរភាសាខ្មែរ", "ភាសាខ្មែរ|ភាសាខ្មែរ");
    check("ဤမူဝါဒသည် ၎င်း၏ အချက်အလက်များကို", "ဤ|မူ|ဝါဒ|သည်| |၎င်း|၏| |အချက်အလက်|များ|ကို");
    check("မြန်မာစာမြန်မာစာ။", "မြန်မာ|စာ|မြန်မာ|စာ|။");
}

#[test]
fn words_of_chinese_and_japanese() {
    check("我们不会收集您的个人信息。", "我们|不会|收集|您|的|个人|信息|。");
    check("個人情報の保護に関する法律", "個人|情報|の|保護|に関する|法律");
}

#[test]
fn numbers_dates_and_times_are_words() {
    check("1,000.50 ๒๕๖๓ ๑,๐๐๐.๕๐บาท", "1,000.50| |๒๕๖๓| |๑,๐๐๐.๕๐|บาท");
    check("2026-11-24, 24/11/2569. ๒๔/๑๑/๒๕๖๙", "2026-11-24|,| |24/11/2569|.| |๒๔/๑๑/๒๕๖๙");
    check("10:30น. 10:30am 2026-11-24T10:30:00Z", "10:30|น|.| |10:30am| |2026-11-24T10:30:00Z");
    check("1.2.3 5.2(a) 2019-2020 (EU) 2016/679", "1.2.3| |5.2|(|a|)| |2019-2020| |(|EU|)| |2016/679");
    check(
        "$1,000.50 50% 30-day COVID-19 A4.5 No.5/2563",
        "$|1,000.50| |50|%| |30|-|day| |COVID|-|19| |A4.5| |No|.|5/2563",
    );
    check("9. 10, 11", "9|.| |10|,| |11");
    check("៣០ ၂၀၂၆ ໑໐", "៣០| |၂၀၂၆| |໑໐");
}

#[test]
fn dates_with_the_name_of_a_month_are_words() {
    check("from 8 July 2026, or July 8, 2026.", "from| |8 July 2026|,| |or| |July 8, 2026|.");
    check("ตั้งแต่วันที่ 1 มกราคม พ.ศ. ๒๕๖๘ถึง ๑๒ ม.ค. 68", "ตั้งแต่|วัน|ที่| |1 มกราคม พ.ศ. ๒๕๖๘|ถึง| |๑๒ ม.ค. 68");
    check(
        "1. Januar 2025, le 1er août 2024, 3 de mayo de 2025",
        "1. Januar 2025|,| |le| |1er août 2024|,| |3 de mayo de 2025",
    );
    check("May 5 times, March 2026, 12 monkeys 2026", "May| |5| |times|,| |March| |2026|,| |12| |monkeys| |2026");
    check("Mayor 5, 2026", "Mayor| |5|,| |2026");
    check("Effective:December 11, 2025", "Effective|:|December 11, 2025");
}

#[test]
fn tags_of_templates_are_words() {
    check("the {{ site.name }}_x {% data a.b %}.", "the| |{{ site.name }}|_x| |{% data a.b %}|.");
    check("${name} $5 {a} <%= x %>", "${name}| |$|5| |{|a|}| |<%= x %>");
    check("{{ open {% b", "{|{| |open| |{|%| |b");
}

#[test]
fn initials_before_a_full_stop_are_a_word() {
    check("แบบของกศน.นี้", "แบบ|ของ|กศน|.|นี้");
    check("ให้แจ้งผอ.เขต", "ให้|แจ้ง|ผอ|.|เขต");
    check("ประกาศโดยกทม.", "ประกาศ|โดย|กทม|.");
    check("เปิดเผยต่อประชาชน.", "เปิดเผย|ต่อ|ประชาชน|.");
}

#[test]
fn thai_abbreviations_are_words() {
    check("ตาม พ.ร.บ. คุ้มครอง พ.ศ. 2562", "ตาม| |พ.ร.บ.| |คุ้มครอง| |พ.ศ.| |2562");
    check("ตามพ.ร.บ.คุ้มครองในอ.ส.ม. เม.ย.", "ตาม|พ.ร.บ.|คุ้มครอง|ใน|อ.ส.ม.| |เม.ย.");
    check("เวลา 08.30 น. โทร. 02", "เวลา| |08.30| |น|.| |โทร|.| |02");
    check("เว็บไซต์.ไทย. ค่ะ.", "เว็บไซต์|.|ไทย|.| |ค่ะ|.");
}

#[test]
fn loanwords_are_words() {
    check("ใช้เบราว์เซอร์และแพลทฟอร์มของ", "ใช้|เบราว์เซอร์|และ|แพลทฟอร์ม|ของ");
    check("แอปพลิเคชั่นเก็บโทเคน", "แอปพลิเคชั่น|เก็บ|โทเคน");
    let mut words: Vec<&str> =
        include_str!("thai.txt").lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect();
    let count = words.len();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), count, "each stands once");
    assert!(count > 500 && words.iter().all(|word| word.chars().count() > 2));
    for word in words {
        check(word, word);
    }
}

#[test]
fn telephone_numbers_are_words() {
    check("02-123-4567, +66 2 123 4567.", "02-123-4567|,| |+66 2 123 4567|.");
    check("(02) 123 4567 1-800-555-0199", "(02) 123 4567| |1-800-555-0199");
    check("02 245 2658 ต่อ 5357", "02 245 2658| |ต่อ| |5357");
    check("+1 (202) 555-0199 (202) 555-0199", "+1 (202) 555-0199| |(202) 555-0199");
    check("0 2141 6993 081 234 5678", "0 2141 6993| |081 234 5678");
    check("(2) 100 200 300 0 100 +5", "(|2|)| |100| |200| |300| |0| |100| |+|5");
}

#[test]
fn addresses_are_words() {
    check("See https://x.org/a.", "See| |https://x.org/a|.");
    check("(https://x.org/a_(b)) HTTP://X.ORG/?q=1&r=[2]!", "(|https://x.org/a_(b)|)| |HTTP://X.ORG/?q=1&r=[2]|!");
    check("www.example.com, example.org/path;", "www.example.com|,| |example.org/path|;");
    check("my-site.example.org:8080/a#b", "my-site.example.org:8080/a#b");
    check("dindaeng.bma@gmail.com, me+x@my-site.co.th.", "dindaeng.bma@gmail.com|,| |me+x@my-site.co.th|.");
    check("mailto:a@b.org ที่https://a.go.th/xและ", "mailto:a@b.org| |ที่|https://a.go.th/x|และ");
    check("and/or his/her e-mail http:// www.", "and|/|or| |his|/|her| |e|-|mail| |http|:|/|/| |www|.");
}

#[test]
fn clusters_stay_whole() {
    check("เก็บน้ำ", "เก็บ|น้ำ");
    check("e\u{301}te\u{301} 👩‍👩‍👧 1️⃣", "e\u{301}te\u{301}| |👩‍👩‍👧| |1️⃣");
}

#[test]
fn footnotes_and_breaks_are_words() {
    let leaf = leaf("a[^12]b\\\nข้อมูล[^ก]ที่\n\n[^12]: x\n[^ก]: y");
    assert_eq!(joined(&words(&leaf)), "a|[12]|b|\n|ข้อมูล|[ก]|ที่");
}

#[test]
fn what_only_says_where_a_line_breaks_belongs_to_the_word_before() {
    check("ข้อ\u{200B}มูล\u{200B}ส่วน\u{200B}บุคคล", "ข้อ\u{200B}มูล\u{200B}|ส่วน\u{200B}บุคคล");
    check("pri\u{AD}vacy at\u{2060} 1\u{2060}000", "pri\u{AD}vacy| |at\u{2060}| |1\u{2060}000");
    check("\u{FEFF}a b\u{FEFF}", "\u{FEFF}a| |b\u{FEFF}");
    check("\u{2060}", "\u{2060}");
    for (text, shown) in [
        ("ข้อ\u{200B}มูล", "ข้อมูล"),
        ("e\u{301}\u{A0}\u{202F}x\u{2007}y", "é x y"),
        ("อื่น\u{A0}ๆ", "อื่นๆ"),
        ("2 ๆ", "2 ๆ"),
        ("a\u{200C}b \n c", "a\u{200C}b \n c"),
    ] {
        assert_eq!(seen(text), shown);
    }
}

#[test]
fn what_nobody_sees_is_a_word_without_weight() {
    check("\u{61C}a\u{200E}ที่\u{200F}", "\u{61C}|a|\u{200E}|ที่|\u{200F}");
    assert_eq!(weight("\u{200B}") + weight("\u{AD}"), 0);
    check("ไท\u{200C}ยและ می\u{200C}خواهم", "ไท\u{200C}ย|และ| |می\u{200C}خواهم");
}

#[test]
fn long_runs_are_cut_in_pieces() {
    let text = "ข้อมูลส่วนบุคคล".repeat(20_000);
    let leaf = plain(&text);
    let tokens = words(&leaf);
    assert_eq!(tokens.len(), 40_000);
    assert!(tokens.chunks(2).all(|t| joined(t) == "ข้อมูล|ส่วนบุคคล"));
    let unknown = "ฃึ".repeat(100_000);
    assert_eq!(joined(&words(&plain(&unknown))).replace('|', ""), unknown);
}

#[test]
fn very_long_texts_are_cut_into_groups_of_words() {
    let text: String = (0..200_000).map(|n| format!("w{} ", n % 5_000)).collect();
    let edited = text.replacen("w4321 ", "other ", 3);
    let (old, new) = (plain(&text), plain(&edited));
    let (old, new) = (words(&old), words(&new));
    assert_eq!(old.iter().map(|t| t.text).collect::<String>(), text);
    assert!(old.len() < 100_000 && old.len().abs_diff(new.len()) < 10, "{} {}", old.len(), new.len());
    assert!(words(&plain(&"a ".repeat(1 << 20))).len() < 40_000);
}

fn text() -> impl Strategy<Value = String> {
    let letters = prop_oneof![
        6 => "[กขงจดตทนบปมยรลวสหอเแโไใะัาำิีึืุู็่้๊์ๆฯ]",
        2 => "[ກຂງຈຍດຕນບປມລວສເແໂະັາິີຸູົ່້ໆ]",
        2 => "[កខគងចតនបមយរលសអា្ិីុូេៃំះ់៍ៗ]",
        2 => "[ကခဂငစတနပမယရလသအာိီုူေံ့း္်ျြ]",
        2 => "[a-zA-Z0-9๐-๙ .,:/@()+_-]",
        1 => "[\u{200B}\u{200C}\u{200D}\u{AD}\u{301}\u{600}\u{FE0F}👩🇹\n]",
        1 => prop::sample::select(vec!["ข้อมูล", "ไม่ได้", "的个人", "www.", "02 245 2658", "エディ", "ガ", "각"]).prop_map(String::from),
    ];
    proptest::collection::vec(letters, 0..40).prop_map(|letters| letters.concat())
}

/// Whether a cut at `at` is one that no reader of Thai or Lao would make.
fn tears_thai(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[at..].chars().next()) else { return false };
    let thai = |c: char| matches!(c as u32, 0xE01..=0xE2E | 0xE30..=0xE3A | 0xE40..=0xE4E);
    let follows = |c: char| matches!(c as u32, 0xE30..=0xE3A | 0xE45..=0xE4E);
    let leads = |c: char| matches!(c as u32, 0xE40..=0xE44);
    thai(before) && thai(after) && (follows(after) || leads(before))
}

/// A proptest failure is worth more when it says where.
fn illegal(text: &str, tokens: &[Token<'_>]) -> Option<usize> {
    let graphemes: Vec<usize> = GraphemeClusterSegmenter::new().segment_str(text).collect();
    let cuts = tokens.iter().map(|t| t.start);
    cuts.into_iter().find(|at| graphemes.binary_search(at).is_err() || tears_thai(text, *at))
}

/// Would take minutes if anything were read over and over.
#[test]
fn hostile_text_is_read_once() {
    for part in ["\u{301}\u{E48}", "ก\u{200D}", "a-", "a@a.", "(0", "+0 ", "http://", "www.(", "1\u{301}", "é  ", "្"]
    {
        let text = part.repeat(30_000);
        assert_eq!(words(&plain(&text)).iter().map(|t| t.text.len()).sum::<usize>(), text.len());
    }
}

proptest! {
    #[test]
    fn words_are_the_text_in_whole_clusters(text in text()) {
        let leaf = plain(&text);
        let tokens = words(&leaf);
        prop_assert_eq!(tokens.iter().map(|t| t.text).collect::<String>(), text.as_str());
        prop_assert!(tokens.iter().all(|t| !t.text.is_empty()));
        prop_assert_eq!(illegal(&text, &tokens), None);
        prop_assert_eq!(joined(&tokens), joined(&words(&leaf)));
    }
}

/// Cuts `old`, then `new` after it.
fn check_after(old: &str, new: &str, expected: &str) {
    let old = plain(old);
    let before: Vec<&str> = words(&old).iter().map(|t| t.text).collect();
    assert_eq!(joined(&words_after(&plain(new), &before)), expected);
}

#[test]
fn cuts_are_carried_over() {
    let old = plain("ตากลมอยู่ริมทะเล");
    let before = ["ตา", "กลม", "อยู่", "ริม", "ทะเล"];
    assert_eq!(joined(&words(&old)), "ตากลม|อยู่|ริม|ทะเล");
    assert_eq!(joined(&words_after(&old, &before)), "ตา|กลม|อยู่|ริม|ทะเล");
    assert_eq!(joined(&words_after(&plain("ตากลมอยู่ริมน้ำทะเล"), &before)), "ตา|กลม|อยู่|ริม|น้ำ|ทะเล");
}

#[test]
fn a_word_may_grow_over_a_cut() {
    check_after("คุกกี้จะถูกติดตั้งในขณะที่", "คุกกี้จะถูกติดตามในขณะที่", "คุกกี้|จะ|ถูก|ติดตาม|ใน|ขณะ|ที่");
    check_after("คุกกี้จะถูกติดในขณะที่", "คุกกี้จะถูกติดตามในขณะที่", "คุกกี้|จะ|ถูก|ติดตาม|ใน|ขณะ|ที่");
    // กฎ|หมายความ would be as few words.
    check_after("ปฏิบัติตามนโยบายความเป็นส่วนตัว", "ปฏิบัติตามกฎหมายความเป็นส่วนตัว", "ปฏิบัติ|ตาม|กฎหมาย|ความ|เป็น|ส่วนตัว");
}

#[test]
fn units_are_not_carried_apart() {
    check_after("ภายใน 30 วันนับแต่วันที่ 2019", "ภายใน 30 วันนับแต่วันที่ 2019-2020", "ภายใน| |30| |วัน|นับ|แต่|วัน|ที่| |2019-2020");
    let old = "ตามที่ระบุ[ก ข]ข้อมูล";
    let new = leaf("ตามที่ระบุ[^ก-ข]ข้อมูล\n\n[^ก-ข]: x");
    let before: Vec<String> = words(&plain(old)).iter().map(|t| t.text.to_owned()).collect();
    let before: Vec<&str> = before.iter().map(String::as_str).collect();
    assert_eq!(joined(&words_after(&new, &before)), "ตาม|ที่|ระบุ|[ก-ข]|ข้อมูล");
}

const SENTENCES: &str = "\
บริษัทจะไม่เปิดเผยข้อมูลส่วนบุคคลของท่านแก่บุคคลภายนอกโดยไม่ได้รับความยินยอมจากท่านก่อน
ผู้ควบคุมข้อมูลส่วนบุคคลต้องแจ้งเหตุการละเมิดแก่สำนักงานภายในเจ็ดสิบสองชั่วโมงนับแต่ทราบเหตุ
เจ้าของข้อมูลมีสิทธิขอให้ลบหรือทำลายข้อมูลเมื่อหมดความจำเป็นในการเก็บรักษาไว้ตามวัตถุประสงค์
นโยบายฉบับนี้ให้ใช้บังคับตั้งแต่วันถัดจากวันประกาศในราชกิจจานุเบกษาเป็นต้นไป
หากท่านไม่เห็นด้วยกับการเปลี่ยนแปลงดังกล่าวท่านสามารถยกเลิกบัญชีผู้ใช้ได้ตลอดเวลาโดยไม่เสียค่าใช้จ่าย
ข้าพเจ้ายินยอมให้โรงพยาบาลส่งต่อประวัติการรักษาพยาบาลแก่สถานพยาบาลอื่นเฉพาะกรณีฉุกเฉินเท่านั้น
คณะกรรมการอาจกำหนดหลักเกณฑ์เพิ่มเติมเกี่ยวกับการโอนข้อมูลไปยังต่างประเทศ
พนักงานทุกคนต้องผ่านการอบรมเรื่องความมั่นคงปลอดภัยสารสนเทศอย่างน้อยปีละหนึ่งครั้ง";

const PUT_IN: &str = "ไม่ การ ผู้ ตาม ได้ ความ ให้ ข้อความ ที่ กฎหมาย ใหม่ ติดตาม ทันที นาย ชญานิษฐ์ ลง หน้า หลัง เข้า มี ตัว รับ";

/// Words taken out, put in and replaced at every place of real sentences: how often is the text around them cut
/// otherwise than before?
#[test]
fn edits_do_not_move_cuts_elsewhere() {
    let policy = parse(include_bytes!("../../../policy/din-daeng-privacy.md"), "p.md").document;
    let texts = policy.leaves.iter().map(|l| l.text.as_str()).chain(SENTENCES.lines());
    let put_in: Vec<&str> = PUT_IN.split(' ').collect();
    let (mut edits, mut moved_alone, mut moved) = (0, 0, 0);
    for old in texts.map(plain) {
        let tokens = words(&old);
        let before: Vec<&str> = tokens.iter().map(|t| t.text).collect();
        for at in (0..before.len()).filter(|at| weight(before[*at]) > 0) {
            let word = put_in[(at * 7 + edits) % put_in.len()];
            for (out, put) in [(1, ""), (0, word), (1, word), (2, word)] {
                let Some(tail) = before.get(at + out..).map(<[&str]>::concat) else { continue };
                let head = before[..at].concat();
                let new = plain(&format!("{head}{put}{tail}"));
                // The starts of words inside the text before and after the edit.
                let around = |text: &str, tokens: &[Token<'_>]| -> (Vec<usize>, Vec<usize>) {
                    let starts = || tokens.iter().map(|t| t.start);
                    let rest = starts().map(|s| text.len() - s).filter(|s| *s < tail.len());
                    (starts().filter(|s| *s < head.len()).collect(), rest.collect())
                };
                let expected = around(&old.text, &tokens);
                let carried = words_after(&new, &before);
                assert_eq!(illegal(&new.text, &carried), None);
                edits += 1;
                moved_alone += usize::from(around(&new.text, &words(&new)) != expected);
                moved += usize::from(around(&new.text, &carried) != expected);
            }
        }
    }
    assert!(edits > 4000, "{edits}");
    assert_eq!(moved, 0);
    assert!(moved_alone * 100 < edits, "{moved_alone} of {edits} without carrying");
}

proptest! {
    #[test]
    fn words_after_are_the_text_in_whole_clusters(
        parts in proptest::collection::vec(text(), 1..6),
        edit in text(),
        at in 0usize..6,
    ) {
        let old = plain(&parts.concat());
        let mut parts = parts;
        let place = at % parts.len();
        parts[place] = edit;
        let new = plain(&parts.concat());
        let tokens = words(&old);
        let before: Vec<&str> = tokens.iter().map(|t| t.text).collect();
        let carried = words_after(&new, &before);
        prop_assert_eq!(carried.iter().map(|t| t.text).collect::<String>(), new.text.as_str());
        prop_assert!(carried.iter().all(|t| !t.text.is_empty()));
        prop_assert_eq!(illegal(&new.text, &carried), None);
        let starts: Vec<usize> = carried.iter().map(|t| t.start).collect();
        for unit in wholes(&new.text, &fixed(&new)) {
            prop_assert!(starts.binary_search(&unit.start).is_ok());
            prop_assert!(!starts.iter().any(|s| unit.start < *s && *s < unit.end));
        }
        prop_assert_eq!(joined(&words_after(&old, &before)), joined(&tokens));
    }
}
