//! The entries of an array while it is read.

use std::collections::HashMap;

use super::{
    key::{KeyRef, PhpKey},
    value::PhpValue,
};

/// Above this many entries a hash finds equal keys; below, comparing them all is faster.
const FEW: usize = 16;

/// Entries in the order of their first appearance; a key that comes again replaces the value only, as in PHP.
pub(super) struct Entries<'a> {
    entries: Vec<(PhpKey, PhpValue)>,
    /// Position by key; none for small arrays. Grows with what was read, never with what was claimed.
    index: Option<HashMap<KeyRef<'a>, usize>>,
}

impl<'a> Entries<'a> {
    /// Makes room for `count` entries; the caller has checked that the input can hold as many.
    pub(super) fn with_room(count: usize) -> Self {
        Self {
            entries: Vec::with_capacity(count),
            index: (count > FEW).then(HashMap::new),
        }
    }

    /// Puts a value under a key.
    pub(super) fn put(&mut self, key: KeyRef<'a>, value: PhpValue) {
        let end = self.entries.len();
        let at = match &mut self.index {
            Some(index) => *index.entry(key).or_insert(end),
            None => self
                .entries
                .iter()
                .position(|(k, _)| key.is(k))
                .unwrap_or(end),
        };
        match self.entries.get_mut(at) {
            Some(entry) => entry.1 = value,
            None => self.entries.push((key.to_owned(), value)),
        }
    }

    /// Gives the entries.
    pub(super) fn into_vec(self) -> Vec<(PhpKey, PhpValue)> {
        self.entries
    }
}
