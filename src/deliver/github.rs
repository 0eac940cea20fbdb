//! GitHub's API, by octocrab. The only place that is asynchronous.

use super::http::{Answer, Broken, Client, Method, Request};
use super::{Address, Token};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use octocrab::Octocrab;
use std::error::Error;
use std::io;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

/// A client that runs where it is called.
struct GitHub {
    octocrab: Octocrab,
    address: Address,
    /// None while it is taken down.
    runtime: Option<Runtime>,
}

/// A client of the API at an address. Octocrab's retries and redirects are left out of the build.
pub(super) fn client(address: &Address, token: &Token) -> Result<Box<dyn Client>, String> {
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    // Setting up starts a task.
    let entered = runtime.enter();
    // With a path in the base, octocrab takes paths that begin like it for whole ones.
    let octocrab = Octocrab::builder()
        .base_uri(address.origin())
        .and_then(|builder| builder.personal_token(token.secret().to_owned()).build())
        .map_err(|error| without_certificates(&innermost(&error).to_string()))?;
    drop(entered);
    Ok(Box::new(GitHub { octocrab, address: address.clone(), runtime: Some(runtime) }))
}

impl Client for GitHub {
    fn send(&self, request: &Request, time: Duration, most: usize) -> Result<Answer, Broken> {
        let Some(runtime) = &self.runtime else {
            return Err(Broken::Connection("the client was taken down".to_owned()));
        };
        runtime.block_on(async {
            let answer = tokio::time::timeout(time, self.answer(request, most)).await;
            answer.unwrap_or(Err(Broken::Late))
        })
    }
}

impl GitHub {
    async fn answer(&self, request: &Request, most: usize) -> Result<Answer, Broken> {
        let (url, body) = (self.address.url(&request.path), request.body.as_ref());
        let answer = match request.method {
            Method::Get => self.octocrab._get(url).await,
            Method::Post => self.octocrab._post(url, body).await,
            Method::Patch => self.octocrab._patch(url, body).await,
            Method::Put => self.octocrab._put(url, body).await,
            Method::Delete => self.octocrab._delete(url, body).await,
        };
        let answer = answer.map_err(|error| broken(&error))?;
        let (head, body) = answer.into_parts();
        let body = Limited::new(body, most).collect().await.map_err(|error| match error
            .is::<LengthLimitError>(
        ) {
            true => Broken::Huge,
            false => broken(error.as_ref()),
        })?;
        let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok());
        Ok(Answer::new(head.status.as_u16(), header, body.to_bytes().to_vec()))
    }
}

impl Drop for GitHub {
    /// A name that is still being looked up is not waited for.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// What fails here on a system that is small enough; its list of causes helps nobody.
fn without_certificates(why: &str) -> String {
    let why = why.split(" (errors").next().unwrap_or(why);
    format!("{why}: install ca-certificates, or name a file of certificates in SSL_CERT_FILE")
}

fn broken(error: &(dyn Error + 'static)) -> Broken {
    let cause = innermost(error);
    Broken::by(cause.downcast_ref().map(io::Error::kind), cause.to_string())
}

/// The cause that says most; octocrab's own words are those of its types.
fn innermost<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost
}
