//! What a forge keeps: users, requests, comments.

use super::fault::{Effect, Fault};
use super::http::{Reply, Request};
use super::openapi::Api;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::thread;

pub const TOKEN: &str = "ghp_TopSecretTopSecretTopSecret1234";
pub const SHA: &str = "6dcb09b5b57875f334f61aebed695e2e4193db5e";
pub const OTHER_SHA: &str = "c5b97d5ae6c19d5c5df71a34c7fbeeda2479ccbc";

/// Who the token is of.
pub const US: (i64, &str) = (41_898_282, "github-actions[bot]");

/// A comment; of nobody, where the user is gone.
#[derive(Clone, Debug)]
pub struct Posted {
    pub id: u64,
    pub by: Option<(i64, String)>,
    pub body: String,
    pub system: bool,
}

/// A pull request or merge request.
#[derive(Clone, Debug)]
pub struct Asked {
    pub number: u64,
    pub open: bool,
    pub sha: String,
    /// Repository and branch; no repository, where the fork is gone.
    pub from: (Option<String>, String),
}

/// Whether a repository's forge tells whose token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// As for a user's token.
    Told,
    /// As for a GitHub App's.
    Refused,
}

/// A forge.
pub struct World {
    pub comments: Vec<Posted>,
    pub requests: Vec<Asked>,
    pub identity: Identity,
    pub us: (i64, String),
    /// Whose every page of a list is the first, and says that there is another.
    pub loops: bool,
    pub log: Vec<Request>,
    pub faults: Vec<Fault>,
    next: u64,
}

impl World {
    pub fn new() -> World {
        let us = (US.0, US.1.to_owned());
        let from = (Some("fork/app".to_owned()), "topic".to_owned());
        let asked = Asked { number: 7, open: true, sha: SHA.to_owned(), from };
        World {
            comments: Vec::new(),
            requests: vec![asked],
            identity: Identity::Refused,
            us,
            loops: false,
            log: Vec::new(),
            faults: Vec::new(),
            next: 1000,
        }
    }

    /// Adds a comment.
    pub fn says(&mut self, by: Option<(i64, &str)>, body: &str) -> u64 {
        self.next += 1;
        let by = by.map(|(id, name)| (id, name.to_owned()));
        // Forges change bodies that they keep.
        let body = body.trim_end().replace('\n', "\r\n");
        self.comments.push(Posted { id: self.next, by, body, system: false });
        self.next
    }

    /// The bodies of comments that begin with our marker.
    pub fn marked(&self) -> Vec<&Posted> {
        let is = |posted: &&Posted| posted.body.starts_with("<!-- allocgate comment ");
        self.comments.iter().filter(is).collect()
    }

    fn ours(&mut self, body: &Value) -> u64 {
        let us = self.us.clone();
        self.says(Some((us.0, &us.1)), body["body"].as_str().expect("a text"))
    }

    fn changes(&mut self, id: u64, body: &Value) -> Option<Posted> {
        let posted = self.comments.iter_mut().find(|posted| posted.id == id)?;
        posted.body = body["body"].as_str().expect("a text").to_owned();
        Some(posted.clone())
    }

    fn deletes(&mut self, id: &str) -> Reply {
        let before = self.comments.len();
        self.comments.retain(|posted| posted.id.to_string() != id);
        match self.comments.len() == before {
            true => missing(),
            false => Reply::Whole(204, Vec::new(), Vec::new()),
        }
    }
}

/// A forge that can be asked and looked at.
pub type Shared = Arc<Mutex<World>>;

/// Answers a request as the forge's API does, or as a fault of it does.
pub fn answer(shared: &Shared, api: &Api, base: &str, request: &Request) -> Reply {
    let mut world = shared.lock().unwrap();
    let nth = world.log.iter().filter(|before| before.is(&request.method, &request.path)).count();
    world.log.push(request.clone());
    let fault = world.faults.iter().find_map(|fault| fault.of(request, nth + 1));
    match fault {
        Some((Reply::Cut(status, _), Effect::Now)) => match regular(&mut world, api, base, request)
        {
            Reply::Whole(_, _, body) => Reply::Cut(status, body),
            other => other,
        },
        Some((reply, Effect::Now)) => {
            regular(&mut world, api, base, request);
            reply
        }
        Some((reply, Effect::Later(time))) => {
            let (shared, body) = (shared.clone(), request.body.clone().expect("a body"));
            thread::spawn(move || {
                thread::sleep(time);
                shared.lock().unwrap().ours(&body);
            });
            reply
        }
        Some((reply, Effect::Never)) => reply,
        None => regular(&mut world, api, base, request),
    }
}

