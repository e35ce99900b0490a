//! What an instance says on its console while it boots.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshoot-unreachable-instance.html#instance-console-console-output>.
//! The lines are those that Linux, cloud-init and EC2Launch write, fewer of them; how long a boot
//! takes, and which versions boot, is ours.

use super::catalogue::images::{Model, Publisher};
use super::network::private_name;
use super::state::{Instance, State};
use crate::sim::time::{Span, Time};

/// How long after a boot what was said then is posted.
pub const POSTED: Span = Span::mins(3);

/// A line, and how long after the boot began it is written.
struct Line {
    after: Span,
    text: String,
}

/// What was said up to an instant since the last boot before it.
pub fn said(state: &State, instance: &Instance, boot: Time, until: Time) -> String {
    let Some(image) = instance.image() else { return String::new() };
    let boots = Boot { state, instance, model: image.model, at: boot };
    let lines = if image.model.is_windows() { boots.windows() } else { boots.linux() };
    let heard = lines.into_iter().filter(|line| boot + line.after <= until);
    heard.map(|line| format!("{}\r\n", line.text)).collect()
}

/// One boot of an instance.
struct Boot<'a> {
    state: &'a State,
    instance: &'a Instance,
    model: &'static Model,
    at: Time,
}

/// A system: its kernel, its name, its version of cloud-init, the user one logs in as.
struct System {
    kernel: &'static str,
    name: &'static str,
    cloud_init: &'static str,
    user: &'static str,
}

