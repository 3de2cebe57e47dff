# What stands around findings.
level-error = error
level-warning = warning
level-note = note
