//! What GitHub publishes of its API: requests are held against it, answers are made of its examples.

use super::http::Request;
use super::world::{Asked, Posted};
use jsonschema::validator_for;
use serde_json::{Value, json};

/// The operations that are used.
pub struct Api {
    paths: Value,
}

impl Api {
    pub fn github() -> Api {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/openapi/github.json");
        let text = std::fs::read_to_string(path).expect("the description is there");
        let description: Value = serde_json::from_str(&text).expect("it is JSON");
        Api { paths: description["paths"].clone() }
    }

    /// Panics unless the request, below a base, is one of those that are published.
    pub fn check(&self, base: &str, request: &Request) {
        let path = request.path.strip_prefix(base).expect("below the base");
        let all = self.paths.as_object().expect("paths").iter();
        let mut fitting = all.filter_map(|(template, operations)| {
            let values = matched(template, path)?;
            Some((operations.get(request.method.to_ascii_lowercase())?, values))
        });
        let (operation, values) = fitting.next().unwrap_or_else(|| panic!("{request:?}"));
        let parameters = operation["parameters"].as_array().expect("parameters");
        for (name, text) in &values {
            valid(parameter(parameters, name, "path"), text);
        }
        for (name, text) in &request.query {
            valid(parameter(parameters, name, "query"), text);
        }
        match (operation.get("requestBody"), &request.body) {
            (Some(schema), Some(body)) => {
                let validator = validator_for(schema).expect("a schema");
                assert!(validator.is_valid(body), "{body}");
                let known = schema["properties"].as_object().expect("properties");
                assert!(body.as_object().expect("an object").keys().all(|k| known.contains_key(k)));
            }
            (None, None) => {}
            _ => panic!("a body where there is none, or none where there is one: {request:?}"),
        }
        assert_eq!(request.header("x-github-api-version"), Some("2022-11-28"));
        assert!(request.header("user-agent").is_some(), "GitHub refuses requests without one");
    }

    fn example(&self, path: &str, method: &str) -> Value {
        self.paths[path][method]["example"].clone()
    }

    pub fn user(&self, (id, name): &(i64, String)) -> Value {
        let mut user = self.example("/user", "get");
        user["id"] = json!(id);
        user["login"] = json!(name);
        user
    }

    pub fn comment(&self, posted: &Posted) -> Value {
        let mut comment =
            self.example("/repos/{owner}/{repo}/issues/{issue_number}/comments", "post");
        comment["id"] = json!(posted.id);
        comment["body"] = json!(posted.body);
        match &posted.by {
            Some((id, name)) => {
                comment["user"]["id"] = json!(id);
                comment["user"]["login"] = json!(name);
            }
            None => comment["user"] = Value::Null,
        }
        comment
    }

    pub fn pull(&self, asked: &Asked, in_list: bool) -> Value {
        let mut pull = match in_list {
            true => self.example("/repos/{owner}/{repo}/pulls", "get")[0].clone(),
            false => self.example("/repos/{owner}/{repo}/pulls/{pull_number}", "get"),
        };
        pull["number"] = json!(asked.number);
        pull["state"] = json!(if asked.open { "open" } else { "closed" });
        pull["head"]["sha"] = json!(asked.sha);
        pull["head"]["ref"] = json!(asked.from.1);
        match &asked.from.0 {
            Some(name) => pull["head"]["repo"]["full_name"] = json!(name),
            None => pull["head"]["repo"] = Value::Null,
        }
        pull
    }

    pub fn note(&self, posted: &Posted) -> Value {
        let by = posted.by.as_ref();
        json!({
            "id": posted.id, "type": null, "body": posted.body, "attachment": null,
            "author": by.map(|(id, name)| json!({ "id": id, "username": name, "state": "active" })),
            "created_at": "2013-10-02T09:22:45Z", "system": posted.system, "noteable_id": 377,
            "noteable_type": "MergeRequest", "project_id": 21, "resolvable": false,
        })
    }

    pub fn merge_request(&self, asked: &Asked) -> Value {
        json!({
            "id": 155_016_530, "iid": asked.number, "project_id": 21, "title": "x",
            "state": if asked.open { "opened" } else { "merged" }, "sha": asked.sha,
            "merge_commit_sha": null, "source_branch": asked.from.1,
        })
    }
}

/// The values in a path of a template.
fn matched(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let (templates, parts): (Vec<&str>, Vec<&str>) =
        (template.split('/').collect(), path.split('/').collect());
    if templates.len() != parts.len() {
        return None;
    }
    let mut values = Vec::new();
    for (template, part) in templates.iter().zip(parts) {
        match template.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => values.push((name.to_owned(), part.to_owned())),
            None if *template == part => {}
            None => return None,
        }
    }
    Some(values)
}

fn parameter<'a>(parameters: &'a [Value], name: &str, place: &str) -> &'a Value {
    let is = |parameter: &&Value| parameter["name"] == *name && parameter["in"] == *place;
    let found = parameters.iter().find(is);
    &found.unwrap_or_else(|| panic!("no parameter {name} in the {place}"))["schema"]
}

/// Holds a text against a schema of a text, a number or a boolean.
fn valid(schema: &Value, text: &str) {
    let value: Value = match schema["type"].as_str() {
        Some("integer" | "boolean") => serde_json::from_str(text).expect("a number or boolean"),
        _ => json!(text),
    };
    assert!(validator_for(schema).expect("a schema").is_valid(&value), "{schema}: {value}");
}
