# What stands around findings.
level-error = error
level-warning = warning
level-note = note
hint = how to fix it
commit-message = commit message
summary-clean =
    { $texts ->
        [one] 1 text checked, nothing found
       *[other] { $texts } texts checked, nothing found
    }
summary = texts checked: { $texts }; errors: { $errors }, warnings: { $warnings }, notes: { $notes }
explain-bad = Found:
explain-good = Better:
explain-off = To turn it off for one place: <!-- promulgate-disable-next-line { $rule } -->
section-born = first in version { $version } of { $date }
section-changed =
    { $times ->
        [one] changed once, in version { $version } of { $date }
       *[other] changed { $times } times, last in version { $version } of { $date }
    }
section-unchanged = never changed
