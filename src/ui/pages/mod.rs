//! The pages: a component each, over its view model.
