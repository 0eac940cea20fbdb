//! Why nothing was delivered.

use super::Forge;
use super::refusal::{Doing, Refusal};
use std::time::Duration;
use thiserror::Error;

/// Why nothing was delivered. Texts are single lines, but for characters that a server put in them, and
/// never hold the token.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DeliveryError {
    /// Nothing to show to the server.
    #[error("the token is empty")]
    EmptyToken,
    /// Nothing that fits in a header.
    #[error("the token holds a character that no token has, such as a space or a line break")]
    OddToken,
    /// No URL that a token is sent to.
    #[error("the API's address can't be used: {why}")]
    Address {
        /// What is wrong with it.
        why: &'static str,
    },
    /// The program was built without this client.
    #[error("this build can't post to {0}")]
    NoClient(Forge),
    /// No TLS client, such as without any certificate.
    #[error("failed to set up the HTTP client: {0}")]
    Client(String),

    /// No repository's name.
    #[error("no repository's name: {0}")]
    Repository(&'static str),
    /// No full object id.
    #[error("a commit's id is 40 or 64 hexadecimal digits, all of them")]
    Sha,

    /// The text could be taken for another comment.
    #[error("the text holds a comment's marker, and is not sent")]
    SecondMarker,
    /// The text could be obeyed.
    #[error("a line of the text begins with a slash, which forges and bots obey: it is not sent")]
    QuickAction,
    /// The text would be refused.
    #[error(
        "the comment has {characters} characters, of {most} that the forge takes: it is not sent"
    )]
    LongBody {
        /// Its length.
        characters: usize,
        /// The forge's limit.
        most: usize,
    },

    /// The report is of another state of affairs than the request's.
    #[error("stale: {0}; nothing was posted")]
    Stale(String),
    /// Several requests are of the same branch and commit.
    #[error("several requests have this branch and commit: {}; say which with --request", numbers(.0))]
    Several(Vec<u64>),
    /// A number that is not among those that the API names.
    #[error("request {wanted} is not among those with this branch and commit: {}", numbers(.found))]
    NotAmong {
        /// The number that was asked for.
        wanted: u64,
        /// Those that there are.
        found: Vec<u64>,
    },
    /// The API does not say whose token it is.
    #[error("the API doesn't say whose token this is: name our comments' author with --author")]
    NoAuthor,
    /// The list of comments is longer than anyone reads.
    #[error("failed to {doing}: there are more than {pages} pages of them")]
    ManyPages {
        /// What was being done.
        doing: Doing,
        /// The limit.
        pages: u32,
    },

    /// The server said no.
    #[error("{0}")]
    Refused(Refusal),
    /// The server asks for more patience than there is.
    #[error("failed to {doing}: {status}, and another try is not wanted {}: too long, run this again later", wait(*.seconds))]
    Wait {
        /// What was being done.
        doing: Doing,
        /// The status.
        status: u16,
        /// The wait that was asked for; absent if it was a date.
        seconds: Option<u64>,
    },
    /// No answer.
    #[error("failed to {doing}: no whole answer within {} s", .after.as_secs_f64())]
    Timeout {
        /// What was being done.
        doing: Doing,
        /// The deadline.
        after: Duration,
    },
    /// The comment is not there, but may come.
    #[error(
        "{0}; it is not sent again, since it may still appear: the next run takes up what there is then"
    )]
    Unsure(Box<DeliveryError>),
    /// A yes without the comment.
    #[error(
        "failed to {doing}: the answer, {status}, does not show it, as if this were not the API's address"
    )]
    Unconfirmed {
        /// What was being done.
        doing: Doing,
        /// The status, of success.
        status: u16,
    },
    /// All requests together took too long.
    #[error("failed to {doing}: delivery takes longer than {} s", .after.as_secs_f64())]
    Overall {
        /// What was being done.
        doing: Doing,
        /// The deadline.
        after: Duration,
    },
    /// More requests than delivering a comment takes.
    #[error("failed to {doing}: delivery takes more than {most} requests")]
    ManyRequests {
        /// What was being done.
        doing: Doing,
        /// The limit.
        most: u32,
    },
    /// The answer is larger than any that makes sense.
    #[error("failed to {doing}: the answer is larger than {} MiB", .most >> 20)]
    Huge {
        /// What was being done.
        doing: Doing,
        /// The limit, in bytes.
        most: usize,
    },
    /// The connection failed or broke.
    #[error("failed to {doing}: {why}")]
    Connection {
        /// What was being done.
        doing: Doing,
        /// The system's, or the HTTP client's, words.
        why: String,
    },
    /// An answer in another form than the API's.
    #[error(
        "failed to {doing}: the answer is not what the API answers; is this the API's address?"
    )]
    Unreadable {
        /// What was being done.
        doing: Doing,
    },
}

fn numbers(numbers: &[u64]) -> String {
    let numbers: Vec<String> = numbers.iter().map(|number| format!("#{number}")).collect();
    if numbers.is_empty() { "there is none".to_owned() } else { numbers.join(", ") }
}

fn wait(seconds: Option<u64>) -> String {
    seconds.map_or_else(|| "before a later date".to_owned(), |s| format!("within {s} s"))
}
