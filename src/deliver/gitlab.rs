//! GitLab's API, by ureq.

use super::http::{Answer, Broken, Client, Method, Request};
use super::{Address, Token};
use std::time::Duration;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// A client that follows nothing.
struct GitLab {
    agent: Agent,
    address: Address,
    /// As a header has it.
    authorization: String,
}

/// A client of the API at an address.
pub(super) fn client(address: &Address, token: &Token) -> Result<Box<dyn Client>, String> {
    let tls = TlsConfig::builder().root_certs(roots()).build();
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // What the environment says is for the command line to know.
        .proxy(None)
        .user_agent(concat!("allocgate/", env!("CARGO_PKG_VERSION")))
        .tls_config(tls);
    let authorization = format!("Bearer {}", token.secret());
    Ok(Box::new(GitLab { agent: config.build().into(), address: address.clone(), authorization }))
}

/// The system's certificates, since many a GitLab has one of its own; where there are none, Mozilla's.
fn roots() -> RootCerts {
    let native = rustls_native_certs::load_native_certs().certs;
    if native.is_empty() {
        return RootCerts::WebPki;
    }
    let certificates = native.iter().map(|der| Certificate::from_der(der).to_owned());
    RootCerts::from(certificates)
}

impl Client for GitLab {
    fn send(&self, request: &Request, time: Duration, most: usize) -> Result<Answer, Broken> {
        self.answer(request, time, most).map_err(|error| match error {
            ureq::Error::Timeout(_) => Broken::Late,
            ureq::Error::BodyExceedsLimit(_) => Broken::Huge,
            ureq::Error::HostNotFound => Broken::Unreached(error.to_string()),
            ureq::Error::Io(ref cause) => Broken::by(Some(cause.kind()), error.to_string()),
            error => Broken::Connection(error.to_string()),
        })
    }
}

impl GitLab {
    fn answer(
        &self,
        request: &Request,
        time: Duration,
        most: usize,
    ) -> Result<Answer, ureq::Error> {
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        };
        let body = request.body.as_ref().map(ToString::to_string).unwrap_or_default();
        let built = ureq::http::Request::builder()
            .method(method)
            .uri(self.address.url(&request.path))
            .header("authorization", &self.authorization)
            .header("content-type", "application/json")
            .body(body)?;
        let built = self.agent.configure_request(built).timeout_global(Some(time)).build();
        let mut answer = self.agent.run(built)?;
        let body = answer.body_mut().with_config().limit(most as u64).read_to_vec()?;
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        Ok(Answer::new(answer.status().as_u16(), header, body))
    }
}
