site-title = Policies
home = All policies
skip = Skip to the text
navigation = Where you are
recent-changes = What changed lately
all-changes = All recent changes
policy-count = { $n ->
    [one] { $n } policy
   *[other] { $n } policies
}
published-from = Published from commit
made-with = made with promulgate
feed = Feed
feed-hint = Get every change in a feed reader
version-n = Version { $n }
version-count = { $n ->
    [one] { $n } version
   *[other] { $n } versions
}
effective = Takes effect
effective-said = The text says: in effect from
published = Published
recorded = Recorded
history = History
history-hint = Every version of this text, newest first. Each stays at its address for good.
newest-versions = { $n ->
    [one] The newest version stands here.
   *[other] The newest { $n } versions stand here.
}
version-range = Versions { $from } to { $to }
older-versions = Older versions
newer-versions = Newer versions
history-older-hint = Older versions of this text, newest first. Each stays at its address for good.
to-history = All of the history
changes = What changed
see-changes = See what changed
compare = Compare versions
changes-of = Changes from version { $from } to version { $to }
legend = How to read it
legend-inserted = Added
legend-deleted = Removed
legend-reformatted = Only the look or a link changed
legend-moved-away = Moved away
legend-moved-here = Moved here
legend-split = Paragraph divided
legend-joined = Paragraphs joined
legend-renumbered = Only the number changed
coarse-marks = This text is so long that its changes are marked more coarsely than usual. None is left out.
nothing-visible-changed = Nothing that a reader sees changed between these two versions.
marks-against-error = The marks on this page are against the error page. Compare with version { $version } to see what changed in the text.
superseded = This is not the current version.
superseded-on = It was replaced on { $date }.
superseded-before = It was replaced on { $date }, before it took effect.
superseded-later = The next version was published on { $date }, to take effect on { $effective }.
followed-by = The next version:
replaced-by = Replaced by
what-replaced-it = What was changed then
to-current = Read the current text
withdrawn-count = { $n ->
    [one] { $n } withdrawn policy
   *[other] { $n } withdrawn policies
}
to-last = Read the last version
withdrawn = withdrawn
withdrawal-reason = reason given for the withdrawal
language-unknown = Original
withdrawn-on = This policy was withdrawn on { $date }. Its versions stay here.
returned-after = It came back with this version, after it was withdrawn on { $date }.
contents = Contents
copied-from = Copied from
source-file = Exact text as Markdown
previous-version = Earlier version
next-version = Later version
previous-changes = Earlier changes
next-changes = Later changes
word-counts = { $added ->
    [one] { $added } word added
   *[other] { $added } words added
}, { $removed } removed{ $moved ->
    [0] {""}
   *[other] , { $moved } moved
}
first-version = This is the first version.
class-first = First version
class-text = The wording changed
class-formatting = Only the look, links or the way something is written changed
class-none = Nothing visible changed
class-error = An error page or next to nothing was recorded in place of the text
back-from = The text is back after an error page. What changed is told against version { $version }, the last one before that page.
change-editorial = The office calls this an editorial change.
change-substantive = The office calls this a change of substance.
reference = Reference
author = Author
note-trailer = summary by the editor
note-front-matter = summary in the text
note-body = from what was written with the change
note-subject = title of the change
note-merged = title of a change that was merged
note-details = More that was written with the change
note-repeats = The same note as with most changes
takes-back = Takes back version { $n }
goes-back = Goes back to the text of version { $n }
no-note = No explanation was given.
moved = This page has moved
moved-to = It stands here now
not-found = Page not found
not-found-hint = There is no page at this address. No version that was published is ever removed: look for it from the list of all policies.
section-feed = Feed of this section
calendar = Dates of effect (calendar)
calendar-effect = { $policy }: version { $n } takes effect
calendar-said = { $policy }: in effect from this day, as the text of version { $n } says
by-month = Changes by month
all-months = All months
month-changes = { $n ->
    [one] { $n } change
   *[other] { $n } changes
}
change-range = Changes { $from } to { $to }
policies-begun = { $n ->
    [one] First version of { $n } policy
   *[other] First versions of { $n } policies
}

