# Family CH: the change. `rule-NAME` says what the rule finds, its `.why` why that matters; each finding has a message and a
# `.hint` that tells how to mend it.
