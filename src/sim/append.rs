//! A list that only grows and whose copy is cheap.

use std::rc::Rc;

const CHUNK: usize = 256;

/// An append-only list. Full chunks are shared between copies, so a checkpoint of the world costs
/// a few pointers and not the whole past.
#[derive(Clone, Debug, Hash, PartialEq)]
pub struct Append<T> {
    full: Vec<Rc<[T]>>,
    tail: Vec<T>,
}

impl<T> Default for Append<T> {
    fn default() -> Append<T> {
        Append { full: Vec::new(), tail: Vec::new() }
    }
}

impl<T> Append<T> {
    /// How many items there are.
    pub fn len(&self) -> usize {
        self.full.len() * CHUNK + self.tail.len()
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds an item at the end.
    pub fn push(&mut self, item: T) {
        self.tail.push(item);
        if self.tail.len() == CHUNK {
            self.full.push(std::mem::take(&mut self.tail).into());
        }
    }

    /// The item at a position counted from 0.
    pub fn get(&self, index: usize) -> Option<&T> {
        match self.full.get(index / CHUNK) {
            Some(chunk) => chunk.get(index % CHUNK),
            None => self.tail.get(index.checked_sub(self.full.len() * CHUNK)?),
        }
    }

    /// The newest item.
    pub fn last(&self) -> Option<&T> {
        self.get(self.len().checked_sub(1)?)
    }

    /// All items, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.full.iter().flat_map(|chunk| chunk.iter()).chain(self.tail.iter())
    }

    /// The items from a position on, oldest first.
    pub fn since(&self, index: usize) -> impl Iterator<Item = &T> {
        (index..self.len()).filter_map(|i| self.get(i))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_over_chunk_borders() {
        let mut list = Append::default();
        for n in 0..1000 {
            list.push(n);
        }
        assert_eq!(list.len(), 1000);
        assert_eq!(
            (list.get(255), list.get(256), list.get(999)),
            (Some(&255), Some(&256), Some(&999))
        );
        assert_eq!(list.get(1000), None);
        assert_eq!(list.iter().next_back(), Some(&999));
        assert_eq!(list.since(998).copied().collect::<Vec<_>>(), [998, 999]);
    }
}
