//! Files with records: brought in a slice at a time, kept while the page is open.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use watchtrail::view::audit::evidence::{Evidence, Import, Trouble};
use watchtrail::view::route::EventsQuery;
use watchtrail::view::trail::{self, Filter, Format};
use web_sys::File;

use super::App;
use crate::ui::ctl::{Ctl, Msg};
use crate::ui::platform;

/// So many bytes of a file are read at once.
const CHUNK: f64 = 1_048_576.0;
/// So many records are read before the browser may draw.
const SLICE: usize = 300;

/// Records from files, and how far others are on their way in.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// The records.
    pub records: Rc<Evidence>,
    /// What is on its way in.
    pub coming: Option<Coming>,
}

impl PartialEq for Held {
    fn eq(&self, other: &Held) -> bool {
        Rc::ptr_eq(&self.records, &other.records) && self.coming == other.coming
    }
}

/// Files on their way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// The file that is being read.
    pub file: String,
    /// How much of all files is read, in hundredths.
    pub percent: u32,
    /// How many records there are by now.
    pub records: usize,
}

/// The evidence, and what stops its coming.
#[derive(Default)]
pub(super) struct Desk {
    pub held: Held,
    going: Rc<Cell<bool>>,
}

impl App {
    /// Brings files in beside those that are there.
    pub(super) fn bring(&mut self, files: Vec<File>) {
        if files.is_empty() || self.evidence.held.coming.is_some() {
            return;
        }
        let records = std::mem::take(&mut self.evidence.held.records);
        let import = Import::onto(Rc::unwrap_or_clone(records));
        let going = Rc::new(Cell::new(true));
        self.evidence.going = going.clone();
        let first = Coming { file: String::new(), percent: 0, records: import.records() };
        self.evidence.held.coming = Some(first);
        spawn_local(read_all(files, import, going, self.ctl.clone()));
    }

    /// Files are further in, or all in.
    pub(super) fn brought(&mut self, held: Held) {
        match held.coming {
            Some(coming) => self.evidence.held.coming = Some(coming),
            None => self.evidence.held = held,
        }
    }

    /// What is in stays, what is not stays out.
    pub(super) fn stop_bringing(&mut self) {
        self.evidence.going.set(false);
    }

    /// Forgets every record.
    pub(super) fn forget_evidence(&mut self) {
        if self.evidence.held.coming.is_none() {
            self.evidence.held = Held::default();
        }
    }

    /// Hands the learner what was found in the files.
    pub(super) fn evidence_file(&mut self, address: &EventsQuery, format: Format) {
        let filter = Filter::of_evidence(address);
        let file = trail::evidence_file(&self.evidence.held.records, &filter, format);
        self.download(file.name, file.mime, &file.text);
    }
}

async fn read_all(files: Vec<File>, mut import: Import, going: Rc<Cell<bool>>, ctl: Ctl) {
    let whole: f64 = files.iter().map(|file| file.size()).sum();
    let mut before = 0.0;
    for file in &files {
        let name = name(file);
        import.begin(&name);
        let size = file.size();
        let mut at = 0.0;
        while at < size && going.get() {
            let end = (at + CHUNK).min(size);
            match platform::read_part(file, at, end).await {
                Ok(bytes) => import.feed(&bytes),
                Err(_) => {
                    import.fail(Trouble::Unreadable);
                    break;
                }
            }
            at = end;
            while import.work(SLICE) && going.get() {
                tell(&ctl, &name, (before + at) / whole, &import);
                platform::pause().await;
            }
            tell(&ctl, &name, (before + at) / whole, &import);
            platform::pause().await;
        }
        before += size;
        if !going.get() {
            import.fail(Trouble::Stopped);
            break;
        }
    }
    let held = Held { records: Rc::new(import.finish()), coming: None };
    ctl.send(Msg::Brought(held));
}

fn tell(ctl: &Ctl, file: &str, share: f64, import: &Import) {
    let percent = (share * 100.0) as u32;
    let coming = Coming { file: file.to_owned(), percent, records: import.records() };
    ctl.send(Msg::Brought(Held { records: Rc::default(), coming: Some(coming) }));
}

/// The file's name, with the folders it was chosen with.
fn name(file: &File) -> String {
    let path = js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok();
    let path = path.and_then(|path| path.as_string()).filter(|path| !path.is_empty());
    path.unwrap_or_else(|| file.name())
}
