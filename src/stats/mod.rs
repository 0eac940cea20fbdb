//! Statistics on `&[f64]`.
