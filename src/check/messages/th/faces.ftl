# What stands around findings.
level-error = ข้อผิดพลาด
level-warning = คำเตือน
level-note = ข้อสังเกต
