//! HTTP/1.1, as much as a server needs that answers one request a connection.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A request as it came.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub method: String,
    pub path: String,
    /// Names and values, decoded.
    pub query: Vec<(String, String)>,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Option<Value>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(header, _)| header == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn asks(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(query, _)| query == name).map(|(_, value)| value.as_str())
    }

    pub fn is(&self, method: &str, path: &str) -> bool {
        self.method == method && self.path == path
    }
}

/// What is answered.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Status, headers, body.
    Whole(u16, Vec<(String, String)>, Vec<u8>),
    /// The same, but the connection ends in the middle.
    Cut(u16, Vec<u8>),
    /// The connection is reset.
    Reset,
    /// Nothing, until whoever asks has gone.
    Hang,
    /// A byte now and then, without end.
    Drip,
    /// A body of so many bytes.
    Large(usize),
}

impl Reply {
    pub fn json(status: u16, body: &Value) -> Reply {
        let json = ("content-type".to_owned(), "application/json; charset=utf-8".to_owned());
        Reply::Whole(status, vec![json], body.to_string().into_bytes())
    }

    pub fn with(self, name: &str, value: impl Into<String>) -> Reply {
        match self {
            Reply::Whole(status, mut headers, body) => {
                headers.push((name.to_owned(), value.into()));
                Reply::Whole(status, headers, body)
            }
            other => other,
        }
    }
}

/// A server on this machine, until it is dropped.
pub struct Server {
    pub url: String,
    stop: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl Server {
    pub fn start(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, answer) = (Arc::new(AtomicBool::new(false)), Arc::new(answer));
        let stopped = stop.clone();
        let accepting = thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (answer, stopped) = (answer.clone(), stopped.clone());
                // A connection that breaks is the client's to tell of.
                thread::spawn(move || serve(stream?, &*answer, &stopped));
            }
        });
        Server { url, stop, accepting: Some(accepting) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.url.trim_start_matches("http://"));
        self.accepting.take().map(JoinHandle::join);
    }
}

fn serve(
    stream: TcpStream,
    answer: &dyn Fn(&Request) -> Reply,
    stopped: &AtomicBool,
) -> std::io::Result<()> {
    let (request, unread) = read(&stream)?;
    let reply = answer(&request);
    let mut out = &stream;
    if !matches!(reply, Reply::Reset) && unread {
        let _ = out.read(&mut [0])?;
    }
    match reply {
        Reply::Whole(status, headers, body) => {
            out.write_all(head(status, &headers, body.len()).as_bytes())?;
            out.write_all(&body)
        }
        Reply::Cut(status, body) => {
            out.write_all(head(status, &[], body.len()).as_bytes())?;
            out.write_all(&body[..body.len() / 2])
        }
        // A connection that is closed with something unread is reset.
        Reply::Reset => Ok(()),
        Reply::Hang => {
            while !stopped.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_millis(20));
            }
            Ok(())
        }
        Reply::Drip => {
            out.write_all(head(200, &[], 1 << 20).as_bytes())?;
            while !stopped.load(Ordering::SeqCst) {
                out.write_all(b" ")?;
                thread::sleep(Duration::from_millis(100));
            }
            Ok(())
        }
        Reply::Large(size) => {
            out.write_all(head(200, &[], size).as_bytes())?;
            let block = [b' '; 1 << 16];
            (0..size / block.len()).try_for_each(|_| out.write_all(&block))
        }
    }
}

fn head(status: u16, headers: &[(String, String)], length: usize) -> String {
    let headers: String =
        headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n")
}

/// Reads all of a request but the last byte of its body, the closing brace; says whether there is one.
fn read(stream: &TcpStream) -> std::io::Result<(Request, bool)> {
    let mut reader = BufReader::with_capacity(1, stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split(' ');
    let method = words.next().unwrap_or_default().to_owned();
    let target = words.next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    };
    let query = query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect();
    let mut request = Request { method, path: path.to_owned(), query, ..Request::default() };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        request.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length: usize =
        request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    if length == 0 {
        return Ok((request, false));
    }
    let mut body = vec![0; length - 1];
    reader.read_exact(&mut body)?;
    body.push(b'}');
    request.body = serde_json::from_slice(&body).ok();
    Ok((request, true))
}

fn decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        let digit = |byte: Option<u8>| char::from(byte.unwrap()).to_digit(16).unwrap() as u8;
        match byte {
            b'%' => out.push(digit(bytes.next()) * 16 + digit(bytes.next())),
            byte => out.push(byte),
        }
    }
    String::from_utf8(out).unwrap()
}
