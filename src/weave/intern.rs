//! Small numbers for values that occur many times.

use rustc_hash::FxHashMap;
use std::borrow::Borrow;
use std::hash::Hash;
use std::sync::Arc;

/// Numbers values from 0 in the order in which they came.
#[derive(Debug)]
pub(super) struct Interner<T: ?Sized + Eq + Hash> {
    values: Vec<Arc<T>>,
    numbers: FxHashMap<Arc<T>, u32>,
}

impl<T: ?Sized + Eq + Hash> Default for Interner<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: FxHashMap::default() }
    }
}

impl<T: ?Sized + Eq + Hash> Interner<T> {
    /// The number of `value`.
    pub(super) fn number(&mut self, value: &T) -> u32
    where
        Arc<T>: for<'a> From<&'a T> + Borrow<T>,
    {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = u32::try_from(self.values.len()).expect("fewer than four billion distinct values");
        let value: Arc<T> = Arc::from(value);
        self.values.push(Arc::clone(&value));
        self.numbers.insert(value, number);
        number
    }

    /// The value with this number.
    pub(super) fn value(&self, number: u32) -> &T {
        &self.values[number as usize]
    }
}
