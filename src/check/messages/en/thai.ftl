# Family TH: Thai. `rule-NAME` says what the rule finds, its `.why` why that matters; each finding has a message and a
# `.hint` that tells how to fix it.

rule-double-sara-e = the vowel แ is typed as two vowels เ
    .why = It looks right, but searches do not find the word, and screen readers misread it.
double-sara-e = `เเ` (เ twice) instead of `แ` in “{ $word }”
    .hint = type แ, which is one key

rule-decomposed-sara-am = the vowel ำ is in two pieces, the circle and า
    .why = It looks the same and this site treats it so, but other programs do not find or sort the word. It often comes from PDF files.
decomposed-sara-am = ำ is in two pieces in “{ $word }”
    .hint = type ำ, which is one key

rule-mark-order = a tone mark stands before the vowel of its consonant
    .why = It looks the same and this site treats it so, but other programs do not find the word, or show the marks on top of each other.
mark-order = tone mark before the vowel in “{ $word }”
    .hint = type the vowel first, then the tone mark

rule-doubled-mark = a vowel or a tone mark is typed twice
    .why = One mark hides the other on some screens and is shown on a dotted circle on others; searches do not find the word.
doubled-mark = the same mark twice in “{ $word }”
    .hint = delete the extra one
two-marks = two marks that can't be combined on one consonant in “{ $word }”
    .hint = delete the wrong one

rule-long-sara-aa = ๅ is typed instead of า
    .why = They look alike, but ๅ is used only after ฤ and ฦ; searches do not find the word.
long-sara-aa = `ๅ` instead of `า` in “{ $word }”
    .hint = type า

rule-look-alike-letter = a Thai word has a letter that is not Thai
    .why = It looks like a Thai letter, or does so in some fonts only; elsewhere readers see an empty box, and searches do not find the word.
font-letter = a private character of a font, not a Thai letter, in “{ $word }”
    .hint = it comes from a PDF file or an old font; type the word again
lao-letter = a Lao letter in “{ $word }”
    .hint = type the word again with a Thai keyboard

rule-lone-mark = a vowel or a tone mark without a consonant
    .why = Readers see a dotted circle, or the mark above the wrong letter. It often comes from PDF files.
mark-after-space = a mark after a space in “{ $word }”
    .hint = delete the space within the word
vowel-after-space = a vowel that has to follow a consonant is after a space in “{ $word }”
    .hint = type the word again; PDF files have such gaps, often in place of ำ
mark-on-latin = a Thai mark on a letter or digit that is not Thai in “{ $word }”
    .hint = type the word again
mark-on-vowel = a mark on a vowel that takes none in “{ $word }”
    .hint = type the mark on the consonant

rule-unseen-character = an invisible character splits a word or has no use
    .why = Nobody sees it, but searches do not find the word, addresses do not work, and lines break within words.
unseen-mark = invisible byte order mark ({ $code }) within the text
    .hint = delete it; it comes from joining files together
unseen-in-syllable = invisible character ({ $code }) within a syllable of “{ $word }”
    .hint = delete it; type the word again if you can't see it
unseen-in-word = invisible space ({ $code }) within “{ $word }”
    .hint = delete it; type the word again if you can't see it
unseen-beside-space = invisible space ({ $code }) beside a space or at the end of a line
    .hint = delete it; it has no use there
unseen-joiner = invisible joiner ({ $code }) in “{ $word }”, which Thai does not use
    .hint = delete it; type the word again if you can't see it

rule-mixed-digits-in-number = Thai and Arabic digits in one number
    .why = It is a typing mistake: readers may read another number, and searches do not find it.
digits-in-number = Thai and Arabic digits in one number: “{ $number }”
    .hint = write { $good }

rule-mixed-digits = numbers of one kind are in Thai digits here and Arabic digits there
    .why = Readers who search for a clause by its number find only some of the places.
digits-in-text = “{ $text }” has other digits than most of the text, such as “{ $example }”
    .hint = use the same digits for numbers of one kind

rule-impossible-date = a date that does not exist
    .why = Nobody knows when the period ends, or which day was meant.
impossible-date = the date “{ $date }” does not exist
    .hint = correct the day, the month or the year

rule-wrong-weekday = the day of the week does not match the date
    .why = One of them is wrong, and readers may come on the wrong day.
wrong-weekday = “{ $date }” falls on { $real }, not { $said }
    .hint = correct the day of the week or the date

rule-wrong-era = a year is labelled with the wrong era
    .why = The year is 543 years off.
buddhist-era = “{ $year }” is a year of the Common Era, but is labelled as Buddhist era
    .hint = write พ.ศ. { $right } (B.E. { $right }), or label it as Common Era
common-era = “{ $year }” is a year of the Buddhist era, but is labelled as Common Era
    .hint = write ค.ศ. { $right } (C.E. { $right }), or label it as Buddhist era

