//! What users ask for: the filter and projection languages of x/perf, the expressions of
//! `go test -bench`, and the fields of results that they are about.

pub(super) mod bench_expression;
pub(super) mod expression_error;
pub(super) mod extract;
pub(super) mod filter;
pub(super) mod projection;
pub(super) mod regexp;
pub(super) mod selector;
pub(super) mod sort_order;
pub(super) mod syntax;
