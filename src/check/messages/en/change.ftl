# Family CH: the change. `rule-NAME` says what the rule finds, its `.why` why that matters; each finding has a message and a
# `.hint` that tells how to mend it.

rule-no-summary = words changed, and nobody says what
    .why = Readers of the list of versions see that something changed, and have to find out for themselves what it means.
no-summary = words changed, and the message of the commit does not say what
    .hint = say in one line what the change means for readers, in the front matter's `summary` or the first line of the message
default-summary = “{ $subject }” is what a tool writes, and says nothing to readers
    .hint = say in one line what the change means for readers, in the front matter's `summary` or the first line of the message

rule-left-over-summary = the summary is that of the version before
    .why = It is about that version, so this one is published without a summary.
left-over-summary = the summary is that of the version before, although words changed
    .hint = say what this version changes

rule-long-summary = the summary is longer than readers of a list read
    .why = It stands in the list of versions, in feeds and in messages, where only the beginning is read.
long-summary = the summary has { $length } characters; more than { $most } are too many
    .hint = say the most important thing in one line; the rest belongs in the body of the message

rule-contradicted-summary = the summary speaks of corrections alone, and a number or a date changed
    .why = Readers skip corrections; they would learn of the change from others.
contradicted-summary = “{ $summary }”, but { $old } became { $new }
    .hint = name that change in the summary, or undo it

rule-editorial-contradicted = a change is called editorial, and changes facts or duties
    .why = The site shows the label beside the facts that changed, and so that they contradict each other.
editorial-contradicted = called editorial, but { $old } became { $new }
    .hint = call it substantive, or undo that change

rule-substantive-look = a change is called substantive, and changes nothing but the look
    .why = Readers look for a change that is not there.
substantive-look = called substantive, but no word changed
    .hint = call it editorial

rule-effective-era = the year of the day of effect is in the wrong era
    .why = Dates as YYYY-MM-DD have years of the Common Era; editors' forms and other programs read anything else 543 years off.
buddhist-effective = “{ $value }” has a year of the Buddhist era
    .hint = write { $good }

rule-effective-past = the day of effect is long past, or far away
    .why = The site says that readers were bound by the text before it was published.
past-effective = { $date } is more than a month before this version
    .hint = write the day from which this version holds, or say in the summary that it holds from before
far-effective = { $date } is more than five years ahead
    .hint = check the year

rule-effective-earlier = the day of effect is before that of the version before
    .why = This version would be in force earlier than the one that it replaces.
earlier-effective = { $date } is before { $before }, the day of the version before
    .hint = write the day from which this version holds

rule-left-over-effective = the day of effect is that of the version before
    .why = It is about that version; the site says that this one holds from when it was published.
left-over-effective = { $date } is the day of the version before, although facts or duties changed
    .hint = write the day from which this version holds, or delete the line

rule-two-effective = two different days of effect
    .why = Readers find one day above the text and another one in it.
two-effective = { $date } here, but { $other } in the message
    .hint = write one day in one place
effective-in-text = { $date } here, but the text says { $other }
    .hint = write the same day in both places

rule-stale-updated = the text says when it was changed, and that day did not change
    .why = Readers who trust that line believe that they know the text.
stale-updated = “{ $line }” stands as before, although words changed
    .hint = write the day of this change

rule-updated-alone = the day on which the text says it was changed is new, and nothing else
    .why = Readers look for a change that is not there.
updated-alone = the text now says that it was changed on { $date }, and no other word changed
    .hint = leave the day as it was, unless the text was reviewed and that is what the line says

rule-no-change = a version in which readers find nothing new
    .why = It gets a number and stands in the list of versions and in feeds, and nothing differs.
no-change = nothing that readers see differs from the version before
    .hint = leave it for the next change of the text

rule-stale-translation = a text changed, and its translation did not
    .why = The site says so to readers of the translation until it follows.
stale-translation = `{ $path }` stands as before
    .hint = change the translation too, or soon after

rule-lost-trailer = a line of the message is meant for the site, and git does not take it for such a line
    .why = The day of effect, the kind of change or the summary is lost, and nobody notices.
trailer-in-subject = `{ $key }` stands in the first paragraph
    .hint = put an empty line before it
trailer-block-split = `{ $key }` is cut off from the last lines by an empty one
    .hint = delete the empty line between the keys; they have to be one paragraph at the end
trailer-before-text = text follows after `{ $key }`
    .hint = move the lines with keys to the end of the message
trailer-beside-foreign-key = beside `{ $key }` stands a key with letters other than a to z
    .hint = git reads none of the lines then; use the English keys
trailer-below-text = `{ $key }` stands right below a line of text
    .hint = put an empty line before it
misspelt-trailer = `{ $written }` is no key
    .hint = write { $right }: at the start of the line
