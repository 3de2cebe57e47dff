# What stands around findings.
level-error = ข้อผิดพลาด
level-warning = คำเตือน
level-note = ข้อสังเกต
hint = วิธีแก้ไข
summary-clean = ตรวจแล้ว { $texts } ฉบับ ไม่พบข้อควรแก้ไข
summary = ตรวจแล้ว { $texts } ฉบับ: ข้อผิดพลาด { $errors } คำเตือน { $warnings } ข้อสังเกต { $notes }
explain-bad = ตัวอย่างที่ควรแก้ไข:
explain-good = ตัวอย่างที่ถูกต้อง:
explain-off = ปิดกฎนี้เฉพาะจุดได้ด้วย <!-- promulgate-disable-next-line { $rule } -->
