//! What the eye does not take as part of a page: struck out, covered, in the colour of its ground.

use super::sample::{Sample, text};
use super::tests::{read_sample, texts};

/// A figure on paper, and what is told of what was drawn onto it. Rules are given from the top of the page.
fn figures_of(content: &str, entries: &str) -> (Vec<String>, Vec<(String, String)>) {
    let sample = Sample::default().and(content, entries);
    let told = read_sample(&sample).findings;
    let told = told.into_iter().map(|finding| {
        let printed = finding.places.first().map(|place| place.printed.clone());
        (finding.code.to_string(), printed.unwrap_or_default())
    });
    (texts(&sample), told.collect())
}

fn told(code: &str, printed: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), printed.to_owned())]
}

#[test]
fn a_line_through_words_strikes_them_out() {
    let words = text(100.0, 100.0, 10.0, "142") + &text(120.0, 100.0, 10.0, "124");
    // 842 - 100 is the baseline.
    for line in ["0.6 w 99 745 m 116 745 l S", "99 744.6 17 0.7 re f"] {
        let (texts, found) = figures_of(&(words.clone() + line), "");
        assert_eq!(
            (texts, found),
            (vec!["124".to_owned()], told("struck-out", "142")),
            "{line}"
        );
    }
    for line in [
        // Under the words, over them, and a rule that runs on.
        "0.6 w 99 740 m 116 740 l S",
        "0.6 w 99 750 m 116 750 l S",
        "0.6 w 50 745 m 400 745 l S",
    ] {
        let (texts, found) = figures_of(&(words.clone() + line), "");
        assert_eq!(
            (texts, found),
            (vec!["142 124".to_owned()], vec![]),
            "{line}"
        );
    }
}

#[test]
fn what_readers_cross_out_or_cover_is_no_figure() {
    let words = text(100.0, 100.0, 10.0, "142") + &text(120.0, 100.0, 10.0, "124");
    let quads = "/QuadPoints [99 752 116 752 99 740 116 740]";
    for (kind, code) in [
        (format!("/Subtype /StrikeOut {quads}"), "struck-out"),
        ("/Subtype /Square /IC [1 1 1]".to_owned(), "covered-text"),
        ("/Subtype /Redact".to_owned(), "covered-text"),
    ] {
        let entries = format!("/Annots [<< /Type /Annot {kind} /Rect [99 738 116 754] >>]");
        let (texts, found) = figures_of(&words, &entries);
        assert_eq!(
            (texts, found),
            (vec!["124".to_owned()], told(code, "142")),
            "{kind}"
        );
    }
    for kind in [
        "/Subtype /Square",
        "/Subtype /Square /IC [1 1 0] /CA 0.5",
        "/Subtype /Highlight",
    ] {
        let entries = format!("/Annots [<< /Type /Annot {kind} /Rect [99 738 116 754] >>]");
        assert_eq!(
            figures_of(&words, &entries),
            (vec!["142 124".to_owned()], vec![]),
            "{kind}"
        );
    }
}

#[test]
fn what_is_painted_over_is_not_read() {
    let old = text(100.0, 100.0, 10.0, "142");
    let new = text(100.0, 100.0, 10.0, "124");
    let (texts, found) = figures_of(&format!("{old}1 g 95 735 40 20 re f 0 g {new}"), "");
    assert_eq!(
        (texts, found),
        (vec!["124".to_owned()], told("covered-text", "142"))
    );
    for below in [
        // A ground of its own, a frame drawn as two boxes, a clip that leaves the figure out.
        "0.8 g 95 735 40 20 re f 0 g ",
        "",
    ] {
        let (texts, found) = figures_of(&format!("{below}{old}"), "");
        assert_eq!((texts, found), (vec!["142".to_owned()], vec![]), "{below}");
    }
    let frame = "95 735 40 20 re 96 736 38 18 re f*";
    let clipped = "95 700 40 100 re 95 735 40 20 re W* n 1 g 90 700 100 100 re f";
    for over in [frame, clipped] {
        let (texts, found) = figures_of(&format!("{old}{over}"), "");
        assert_eq!((texts, found), (vec!["142".to_owned()], vec![]), "{over}");
    }
}

#[test]
fn figures_written_over_others_stand_for_them() {
    let old = text(100.0, 100.0, 10.0, "142");
    let (texts, found) = figures_of(&(old.clone() + &text(100.5, 100.5, 10.0, "124")), "");
    assert_eq!(
        (texts, found),
        (vec!["124".to_owned()], told("covered-text", "142"))
    );
    for beside in [
        text(100.3, 100.0, 10.0, "142"),
        text(116.0, 100.0, 10.0, "5"),
    ] {
        let (_, found) = figures_of(&(old.clone() + &beside), "");
        assert_eq!(found, [], "{beside}");
    }
}

#[test]
fn figures_in_the_colour_of_their_ground_are_not_read() {
    let black = text(120.0, 100.0, 10.0, "124");
    let white = format!("1 g {}0 g ", text(100.0, 100.0, 10.0, "9"));
    let (texts, found) = figures_of(&format!("{white}{black}"), "");
    assert_eq!(
        (texts, found),
        (vec!["124".to_owned()], told("unseen-text", "9"))
    );
    let dark = "0.2 g 90 730 60 30 re f ";
    let (texts, found) = figures_of(&format!("{dark}{white}"), "");
    assert_eq!((texts, found), (vec!["9".to_owned()], vec![]));
    let (texts, _) = figures_of(&format!("{dark}{}", black.replace("BT", "BT 0.2 g")), "");
    assert!(texts.is_empty(), "{texts:?}");
}

#[test]
fn black_figures_on_black_are_not_read() {
    let words = text(100.0, 100.0, 10.0, "142") + &text(120.0, 100.0, 10.0, "124");
    let (texts, found) = figures_of(&format!("0 g 98 735 19 20 re f {words}"), "");
    assert_eq!(
        (texts, found),
        (vec!["124".to_owned()], told("unseen-text", "142"))
    );
    // A rule of the table in black, beside and below.
    let rules = "0 g 98 735 0.7 20 re f 98 735 100 0.7 re f ";
    let (_, found) = figures_of(&format!("{rules}{words}"), "");
    assert_eq!(found, []);
}

/// Drawn with nothing of it to be seen, by itself or as a group.
#[test]
fn figures_of_no_opacity_are_not_read() {
    let words = text(100.0, 100.0, 10.0, "142");
    let black = text(120.0, 100.0, 10.0, "124");
    for (drawn, printed) in [(words.as_str(), "142"), ("/Fm Do", "form")] {
        let (texts, found) = figures_of(&format!("q /Clear gs {drawn} Q {black}"), "");
        assert_eq!(
            (texts, found),
            (vec!["124".to_owned()], told("unseen-text", printed))
        );
    }
}
