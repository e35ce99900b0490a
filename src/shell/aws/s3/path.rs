//! Where objects and files are, as `aws s3` writes it.

use crate::shell::files;

/// One end of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// `s3://BUCKET/KEY`.
    Object {
        /// The bucket.
        bucket: String,
        /// The key.
        key: String,
    },
    /// A file of the terminal.
    File(String),
    /// `-`: what the command before gives, or the screen.
    Stream,
}

impl End {
    /// Reads a path of a line.
    pub fn read(text: &str) -> End {
        match text.strip_prefix("s3://") {
            Some(rest) => {
                let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
                End::Object { bucket: bucket.to_owned(), key: key.to_owned() }
            }
            None if text == "-" => End::Stream,
            None => End::File(text.to_owned()),
        }
    }

    /// The kind of it, as usages are told apart.
    pub fn is_remote(&self) -> bool {
        matches!(self, End::Object { .. })
    }

    /// As a line tells of it: files from where one is.
    pub fn shown(&self) -> String {
        match self {
            End::Object { bucket, key } => format!("s3://{bucket}/{key}"),
            End::File(path) => match files::plain(path) {
                plain if plain.contains('/') => plain,
                plain => format!("./{plain}"),
            },
            End::Stream => "-".to_owned(),
        }
    }

    /// The last step of it.
    pub fn name(&self) -> &str {
        let whole = match self {
            End::Object { key, .. } => key,
            End::File(path) => path,
            End::Stream => "-",
        };
        whole.rsplit('/').next().unwrap_or_default()
    }

    /// What stands at this place below it.
    pub fn below(&self, rest: &str) -> End {
        let joined = |directory: &str| match directory {
            "" => rest.to_owned(),
            directory if directory.ends_with('/') => format!("{directory}{rest}"),
            directory => format!("{directory}/{rest}"),
        };
        match self {
            End::Object { bucket, key } => End::Object { bucket: bucket.clone(), key: joined(key) },
            End::File(path) => End::File(joined(path)),
            End::Stream => End::Stream,
        }
    }
}

/// The type the CLI guesses from a file's name, as Python's `mimetypes` knows it.
pub(super) fn content_type(name: &str) -> Option<&'static str> {
    let packed = [".gz", ".bz2", ".xz", ".br", ".Z"];
    let bare = packed.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let (_, ending) = bare.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "json" => "application/json",
        "txt" | "text" | "conf" | "c" | "h" => "text/plain",
        "html" | "htm" => "text/html",
        "css" => "text/css",
        "csv" => "text/csv",
        "md" => "text/markdown",
        "xml" => "text/xml",
        "js" | "mjs" => "text/javascript",
        "py" => "text/x-python",
        "sh" => "application/x-sh",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "tar" | "tgz" => "application/x-tar",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        _ => return None,
    })
}
