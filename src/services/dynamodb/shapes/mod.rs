//! The members of DynamoDB's requests and replies.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html>

mod items;
mod tables;
mod value;

pub use items::*;
pub use tables::*;
pub use value::AttributeValue;
