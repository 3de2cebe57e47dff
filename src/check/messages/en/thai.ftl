# Family TH: Thai. `rule-NAME` says what the rule finds, its `.why` why that matters; each finding has a message and a
# `.hint` that tells how to mend it.

rule-double-sara-e = the vowel แ is typed as two vowels เ
    .why = It looks right, but searches do not find the word, and screen readers spell it out.
double-sara-e = `เเ` (twice เ) in place of `แ`
    .hint = type แ, which is one key
