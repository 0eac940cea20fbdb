//! A server on this machine that answers as a test wants.
#![allow(dead_code)]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What is answered.
#[derive(Clone, Debug)]
pub enum Reply {
    /// A status without a body.
    Status(u16),
    Body(Vec<u8>),
    /// Fewer bytes than announced.
    Cut(Vec<u8>),
    /// To somewhere else.
    Redirect(String),
    /// Without an end, and without saying so.
    Endless,
}

/// Serves until the test ends.
pub struct Server {
    /// With a scheme, without a last slash.
    pub address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers the requests in turn, given the path of each.
    pub fn start(mut answer: impl FnMut(&str) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if let Some(path) = request(&stream) {
                    seen.lock().unwrap().push(path.clone());
                    // The other side may hang up.
                    let _ = send(stream, &answer(&path));
                }
            }
        });
        Self { address, requests }
    }

    /// The paths that were asked for.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// The path of a request without a body.
fn request(stream: &TcpStream) -> Option<String> {
    let mut lines = BufReader::new(stream).lines();
    let path = lines.next()?.ok()?.split(' ').nth(1)?.to_owned();
    lines.find(|line| line.as_ref().is_ok_and(String::is_empty))?.ok()?;
    Some(path)
}

fn send(mut stream: TcpStream, reply: &Reply) -> std::io::Result<()> {
    const END: &str = "Connection: close\r\n\r\n";
    let body = |stream: &mut TcpStream, body: &[u8], length: usize| {
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n{END}")?;
        stream.write_all(body)
    };
    match reply {
        Reply::Status(status) => {
            write!(stream, "HTTP/1.1 {status} No\r\nContent-Length: 0\r\n{END}")
        }
        Reply::Body(bytes) => body(&mut stream, bytes, bytes.len()),
        Reply::Cut(bytes) => body(&mut stream, bytes, bytes.len() + 1),
        Reply::Redirect(to) => {
            write!(stream, "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n{END}")
        }
        Reply::Endless => {
            write!(stream, "HTTP/1.1 200 OK\r\n{END}")?;
            let zeros = vec![0; 1 << 20];
            loop {
                stream.write_all(&zeros)?;
            }
        }
    }
}
