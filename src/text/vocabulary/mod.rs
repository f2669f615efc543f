//! The word lists of Vietnamese administrative reports: data under `vocabulary/`, compiled in, each list
//! taken apart when it is first asked for. `vocabulary/README.md` says how a list is written.

#[cfg(test)]
mod check;

use super::fold::bare;
use std::sync::LazyLock;

/// A list of words or phrases, as printed in small letters unless the list says otherwise.
pub type Words = LazyLock<Vec<&'static str>>;
/// A list of words or phrases without diacritics, as [`bare`] makes them: for keys of whole texts.
pub type BareWords = LazyLock<Vec<String>>;
/// A list of words, each with what belongs to it.
pub type Groups = LazyLock<Vec<(&'static str, Vec<&'static str>)>>;

macro_rules! vocabulary {
    ($($file:literal { $($(#[$doc:meta])* $name:ident: $kind:ident = $list:literal;)* })*) => {
        $($(
            $(#[$doc])*
            pub static $name: vocabulary!(@type $kind) = LazyLock::new(|| {
                vocabulary!(@read $kind)(include_str!(concat!("../../../vocabulary/", $file)), $list)
            });
        )*)*

        /// What the checks go through.
        #[cfg(test)]
        const FILES: &[check::File] = &[$(check::File {
            name: $file,
            text: include_str!(concat!("../../../vocabulary/", $file)),
            lists: &[$(($list, vocabulary!(@shape $kind))),*],
        }),*];
    };
    (@type Words) => { Words };
    (@type BareWords) => { BareWords };
    (@type Groups) => { Groups };
    (@read Words) => { words };
    (@read BareWords) => { bare_words };
    (@read Groups) => { groups };
    (@shape Words) => { check::Shape::Words };
    (@shape BareWords) => { check::Shape::Words };
    (@shape Groups) => { check::Shape::Groups };
}

vocabulary! {
    "numbers.txt" {
        /// Signs for "no data".
        NO_DATA_SIGNS: Words = "no data: signs";
        /// Words for "no data".
        NO_DATA_WORDS: Words = "no data: words";
        /// Short answers in place of a number.
        ANSWERS: Words = "answers";
        /// Words in front of a number that add nothing.
        BEFORE_NUMBER: Words = "before a number";
        /// Words behind a number that multiply it.
        MULTIPLIERS: Words = "multipliers";
        /// Units of money: how many đồng, and how they are printed.
        MONEY: Groups = "money";
        /// Units in which decimals are usual.
        MEASURES: Words = "measures";
        /// Words that units of measure in a label are made of.
        UNIT_WORDS: BareWords = "words of units";
        /// Units that forms print in their column of units.
        COUNTED: Words = "units of forms";
        /// What returns of other fields print there or in brackets.
        COUNTED_IN_RETURNS: Words = "units of returns";
        /// Numbers in words, each with its value.
        NUMERALS: Groups = "numerals";
        /// Words before which a numeral is an ordinal, a name or none.
        NOT_BEFORE_NUMERAL: Words = "not before a numeral";
    }
    "terms.txt" {
        /// Abbreviations of labels and of sentences.
        ABBREVIATIONS: Groups = "abbreviations";
        /// Abbreviations of labels alone: in sentences they are too short to be sure of.
        LABEL_ABBREVIATIONS: Groups = "abbreviations of labels";
        /// Wordings that mean the same in a label, the one kept first.
        SAME: Groups = "same in a label";
        /// Words and phrases of labels that carry no meaning of their own.
        FILLERS: Words = "fillers of a label";
        /// Words of labels that say little but part some labels.
        LIGHT: Words = "light in a label";
        /// Phrases for one kind of agency each.
        AGENCY_KINDS: Groups = "kinds of agency";
        /// Words of sentences, each with its variants.
        TERMS: Groups = "terms";
        /// Words of several syllables that are not taken apart.
        WHOLE: Words = "kept whole";
        /// What is counted: classes of nouns.
        CLASSES: Groups = "classes";
        /// Words that say which of the things are meant.
        NARROWING: Words = "narrowing";
        /// Words without meaning when a label and a sentence are compared.
        STOP: Words = "stop words";
        /// Words that say little about which row is meant.
        SOFT: Words = "soft";
        /// Words a label goes on with after naming its thing.
        FURTHER: Words = "goes on with";
        /// Words a label counts with, before the noun.
        COUNTING: Words = "counts with";
        /// Words that turn a label into its opposite.
        OPPOSITES: Groups = "opposites";
    }
    "prose.txt" {
        /// Kinds of documents whose number follows.
        DOCUMENTS: Words = "documents";
        /// Kinds of law.
        LAWS: Words = "laws";
        /// Words whose number is an ordinal: levels, articles, places.
        ORDINALS: Words = "ordinals";
        /// Units of time.
        TIMES: Words = "times";
        /// Words between the part and the whole of a fraction.
        OUT_OF: Words = "out of";
        /// Of them those that also close a longer phrase.
        OUT_OF_LATER: Words = "out of, later";
        /// Words before a number that is rounded, a bound or a difference.
        VAGUE: Words = "vague";
        /// Longer words that end with one of them.
        NOT_VAGUE: Words = "vague: no";
        /// Words before a number the figure is above.
        LEAST: Words = "at least";
        /// Words before a number the figure is below.
        MOST: Words = "at most";
        /// Verbs of a change.
        CHANGES: Words = "changes";
        /// Words between what a figure was and what it is.
        CHANGED_TO: Words = "changed to";
        /// The same behind the verb of a change.
        CHANGED_TO_LATER: Words = "changed to, later";
        /// Words before "không" that leave it open.
        NOT_DENIED: Words = "not denied";
        /// What a rate is compared with without being a difference.
        COMPARED_WHOLES: Words = "so với, no difference";
        /// Words between a number and its noun.
        BEFORE_NOUN: Words = "before a noun";
        /// From the start of the year.
        SPAN_TOTAL: Words = "span: total";
        /// The report's own period.
        SPAN_PERIOD: Words = "span: period";
        /// Another time.
        SPAN_OTHER: Words = "span: other";
        /// Before a day: up to then.
        UP_TO: Words = "up to";
        /// Phrases that hold the word of a time and say none.
        SPAN_NONE: Words = "span: none";
        /// Up to now.
        SPAN_NOW: Words = "span: now";
        /// What is meant to be.
        SPAN_PLAN: Words = "span: plan";
        /// How headings begin under which nothing is reported.
        PLANS: Words = "plans";
        /// Words of a title behind which another time stands.
        OUTLOOK: Words = "outlook";
        /// Words between a month and its number.
        TALLY_VERBS: Words = "month verbs";
        /// Words that part the statement of one number from the next, surest first.
        PARTING: Words = "parting";
        /// Words behind a comma that open the statement of the next number.
        OPENERS: Words = "openers";
        /// Signs and words before the statement of the next number, where nothing surer stands.
        WEAK_OPENERS: Words = "weak openers";
        /// Verbs before the statement of the next number, where nothing else stands.
        VERBS: Words = "verbs";
        /// Words that a total is spoken of with.
        TOTALS: Words = "totals";
        /// Words that compare a number with another time.
        COMPARING: Words = "comparing";
        /// What "Tên …:" is followed by in a note, and its class.
        TITLED: Groups = "titled";
        /// The form's own prompts in a note.
        PROMPTS: Words = "prompts";
        /// Kinds of documents that a prompt asks for.
        PROMPTED: Words = "prompted documents";
        /// Verbs behind them.
        ISSUED: Words = "issued";
    }
    "clauses.txt" {
        /// What was done to the things counted: an act, and its words.
        ACTS: Groups = "acts";
        /// An act where no other is named.
        WEAK_ACTS: Groups = "weak acts";
        /// Phrases that hold the word of an act and name none.
        NO_ACTS: Words = "acts: no";
        /// Behind "không": there is nothing of the kind at all.
        ARISING: Words = "arising";
        /// Behind a thing: which of its kind are meant.
        ABOUT: Words = "about";
        /// What parts some of the things from the rest: a kind, and its words.
        SET_APART: Groups = "set apart";
        /// Phrases that hold one of these words and set nothing apart.
        NOT_APART: Words = "set apart: no";
        /// Words that end what is said of a number before them.
        CLAUSE_ENDS: Words = "clause ends";
        /// Two words with a comma between that are one thing.
        JOINED: Words = "joined";
        /// What stands between two numbers of one statement.
        BESIDE: Words = "beside";
        /// Nouns that are each one kind of document.
        KINDS_OF_DOCUMENT: Words = "kinds of document";
        /// Nouns that rows of other nouns do not count.
        THINGS: Words = "things";
        /// Words behind a comma that open a clause.
        RESUMING: Words = "resuming";
        /// Words by which "còn" says what the figure is now.
        NOW_LEFT: Words = "now";
        /// At the head of a clause: what is meant to be.
        PLANNED: Words = "planned";
        /// The same wherever they stand before the number.
        PLANNED_ANYWHERE: Words = "planned anywhere";
        /// At the head of a sentence that names a year: a plan.
        BY_PLAN: Words = "by plan";
        /// Before an act: by what way something came to be.
        BY_WAY: Words = "by way";
        /// Behind "not": what was not carried out is not there.
        CARRYING: Words = "carrying out";
        /// Those that say what.
        CARRYING_WHAT: Words = "carrying out: what";
        /// They open a clause of one field among many.
        FIELD: Words = "field";
        /// They end no clause: done, but late.
        LATE_BUT: Words = "late, but done";
        /// A plan is made.
        MADE_PLAN: Words = "making a plan";
        /// They lead to what came of it.
        OUTCOME: Words = "outcome";
        /// They lead to what a plan holds.
        PLAN_HOLDS: Words = "holding";
        /// Words of rows that ask for a plan.
        PLANNED_ROWS: Words = "planned: rows";
        /// Words that lead from a plan to what was reached.
        REACHED: Words = "reached";
        /// Words before a plan the sentence only goes by.
        GOES_BY: Words = "goes by";
        /// Words that open a clause whose bodies do not act.
        INTRODUCING: Words = "introducing";
        /// Words before a body that does not act.
        RECEIVING: Words = "receiving";
        /// Words between things and the body they are of.
        OWNING: Words = "owning";
        /// Places on line: the body behind them is not whose the things are.
        VENUES: Words = "venues";
        /// Before a place on line.
        ON: Words = "on";
        /// Before a place that acts.
        NOW_BEFORE: Words = "now, before a place";
        /// Words before a number that is all there is.
        ALL: Words = "all";
        /// Whose a number is: levels, and how their bodies are named.
        BODIES: Groups = "bodies";
        /// Of them those that need a name.
        NAMED_BODIES: Words = "bodies: named";
        /// Of them those that act by the name of their kind.
        PLACES: Words = "bodies: places";
        /// Of all bodies of a place together.
        WHOLE_PLACES: Words = "whole places";
        /// Words that change nothing of what a clause counts.
        PLAIN: Words = "plain words";
    }
    "letterhead.txt" {
        /// Words before the place in the name of an office.
        SUPERIOR_PLACES: BareWords = "superior places";
        /// Words in names of files that say which half of a report one is.
        HALVES: BareWords = "halves";
        /// What a statistical return prints before the name of the unit that reports.
        REPORTING_UNIT: BareWords = "reporting unit";
        /// How the fields begin that may follow on the same line.
        FIELDS_OF_RETURNS: Words = "fields of returns";
        /// How titles of tables begin, with their marks.
        TITLE_OPENINGS: Words = "title openings";
        /// How the number of a statistical form begins.
        FORM_NUMBERS: BareWords = "form numbers";
        /// Words of reports on administrative reform.
        REFORM: BareWords = "reform";
        /// How agencies' names begin in a letterhead.
        AGENCY_HEADS: BareWords = "agencies in capitals";
        /// How the second line of a name begins.
        NAME_GOES_ON: BareWords = "name goes on";
        /// Names whose place stands on the line below.
        BARE_AGENCIES: BareWords = "bare agencies";
        /// Names whose agency stands on the line below.
        BARE_OFFICES: BareWords = "bare offices";
        /// How the line with the place begins.
        GOVERNED: Words = "governed";
        /// How agencies' names begin in a sentence, as printed.
        AGENCIES: Words = "agencies";
        /// Bodies that are of the level of the place whose name follows.
        COUNCILS: BareWords = "councils";
        /// Bodies that are a department where that place is a province.
        COUNCIL_OFFICES: BareWords = "offices of councils";
        /// How the names of other agencies begin, by level.
        LEVELS: Groups = "levels";
        /// How the name of a place begins, by the level of who governs it.
        PLACE_LEVELS: Groups = "level of a place";
        /// Cities that are governed as provinces are.
        CITIES: BareWords = "cities like provinces";
        /// How offices of who signs begin, in capitals.
        OFFICES: Words = "offices";
        /// Offices of who signs under the table of a sheet.
        SHEET_OFFICES: BareWords = "offices under a table";
        /// Words of layout tables: letterhead, signature.
        LAYOUT: BareWords = "layout";
        /// How the lines of a letterhead begin.
        NATION: BareWords = "nation";
        /// In lines of a letterhead that are of another document.
        ASIDE: BareWords = "aside";
        /// How lines begin that say what a letter is about.
        ASIDE_OPENINGS: BareWords = "aside openings";
        /// Marks that stand beside a letterhead.
        MARKS: BareWords = "marks";
        /// How lines begin that no longer belong to the title.
        BODY: BareWords = "body";
        /// Kinds of documents an appendix is attached to.
        ATTACHED_TO: Words = "attached to";
        /// Behind the name of who a report is sent to.
        BEHIND_RECIPIENT: Words = "behind a recipient";
        /// In front of the name of a province.
        PROVINCE_LEADS: Words = "province leads";
    }
    "provinces.txt" {
        /// The provinces since 1 July 2025, as printed, each with those of before that went into it.
        PROVINCES_SINCE: Groups = "provinces since 2025";
        /// The offices of a province since 1 March 2025, each with those of before that went into it.
        OFFICES_SINCE: Groups = "offices since 2025";
    }
    "tables.txt" {
        /// Names of the column of numbers.
        NUMBER_NAMES: BareWords = "number";
        /// Names of the column of units.
        UNIT_NAMES: BareWords = "unit";
        /// How names of the column of units begin.
        UNIT_OPENINGS: BareWords = "unit …";
        /// How names of the column of notes begin.
        NOTE_OPENINGS: BareWords = "note …";
        /// Names of the column of labels; words may follow.
        LABEL_NAMES: BareWords = "label";
        /// Names of a column of values.
        VALUE_NAMES: BareWords = "value";
        /// How names of a column of values begin.
        VALUE_OPENINGS: BareWords = "value …";
        /// Over figures of another time.
        PAST_COLUMNS: BareWords = "value: past";
        /// Of them the period right before the report's.
        PERIOD_BEFORE_COLUMNS: BareWords = "value: period before";
        /// Of them the same period a year before.
        YEAR_BEFORE_COLUMNS: BareWords = "value: year before";
        /// Over figures of the report's own time.
        CURRENT_COLUMNS: BareWords = "value: current";
        /// How rows begin that say how those below are told apart.
        GROUPED_BY: BareWords = "grouped by …";
        /// How names of columns begin that are answered in words.
        ANSWERED_COLUMNS: BareWords = "value: in words …";
        /// How names of columns begin that only lists of people have.
        PEOPLE_COLUMNS: BareWords = "people …";
        /// How names of columns begin whose figures count nothing.
        IDENTIFYING_COLUMNS: BareWords = "identifies …";
        /// How names of columns begin that identify things or count them.
        NAMING_COLUMNS: BareWords = "identifies or counts …";
        /// Over what was meant to be reached.
        PLAN_COLUMNS: BareWords = "value: plan";
        /// Over what was reached.
        RESULT_COLUMNS: BareWords = "value: result";
        /// Over what another body made of the result later.
        APPRAISED_COLUMNS: BareWords = "value: appraised";
        /// Over figures since the start of the year.
        CUMULATIVE_COLUMNS: BareWords = "value: cumulative";
        /// Over what is made of other columns.
        COMPARED_COLUMNS: BareWords = "value: compared";
        /// Over how many.
        QUANTITY_COLUMNS: BareWords = "value: quantity";
        /// Over what share.
        RATE_COLUMNS: BareWords = "value: rate";
        /// Names of columns in which a mark is the answer.
        ANSWER_COLUMNS: BareWords = "value: answers";
        /// Marks that answer.
        ANSWER_MARKS: Words = "value: marks";
        /// How a remark under a table begins.
        REMARKS: BareWords = "remarks";
        /// Words alone in a row that say what the rows below are parts of.
        AMONG: BareWords = "among";
        /// How the title of an appendix begins.
        APPENDIX_TITLES: BareWords = "appendix titles";
        /// The same as the end of the report's body.
        APPENDIX_TITLES_OF_BODY: BareWords = "appendix titles, end of body";
        /// How captions begin below which an appendix stands that may be a picture.
        APPENDIX_CAPTIONS: BareWords = "appendix captions";
        /// What a form calls each of its tables.
        FORM_WORDS: BareWords = "form words";
        /// Words a label cannot end in.
        NEEDS_MORE: Words = "needs more";
        /// Words a label cannot end in, as printed.
        NEEDS_NAME: Words = "needs a name";
        /// Signs and words for "the same as above".
        DITTO: Words = "ditto";
        /// Words a label cannot end in where a number follows.
        NEEDS_NUMBER: Words = "needs a number";
    }
}

/// Whether a text has the name of the country, which stands over every letterhead.
pub fn names_nation(text: &str) -> bool {
    NATION.first().is_some_and(|name| bare(text).contains(name))
}

/// Whether a name, as [`bare`] makes it, begins as those of agencies do.
pub fn begins_agency(name: &str) -> bool {
    let mut rests = AGENCY_HEADS
        .iter()
        .filter_map(|head| name.strip_prefix(head.as_str()));
    rests.any(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The lines of a list, comments left out.
fn lines(text: &'static str, list: &str) -> impl Iterator<Item = &'static str> {
    let is_list = move |line: &&str| heading(line) == Some(list);
    text.lines()
        .map(str::trim)
        .skip_while(move |line| !is_list(line))
        .skip(1)
        .take_while(|line| heading(line).is_none())
        .filter(|line| !is_remark(line))
}

fn heading(line: &str) -> Option<&str> {
    line.strip_prefix('[')?.strip_suffix(']')
}

fn is_remark(line: &str) -> bool {
    line.is_empty() || line.starts_with('#')
}

/// A word as it counts: quotation marks keep its spaces and commas.
fn unquoted(word: &str) -> &str {
    let word = word.trim();
    let inner = word
        .strip_prefix('"')
        .and_then(|word| word.strip_suffix('"'));
    inner.unwrap_or(word)
}

/// The pieces between commas; a comma between quotation marks parts nothing.
fn pieces(line: &'static str) -> impl Iterator<Item = &'static str> {
    let mut quoted = false;
    let parts = line.split(move |c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    parts.map(unquoted)
}

fn words(text: &'static str, list: &str) -> Vec<&'static str> {
    lines(text, list).flat_map(pieces).collect()
}

fn bare_words(text: &'static str, list: &str) -> Vec<String> {
    let bare_word = |word: &str| {
        let end = if word.ends_with(' ') { " " } else { "" };
        bare(word) + end
    };
    lines(text, list).flat_map(pieces).map(bare_word).collect()
}

fn groups(text: &'static str, list: &str) -> Vec<(&'static str, Vec<&'static str>)> {
    lines(text, list)
        .map(|line| match line.split_once('=') {
            Some((word, others)) => (unquoted(word), pieces(others).collect()),
            None => (unquoted(line), Vec::new()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_written() {
        let text = "[a]\n# none\nmột, \"hai \"\n\n\"ba, bốn\"\n[b]\nx = y, z\nw\n";
        assert_eq!(words(text, "a"), ["một", "hai ", "ba, bốn"]);
        assert_eq!(bare_words(text, "a"), ["mot", "hai ", "ba bon"]);
        assert_eq!(
            groups(text, "b"),
            [("x", vec!["y", "z"]), ("w", Vec::new())]
        );
    }
}
