//! Many labels at once: what each of them has in common with one is counted in one go.

use super::Label;
use super::form::{Form, Size, share};

/// Labels set up by their pairs of letters: a label is held against all of them by adding up who else has
/// each of its pairs, instead of going through them one by one.
#[derive(Debug, Default)]
pub struct LabelIndex {
    /// For each pair of letters the wordings that have it.
    by_pair: Vec<Vec<u32>>,
    /// How many pairs each wording has.
    pair_counts: Vec<u32>,
    /// How much each wording is.
    sizes: Vec<Size>,
    /// For each label its canonical wording and the printed one, which may be the same.
    wordings: Vec<(usize, usize)>,
    /// The keys of the labels, sorted.
    keys: Vec<u64>,
}

impl LabelIndex {
    /// Sets up labels; they are known by their position.
    pub fn of<'a>(labels: impl IntoIterator<Item = &'a Label>) -> LabelIndex {
        let mut index = LabelIndex {
            by_pair: vec![Vec::new(); 512],
            ..LabelIndex::default()
        };
        for label in labels {
            let canonical = index.pair_counts.len();
            label.forms.iter().for_each(|form| index.add(form));
            index
                .wordings
                .push((canonical, index.pair_counts.len() - 1));
            index.keys.push(label.key);
        }
        index.keys.sort_unstable();
        index
    }

    fn add(&mut self, form: &Form) {
        let at = u32::try_from(self.pair_counts.len()).unwrap_or(u32::MAX);
        form.each_pair()
            .for_each(|pair| self.by_pair[pair].push(at));
        self.pair_counts.push(form.pair_count);
        self.sizes.push(form.size);
    }

    /// Whether one of the labels has the same canonical wording.
    pub fn holds(&self, label: &Label) -> bool {
        self.keys.binary_search(&label.key).is_ok()
    }

    /// The labels whose [`Probe::guess`](super::Probe::guess) may be this or less, told by how many letters they have.
    pub fn near(&self, label: &Label, most: u32) -> Vec<usize> {
        let sizes = label
            .forms
            .first()
            .zip(label.forms.last())
            .map(|(first, last)| (first.size, last.size));
        let Some((canonical, printed)) = sizes else {
            return Vec::new();
        };
        let may = |(first, last): &(usize, usize)| {
            canonical.least_guess(self.sizes[*first]) <= most
                || printed.least_guess(self.sizes[*last]) <= most
        };
        self.wordings
            .iter()
            .enumerate()
            .filter(|(_, wordings)| may(wordings))
            .map(|(at, _)| at)
            .collect()
    }

    /// The [`Label::overlap`] of each label with this one.
    pub fn overlaps(&self, label: &Label) -> Vec<u32> {
        let canonical = label
            .forms
            .first()
            .map(|form| self.shares(form))
            .unwrap_or_default();
        let printed = label.forms.get(1).map(|form| self.shares(form));
        let printed = printed.as_ref().unwrap_or(&canonical);
        self.wordings
            .iter()
            .map(|(first, last)| canonical[*first].max(printed[*last]))
            .collect()
    }

    /// The share of pairs each wording has in common with this one.
    fn shares(&self, form: &Form) -> Vec<u32> {
        let mut common = vec![0; self.pair_counts.len()];
        for pair in form.each_pair() {
            self.by_pair[pair]
                .iter()
                .for_each(|wording| common[*wording as usize] += 1);
        }
        let both = self.pair_counts.iter().map(|count| count + form.pair_count);
        common
            .into_iter()
            .zip(both)
            .map(|(common, both)| share(common, both))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::similar::Limit;

    #[test]
    fn counting_in_one_go_is_looking_at_each() {
        let printed = [
            "Số TTHC liên thông cùng cấp",
            "Số thủ tục hành chính liên thông cùng cấp",
            "Tỷ lệ hồ sơ giải quyết đúng hạn (%)",
            "Rà soát VBQPPL",
            "Tổng số",
            "a",
            "",
        ];
        let labels = printed.map(Label::of);
        let index = LabelIndex::of(&labels);
        for printed in printed
            .into_iter()
            .chain(["Rà sát VBQPP", "Tổng sô TTHC", "Khác"])
        {
            let label = Label::of(printed);
            let each: Vec<u32> = labels.iter().map(|other| label.overlap(other, 0)).collect();
            assert_eq!(index.overlaps(&label), each, "{printed}");
            let guesses = labels
                .each_ref()
                .map(|other| label.probe().guess(other, Limit::NONE));
            for most in [0, 20, 60, 500] {
                let near = index.near(&label, most);
                let missed = (0..labels.len()).filter(|at| !near.contains(at));
                assert!(
                    missed
                        .into_iter()
                        .all(|at| guesses[at].is_none_or(|guess| guess > most)),
                    "{printed}"
                );
            }
            assert_eq!(
                index.holds(&label),
                labels.iter().any(|other| other.same(&label)),
                "{printed}"
            );
        }
        assert!(!index.near(&Label::of("Rà sát VBQPPL"), 40).contains(&5));
    }
}
