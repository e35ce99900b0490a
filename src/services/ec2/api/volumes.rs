//! Volumes and their snapshots.

macro_rules! volumes {
    ($then:ident [$($rest:ident)*] $($rows:tt)*) => {
        $then! {
            [$($rest)*] $($rows)*

            /// Makes a volume.
            CreateVolume(CreateVolumeInput) -> VolumeOutput {
                access: Write, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| {
                    let tags = input.tag_specifications.as_ref();
                    let mut checks = needs::creation(scope, "volume", "CreateVolume", tags);
                    // <https://docs.aws.amazon.com/ebs/latest/userguide/ebs-creating-volume.html>
                    let source = input.snapshot_id.iter().filter(|id| !id.is_empty());
                    checks.extend(source.map(|id| needs::on(scope, id)));
                    checks
                },
            }

            /// Deletes a volume.
            DeleteVolume(DeleteVolumeInput) -> Empty {
                access: Write, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| needs::on(scope, &input.volume_id),
            }

            /// Attaches a volume to an instance.
            AttachVolume(AttachVolumeInput) -> VolumeAttachment {
                access: Write, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| {
                    vec![needs::on(scope, &input.instance_id), needs::on(scope, &input.volume_id)]
                },
            }

            /// Takes a volume off its instance.
            DetachVolume(DetachVolumeInput) -> VolumeAttachment {
                access: Write, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| {
                    let instance = input.instance_id.iter().map(|id| needs::on(scope, id));
                    instance.chain([needs::on(scope, &input.volume_id)]).collect::<Vec<_>>()
                },
            }

            /// Changes size, type or performance of a volume.
            ModifyVolume(ModifyVolumeInput) -> ModifyVolumeOutput {
                access: Write, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| needs::on(scope, &input.volume_id),
            }

            /// Describes volumes.
            DescribeVolumes(DescribeVolumesInput) -> DescribeVolumesOutput {
                access: List, event: Management, pages: pages(&["Volumes"]), rate: DESCRIBE,
                needs: |input, scope| Check::any(),
            }

            /// Describes the status of volumes.
            DescribeVolumeStatus(DescribeVolumesInput) -> DescribeVolumeStatusOutput {
                access: List, event: Management, pages: pages(&["VolumeStatuses"]), rate: DESCRIBE,
                needs: |input, scope| Check::any(),
            }

            /// Describes the changes of volumes.
            DescribeVolumesModifications(DescribeVolumesModificationsInput)
                -> DescribeVolumesModificationsOutput {
                access: List, event: Management, pages: pages(&["VolumesModifications"]),
                rate: DESCRIBE,
                needs: |input, scope| Check::any(),
            }

            /// Makes a snapshot of a volume.
            CreateSnapshot(CreateSnapshotInput) -> SnapshotOutput {
                access: Write, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| {
                    let tags = input.tag_specifications.as_ref();
                    let mut checks = needs::creation(scope, "snapshot", "CreateSnapshot", tags);
                    checks.push(needs::on(scope, &input.volume_id));
                    checks
                },
            }

            /// Makes a snapshot of each volume of an instance.
            CreateSnapshots(CreateSnapshotsInput) -> CreateSnapshotsOutput {
                access: Write, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| {
                    let tags = input.tag_specifications.as_ref();
                    let mut checks = needs::creation(scope, "snapshot", "CreateSnapshots", tags);
                    checks.push(needs::on(scope, &input.instance_specification.instance_id));
                    checks.push(needs::every(scope, "volume"));
                    checks
                },
            }

            /// Copies a snapshot.
            CopySnapshot(CopySnapshotInput) -> CopySnapshotOutput {
                access: Write, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| {
                    let tags = input.tag_specifications.as_ref();
                    let mut checks = needs::creation(scope, "snapshot", "CopySnapshot", tags);
                    checks.extend(needs::source(&input.source_region, &input.source_snapshot_id));
                    checks
                },
            }

            /// Deletes a snapshot.
            DeleteSnapshot(DeleteSnapshotInput) -> Empty {
                access: Write, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| needs::on(scope, &input.snapshot_id),
            }

            /// Describes snapshots.
            DescribeSnapshots(DescribeSnapshotsInput) -> DescribeSnapshotsOutput {
                access: List, event: Management, pages: pages(&["Snapshots"]), rate: DESCRIBE,
                needs: |input, scope| Check::any(),
            }

            /// Lets others make volumes of a snapshot, or no longer.
            ModifySnapshotAttribute(ModifySnapshotAttributeInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| needs::sharing(scope, input),
            }

            /// Says who may make volumes of a snapshot.
            DescribeSnapshotAttribute(DescribeSnapshotAttributeInput)
                -> DescribeSnapshotAttributeOutput {
                access: List, event: Management, pages: None, rate: DESCRIBE,
                needs: |input, scope| needs::on(scope, &input.snapshot_id),
            }

            /// Lets nobody but its owner make volumes of a snapshot.
            ResetSnapshotAttribute(ResetSnapshotAttributeInput) -> Empty {
                access: Permissions, event: Management, pages: None, rate: MUTATE,
                needs: |input, scope| needs::on(scope, &input.snapshot_id),
            }
        }
    };
}
