//! Addresses that lead into the review page of a store, while it runs.

use crate::model::Finding;

/// The review page, by its address: `http://127.0.0.1:PORT/WORD/`.
#[derive(Clone, Copy, Debug)]
pub struct ToReview<'a>(pub &'a str);

impl ToReview<'_> {
    /// Where what is left of a report is settled.
    pub fn report(self, name: &str) -> String {
        format!("{}#report={}", self.0, in_address(name))
    }

    /// Where a finding of a report is settled; `None` where it is about no cell or row.
    ///
    /// ```
    /// use phuluc::emit::to_review::ToReview;
    /// use phuluc::model::{Code, Finding};
    /// let finding = Finding::new(Code::RatioMismatch).about(&"I.1".into());
    /// let address = ToReview("http://127.0.0.1:1/w/").finding("Sở A.pdf", &finding);
    /// let expected = "http://127.0.0.1:1/w/#report=S%E1%BB%9F%20A.pdf&code=ratio-mismatch&indicator=I.1";
    /// assert_eq!(address.as_deref(), Some(expected));
    /// ```
    pub fn finding(self, report: &str, finding: &Finding) -> Option<String> {
        let cell = finding
            .indicator
            .as_ref()
            .map(|id| ("indicator", id.as_str()));
        let row = finding.places.first().filter(|_| finding.row.is_some());
        let row = row.map(|place| ("row", place.printed.as_str()));
        let (what, which) = cell.or(row)?;
        let (report, code) = (self.report(report), finding.code.as_str());
        Some(format!("{report}&code={code}&{what}={}", in_address(which)))
    }
}

/// A text as a part of an address.
pub fn in_address(text: &str) -> String {
    let part = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(part).collect()
}
