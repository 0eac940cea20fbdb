//! SARIF 2.1.0, for GitHub's code scanning and for editors.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>,
//! <https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>

mod flow;
mod location;
mod message;
mod result;
mod rules;

use super::text::count;
use super::v1::{Report, Revisions, Verdict};
use message::Message;
use result::{Finding, results};
use rules::{Rule, rules};
use serde::Serialize;
use std::collections::BTreeMap;

/// GitHub refuses a file with more results.
const MOST: usize = 25_000;

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    invocations: [Invocation; 1],
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    results: Vec<Finding>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'static str,
    version: &'a str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
}

/// What relative paths begin at. Where that is, whoever reads the file knows.
#[derive(Serialize)]
struct Base {
    description: Message,
}

/// What the format has no other place for: it names revisions only of a repository whose address is known.
#[derive(Serialize)]
struct Properties<'a> {
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    revisions: Option<&'a Revisions>,
}

/// Renders a report: a result for each line that makes a benchmark allocate more, and for each other problem.
/// What was found once and is found again has the same fingerprint, whatever its line and its figures. No more
/// than 25,000 results are listed; a notification says how many are left out.
///
/// # Errors
///
/// None that can come from a report; serde_json's type has room for some.
pub fn sarif(report: &Report) -> Result<String, serde_json::Error> {
    let (results, left_out) = results(report, MOST);
    let left_out = (left_out > 0).then(|| Notification {
        level: "warning",
        message: Message::new(&format!(
            "{} left out: the JSON report has all",
            count(left_out as u64, "more result is", "more results are")
        )),
    });
    let driver = Driver { name: "allocgate", version: env!("CARGO_PKG_VERSION"), rules: rules() };
    let run = Run {
        tool: Tool { driver },
        invocations: [Invocation {
            execution_successful: true,
            tool_execution_notifications: left_out.into_iter().collect(),
        }],
        original_uri_base_ids: BTreeMap::from([(
            location::ROOT,
            Base { description: Message::new("The root of the repository.") },
        )]),
        results,
        properties: Properties { verdict: report.verdict, revisions: report.revisions.as_ref() },
    };
    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    let mut json = serde_json::to_string_pretty(&Log { schema, version: "2.1.0", runs: [run] })?;
    json.push('\n');
    Ok(json)
}
