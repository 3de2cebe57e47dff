# What stands around findings.
level-error = ข้อผิดพลาด
level-warning = คำเตือน
level-note = ข้อสังเกต
hint = วิธีแก้ไข
commit-message = คำอธิบายการแก้ไข
summary-clean = ตรวจแล้ว { $texts } ไฟล์ ไม่พบข้อที่ควรแก้ไข
summary = ตรวจแล้ว { $texts } ไฟล์: ข้อผิดพลาด { $errors } ข้อ คำเตือน { $warnings } ข้อ ข้อสังเกต { $notes } ข้อ
explain-bad = ตัวอย่างที่ควรแก้ไข:
explain-good = ตัวอย่างที่ถูกต้อง:
explain-off = ปิดกฎนี้เฉพาะแห่งได้ด้วย <!-- promulgate-disable-next-line { $rule } -->
section-born = มีครั้งแรกในฉบับที่ { $version } เมื่อ { $date }
section-changed = แก้ไขแล้ว { $times } ครั้ง ครั้งล่าสุดในฉบับที่ { $version } เมื่อ { $date }
section-unchanged = ไม่เคยแก้ไข
