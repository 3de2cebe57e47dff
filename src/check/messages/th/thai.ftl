# Family TH: Thai. `rule-NAME` says what the rule finds, its `.why` why that matters; each finding has a message and a
# `.hint` that tells how to mend it.

rule-double-sara-e = พิมพ์สระแอเป็นสระเอสองตัว
    .why = มองดูเหมือนถูกต้อง แต่ค้นหาคำไม่พบ และโปรแกรมอ่านหน้าจออ่านผิด
double-sara-e = พิมพ์ “เเ” (สระเอสองตัว) แทน “แ”
    .hint = ให้พิมพ์สระแอ (แ) ซึ่งเป็นแป้นเดียว
