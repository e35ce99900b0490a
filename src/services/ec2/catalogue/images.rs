//! Machine images: the public ones a Region offers, and the parameters that name the newest.
//!
//! Members: what DescribeImages answers for these images,
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html>. Their ids differ from
//! Region to Region, as in AWS; they are ours, all but one that every second tutorial uses. An
//! image is deprecated two years after its creation, AWS's default for public images (Amazon Linux
//! 2023 itself asks for 90 days): ours, because a world has one generation of images.

use crate::sim::id::Ids;
use crate::sim::scope::Region;
use crate::sim::time::{Span, Time};

/// The alias of every publisher AWS vouches for.
pub const ALIAS: &str = "amazon";

/// Who publishes an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publisher {
    /// Amazon Linux.
    Amazon,
    /// Ubuntu, by Canonical.
    Canonical,
    /// Windows Server, by Amazon.
    Windows,
}

impl Publisher {
    /// The publisher's account.
    pub fn owner(self) -> &'static str {
        match self {
            Publisher::Amazon => "137112412989",
            Publisher::Canonical => "099720109477",
            Publisher::Windows => "801119661308",
        }
    }
}

/// An image as every Region has it.
#[derive(Debug)]
pub struct Model {
    /// Its name.
    pub name: &'static str,
    /// Its description.
    pub description: &'static str,
    /// Who publishes it.
    pub publisher: Publisher,
    /// `x86_64` or `arm64`.
    pub architecture: &'static str,
    /// `gp3` or `gp2`.
    pub volume: &'static str,
    /// Size of the root volume.
    pub gib: u32,
    /// How it boots, where it says so.
    pub boot: Option<&'static str>,
    /// Whether instances ask for tokens at their metadata service by default.
    pub tokens: bool,
    /// When it was made.
    pub created: &'static str,
    /// Public Systems Manager parameters that name it.
    pub parameters: &'static [&'static str],
    /// Its id, where AWS's own is kept; then it is in us-east-1 only.
    pub id: Option<&'static str>,
}

/// An image in a Region.
#[derive(Clone, Debug)]
pub struct Image {
    /// `ami-…`.
    pub id: String,
    /// The id of the snapshot its root volume comes from.
    pub snapshot: String,
    /// What it is.
    pub model: &'static Model,
}

impl Model {
    /// Whether it is Windows.
    pub fn is_windows(&self) -> bool {
        self.publisher == Publisher::Windows
    }

    /// The device of the root volume.
    pub fn root_device(&self) -> &'static str {
        if self.publisher == Publisher::Amazon { "/dev/xvda" } else { "/dev/sda1" }
    }

    /// `PlatformDetails` and `UsageOperation`.
    /// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-info-fields.html>
    pub fn billing(&self) -> (&'static str, &'static str) {
        if self.is_windows() {
            ("Windows", "RunInstances:0002")
        } else {
            ("Linux/UNIX", "RunInstances")
        }
    }

    /// When it was made.
    pub fn created_at(&self) -> Time {
        Time::parse(self.created).unwrap_or(Time::from_secs(0))
    }

    /// When it no longer appears in listings.
    pub fn deprecated_at(&self) -> Time {
        (self.created_at() + Span::days(730)).floor(Span::mins(1))
    }
}

const fn linux(name: &'static str, description: &'static str, architecture: &'static str) -> Model {
    Model {
        name,
        description,
        publisher: Publisher::Amazon,
        architecture,
        volume: "gp3",
        gib: 8,
        boot: Some("uefi-preferred"),
        tokens: true,
        created: "2024-12-13T05:08:31Z",
        parameters: &[],
        id: None,
    }
}

const fn ubuntu(
    name: &'static str,
    description: &'static str,
    architecture: &'static str,
    parameters: &'static [&'static str],
) -> Model {
    Model {
        publisher: Publisher::Canonical,
        created: "2024-12-06T11:40:16Z",
        tokens: false,
        parameters,
        ..linux(name, description, architecture)
    }
}

