//! Small numbers for values that occur many times.

use rustc_hash::FxHashMap;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Borrow;
use std::hash::Hash;
use std::sync::Arc;

/// Numbers values from 0 in the order in which they came.
#[derive(Debug)]
pub(super) struct Interner<T: ?Sized + Eq + Hash> {
    values: Vec<Arc<T>>,
    numbers: FxHashMap<Arc<T>, u32>,
}

impl<T: ?Sized + Eq + Hash> Clone for Interner<T> {
    fn clone(&self) -> Self {
        Self { values: self.values.clone(), numbers: self.numbers.clone() }
    }
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

    /// The value with this number, if there is one.
    pub(super) fn get(&self, number: u32) -> Option<&T> {
        self.values.get(number as usize).map(|value| &**value)
    }
}

impl<T: ?Sized + Eq + Hash + Serialize> Serialize for Interner<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.values.iter().map(|value| &**value))
    }
}

impl<'de, T: ?Sized + Eq + Hash> Deserialize<'de> for Interner<T>
where
    Box<T>: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let values: Vec<Arc<T>> = Vec::<Box<T>>::deserialize(deserializer)?.into_iter().map(Arc::from).collect();
        let numbers: FxHashMap<Arc<T>, u32> = values.iter().cloned().zip(0..).collect();
        if numbers.len() == values.len() {
            Ok(Self { values, numbers })
        } else {
            Err(D::Error::custom("a value that has two numbers"))
        }
    }
}
