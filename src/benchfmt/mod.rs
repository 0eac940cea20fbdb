//! The Go benchmark format.