const fn windows(
    name: &'static str,
    description: &'static str,
    parameters: &'static [&'static str],
) -> Model {
    Model {
        publisher: Publisher::Windows,
        volume: "gp2",
        gib: 30,
        boot: None,
        tokens: false,
        created: "2024-12-13T01:29:56Z",
        parameters,
        ..linux(name, description, "x86_64")
    }
}

/// Amazon Linux 2 has no boot mode of its own on x86 and leaves the metadata service open.
const fn amazon2(name: &'static str, description: &'static str, arm: bool) -> Model {
    Model {
        volume: "gp2",
        boot: if arm { Some("uefi") } else { None },
        tokens: false,
        created: "2024-12-20T22:18:41Z",
        ..linux(name, description, if arm { "arm64" } else { "x86_64" })
    }
}

static MODELS: [Model; 15] = [
    Model {
        parameters: &[
            "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
            "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64",
        ],
        ..linux(
            "al2023-ami-2023.6.20241212.0-kernel-6.1-x86_64",
            "Amazon Linux 2023 AMI 2023.6.20241212.0 x86_64 HVM kernel-6.1",
            "x86_64",
        )
    },
    Model {
        parameters: &[
            "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
            "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-arm64",
        ],
        boot: Some("uefi"),
        ..linux(
            "al2023-ami-2023.6.20241212.0-kernel-6.1-arm64",
            "Amazon Linux 2023 AMI 2023.6.20241212.0 arm64 HVM kernel-6.1",
            "arm64",
        )
    },
    Model {
        parameters: &[
            "/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-x86_64",
            "/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-6.1-x86_64",
        ],
        gib: 2,
        ..linux(
            "al2023-ami-minimal-2023.6.20241212.0-kernel-6.1-x86_64",
            "Amazon Linux 2023 AMI 2023.6.20241212.0 x86_64 Minimal HVM kernel-6.1",
            "x86_64",
        )
    },
    Model {
        parameters: &[
            "/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-arm64",
            "/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-6.1-arm64",
        ],
        gib: 2,
        boot: Some("uefi"),
        ..linux(
            "al2023-ami-minimal-2023.6.20241212.0-kernel-6.1-arm64",
            "Amazon Linux 2023 AMI 2023.6.20241212.0 arm64 Minimal HVM kernel-6.1",
            "arm64",
        )
    },
    Model {
        parameters: &["/aws/service/ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-x86_64-gp2"],
        ..amazon2(
            "amzn2-ami-kernel-5.10-hvm-2.0.20241217.0-x86_64-gp2",
            "Amazon Linux 2 Kernel 5.10 AMI 2.0.20241217.0 x86_64 HVM gp2",
            false,
        )
    },
    Model {
        parameters: &["/aws/service/ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-arm64-gp2"],
        ..amazon2(
            "amzn2-ami-kernel-5.10-hvm-2.0.20241217.0-arm64-gp2",
            "Amazon Linux 2 LTS Arm64 Kernel 5.10 AMI 2.0.20241217.0 arm64 HVM gp2",
            true,
        )
    },
    Model {
        parameters: &["/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"],
        ..amazon2(
            "amzn2-ami-hvm-2.0.20241217.0-x86_64-gp2",
            "Amazon Linux 2 AMI 2.0.20241217.0 x86_64 HVM gp2",
            false,
        )
    },
    Model {
        created: "2022-02-26T02:40:03Z",
        id: Some("ami-0c02fb55956c7d316"),
        ..amazon2(
            "amzn2-ami-kernel-5.10-hvm-2.0.20220218.1-x86_64-gp2",
            "Amazon Linux 2 Kernel 5.10 AMI 2.0.20220218.1 x86_64 HVM gp2",
            false,
        )
    },
    ubuntu(
        "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20241206",
        "Canonical, Ubuntu, 24.04, amd64 noble image",
        "x86_64",
        &["/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"],
    ),
    Model {
        boot: Some("uefi"),
        ..ubuntu(
            "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20241206",
            "Canonical, Ubuntu, 24.04, arm64 noble image",
            "arm64",
            &["/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id"],
        )
    },
    Model {
        volume: "gp2",
        ..ubuntu(
            "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20241206",
            "Canonical, Ubuntu, 22.04 LTS, amd64 jammy image build on 2024-12-06",
            "x86_64",
            &["/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id"],
        )
    },
    Model {
        volume: "gp2",
        boot: Some("uefi"),
        ..ubuntu(
            "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-arm64-server-20241206",
            "Canonical, Ubuntu, 22.04 LTS, arm64 jammy image build on 2024-12-06",
            "arm64",
            &["/aws/service/canonical/ubuntu/server/22.04/stable/current/arm64/hvm/ebs-gp2/ami-id"],
        )
    },
    windows(
        "Windows_Server-2025-English-Full-Base-2024.12.13",
        "Microsoft Windows Server 2025 Full Locale English AMI provided by Amazon",
        &["/aws/service/ami-windows-latest/Windows_Server-2025-English-Full-Base"],
    ),
    windows(
        "Windows_Server-2022-English-Full-Base-2024.12.13",
        "Microsoft Windows Server 2022 Full Locale English AMI provided by Amazon",
        &["/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base"],
    ),
    windows(
        "Windows_Server-2019-English-Full-Base-2024.12.11",
        "Microsoft Windows Server 2019 with Desktop Experience Locale English AMI provided by \
         Amazon",
        &["/aws/service/ami-windows-latest/Windows_Server-2019-English-Full-Base"],
    ),
];