impl Boot<'_> {
    fn system(&self) -> System {
        let (kernel, name, cloud_init, user) = match self.model.publisher {
            Publisher::Canonical if self.model.name.contains("24.04") => {
                ("6.8.0-1019-aws", "Ubuntu 24.04.1 LTS", "24.4-0ubuntu1~24.04.2", "ubuntu")
            }
            Publisher::Canonical => {
                ("6.8.0-1019-aws", "Ubuntu 22.04.5 LTS", "24.4-0ubuntu1~22.04.1", "ubuntu")
            }
            _ if self.model.name.starts_with("al2023") => {
                ("6.1.119-129.201.amzn2023", "Amazon Linux 2023", "22.2.2", "ec2-user")
            }
            _ => ("5.10.230-223.885.amzn2", "Amazon Linux 2", "19.3-46.amzn2", "ec2-user"),
        };
        System { kernel, name, cloud_init, user }
    }

    /// A line of the kernel, with the time since it began.
    fn kernel(millis: i64, text: &str) -> Line {
        let text = format!("[{:5}.{:06}] {text}", millis / 1_000, millis % 1_000 * 1_000);
        Line { after: Span::millis(millis), text }
    }

    /// A line of cloud-init about one of its stages.
    fn stage(&self, millis: i64, system: &System, stage: &str) -> Line {
        let after = Span::millis(millis);
        let when = (self.at + after).format("%a, %d %b %Y %H:%M:%S +0000");
        let up = format!("{}.{:02}", millis / 1_000, millis % 1_000 / 10);
        let (version, what) = (system.cloud_init, format!("running '{stage}'"));
        let text = match stage {
            "finished" => format!(
                "Cloud-init v. {version} finished at {when}. Datasource DataSourceEc2.  Up {up} \
                 seconds"
            ),
            _ => format!("Cloud-init v. {version} {what} at {when}. Up {up} seconds."),
        };
        let pid = 1_400 + millis / 10;
        Boot::kernel(millis, &format!("cloud-init[{pid}]: {text}"))
    }

    fn linux(&self) -> Vec<Line> {
        let (system, instance) = (self.system(), self.instance);
        let architecture = self.model.architecture;
        let kernel = match self.model.publisher {
            Publisher::Canonical => system.kernel.to_owned(),
            _ => format!("{}.{architecture}", system.kernel),
        };
        let nitro = instance.instance_type().is_some_and(|kind| kind.family.nitro);
        let vcpus = instance.instance_type().map_or(1, |kind| kind.vcpus());
        let begun = [
            (0, format!("Linux version {kernel} #1 SMP")),
            (
                0,
                format!(
                    "Command line: BOOT_IMAGE=/boot/vmlinuz-{kernel} console=tty0 \
                     console=ttyS0,115200n8 nvme_core.io_timeout=4294967295"
                ),
            ),
            (0, format!("DMI: Amazon EC2 {}/, BIOS 1.0 10/16/2017", instance.kind)),
            (0, format!("Hypervisor detected: {}", if nitro { "KVM" } else { "Xen HVM" })),
            (41, format!("smpboot: Allowing {vcpus} CPUs, 0 hotplug CPUs")),
            (3_120, "systemd[1]: Detected virtualization amazon.".to_owned()),
            (3_160, format!("systemd[1]: Set hostname to <{}>.", self.host())),
        ];
        let mut lines: Vec<Line> =
            begun.iter().map(|(millis, text)| Boot::kernel(*millis, text)).collect();
        lines.push(self.stage(5_230, &system, "init-local"));
        lines.push(self.stage(7_410, &system, "init"));
        lines.extend(self.network());
        lines.push(self.stage(9_480, &system, "modules:config"));
        lines.extend(self.fingerprints());
        lines.extend(self.authorized(&system));
        lines.push(self.stage(11_950, &system, "modules:final"));
        lines.push(self.stage(12_870, &system, "finished"));
        let prompt = [
            String::new(),
            system.name.to_owned(),
            format!("Kernel {kernel} on an {architecture} (ttyS0)"),
            String::new(),
            format!("{} login: ", self.host()),
        ];
        lines.extend(prompt.map(|text| Line { after: Span::secs(13), text }));
        lines
    }

    /// `ip-172-31-10-20`.
    fn host(&self) -> String {
        let name = private_name(self.instance.scope.region, self.instance.interface.private);
        name.split('.').next().unwrap_or_default().to_owned()
    }

    fn network(&self) -> Vec<Line> {
        let interface = &self.instance.interface;
        let row = format!(
            "ci-info: |  eth0  | True | {:^15} | 255.255.240.0 | global | {} |",
            interface.private.to_string(),
            interface.mac
        );
        let head = "ci-info: ++++++++++++++++++++++++++++++Net device info+++++++++++++++++++++++";
        let lines = [head.to_owned(), row];
        lines.map(|text| Line { after: Span::millis(7_450), text }).into_iter().collect()
    }

    /// The first boot makes the keys by which the host is known; who connects compares them with
    /// what stands here.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connection-prereqs.html#connection-prereqs-fingerprint>
    fn fingerprints(&self) -> Vec<Line> {
        let first = self.state.history(&self.instance.id).and_then(|it| it.runs().first().copied());
        if first.is_none_or(|run| run.from != self.at) {
            return Vec::new();
        }
        let after = Span::millis(10_020);
        let stamp = (self.at + after).format("%b %e %H:%M:%S");
        let key = |(bits, name): (&str, &str)| {
            let kind = format!("ec2:host-key:{name}:{}", self.instance.scope.region);
            let seal = self.state.ids.base64(&kind, self.instance.number, ['+', '/'], 43);
            format!("{bits} SHA256:{seal} no comment ({name})")
        };
        let keys = [("256", "ECDSA"), ("256", "ED25519")].map(key);
        let [begin, end] =
            ["BEGIN", "END"].map(|word| format!("-----{word} SSH HOST KEY FINGERPRINTS-----"));
        let all = std::iter::once(begin).chain(keys).chain([end]);
        all.map(|text| Line { after, text: format!("<14>{stamp} ec2: {text}") }).collect()
    }

    /// Who may log in.
    fn authorized(&self, system: &System) -> Vec<Line> {
        let Some(key) = &self.instance.key else { return Vec::new() };
        let user = system.user;
        let lines = [
            format!(
                "ci-info: ++++Authorized keys from /home/{user}/.ssh/authorized_keys for user \
                 {user}++++"
            ),
            format!("ci-info: | ssh-rsa | - | {key} |"),
        ];
        lines.map(|text| Line { after: Span::millis(10_100), text }).into_iter().collect()
    }

    /// What EC2Launch writes.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2launch-v2-overview.html>
    fn windows(&self) -> Vec<Line> {
        let lines = [
            (62, "Windows is being configured. SysprepState=IMAGE_STATE_UNDEPLOYABLE".to_owned()),
            (84, format!("AMI Origin Name: {}", self.model.name)),
            (84, format!("OS: {}", self.model.description)),
            (85, format!("Instance ID: {}", self.instance.id)),
            (86, "Message: Waiting for metadata accessibility...".to_owned()),
            (88, "Message: Windows is Ready to use".to_owned()),
        ];
        let line = |(secs, text): (i64, String)| {
            let after = Span::secs(secs);
            let stamp = (self.at + after).format("%Y/%m/%d %H:%M:%SZ");
            Line { after, text: format!("{stamp}: {text}") }
        };
        lines.map(line).into_iter().collect()
    }
}
