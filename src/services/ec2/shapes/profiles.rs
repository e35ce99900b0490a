//! Members of the requests and replies about the instance profiles that instances carry.

use super::Filter;
use crate::shape;

shape! {
    /// Which instance profile: by name or by ARN.
    pub struct IamInstanceProfileSpecification {
        arn: Option<String> => "Arn",
        name: Option<String> => "Name",
    }

    /// An instance profile of an instance.
    pub struct IamInstanceProfile {
        arn: String => "Arn",
        id: String => "Id",
    }

    /// That an instance carries an instance profile.
    pub struct IamInstanceProfileAssociation {
        association_id: String => "AssociationId",
        instance_id: String => "InstanceId",
        iam_instance_profile: IamInstanceProfile => "IamInstanceProfile",
        state: String => "State",
    }

    /// Input of AssociateIamInstanceProfile.
    pub struct AssociateIamInstanceProfileInput {
        iam_instance_profile: IamInstanceProfileSpecification
            => "IamInstanceProfile" [required()],
        instance_id: String => "InstanceId" [required()],
    }

    /// Input of ReplaceIamInstanceProfileAssociation.
    pub struct ReplaceIamInstanceProfileAssociationInput {
        iam_instance_profile: IamInstanceProfileSpecification
            => "IamInstanceProfile" [required()],
        association_id: String => "AssociationId" [required()],
    }

    /// Input of DisassociateIamInstanceProfile.
    pub struct DisassociateIamInstanceProfileInput {
        association_id: String => "AssociationId" [required()],
    }

    /// Output of the three.
    pub struct IamInstanceProfileAssociationOutput {
        iam_instance_profile_association: IamInstanceProfileAssociation
            => "IamInstanceProfileAssociation",
    }

    /// Input of DescribeIamInstanceProfileAssociations.
    pub struct DescribeIamInstanceProfileAssociationsInput {
        association_ids: Option<Vec<String>> => "AssociationIds",
        filters: Option<Vec<Filter>> => "Filters",
        max_results: Option<i32> => "MaxResults" [min(5).max(1000)],
        next_token: Option<String> => "NextToken",
    }

    /// Output of DescribeIamInstanceProfileAssociations.
    pub struct DescribeIamInstanceProfileAssociationsOutput {
        iam_instance_profile_associations: Vec<IamInstanceProfileAssociation>
            => "IamInstanceProfileAssociations",
        next_token: Option<String> => "NextToken",
    }
}
