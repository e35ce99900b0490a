//! The terminal: the script language, the AWS CLI's, and the few verbs of the simulated world.
//!
//! [`script`] what a script is, and how it is read · [`run`] a script against a world · [`verbs`]
//! the commands beside `aws`, [`files`] what they
//! write and read, [`world`] what only the simulated world can do · [`expect`] what a
//! script or a goal asks about the world · [`aws`] the AWS CLI, [`output`] how it prints,
//! [`query`] the language of `--query` · [`complete`] what the Tab key offers.

pub mod aws;
pub mod complete;
mod expand;
pub mod expect;
pub mod fault;
pub mod files;
mod grammar;
mod inside;
pub mod output;
pub mod query;
mod resource;
pub mod run;
pub mod script;
mod tools;
mod unfold;
pub mod verbs;
pub mod world;
mod zip;

pub use fault::Fault;
