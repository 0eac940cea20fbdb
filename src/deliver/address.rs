//! Where an API is.

use super::DeliveryError;
use std::net::IpAddr;
use std::str::FromStr;

/// The base URL of an API, such as `https://api.github.com`: https, unless the host is this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Scheme, host and port.
    origin: String,
    /// Empty, or a path that begins with a slash and ends without one.
    path: String,
}

impl Address {
    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The URL of a path below, with its query, both escaped already.
    pub fn url(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.path)
    }
}

impl FromStr for Address {
    type Err = DeliveryError;

    fn from_str(text: &str) -> Result<Address, DeliveryError> {
        let odd = |why| Err(DeliveryError::Address { why });
        let Some((scheme, rest)) = text.split_once("://") else {
            return odd("it must begin with https://");
        };
        let (authority, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
        if authority.contains('@') {
            return odd("it must not hold a user or a token");
        }
        let Some(host) = host(authority) else {
            return odd("it has no host that can be read");
        };
        if !path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-._~%".contains(&b)) {
            return odd("its path must be plain, without ? and #");
        }
        let scheme = scheme.to_ascii_lowercase();
        match scheme.as_str() {
            "https" => {}
            "http" if is_this_machine(host) => {}
            "http" => return odd("it must begin with https://: a token is not sent in the clear"),
            _ => return odd("it must begin with https://"),
        }
        let origin = format!("{scheme}://{authority}");
        Ok(Address { origin, path: path.trim_end_matches('/').to_owned() })
    }
}

/// The host of `host`, `host:port` or `[address]:port`.
fn host(authority: &str) -> Option<&str> {
    let (host, rest) = match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => authority.find(':').map_or((authority, ""), |colon| authority.split_at(colon)),
    };
    let port = rest.strip_prefix(':').map(|port| port.parse::<u16>().is_ok());
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._:".contains(&b);
    let fits = !host.is_empty() && host.bytes().all(plain) && port.unwrap_or(rest.is_empty());
    fits.then_some(host)
}

fn is_this_machine(host: &str) -> bool {
    let address: Option<IpAddr> = host.parse().ok();
    host.eq_ignore_ascii_case("localhost") || address.is_some_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Result<String, DeliveryError> {
        Ok(text.parse::<Address>()?.url("/user"))
    }

    #[test]
    fn paths_go_below_the_base_whatever_it_ends_with() {
        assert_eq!(url("https://api.github.com").unwrap(), "https://api.github.com/user");
        assert_eq!(url("https://ghe.example/api/v3/").unwrap(), "https://ghe.example/api/v3/user");
        assert_eq!(url("HTTPS://g.example:8443/a").unwrap(), "https://g.example:8443/a/user");
    }

    #[test]
    fn in_the_clear_is_for_this_machine_alone() {
        for text in ["http://127.0.0.1:80", "http://localhost/x", "http://[::1]:3000/api/v1"] {
            assert!(url(text).is_ok(), "{text}");
        }
        let hosts =
            ["api.github.com", "127.0.0.1.example", "localhost.example", "10.0.0.1", "[::2]"];
        for host in hosts {
            assert!(url(&format!("http://{host}")).is_err(), "{host}");
        }
    }

    #[test]
    fn what_is_no_plain_address_is_refused() {
        let texts = [
            "",
            "api.github.com",
            "ftp://localhost",
            "https://",
            "https:///x",
            "https://u:t@host",
            "http://localhost@evil.example",
            "http://localhost:80@evil.example",
            "https://host:99999",
            "https://host:",
            "https://ho st",
            "https://host/?x",
            "https://host/#x",
            "https://host\r\nX: y",
            "https://[::1",
            "https://host/a b",
        ];
        for text in texts {
            assert!(url(text).is_err(), "{text:?}");
        }
    }
}