rule-mixed-eras = dates of both eras without the name of the era
    .why = Next to years such as 2568, a year such as 2026 looks like a typing mistake, or like another time.
mixed-eras = “{ $date }” uses a different era from “{ $example }”
    .hint = use one era for all dates, or write พ.ศ. or ค.ศ. before the year

rule-printed-stars = stars that should make text bold are shown as stars
    .why = Readers see the stars instead of emphasis.
stars-spaced = there is a space inside the stars: “{ $text }” is not bold, and readers see the stars
    .hint = write **{ $text }** without spaces inside the stars
stars-printed = “{ $text }” is not bold, and readers see the stars
    .hint = put a space between the stars and the letter next to them, or move the punctuation mark outside the stars
stars-unclosed = these stars open bold text but nothing closes it
    .hint = write ** after the last bold word, or delete these stars

rule-stars-beside-sign = bold text begins or ends with a punctuation mark right next to a letter
    .why = This site shows it in bold; GitHub, GitLab and most editors show the stars.
stars-beside-sign = only this site shows “{ $text }” in bold
    .hint = move the punctuation mark outside the stars

rule-changed-number = the numbers of a list are not shown as typed
    .why = Markdown counts items from the first, so references to “item 3” point to the wrong one.
number-changed = item { $typed } is shown as { $shown }
    .hint = correct the numbers, or write { $typed }\. with a backslash so that it stays as typed
number-elsewhere = item { $typed } is shown as typed on this site, but as { $shown } by other Markdown programs
    .hint = leave it if nobody reads the file elsewhere, or write { $typed }\. with a backslash

rule-year-as-list = a year with a full stop at the start of a paragraph begins a list
    .why = The paragraph is shown as a list item with the year as its number.
year-list = “{ $year }.” begins a list
    .hint = write { $year }\. with a backslash

rule-thai-numeral-list = items with Thai numerals are on consecutive lines
    .why = This site shows a list; GitHub and other Markdown programs show one paragraph, in which the items run together.
thai-numeral-list = only this site reads “{ $number }” as the beginning of an item
    .hint = put an empty line between the items, if the file is read elsewhere too

rule-dash-as-list = a dash at the start of a wrapped line begins a list
    .why = The sentence is cut, and its second half is shown as an item.
dash-list = “{ $sign }” at the start of the line begins a list within the sentence
    .hint = move the sign to the end of the previous line, or write \{ $sign } with a backslash

rule-indented-prose = an indented paragraph is shown as code
    .why = Four spaces or a tab before a line make it code: it is set in a fixed-width font, and its lines do not wrap.
indented-prose = “{ $text }” is shown as code
    .hint = delete the spaces at the start of the line; the site formats paragraphs itself

rule-heading-without-space = a heading has no space after its `#`
    .why = Readers see the `#` instead of a heading, and it is missing from the contents.
heading-space = “{ $text }” is not a heading
    .hint = write a space after the last #

rule-hard-space = the mark of a heading or a list item is followed by a space that Markdown does not accept
    .why = It looks like a space, but there is no heading or list item; readers see the mark. It often comes from word processors.
hard-space = the space after “{ $sign }” is a non-breaking one
    .hint = delete it and type it again with the space bar

rule-table-without-rule = rows of a table without the line of dashes below the first
    .why = Readers see | marks in running text instead of a table.
no-table = these rows are not a table
    .hint = write a line such as |---|---| below the first row, with as many cells as that row, and an empty line above it

rule-mixed-quotes = a quotation begins and ends with different kinds of quotes
    .why = It looks careless, and it is not clear where the quotation ends.
mixed-quotes = a straight quote where the quotation needs { $good }
    .hint = write { $good }

rule-struck-by-tildes = tildes in ranges strike out what stands between them
    .why = This site shows the tildes; on GitHub, readers think that the text was deleted.
single-tildes = GitHub shows “{ $text }” struck out
    .hint = write \~ with a backslash, or a dash: 08:00–12:00

rule-swallowed-word = a word in angle brackets is read as HTML
    .why = This site shows it; GitHub and other Markdown programs show nothing at all.
swallowed-word = “{ $text }” is shown on this site only
    .hint = write \ before the <, or use other brackets

rule-address-glued = Thai text directly after a web address
    .why = This site knows where the address ends; GitHub and other Markdown programs include the next word in the link, which then does not work.
address-glued = only this site knows that “{ $address }” ends here
    .hint = write the address in angle brackets, or a space after it

rule-broken-and-so-on = `ฯลฯ` has spaces in it
    .why = It may be broken at the end of a line, and searches do not find it.
and-so-on = “{ $text }” instead of “ฯลฯ”
    .hint = write ฯลฯ without spaces

rule-cut-word = a line ends within a Thai word
    .why = The end of a line becomes a space on the page, so readers see the word in two pieces, and searches do not find it.
cut-word = the line ends within “{ $word }”
    .hint = write the word on one line; let lines end where there is a space, or write a paragraph on one line
