//! Commands: everything that can be done to a world. Only these are saved and shared.

use serde::{Deserialize, Serialize};

use super::caller::Who;
use super::scope::Region;
use super::time::Time;
use crate::services::Request;
use crate::services::generators::{Kind, Lever, Trouble};
use crate::services::lambda::state::Conduct;

/// One thing done to the world.
#[allow(clippy::large_enum_variant, reason = "made once a command; a box would help nobody")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Somebody calls AWS.
    Call(Call),
    /// Somebody signs in to the console; calls from pages are theirs from now on.
    SignIn(Who),
    /// Somebody tries to sign in to the console, rightly or wrongly.
    Login(Login),
    /// Whoever is signed in to the console switches to a role.
    Switch {
        /// Its ARN.
        role: String,
    },
    /// They go back to who they are.
    SwitchBack,
    /// Time passes.
    Advance {
        /// The instant it reaches.
        until: Time,
    },
    /// The simulated world changes, which no AWS call could do.
    World(Change),
    /// A shell variable is set.
    Set {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// Somebody is going to do something later.
    Schedule {
        /// When.
        at: Time,
        /// As whom: a profile name.
        who: String,
        /// The command line.
        text: String,
    },
    /// A scheduled act begins: it leaves the schedule; what it does follows as calls.
    Begin {
        /// Its number.
        id: u64,
    },
}

/// An attempt to sign in to the console. No password is typed: it says whether it is the right one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// The name that is typed: `root`, a user's, or one nobody has.
    pub name: String,
    /// What is wrong with it.
    pub slip: Option<Slip>,
}

/// What goes wrong as somebody signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slip {
    /// The password is wrong.
    Password,
    /// The code of the MFA device is wrong.
    Code,
}

/// A call of one API operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// As whom.
    pub who: Who,
    /// To which Region.
    pub region: Region,
    /// From where.
    pub via: Via,
    /// What.
    pub request: Request,
}

/// How a call reaches AWS: it decides the user agent and the credentials in its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// A page of the console.
    Console,
    /// The AWS CLI.
    Cli,
    /// The link in a mail: unsigned, and not logged by CloudTrail.
    MailLink,
    /// A service on its own account.
    Service,
}

/// A change of the simulated world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// An instance is put under load. The latest load wins; without `until` it lasts.
    Load {
        /// The instance.
        instance: String,
        /// What is loaded.
        resource: Resource,
        /// How much: percent for the CPU, bytes a second for the network, operations a second for
        /// a volume. `None` ends the load.
        amount: Option<f64>,
        /// When it ends.
        until: Option<Time>,
    },
    /// A status check of an instance fails (or is mended) by no fault of the learner.
    Fault {
        /// The instance.
        instance: String,
        /// Which check.
        check: StatusCheck,
        /// When it mends by itself; `None` lasts.
        until: Option<Time>,
        /// Whether the fault begins or ends now.
        failing: bool,
    },
    /// A resource of a service that is there for its metrics alone comes into the world.
    Bring {
        /// What it is.
        kind: Kind,
        /// What it is called.
        name: String,
        /// Where it is.
        region: Region,
    },
    /// Such a resource goes.
    Remove {
        /// What it is called.
        name: String,
    },
    /// Something of such a resource is set.
    Demand(Demand),
    /// Such a resource fails in a way known by name, or no longer does.
    Trouble {
        /// What it is called.
        name: String,
        /// How it fails.
        trouble: Trouble,
        /// When it mends by itself; `None` lasts.
        until: Option<Time>,
        /// Whether the fault begins or ends now.
        failing: bool,
    },
    /// What a function does when it is invoked.
    Function {
        /// Its name.
        name: String,
        /// What it does from now on.
        conduct: Conduct,
    },
    /// Something happens inside a machine.
    Inside(Inside),
    /// Whether AWS's request rates are enforced.
    Throttling(bool),
    /// Whether events are in event history at once.
    InstantHistory(bool),
}

/// What is set of a resource that is there for its metrics alone. The latest wins; without `until`
/// it lasts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Demand {
    /// What it is called.
    pub name: String,
    /// What is set.
    pub lever: Lever,
    /// How much; `None` leaves it to itself again.
    pub amount: Option<f64>,
    /// When it ends.
    pub until: Option<Time>,
}

/// What happens inside an instance's machine, where only its agent sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inside {
    /// Its memory or a disk fills.
    Fill(Fill),
    /// Something befalls its agent.
    Mishap {
        /// The instance.
        instance: String,
        /// What.
        what: Mishap,
    },
}

impl Inside {
    /// The instance.
    pub fn instance(&self) -> &str {
        match self {
            Inside::Fill(fill) => &fill.instance,
            Inside::Mishap { instance, .. } => instance,
        }
    }
}

/// How full memory or a disk is. The latest wins; without `until` it lasts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fill {
    /// The instance.
    pub instance: String,
    /// The file system: its path, empty for the root; `None` means memory.
    pub path: Option<String>,
    /// How full.
    pub level: Fullness,
    /// When it ends.
    pub until: Option<Time>,
}

/// How full something is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fullness {
    /// So many percent.
    At(f64),
    /// As many percent more each hour, from what it is.
    Grows(f64),
    /// It is left to itself again.
    Off,
}

/// What befalls an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mishap {
    /// Its process dies.
    Crash,
    /// The machine's clock goes wrong by hours.
    Clock,
    /// Nothing from the machine reaches AWS.
    Network,
    /// All of this ends.
    Mend,
}

/// What a load weighs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Resource {
    /// The processor, in percent.
    Cpu,
    /// Incoming network traffic, in bytes a second.
    NetIn,
    /// Outgoing network traffic, in bytes a second.
    NetOut,
    /// A volume (or an instance's root volume), in operations a second.
    Iops,
    /// The volumes of an instance's own host, in operations a second.
    DiskOps,
    /// Calls to an instance's metadata service without a token, a minute.
    Imdsv1,
}

/// The status checks of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusCheck {
    /// AWS's side: host, power, network.
    System,
    /// The instance's own side.
    Instance,
    /// Attached volumes; Nitro instances alone have this check.
    Ebs,
}
