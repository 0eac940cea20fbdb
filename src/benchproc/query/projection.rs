//! Projections: which fields of a result make up a key, and in which order keys sort.

use crate::benchproc::query::extract::{Exclusions, Extractor};
use crate::benchproc::query::sort_order::SortOrder;
use crate::benchproc::query::syntax::{self, Order, QueryError, parse_projection};
use std::collections::HashSet;

/// A projection expression of `golang.org/x/perf/benchproc`, such as `.name,/size@num`.
#[derive(Debug)]
pub(in crate::benchproc) struct Projection {
    pub fields: Vec<Field>,
}

/// One field of a projection.
#[derive(Debug)]
pub(in crate::benchproc) struct Field {
    /// The key as written.
    pub key: Vec<u8>,
    pub source: Source,
    pub order: SortOrder,
}

/// Where a field's values come from.
#[derive(Debug)]
pub(in crate::benchproc) enum Source {
    /// All file configuration but these keys; one field for each key.
    Config(HashSet<Vec<u8>>),
    /// One value.
    Field(Extractor),
}

/// Reads projections that share the fields of results among them: what one names is left out of
/// `.config` and `.fullname` in all.
#[derive(Debug, Default)]
pub(in crate::benchproc) struct Parser {
    /// The groups of fields that were named.
    groups: HashSet<Vec<u8>>,
    config_keys: HashSet<Vec<u8>>,
    name_keys: Exclusions,
    listed: Vec<(Extractor, Vec<Vec<u8>>)>,
}

impl Parser {
    /// Reads one more projection. It is complete when all are read and it is resolved.
    pub fn read(&mut self, expression: &str) -> Result<Projection, QueryError> {
        let fields = parse_projection(expression)?;
        let fields = fields.into_iter().map(|field| self.field(expression, field));
        Ok(Projection { fields: fields.collect::<Result<_, _>>()? })
    }

    /// The projection of whatever none of those read names.
    pub fn residue(&self) -> Projection {
        let groups = [&b".config"[..], b".fullname"].into_iter();
        let groups = groups.filter(|key| !self.groups.contains(*key));
        let field = |key: &[u8]| {
            Some(Field { key: key.to_vec(), source: group(key)?, order: SortOrder::First })
        };
        Projection { fields: groups.filter_map(field).collect() }
    }

    /// Leaves out of the groups of a projection what any of those read names.
    pub fn resolve(&self, projection: &mut Projection) {
        for field in &mut projection.fields {
            match &mut field.source {
                Source::Config(left_out) => left_out.clone_from(&self.config_keys),
                Source::Field(Extractor::FullName(left_out)) => {
                    left_out.clone_from(&self.name_keys)
                }
                Source::Field(_) => {}
            }
        }
    }

    /// The values that fields are restricted to.
    pub fn listed(self) -> Listed {
        Listed(self.listed)
    }

    fn field(&mut self, query: &str, field: syntax::Field) -> Result<Field, QueryError> {
        let syntax::Field { key, order, key_offset, order_offset } = field;
        let refuse = |offset, message: &str| Err(QueryError::new(query, offset, message));
        let Some(order) = sort_order(&order) else {
            return refuse(order_offset, &format!("unknown order {}", quoted_name(&order)));
        };
        let fixed = matches!(order, SortOrder::Fixed(_));
        if key == b".config" && fixed {
            return refuse(order_offset, "fixed order not allowed for .config");
        }
        if key == b".unit" {
            return refuse(key_offset, ".unit is only allowed in filters");
        }
        let source = match group(&key) {
            Some(source) => {
                self.groups.insert(key.clone());
                source
            }
            None => match Extractor::new(&key) {
                Some(extractor) => Source::Field(extractor),
                None => return refuse(key_offset, "key must not be empty"),
            },
        };
        if let Source::Field(extractor) = &source {
            self.take(extractor, &order);
        }
        Ok(Field { key, source, order })
    }

    /// Keeps a field from the groups, and results with other values than listed from everything.
    fn take(&mut self, extractor: &Extractor, order: &SortOrder) {
        if let Extractor::Config(key) = extractor {
            self.config_keys.insert(key.clone());
        }
        self.name_keys.add(extractor);
        if let SortOrder::Fixed(values) = order {
            self.listed.push((extractor.clone(), values.clone()));
        }
    }
}

/// Values that fields are restricted to.
#[derive(Debug, Default)]
pub(in crate::benchproc) struct Listed(Vec<(Extractor, Vec<Vec<u8>>)>);

impl Listed {
    /// Whether nothing is restricted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields that are restricted.
    pub fn fields(&self) -> impl Iterator<Item = &Extractor> {
        self.0.iter().map(|(field, _)| field)
    }

    /// Whether a result has listed values in all fields.
    pub fn admits(&self, subject: &crate::benchproc::query::extract::Subject<'_>) -> bool {
        self.0.iter().all(|(field, values)| {
            let value = field.extract(subject);
            values.iter().any(|listed| **listed == *value)
        })
    }
}

/// The source of a key that stands for a group of fields.
fn group(key: &[u8]) -> Option<Source> {
    match key {
        b".config" => Some(Source::Config(HashSet::new())),
        b".fullname" => Extractor::new(key).map(Source::Field),
        _ => None,
    }
}

fn sort_order(order: &Order) -> Option<SortOrder> {
    Some(match order {
        Order::First => SortOrder::First,
        Order::Fixed(values) => SortOrder::Fixed(values.clone()),
        Order::Named(name) if name == b"alpha" => SortOrder::Alpha,
        Order::Named(name) if name == b"num" => SortOrder::Num,
        Order::Named(_) => return None,
    })
}

fn quoted_name(order: &Order) -> String {
    match order {
        Order::Named(name) => syntax::quote(name),
        Order::First | Order::Fixed(_) => String::new(),
    }
}
