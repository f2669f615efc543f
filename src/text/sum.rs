//! Rows that sum others, by their words.

use super::fold::bare;

/// "TỔNG SỐ", "Cộng mục I": it sums what stands below or above it.
///
/// ```
/// use phuluc::text::sum::is_sum;
/// assert!(is_sum("TỔNG CỘNG (A+B)") && is_sum("Cộng") && is_sum("Cộng mục I"));
/// assert!(!is_sum("Cộng tác viên dân số") && !is_sum("Công chức"));
/// ```
pub fn is_sum(label: &str) -> bool {
    const BEHIND: [&str; 7] = ["mục", "phần", "chung", "khối", "nhóm", "các", "cả"];
    let key = bare(label);
    let lower = label.to_lowercase();
    let rest = lower.strip_prefix("cộng ").map(str::trim_start);
    let part = rest.is_some_and(|rest| {
        let word = rest.split(' ').next().unwrap_or_default();
        rest.starts_with('(')
            || BEHIND.contains(&word)
            || !word.chars().any(|c| c.is_lowercase() && !"ivx".contains(c))
    });
    key == "cong" || key.starts_with("tong ") || key == "toan tinh" || part
}