fn regular(world: &mut World, api: &Api, base: &str, request: &Request) -> Reply {
    if request.header("authorization") != Some(&format!("Bearer {TOKEN}")) {
        return Reply::json(401, &json!({ "message": "Bad credentials" }));
    }
    let path = request.path.strip_prefix(base).expect("below the base");
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let body = request.body.clone().unwrap_or_default();
    match (request.method.as_str(), parts.as_slice()) {
        ("GET", ["user"]) => match world.identity {
            Identity::Told => Reply::json(200, &api.user(&world.us)),
            Identity::Refused => {
                let message = "Resource not accessible by integration";
                Reply::json(403, &json!({ "message": message, "status": "403" }))
            }
        },
        ("GET", ["repos", "octo", "app", "pulls"]) => {
            let open: Vec<&Asked> = world.requests.iter().filter(|asked| asked.open).collect();
            page(request, &open, |asked| api.pull(asked, true), world.loops)
        }
        ("GET", ["repos", "octo", "app", "pulls", n]) => match find(world, n) {
            Some(asked) => Reply::json(200, &api.pull(asked, false)),
            None => missing(),
        },
        ("GET", ["repos", "octo", "app", "issues", n, "comments"]) if find(world, n).is_some() => {
            page(request, &world.comments, |posted| api.comment(posted), world.loops)
        }
        ("POST", ["repos", "octo", "app", "issues", n, "comments"]) if find(world, n).is_some() => {
            let id = world.ours(&body);
            let posted = world.comments.iter().find(|posted| posted.id == id).unwrap();
            Reply::json(201, &api.comment(posted))
        }
        ("PATCH", ["repos", "octo", "app", "issues", "comments", id]) => {
            match world.changes(id.parse().unwrap(), &body) {
                Some(posted) => Reply::json(200, &api.comment(&posted)),
                None => missing(),
            }
        }
        ("DELETE", ["repos", "octo", "app", "issues", "comments", id])
        | ("DELETE", ["projects", "21", "merge_requests", "7", "notes", id]) => world.deletes(id),
        ("GET", ["projects", "21", "merge_requests", n]) => match find(world, n) {
            Some(asked) => Reply::json(200, &api.merge_request(asked)),
            None => missing(),
        },
        ("GET", ["projects", "21", "merge_requests", _, "notes"]) => {
            page(request, &world.comments, |posted| api.note(posted), world.loops)
        }
        ("POST", ["projects", "21", "merge_requests", _, "notes"]) => {
            let id = world.ours(&body);
            let posted = world.comments.iter().find(|posted| posted.id == id).unwrap();
            Reply::json(201, &api.note(posted))
        }
        ("PUT", ["projects", "21", "merge_requests", _, "notes", id]) => {
            match world.changes(id.parse().unwrap(), &body) {
                Some(posted) => Reply::json(200, &api.note(&posted)),
                None => missing(),
            }
        }
        _ => missing(),
    }
}

fn find<'a>(world: &'a World, number: &str) -> Option<&'a Asked> {
    world.requests.iter().find(|asked| asked.number.to_string() == number)
}

fn missing() -> Reply {
    Reply::json(404, &json!({ "message": "Not Found", "status": "404" }))
}

/// A page of a list, with a link to the next if there is one, or as a loop says.
fn page<T>(request: &Request, all: &[T], show: impl Fn(&T) -> Value, loops: bool) -> Reply {
    let ask = |name, default| request.asks(name).map_or(default, |value| value.parse().unwrap());
    let (size, number): (usize, usize) = (ask("per_page", 30), ask("page", 1));
    let start = if loops { 0 } else { (number - 1) * size };
    let items: Vec<Value> = all.iter().skip(start).take(size).map(show).collect();
    let reply = Reply::json(200, &Value::Array(items));
    match loops || start + size < all.len() {
        // Whoever follows it ends up elsewhere.
        true => reply.with("link", "<http://127.0.0.1:9/elsewhere?page=2>; rel=\"next\""),
        false => reply,
    }
}
