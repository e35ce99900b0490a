//! Members of the requests and replies about maintenance options.

use crate::shape;

shape! {
    /// Maintenance options of a launch.
    pub struct MaintenanceOptionsRequest {
        auto_recovery: Option<String> => "AutoRecovery",
    }

    /// Input of ModifyInstanceMaintenanceOptions.
    pub struct ModifyInstanceMaintenanceOptionsInput {
        instance_id: String => "InstanceId" [required()],
        auto_recovery: Option<String> => "AutoRecovery",
        reboot_migration: Option<String> => "RebootMigration",
        dry_run: Option<bool> => "DryRun",
    }

    /// Output of ModifyInstanceMaintenanceOptions.
    pub struct ModifyInstanceMaintenanceOptionsOutput {
        instance_id: String => "InstanceId",
        auto_recovery: Option<String> => "AutoRecovery",
        reboot_migration: Option<String> => "RebootMigration",
    }
}
