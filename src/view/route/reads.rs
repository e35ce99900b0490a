//! What opening a page asks of AWS.

use super::Route;
use crate::services::Request;
use crate::sim::{Region, World};

impl Route {
    /// The reads that opening or refreshing the page sends.
    pub fn reads(&self, _world: &World, _region: Region) -> Vec<Request> {
        match self {
            _ => Vec::new(),
        }
    }
}
