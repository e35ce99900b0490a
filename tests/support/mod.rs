//! What tests share.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use watchtrail::api::spec::Operation as _;
use watchtrail::services::Request;
use watchtrail::sim::{Call, Command, Outcome, Region, Setup, Span, Via, Who, World};

/// The package's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the package.
pub fn read(path: &str) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A vector file.
pub fn vectors(name: &str) -> Value {
    serde_json::from_str(&read(&format!("tests/vectors/{name}.json"))).unwrap()
}

/// Every file below a folder whose name ends so, sorted.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A world under test, and calls to it.
pub struct Lab {
    /// The world.
    pub world: World,
}

impl Lab {
    /// A world as it begins.
    pub fn new() -> Lab {
        Lab { world: World::new(Setup::default()) }
    }

    /// A call by the CLI in us-east-1.
    pub fn call(&mut self, who: &str, service: &str, op: &str, input: Value) -> Outcome {
        let who = if who == "root" { Who::Root } else { Who::User(who.to_owned()) };
        let request = Request::decode(service, op, input).unwrap();
        let call = Call { who, region: Region::US_EAST_1, via: Via::Cli, request };
        self.world.apply(&Command::Call(call))
    }

    /// A call by `admin` that must succeed.
    pub fn ok(&mut self, service: &str, op: &str, input: Value) -> Value {
        self.call("admin", service, op, input).reply.unwrap()
    }

    /// A request of a page, made by `admin`, that must succeed.
    pub fn request(&mut self, request: Request) -> Value {
        self.ok(request.service().cli, request.spec().name, request.input())
    }

    /// A call by `admin` that must fail: code and message.
    pub fn fails(&mut self, service: &str, op: &str, input: Value) -> Value {
        let error = self.call("admin", service, op, input).reply.unwrap_err();
        json!({ "code": error.code, "message": error.message, "http": error.http })
    }

    /// Lets time pass.
    pub fn sleep(&mut self, span: Span) {
        let until = self.world.now() + span;
        self.world.apply(&Command::Advance { until });
    }
}