emphasis-added = emphasis added
emphasis-removed = emphasis removed
bold-added = bold added
bold-removed = bold removed
strike-added = struck through now
strike-removed = no longer struck through
underline-added = underlined now
underline-removed = no longer underlined
highlight-added = highlighted now
highlight-removed = no longer highlighted
small-added = small print now
small-removed = no longer small print
sub-added = subscript now
sub-removed = no longer subscript
sup-added = superscript now
sup-removed = no longer superscript
code-added = set as code now
code-removed = no longer set as code
link-added = link added
link-removed = link removed, it led to { $value }
link-changed = link changed, it led to { $value }
image-added = shown as an image now
image-removed = no longer shown as an image
image-replaced = image replaced
image-changed = image changed, it was { $value }
title-changed = title of the link or image changed
break-added = line break added
break-removed = line break removed
footnote-added = footnote mark added
footnote-removed = footnote mark removed
nesting-changed = set otherwise
alike-spaces = looks different: kinds of space
alike-breaks = looks different: places where lines may break
alike-date = the same date, written in another way
alike-letters = reads the same: letters stored in another way
was-heading = was a heading of level { $value }
was-paragraph = was a paragraph
was-term = was a term
was-code = was a block of code
was-code-of = language of the code changed
was-head-cell = was a heading cell
was-cell = was a plain cell
was-filling = filled { $value } (columns × rows)
was-in-list = was in a list, level { $value }
was-in-table = was in a table
was-in-quote = was in a quotation
was-in-aside = was in a note beside the text
was-in-caption = was in a table’s caption
was-in-footnote = was in a footnote
was-in-definitions = was in a list of definitions
was-outside = was text of its own
was-bullets = was a list with bullets
was-numbered = was a numbered list
was-numbered-from = was numbered from { $value }
was-numbered-otherwise = numbers were written otherwise
was-number = was number { $value }
was-done = was marked as done
was-open = was marked as to do
was-no-task = had no check box
was-quote = was a plain quotation
was-alert = was a notice of the kind “{ $value }”
was-aside = was a note beside the text
was-aside-of = was a note of the kind “{ $value }”
was-footnote = was footnote { $value }
was-aligned = columns were aligned otherwise
moved-away = moved away
moved-here = moved here
moved-to-place = Moved: see where this stands now
moved-from-place = Moved: see where this stood before
moved-and-edited = Moved and edited: see where this stands now
edited-and-moved = Moved and edited: see where this stood before
correction = Correction
correction-of = Published history was rewritten: commit { $old } is no longer part of it, { $new } was published in its place.
correction-origin = the reason given by the publisher
no-longer-in-repository = This version was published, and is no longer in the repository.

