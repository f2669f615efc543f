//! A sheet as text: cells parted by commas or semicolons, as spreadsheets export them.

use super::{Content, Sheet, Workbook};
use crate::model::{Code, Document, Error, Finding, WithFindings};
use crate::read::{Input, text};
use csv::{ReaderBuilder, StringRecord};

const FORMAT: &str = "csv";
/// What parts cells, the likelier first where commas stand before decimals.
const MARKS: [u8; 2] = [b';', b','];
/// Bytes of a text that show whether it is one.
const HEAD: usize = 16 << 10;

/// True for a text nearly all of whose lines have the same number of cells; `is_cut` when there is more of
/// it than given.
pub(in crate::read) fn is_sheet(text: &str, is_cut: bool) -> bool {
    let head = (0..=HEAD.min(text.len()))
        .rev()
        .find_map(|end| text.get(..end))
        .unwrap_or_default();
    mark(head, is_cut || head.len() < text.len()).is_some()
}

/// Reads a sheet in text.
///
/// # Errors
/// When the bytes are not text.
pub(in crate::read) fn read(input: &Input<'_>) -> Result<WithFindings<Document>, Error> {
    let (bytes, options) = (input.bytes, input.options);
    let decoded = text::decode(bytes).ok_or_else(|| Error::unknown_format("not a text"))?;
    let mut sheet = Sheet {
        name: FORMAT.to_owned(),
        ..Sheet::default()
    };
    let records = records(
        &decoded.text,
        mark(&decoded.text, false).unwrap_or(MARKS[1]),
    );
    for (row, record) in (0u32..).zip(records) {
        for (column, cell) in (0u32..).zip(&record) {
            sheet.put((row, column), Content::plain(cell), options);
        }
    }
    let workbook = Workbook {
        sheets: vec![sheet],
        ..Workbook::default()
    };
    let mut read = super::document(input, FORMAT, workbook);
    if decoded.unreadable > 0 {
        read.findings
            .push(Finding::new(Code::Unreadable).with("count", decoded.unreadable));
    }
    Ok(read)
}

/// The lines, a blank one as a blank row.
fn records(text: &str, mark: u8) -> Vec<StringRecord> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut reader = ReaderBuilder::new()
        .delimiter(mark)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows: Vec<StringRecord> = Vec::new();
    let mut line = 1;
    for record in reader.records().map_while(Result::ok) {
        // The reader passes over blank lines, which part a sheet.
        let own = record.position().map_or(line, csv::Position::line);
        if own > line {
            rows.push(StringRecord::new());
        }
        line = own
            + 1
            + record
                .iter()
                .map(|cell| cell.matches('\n').count() as u64)
                .sum::<u64>();
        rows.push(record);
    }
    rows
}

/// What parts the cells of a text; `None` where it is not a sheet. Words have commas too, but not as many in
/// every line, and tabs make a table of their own.
fn mark(text: &str, is_cut: bool) -> Option<u8> {
    if text.contains('\t') {
        return None;
    }
    MARKS.into_iter().find(|mark| {
        let mut widths: Vec<usize> = records(text, *mark).iter().map(StringRecord::len).collect();
        widths.truncate(widths.len() - usize::from(is_cut && !widths.is_empty()));
        widths.retain(|width| *width > 0);
        let widest = widths.iter().copied().max().unwrap_or(0);
        let even = widths.iter().filter(|width| **width == widest).count();
        match widest {
            0 | 1 => false,
            2 => widths.len() >= 5 && even == widths.len(),
            _ => {
                // A title fills one cell: letterheads over two tables are many such lines.
                let titles = widths.iter().filter(|width| **width == 1).count();
                let parted = widths.len() - titles;
                even >= 3 && even * 10 >= parted * 9 && even * 2 > widths.len()
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;
    use crate::read::{Options, read};

    #[test]
    fn an_exported_sheet_is_a_table_under_its_titles() {
        let text = "PHỤ LỤC;;\r\n;;\r\nChỉ tiêu;Đơn vị;Số liệu\r\n\"Số hồ sơ; trong đó\nquá hạn\";Hồ sơ;1,5\r\nSố văn bản;Văn bản;3\r\n";
        let bytes = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let read = read("a.csv", &bytes, &Options::default()).expect("read");
        let [Block::Paragraph(title), Block::Grid(grid)] = &read.output.blocks[..] else {
            panic!("a title, a grid")
        };
        assert_eq!(title.text.as_str(), "PHỤ LỤC");
        let texts: Vec<_> = grid
            .cells
            .iter()
            .skip(3)
            .map(|cell| cell.text.as_str())
            .collect();
        assert_eq!(
            texts,
            [
                "Số hồ sơ; trong đó quá hạn",
                "Hồ sơ",
                "1,5",
                "Số văn bản",
                "Văn bản",
                "3"
            ]
        );
    }

    #[test]
    fn titles_over_a_table_leave_it_a_sheet() {
        let titles = "UBND TỈNH\nSỞ XÂY DỰNG\nBÁO CÁO\nPHỤ LỤC\n";
        let table = "STT,Chỉ tiêu,Số liệu\n1,Số hồ sơ,5\n2,Số lớp,3\n3,Số tin,7\n4,Số bài,9\n5,Số phiếu,2\n";
        assert!(is_sheet(&format!("{titles}{table}"), false));
    }

    #[test]
    fn prose_is_no_sheet() {
        for text in [
            "Một, hai, ba.\nBốn, năm.\nSáu.",
            "STT\tChỉ tiêu, đơn vị, số\n1\ta, b, c\n2\td, e, f",
            "Kính gửi: Sở Nội vụ, tỉnh\nBáo cáo, kết quả\nQuý III, năm 2025",
            "",
        ] {
            assert!(!is_sheet(text, false), "{text}");
        }
    }
}
