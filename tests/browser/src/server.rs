//! A static server like the one the site will be published on: files under a base path, nothing
//! else.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::Result;

/// The path the site stands under: anything but `/`, so that an absolute address shows.
const BASE: &str = "/some/base/";

/// A running server; ends with this value.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    ended: Arc<AtomicBool>,
}

impl Server {
    /// Serves a folder on a free port.
    ///
    /// # Errors
    /// If there is no port to listen on.
    pub fn start(folder: &Path) -> Result<Server> {
        let fail = |error: std::io::Error| format!("server: {error}");
        let listener = TcpListener::bind("127.0.0.1:0").map_err(fail)?;
        let server = Server {
            address: listener.local_addr().map_err(fail)?,
            ended: Arc::new(AtomicBool::new(false)),
        };
        let (folder, ended) = (folder.to_owned(), Arc::clone(&server.ended));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ended.load(Ordering::SeqCst) {
                    break;
                }
                let folder = folder.clone();
                // A browser that goes away in the middle is no fault of the server's.
                std::thread::spawn(move || answer(stream, &folder).ok());
            }
        });
        Ok(server)
    }

    /// The address of the site.
    pub fn site(&self) -> String {
        format!("http://{}{BASE}", self.address)
    }

    /// Stops answering: the machine is offline.
    pub fn stop(&self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the listener, which then sees that it has ended.
        drop(TcpStream::connect(self.address));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn answer(mut stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    let found = file(folder, path).and_then(|file| {
        let content = std::fs::read(&file).ok()?;
        Some((mime(&file), content))
    });
    let (status, mime, content) = match found {
        Some((mime, content)) => ("200 OK", mime, content),
        None => ("404 Not Found", "text/plain", b"not found".to_vec()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\n\
         Cache-Control: no-cache\r\nConnection: close\r\n\r\n",
        content.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&content)
}

fn file(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = path.split('?').next()?.strip_prefix(BASE)?;
    let inside = !path.split('/').any(|part| part == "..");
    inside.then(|| folder.join(if path.is_empty() { "index.html" } else { path }))
}

fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
