//! Grows a weave by the next version, pass by pass: the text is there or goes on from the one before it, its blocks are matched
//! with those that stand, the words of what was matched are compared, containers follow the leaves in them, and what came is
//! looked for among all that stood before.

// a text that is there, or the one to go on from
mod base;
mod incoming;

// blocks
mod align;
mod blocks;
mod cells;
mod gap;
mod matching;

// words in blocks
mod passage;
mod sentences;

// the whole
mod append;
mod containers;
mod twins;
