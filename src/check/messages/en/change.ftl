# Family CH: the change. `rule-NAME` says what the rule finds, its `.why` why that matters; each finding has a message and a
# `.hint` that tells how to fix it.

rule-no-summary = words changed, and no summary says what the change is
    .why = Readers of the list of versions see that something changed, and have to work out for themselves what it means.
no-summary = words changed, but the commit message does not say what the change is
    .hint = say in one line what the change means for readers, in the front matter's `summary` or the first line of the message
default-summary = “{ $subject }” was written by a tool and tells readers nothing
    .hint = say in one line what the change means for readers, in the front matter's `summary` or the first line of the message

rule-left-over-summary = the summary is that of the previous version
    .why = It describes that version, so this one is published without a summary.
left-over-summary = the summary is still that of the previous version, although words changed
    .hint = write what this version changes

rule-long-summary = the summary is too long for a list
    .why = It is shown in the list of versions, in feeds and in notifications, where people read only the beginning.
long-summary = the summary has { $length } characters; it should have at most { $most }
    .hint = state the most important point in one line; put the rest into the body of the message

rule-contradicted-summary = the summary mentions only corrections, but a number or a date changed
    .why = Readers skip corrections, and may miss this change.
contradicted-summary = “{ $summary }”, but { $old } became { $new }
    .hint = mention that change in the summary, or undo it

rule-editorial-contradicted = a change is called editorial, but facts or duties changed
    .why = The site shows this label beside the facts that changed, so readers see the contradiction.
editorial-contradicted = called editorial, but { $old } became { $new }
    .hint = call it substantive, or undo that change

rule-substantive-look = a change is called substantive, but only formatting changed
    .why = Readers look for a change that is not there.
substantive-look = called substantive, but no word changed
    .hint = call it editorial

rule-effective-era = the year of the effective date is in the wrong era
    .why = Dates written as YYYY-MM-DD use the Common Era; forms for editors and other programs would be 543 years off.
buddhist-effective = the year in “{ $value }” is in the Buddhist era
    .hint = write { $good }

rule-effective-past = the effective date is long past or far ahead
    .why = The site would say that readers were bound by the text before it was published.
past-effective = { $date } is more than a month before this version
    .hint = write the date on which this version takes effect, or say in the summary that it applies retroactively
far-effective = { $date } is more than five years ahead
    .hint = check the year

rule-effective-earlier = the effective date is earlier than that of the previous version
    .why = This version would take effect before the one that it replaces.
earlier-effective = { $date } is earlier than { $before }, the effective date of the previous version
    .hint = write the date on which this version takes effect

rule-left-over-effective = the effective date is that of the previous version
    .why = It belongs to that version; for this one, the site gives only the date of publication.
left-over-effective = { $date } is the effective date of the previous version, although facts or duties changed
    .hint = write the date on which this version takes effect, or delete the line

rule-two-effective = two different effective dates
    .why = Readers find one date above the text and another in it.
two-effective = { $date } here, but { $other } in the message
    .hint = write one date, in one place
effective-in-text = { $date } here, but the text says { $other }
    .hint = write the same date in both places

rule-stale-updated = the text states when it was last updated, and that date did not change
    .why = Readers who trust that line think that they have already read this text.
stale-updated = “{ $line }” is unchanged, although words changed
    .hint = write the date of this change

rule-updated-alone = only the date of the last update in the text changed
    .why = Readers look for a change that is not there.
updated-alone = the text now says that it was updated on { $date }, but no other word changed
    .hint = leave the date as it was, unless the line gives the date of a review

rule-no-change = a version in which readers find nothing new
    .why = It gets a number and appears in the list of versions and in feeds, although nothing differs.
no-change = nothing that readers see differs from the previous version
    .hint = include it in the next change of the text

rule-stale-translation = a text changed, but its translation did not
    .why = The site tells readers of the translation so until it is updated.
stale-translation = `{ $path }` is unchanged
    .hint = update the translation in the same change, or soon after

rule-lost-trailer = a line of the message is meant for the site, but git does not read it as a trailer
    .why = The effective date, the kind of change or the summary is lost, and nobody notices.
trailer-in-subject = `{ $key }` is in the first paragraph
    .hint = put an empty line before it
trailer-block-split = an empty line separates `{ $key }` from the last lines
    .hint = delete the empty line between the keys; together they have to be the last paragraph
trailer-before-text = there is text after `{ $key }`
    .hint = move the lines with keys to the end of the message
trailer-beside-foreign-key = a key next to `{ $key }` has letters other than a to z
    .hint = git then reads none of these lines; use the English keys
trailer-below-text = `{ $key }` is right below a line of text
    .hint = put an empty line before it
misspelt-trailer = `{ $written }` is not a key
    .hint = write { $right }: at the start of the line

rule-replaced-annex = a file that the text links to is another one than before
    .why = The page says that the file was replaced, and readers ask why; the text itself does not say so.
replaced-annex = `{ $path }` is another file than before, under the same name
    .hint = say in the summary what is new in it; or give the new file another name, so that links to the old one still lead to it

rule-rename-and-rewrite = a policy went to another file and was rewritten at the same time
    .why = The site takes it for a new policy: its versions, its address and its feed begin anew, and the old policy counts as withdrawn.
rename-and-rewrite = this seems to be `{ $gone }`, but too little of that text is left for it to be the same policy
    .hint = rename the file in one commit and rewrite it in the next; or write the old policy's id after “replaces:” in the front matter; or leave it so if it is another policy
