//! Vietnamese text. Knows nothing of documents, tables or schemas.
//!
//! * [`Text`]: a piece of cleaned text, with what was printed beside it.
//! * [`contact`]: telephone numbers and e-mail addresses.
//! * [`date`]: dates; [`period`]: reporting periods.
//! * [`fold`]: the key two labels are compared on.
//! * [`column_role`]: the words printed over the columns of an appendix.
//! * [`labels`]: the labels that forms are known to print.
//! * [`letter`]: a Vietnamese letter taken apart; [`scan`]: a place that moves on through a text.
//! * [`syllable`] and [`tone`]: what a Vietnamese syllable is, and where its tone mark stands.
//! * [`legacy`]: text from before Unicode.
//! * [`lines`]: where a line break stands for a space, and where it cut a word.
//! * [`number`]: what a printed number says; [`numeral`]: one in words; [`roman`]: Roman numerals.
//! * [`province`]: provinces and their offices, before and after the mergers of 2025.
//! * [`ticked`]: answers printed with boxes, of which one is ticked.
//! * [`similar`]: how alike two labels are; [`words`]: the words that stand for others.
//! * [`vocabulary`]: the word lists all of it goes by, data that anybody can extend.

pub mod clean;
pub mod column_role;
pub mod contact;
pub mod date;
pub mod fold;
pub mod labels;
pub mod legacy;
pub mod letter;
pub mod lines;
pub mod number;
pub mod numeral;
pub mod period;
pub mod province;
pub mod roman;
pub mod scan;
pub mod similar;
pub mod sum;
pub mod syllable;
pub mod ticked;
pub mod tone;
pub mod unit;
pub mod upright;
pub mod value_column;
pub mod vocabulary;
pub mod when;
pub mod words;

pub use clean::Text;
