//! `stress` and `stress-ng`: what their options come to.

use super::hogs::Hogs;
use super::{Machine, Work, length, unknown};
use crate::api::ApiError;

/// What a worker takes of memory where it is not said, in MiB.
const VM_BYTES: f64 = 256.0;

/// `stress --cpu N --vm N --vm-bytes B --timeout T`; `stress-ng` knows `--cpu-load P`, too.
pub(super) fn run(
    words: &[&str],
    options: &[&str],
    machine: Machine<'_>,
) -> Result<(Work, Hogs), ApiError> {
    let wrong = || unknown(&words.join(" "));
    let (mut cpus, mut share, mut lasts) = (None, 100.0, None);
    let (mut hogs, mut bytes) = (0, Asked { percent: part(VM_BYTES, machine.mib), shared: false });
    let split: Vec<&str> = options
        .iter()
        .flat_map(|option| parted(option))
        .filter(|option| !SWITCHES.contains(option))
        .collect();
    for pair in split.chunks(2) {
        let [name, value] = pair else { return Err(wrong()) };
        match *name {
            "--cpu" | "-c" => cpus = Some(value.parse::<u32>().map_err(|_| wrong())?),
            "--cpu-load" | "-l" => {
                share = value
                    .parse::<f64>()
                    .ok()
                    .filter(|n| (0.0..=100.0).contains(n))
                    .ok_or_else(wrong)?;
            }
            "--vm" | "-m" => hogs = value.parse::<u32>().map_err(|_| wrong())?,
            "--vm-bytes" => bytes = of_memory(value, machine.mib).ok_or_else(wrong)?,
            "--cpu-method" if METHODS.contains(value) => {}
            "--vm-hang" if value.parse::<u32>().is_ok() => {}
            "--timeout" | "-t" => lasts = Some(length(value).ok_or_else(wrong)?),
            _ => return Err(wrong()),
        }
    }
    // 0 means all of them. Who fills memory keeps a processor busy with it; how busy is said of the
    // other workers alone, each of them.
    let workers = match (cpus, hogs) {
        (Some(0), _) => machine.vcpus,
        (None, 0) => return Err(wrong()),
        (cpus, _) => cpus.unwrap_or(0),
    };
    let wanted = f64::from(workers) * share + f64::from(hogs) * 100.0;
    let processor = (wanted / f64::from(machine.vcpus.max(1))).min(100.0);
    let times = if bytes.shared { 1.0 } else { f64::from(hogs) };
    let memory = (hogs > 0).then(|| (bytes.percent * times).min(100.0));
    let ng = words.first() == Some(&"stress-ng");
    let quiet = options.iter().any(|option| matches!(*option, "-q" | "--quiet"));
    let said = Hogs { ng, cpu: workers, vm: hogs, lasts, quiet };
    Ok((Work { processor, memory, lasts }, said))
}

/// Switches that change nothing of the load: what is kept between turns, and what is said of it.
/// <https://manpages.ubuntu.com/manpages/noble/man1/stress-ng.1.html>
const SWITCHES: [&str; 7] =
    ["--vm-keep", "--metrics", "--metrics-brief", "--quiet", "-q", "--verbose", "-v"];

/// Ways to keep a processor busy: to the metrics of an instance they are all alike.
const METHODS: [&str; 10] =
    ["all", "ackermann", "bitops", "double", "fft", "float", "loop", "matrixprod", "pi", "sqrt"];

/// An option and its value: `--cpu=2`, `-c2`, or each for itself.
fn parted(option: &str) -> Vec<&str> {
    let glued = option.starts_with('-') && !option.starts_with("--") && option.len() > 2;
    match option.split_at_checked(2).filter(|_| glued) {
        Some((name, value)) => vec![name, value],
        None => option.split('=').collect(),
    }
}

/// Memory asked for.
#[derive(Clone, Copy)]
struct Asked {
    /// In percent of the machine's.
    percent: f64,
    /// Whether all workers share it: what is given in percent they do.
    shared: bool,
}

/// `512M`, `1G`, `80%`.
fn of_memory(text: &str, mib: u32) -> Option<Asked> {
    let last = text.chars().last()?;
    let number = |text: &str| text.parse::<u32>().ok().map(f64::from);
    let Some(digits) = text.strip_suffix(['%', 'k', 'K', 'm', 'M', 'g', 'G', 'b', 'B']) else {
        return Some(Asked { percent: part(number(text)? / 1_048_576.0, mib), shared: false });
    };
    let number = number(digits)?;
    let size = match last {
        '%' if number <= 100.0 => return Some(Asked { percent: number, shared: true }),
        '%' => return None,
        'k' | 'K' => number / 1_024.0,
        'm' | 'M' => number,
        'g' | 'G' => number * 1_024.0,
        _ => number / 1_048_576.0,
    };
    Some(Asked { percent: part(size, mib), shared: false })
}

fn part(size: f64, mib: u32) -> f64 {
    size / f64::from(mib.max(1)) * 100.0
}