# Words that a screen reader says around a mark. They stand in the style sheet: none is part of a text.
say-added = [added:{" "}
say-removed = [removed:{" "}
say-moved-here = [moved here:{" "}
say-moved-away = [moved away:{" "}
say-end = {" "}end]
say-break = paragraph break
say-item = item break
say-moved = moved
say-hidden = invisible character { "" }

# The home page, its search, lists of changes, history pages.
search-label = Search texts and notes on changes
search-wait = The list of words is being loaded …
search-failed = The list of words can't be loaded. Try again, or look through the list below.
search-nothing = Nothing is found. Try another word, or a shorter one.
search-policies = { $n ->
    [one] { $n } policy
   *[other] { $n } policies
}
search-notes = { $n ->
    [one] { $n } note on a change
   *[other] { $n } notes on changes
}
search-in-texts = In current texts
search-in-notes = In notes on changes
search-more = { $n ->
    [one] Show { $n } more
   *[other] Show { $n } more
}
search-withdrawn = withdrawn
first-published = { $n ->
    [one] { $n } policy first published on { $date }
   *[other] { $n } policies first published on { $date }
}
first-recorded = { $n ->
    [one] { $n } text first recorded on { $date }
   *[other] { $n } texts first recorded on { $date }
}
filter-label = Find in this list
listed = { $n ->
    [0] None of the { $all } policies has this in its title
    [one] { $n } of { $all } policies has this in its title
   *[other] { $n } of { $all } policies have this in their titles
}
other-policies = Others
languages = Languages
language-en = English
language-th = Thai
only-in = only in { $language }
search-formers = { $n ->
    [one] { $n } former text
   *[other] { $n } former texts
}
search-with-some = With some of the words
search-in-former = In former texts
search-lacks = without: { $words }
search-gone = In version { $n } until { $date }, gone since
search-gone-words = “{ $words }”: in version { $n } until { $date }, gone since
search-read-some = · Only the first { $n } texts at most were looked through for the words in this order.
search-read-none = · Whether the words stand in this order can't be looked up in a folder.
feed-text-link = Feed: wording only
only = Show
only-all = All
only-text = Wording
only-formatting = Look or links
only-none = Nothing visible
only-error = Error pages
only-first = First version
last-change = Last change { $date }
lines-more = { $n ->
    [one] and { $n } more
   *[other] and { $n } more
}
timeline = Versions over time
timeline-hint = The higher a bar, the more words changed. A hollow bar: only the look or links. A line on the ground: nothing visible. Dashed: the first version.
timeline-grouped = Each bar is { $n } versions in a row.
stood = The latest published version from { $from } to { $to }
stood-recorded = The latest recorded version from { $from } to { $to }
stands = The latest published version since { $from }
stands-recorded = The latest recorded version since { $from }
on-label = What did it say on a day?
on-example = such as 1 March 2026
on-calendar = Choose the day in a calendar
on-ask = Show
on-date = On { $date }
on-date-ahead = On { $date }, as known today
on-nothing = This policy was not published yet. Its first version came on { $date }.
on-nothing-recorded = This text was not recorded yet. Its first version was recorded on { $date }.
on-withdrawn = It was withdrawn at that time.
on-last = its last version before that
on-published = published on { $date }
on-recorded = recorded on { $date }
on-in-force = in force since { $date }
on-in-force-said = published on { $published }; the text says: in effect from { $date }
on-in-force-said-recorded = recorded on { $published }; the text says: in effect from { $date }
on-not-yet = published on { $published }, not yet in force on that day: takes effect on { $date }
on-not-yet-recorded = recorded on { $published }, not yet in force on that day: takes effect on { $date }
on-not-yet-said = published on { $published }; the text says that it takes effect later, on { $date }
on-not-yet-said-recorded = recorded on { $published }; the text says that it takes effect later, on { $date }
on-none-yet = No version before it held on that day.
on-unreadable = This is not understood as a day. Write it like 1 March 2026 or 1/3/2026; March 2026 and 2026 are the first day of the month or year.

# Feeds.
feed-text = changes of the wording only
feed-legend = [+ …] was added, [− …] was removed.
feed-whole = See these changes in the whole text
feed-rest = More changed than fits in here: see all changes in the whole text

# The current text and older versions of it.
pages-of-policy = Pages of this policy
tab-text = Text
tab-history = History
tab-compare = Compare
no-wording-changed = { $n } versions in which no wording changed: version { $from } to { $to }
cite = Cite this version
copy = Copy
swap = Swap
copy-change = Copy its address
only-wording = skip changes of look
keys = keys j and k
changed-since-read = Changed since you read them
section-look = no word came or went
section-looks = { $n } changes in which no word came or went
about-version = About this version
line-first = first version
line-text = the wording changed
line-formatting = only the look or links changed
line-none = nothing visible changed
line-error = an error page was recorded
line-takes-effect = takes effect on { $date }
line-said = the text says: in effect from { $date }
sections-changed = { $n ->
    [one] { $n } section changed
   *[other] { $n } sections changed
}
since-day = What changed since
since-example = such as March 2026
reflects = This translation reflects version { $version } of the original.
original-changed = The original has changed since: { $n ->
    [one] { $n } version
   *[other] { $n } versions
}, { $sections ->
    [one] { $sections } section
   *[other] { $sections } sections
}.
original-redline = What changed in the original since
announced = Announced: published before it takes effect on { $date }.
unannounced = Took effect without notice: it was published on or after the day from which it is in effect.
editorial-but = The office calls this editorial, but facts changed: { $facts }{ $more ->
    [0] {""}
   *[other] {" "}(and { $more } more)
}
substantive-but = The office calls this a change of substance, but no word changed.
fact-gone = no longer there
fact-not-there = not there before
without-notice = { $all ->
    [one] { $n } of { $all } revision with a date of effect took effect without notice.
   *[other] { $n } of { $all } revisions with a date of effect took effect without notice.
}
section-unchanged = unchanged since version { $version }
section-last-changed = last changed in version { $version } · { $n ->
    [one] { $n } change
   *[other] { $n } changes
}
section-history = History of each section
section-history-hint = When each section of the text changed, and how. A section keeps its history when it gets another number, name or place.
section-now = This section in the current text
section-older = { $n ->
    [one] { $n } older change
   *[other] { $n } older changes
}
section-range = Changes { $from } to { $to } of this section, counted from the oldest; the newest first.
section-untitled = Section without a heading
older-section-changes = Older changes
newer-changes = Newer changes
sections-gone = Sections that no longer stand in the text
sections-ever-changed = { $n } of { $all } sections ever changed
not-yet-in-force = Not yet in force.
upcoming = Takes effect on { $date }.
upcoming-said = The text says: takes effect on { $date }.
until-then = Until then this one holds:
until-published = Until then, the version published before it:
until-from = From { $date } until then:
since-title = Since you last read this
since-read = You read version { $n } ({ $date }).
since-versions = { $n ->
    [one] { $n } version
   *[other] { $n } versions
}
since-changes = Since then: { $versions }, { $sections }.
since-sections = { $n ->
    [0] no section changed
    [one] { $n } section changed
   *[other] { $n } sections changed
}
since-none = You read this version before ({ $date }). Nothing has changed since.
since-see = See what changed since
since-seen = I have read it
since-forget = Forget what I read

# Redlines and comparisons.
compare-others = Compare other versions
changes-one-by-one = The changes one by one
brief = In short
sections = Sections
left-out = Only what changed is shown here, with its sections: { $n ->
    [one] { $n } word that is the same in both versions is left out.
   *[other] { $n } words that are the same in both versions are left out.
}
changed-before = Versions { $from } and { $to } have the same two texts. All that changed is marked there:
left-out-marked = The whole text with the changes marked
words-left = { $n ->
    [one] { $n } word
   *[other] { $n } words
}
words-unchanged = { $n ->
    [0] unchanged
    [one] { $n } word unchanged
   *[other] { $n } words unchanged
}
sections-changed-of = { $n } of { $all } changed
view = Show
view-whole = Whole text
view-marked = With marks
view-changes = Only changes
view-new = New text
view-sides = Side by side
change-n = Change { $n }
change-count = { $n ->
    [one] { $n } change
   *[other] { $n } changes
}
change-of = { $i } of { $n }
previous-change = Previous change (key k)
next-change = Next change (key j)
stale-date = The text changed, but this line in it was left as it was: “{ $line }”
hidden-changed = Characters that nobody sees were added or removed: { $characters }. The text may look like another than it is.
before-first-heading = Before the first heading
section-was = formerly “{ $heading }”
section-counts = +{ $added } −{ $removed } words
section-added = new
section-removed = removed
section-moved = moved
section-renamed = renamed
section-changed = changed
places = { $n ->
    [one] { $n } place
   *[other] { $n } places
}
compare-from = From
compare-to = To
compare-slide-from = Older version, along the time
compare-slide-to = Newer version, along the time
compare-swap = Swap the two
compare-same = Nothing that a reader sees differs between these two.
compare-with-current = Against the current version
compare-neighbours = From each version to the next
word-changes = +{ $added } −{ $removed } words
copy-address = Copy the address
copied = Copied
fact-period = period
fact-date = date
fact-updated = last updated
fact-effective = takes effect
fact-published = published
fact-amount = amount
fact-percent = percentage
fact-number = number
fact-phone = phone
fact-email = e-mail
fact-web = web address
fact-recipient = recipient of data
fact-name = name in a list
fact-address = address for letters
fact-venue = court or law
fact-duty = duty
fact-permission = permission
fact-negation = not / must not
fact-exception = exception
fact-limit = limit
fact-sentence = wording
fact-hidden = characters that nobody sees
facts-more = { $n ->
    [one] one more fact
   *[other] { $n } more facts
  }
facts-left-out = and { $n } more sentences of duty, permission or negation, or names in lists, marked in the text
sections-quiet = and { $n } sections in which only the look, links or places changed: no word came or went
stepping = From change to change

# Files to which a text leads: images, forms
picture = image
annex-replaced = { $file } was replaced
annex-came = { $file } was added
annex-went = { $file } was removed
annex-before = file before
annex-since = file since
annexes-since = Files that changed since, while the text stayed
annexes-replaced = Files that were replaced

# A notice on other sites that a policy changed
notice-once = “{ $title }” has changed since your last visit
notice-often = “{ $title }” has changed more than once since your last visit
notice-latest = “{ $title }” has changed more than once since your last visit, most recently
notice-close = Close

table-region = Table with more to the side
accessibility = Accessibility
about-site = How this site works
about-site-versions = What a version is
about-site-versions-text = Every time a text is changed and published, a new version is made. Versions are numbered from 1, and each stays at its address for good, word for word, also when the policy is withdrawn. “{ tab-history }” lists all of them with their dates. A text is said to be in force only where it, or the one who published it, says from which day on.
about-site-marks = What the marks mean
about-site-marks-text = Where two versions are compared, what was added is underlined, and what was removed is struck through. What only stands elsewhere now is marked as moved, not as new. Every mark has a shape as well as a colour, and is read out by screen readers.
about-site-follow = How to follow a policy
about-site-follow-text = “{ since-day }” beside the title tells what changed since a day of your choice. A feed reader shows every change by itself: each policy has a feed, and so has the whole site; another one leaves out what changes only the look.
about-site-cite = How to cite
about-site-cite-text = Name the number of the version, its date and its own address, which never shows another text. A line to copy stands under “{ about-version }”.
about-site-nothing = Nothing is asked of you
about-site-nothing-text = These pages set no cookies, ask for no account, load nothing from elsewhere and send nothing about you. Which versions you have read is remembered in your own browser and nowhere else, and “{ since-forget }” removes it. Texts and changes can be read without JavaScript too.
about-site-check = How to check what you read
about-site-check-text = The exact text of each version can be downloaded, and its SHA-256 digest is shown with the line to cite: the same digest means the same text, to the letter. The site is made from a git repository, and whoever has that repository can make the same pages again.
