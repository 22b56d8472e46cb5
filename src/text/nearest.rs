//! The nearest known word, for "did you mean".

/// Finds the known word that a mistyped one most likely meant.
///
/// Letters' case does not count; at most a third of the letters (one, in short words) may be
/// wrong, missing, too many or swapped with a neighbour. The first of equals wins.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// No key or name is longer, and the distance takes the square of it.
    const LONGEST: usize = 100;
    let word: Vec<char> = word.to_lowercase().chars().take(LONGEST + 1).collect();
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    known
        .filter_map(|candidate| {
            let letters: Vec<char> = candidate.to_lowercase().chars().collect();
            let allowed = match word.len().max(letters.len()) {
                0 | 1 => 0,
                n => (n / 3).max(1),
            };
            if word.len().abs_diff(letters.len()) > allowed {
                return None;
            }
            let distance = distance(&word, &letters);
            (distance <= allowed).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Finds the known words that are nearest to another, the nearest first, however far they are.
pub fn nearest_few<'a>(
    word: &str,
    known: impl Iterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    let letters = |word: &str| word.to_lowercase().chars().take(100).collect::<Vec<_>>();
    let word = letters(word);
    let mut all: Vec<(usize, &str)> = Vec::new();
    for candidate in known {
        if !all.iter().any(|(_, known)| *known == candidate) {
            all.push((distance(&word, &letters(candidate)), candidate));
        }
    }
    all.sort_by_key(|(distance, _)| *distance);
    all.truncate(most);
    all.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Counts edits; swapping two neighbours is one (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_fingers_finds_its_word() {
        let known = ["category", "tags", "summary", "cover", "分类"];
        for (word, meant) in [
            ("catgory", Some("category")),
            ("categroy", Some("category")),
            ("Tags", Some("tags")),
            ("tag", Some("tags")),
            ("sumary", Some("summary")),
            ("分类", Some("分类")),
            ("分累", Some("分类")),
            ("price", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known.into_iter()), meant, "{word}");
        }
        assert_eq!(nearest(&"分".repeat(10_000), known.into_iter()), None);
    }
}
