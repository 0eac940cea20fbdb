//! Projection expressions: `pkg,.name /size@num goos@(linux darwin)`.

use super::error::QueryError;
use super::tokens::{Kind, Tokens};

/// One part of a projection: a key, and how its values are ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::benchproc) struct Field {
    pub(in crate::benchproc) key: Vec<u8>,
    pub(in crate::benchproc) order: Order,
    /// The bytes of the query where they begin. An order that is not there has that of what
    /// follows the key: the key's offset and its length, as x/perf counts it.
    pub(in crate::benchproc) key_offset: usize,
    pub(in crate::benchproc) order_offset: usize,
}

/// The order of a key's values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::benchproc) enum Order {
    /// Of first appearance.
    First,
    /// One that has a name, which may be unknown.
    Named(Vec<u8>),
    /// As listed; results with other values are left out.
    Fixed(Vec<Vec<u8>>),
}

/// Reads a projection expression.
///
/// # Errors
///
/// The first error that x/perf's ParseProjection comes upon.
pub(in crate::benchproc) fn parse_projection(query: &str) -> Result<Vec<Field>, QueryError> {
    let (mut tokens, mut fields) = (Tokens::new(query), Vec::new());
    loop {
        let mut ahead = tokens;
        match ahead.key()?.kind {
            Kind::End => return Ok(fields),
            Kind::Operator(',') if !fields.is_empty() => tokens = ahead,
            _ => {}
        }
        fields.push(field(&mut tokens)?);
    }
}

fn field(tokens: &mut Tokens<'_>) -> Result<Field, QueryError> {
    let token = tokens.key()?;
    let Kind::Word(key) = token.kind else {
        return Err(tokens.error(token.offset, "expected key"));
    };
    let (key_offset, after) = (token.offset, token.offset + key.len());
    let mut ahead = *tokens;
    let (order, order_offset) = match ahead.key()?.kind {
        Kind::Operator('@') => {
            *tokens = ahead;
            order(tokens)?
        }
        _ => (Order::First, after),
    };
    Ok(Field { key, order, key_offset, order_offset })
}

/// What comes after the `@`, and where.
fn order(tokens: &mut Tokens<'_>) -> Result<(Order, usize), QueryError> {
    let token = tokens.key()?;
    let order = match token.kind {
        Kind::Word(name) => named(name),
        Kind::Operator('(') => Order::Fixed(list(tokens)?),
        _ => {
            let message = "expected named sort order or parenthesized list";
            return Err(tokens.error(token.offset, message));
        }
    };
    Ok((order, token.offset))
}

/// x/perf has names for the two other orders, too, and they may be given.
fn named(name: Vec<u8>) -> Order {
    match &*name {
        b"first" => Order::First,
        b"fixed" => Order::Fixed(Vec::new()),
        _ => Order::Named(name),
    }
}

/// The values up to the parenthesis.
fn list(tokens: &mut Tokens<'_>) -> Result<Vec<Vec<u8>>, QueryError> {
    let mut values = Vec::new();
    loop {
        let token = tokens.key()?;
        match token.kind {
            Kind::Word(value) => values.push(value),
            Kind::Operator(')') if !values.is_empty() => return Ok(values),
            Kind::Operator(')') => return Err(tokens.error(token.offset, "nothing to match")),
            _ => return Err(tokens.error(token.offset, "missing )")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(key: &str, order: Order, key_offset: usize, order_offset: usize) -> Field {
        Field { key: key.into(), order, key_offset, order_offset }
    }

    #[test]
    fn fields_are_between_spaces_or_commas() {
        let fields = parse_projection("a,\"b\\x20\"@num c@(x \"y z\") , d").unwrap();
        let fixed = Order::Fixed(vec!["x".into(), "y z".into()]);
        let expected = [
            field("a", Order::First, 0, 1),
            field("b ", Order::Named("num".into()), 2, 10),
            field("c", fixed, 14, 16),
            field("d", Order::First, 28, 29),
        ];
        assert_eq!(fields, expected);
        assert_eq!(parse_projection("  ").unwrap(), []);
    }

    #[test]
    fn the_names_of_the_other_orders_are_accepted() {
        let orders = parse_projection("a@first b@fixed").unwrap();
        assert_eq!(orders[0].order, Order::First);
        assert_eq!(orders[1].order, Order::Fixed(Vec::new()));
    }

    #[test]
    fn the_first_error_is_told_at_its_place() {
        for (query, offset, message) in [
            (",a", 0, "expected key"),
            ("a,", 2, "expected key"),
            ("a,,b", 2, "expected key"),
            ("a AND", 2, "expected key"),
            ("-a", 0, "expected key"),
            ("a@", 2, "expected named sort order or parenthesized list"),
            ("a@ *", 3, "expected named sort order or parenthesized list"),
            ("a@()", 3, "nothing to match"),
            ("a@(b", 4, "missing )"),
            ("a@(b,c)", 4, "missing )"),
            ("a@(\"b", 3, "missing end quote"),
            ("a \"\\q\" \"", 2, "bad escape sequence"),
        ] {
            let error = parse_projection(query).unwrap_err();
            assert_eq!((error.offset, &*error.message), (offset, message), "{query}");
        }
    }
}
