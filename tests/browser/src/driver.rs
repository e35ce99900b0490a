//! The WebDriver server's process.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::Result;

/// A running WebDriver server; ends with this value.
#[derive(Debug)]
pub struct Driver {
    child: Child,
    address: String,
}

impl Driver {
    /// Starts the server on a free port.
    ///
    /// # Errors
    /// If it cannot be started or ends before it listens.
    pub fn start(program: &Path) -> Result<Driver> {
        let fail = |error| format!("{}: {error}", program.display());
        let mut child = Command::new(program)
            .args(["--port=0", "--log-level=SEVERE"])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(fail)?;
        let lines = child.stdout.take().map(|out| BufReader::new(out).lines());
        let mut lines = lines.into_iter().flatten().map_while(std::result::Result::ok);
        let port = lines.find_map(|line| {
            let rest = line.split_once("successfully on port ")?.1;
            rest.trim_end_matches('.').parse::<u16>().ok()
        });
        // What else it prints must go somewhere, or it waits for us to read it.
        std::thread::spawn(move || lines.for_each(drop));
        match port {
            Some(port) => Ok(Driver { child, address: format!("127.0.0.1:{port}") }),
            None => Err(format!("{} said no port", program.display())),
        }
    }

    /// `HOST:PORT` of the server.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