/// Every image of a Region.
pub fn all(region: Region) -> impl Iterator<Item = Image> {
    // Images are AWS's, so their ids do not hang on the seed of a world.
    let ids = Ids::new(0);
    let here = move |model: &&Model| model.id.is_none() || region == Region::US_EAST_1;
    MODELS.iter().filter(here).map(move |model| {
        let hex = |kind: &str| ids.hex(&format!("{kind}:{region}:{}", model.name), 0, 16);
        let id = model.id.map_or_else(|| format!("ami-0{}", hex("image")), str::to_owned);
        Image { id, snapshot: format!("snap-0{}", hex("snapshot")), model }
    })
}

/// The image with this id.
pub fn find(region: Region, id: &str) -> Option<Image> {
    all(region).find(|image| image.id == id)
}

/// The prefix of an image given by the parameter that names it.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/finding-an-ami-parameter-store.html>
const RESOLVE: &str = "resolve:ssm:";

/// The Systems Manager parameter in `resolve:ssm:PARAMETER`.
pub fn parameter(image: &str) -> Option<&str> {
    image.strip_prefix(RESOLVE)
}

/// The image an id or a parameter stands for.
pub fn resolve(region: Region, image: &str) -> Option<Image> {
    match parameter(image) {
        Some(name) => all(region).find(|image| image.model.parameters.contains(&name)),
        None => find(region, image),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ_by_region_and_names_by_nothing() {
        let seoul: Region = "ap-northeast-2".parse().unwrap();
        let alias = "resolve:ssm:/aws/service/ami-amazon-linux-latest/\
                     al2023-ami-kernel-default-x86_64";
        let (here, there) =
            (resolve(Region::US_EAST_1, alias).unwrap(), resolve(seoul, alias).unwrap());
        assert_eq!(here.model.name, there.model.name);
        assert_ne!(here.id, there.id);
        assert_eq!(find(seoul, &here.id).map(|image| image.id), None);
        assert!(find(Region::US_EAST_1, "ami-0c02fb55956c7d316").is_some());
        assert!(find(seoul, "ami-0c02fb55956c7d316").is_none());
        assert!(resolve(seoul, "resolve:ssm:/my/parameter").is_none());
    }
}
