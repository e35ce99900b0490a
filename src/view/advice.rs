//! What can be done about an error of AWS, where its words leave that open.

/// The key of the advice for an operation's error; none where AWS's words say it all.
pub fn of(op: &str, code: &str) -> Option<&'static str> {
    let about_volume = op.ends_with("Volume");
    let about_group = op.contains("SecurityGroup");
    Some(match code {
        "VolumeInUse" if op == "DeleteVolume" => "volumes.advice.attached",
        "VolumeInUse" => "volumes.advice.elsewhere",
        "InvalidVolume.ZoneMismatch" => "volumes.advice.zone",
        "IncorrectState" if about_volume => "volumes.advice.state",
        "OperationNotPermitted" if op == "DetachVolume" => "volumes.advice.root",
        "VolumeModificationRateExceeded" => "volumes.advice.rate",
        "InvalidParameterValue" if op == "ModifyVolume" => "volumes.advice.grows",
        "InvalidParameterValue" | "InvalidParameterCombination" | "MissingParameter"
            if about_volume =>
        {
            "volumes.advice.value"
        }
        "DependencyViolation" if about_group => "security.advice.used",
        "CannotDelete" if about_group => "security.advice.default",
        "InvalidPermission.Duplicate" => "security.advice.twice",
        "InvalidParameterValue" if about_group => "security.advice.value",
        "InvalidGroup.Duplicate" => "security.advice.name",
        _ => return None,
    })
}
