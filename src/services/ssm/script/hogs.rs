//! What `stress` and `stress-ng` say while they work.

use crate::sim::time::Span;

/// What one of them was told to do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hogs {
    /// Whether it is `stress-ng`.
    pub ng: bool,
    /// Workers on processors.
    pub cpu: u32,
    /// Workers on memory.
    pub vm: u32,
    /// For how long.
    pub lasts: Option<Span>,
    /// Whether it is to say nothing.
    pub quiet: bool,
}

impl Hogs {
    /// What it says as it begins.
    pub fn begins(&self, pid: u32) -> String {
        let Hogs { cpu, vm, lasts, .. } = *self;
        if !self.ng {
            return format!(
                "stress: info: [{pid}] dispatching hogs: {cpu} cpu, 0 io, {vm} vm, 0 hdd\n"
            );
        }
        let run = match lasts {
            Some(span) => format!("setting to a {} run per stressor", seconds(span)),
            None => format!("defaulting to a {} run per stressor", seconds(Span::days(1))),
        };
        let kinds = [(cpu, "cpu"), (vm, "vm")].into_iter().filter(|(count, _)| *count > 0);
        let kinds: Vec<String> = kinds.map(|(count, kind)| format!("{count} {kind}")).collect();
        let kinds = kinds.join(", ");
        format!(
            "stress-ng: info:  [{pid}] {run}\nstress-ng: info:  [{pid}] dispatching hogs: {kinds}\n"
        )
    }

    /// What it says when its time is over.
    pub fn ends(&self, pid: u32) -> String {
        let secs = self.lasts.map_or(0, |span| span.as_millis() / 1_000);
        if !self.ng {
            return format!("stress: info: [{pid}] successful run completed in {secs}s\n");
        }
        let long = if secs >= 60 { format!(" ({})", told(secs)) } else { String::new() };
        format!("stress-ng: info:  [{pid}] successful run completed in {secs}.00s{long}\n")
    }
}

/// `300 second (5 mins, 0.00 secs)`.
fn seconds(span: Span) -> String {
    let secs = span.as_millis() / 1_000;
    if secs > 60 { format!("{secs} second ({})", told(secs)) } else { format!("{secs} second") }
}

/// `1 hour, 5 mins, 0.00 secs`.
fn told(secs: i64) -> String {
    let parts = [(86_400, "day"), (3_600, "hour"), (60, "min")];
    let mut left = secs;
    let mut said = Vec::new();
    for (size, name) in parts {
        let count = left / size;
        left %= size;
        if count > 0 {
            said.push(format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
        }
    }
    said.push(format!("{left}.00 secs"));
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_says_it_in_its_own_words() {
        let lasts = Some(Span::secs(60));
        let hogs = Hogs { ng: false, cpu: 2, vm: 0, lasts, quiet: false };
        assert_eq!(
            hogs.begins(7),
            "stress: info: [7] dispatching hogs: 2 cpu, 0 io, 0 vm, 0 hdd\n"
        );
        assert_eq!(hogs.ends(7), "stress: info: [7] successful run completed in 60s\n");
        let ng = Hogs { ng: true, cpu: 4, vm: 1, ..hogs };
        assert_eq!(
            ng.begins(7),
            "stress-ng: info:  [7] setting to a 60 second run per stressor\n\
             stress-ng: info:  [7] dispatching hogs: 4 cpu, 1 vm\n"
        );
        assert_eq!(
            ng.ends(7),
            "stress-ng: info:  [7] successful run completed in 60.00s (1 min, 0.00 secs)\n"
        );
        let long = Hogs { lasts: None, ..ng };
        assert!(long.begins(7).contains("defaulting to a 86400 second (1 day, 0.00 secs) run"));
    }
}
