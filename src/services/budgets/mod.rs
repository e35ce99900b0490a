//! AWS Budgets: monthly budgets over the bill, and alerts on what was spent or is forecast.

pub mod api;
pub mod facts;
pub mod ops;
pub mod record;
pub mod spend;
pub mod state;
pub mod wake;

pub use facts::Fact;
pub use state::{Accounts, State};
pub use wake::Wake;
