//! Amazon DynamoDB: tables, the items in them, and who may reach them.
//!
//! [`decimal`] numbers · [`value`] values and items · [`expression`] what requests say of items ·
//! [`needs`] condition keys that follow from a table · [`source`] metrics.

pub mod api;
pub mod decimal;
pub mod expression;
pub mod needs;
pub mod ops;
pub mod record;
pub mod shapes;
pub mod source;
pub mod state;
pub mod value;

pub use state::{State, Table};
