# The forms of https://docs.aws.amazon.com/cli/latest/reference/kms/ with values of our own.
KEY=$(aws kms create-key --description 'files of trails' --tags TagKey=team,TagValue=audit --query KeyMetadata.Arn --output text)
aws kms create-key
aws kms create-key --no-multi-region
# not simulated: KeyUsage SIGN_VERIFY
aws kms create-key --key-spec ECC_NIST_P521 --key-usage SIGN_VERIFY
# not simulated: MultiRegion (kms CreateKey)
aws kms create-key --multi-region
# not simulated: Origin EXTERNAL
aws kms create-key --origin EXTERNAL
# not simulated: CustomKeyStoreId
aws kms create-key --origin AWS_CLOUDHSM --custom-key-store-id cks-1234567890abcdef0
# not simulated: CustomKeyStoreId
aws kms create-key --origin EXTERNAL_KEY_STORE --custom-key-store-id cks-9876543210fedcba9 --xks-key-id bb8562717f809024
aws kms create-alias --alias-name alias/trails --target-key-id $KEY
aws kms describe-key --key-id alias/trails
aws kms list-keys
aws kms list-keys --max-items 1
aws kms list-aliases
aws kms list-aliases --key-id $KEY --max-items 1
OTHER=$(aws kms create-key --query KeyMetadata.KeyId --output text)
aws kms update-alias --alias-name alias/trails --target-key-id $OTHER
aws kms describe-key --key-id alias/trails
aws kms update-alias --alias-name alias/trails --target-key-id $KEY
# fails: is not found.
aws kms update-alias --alias-name alias/none --target-key-id $KEY
aws kms create-alias --alias-name alias/spare --target-key-id $OTHER
aws kms delete-alias --alias-name alias/spare
# fails: is not found.
aws kms delete-alias --alias-name alias/spare
aws kms tag-resource --key-id $KEY --tags TagKey='Purpose',TagValue='Test' TagKey='Dept',TagValue='IT'
aws kms list-resource-tags --key-id $KEY
aws kms list-resource-tags --key-id $KEY --max-items 1
aws kms untag-resource --key-id $KEY --tag-keys 'Dept' 'Purpose'
aws kms update-key-description --key-id $KEY --description 'IT Department test key'
aws kms get-key-policy --policy-name default --key-id $KEY
# fails: The new key policy will not allow you to update the key policy in the future.
aws kms put-key-policy --policy-name default --key-id $KEY --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"kms:*","Resource":"*"}]}'
aws kms put-key-policy --policy-name default --key-id $KEY --policy '{"Version":"2012-10-17","Statement":[{"Sid":"Enable IAM User Permissions","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"},{"Sid":"Allow CloudTrail to encrypt logs","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"kms:GenerateDataKey*","Resource":"*","Condition":{"StringLike":{"kms:EncryptionContext:aws:cloudtrail:arn":"arn:aws:cloudtrail:*:123456789012:trail/*"}}},{"Sid":"Allow CloudTrail to describe key","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"kms:DescribeKey","Resource":"*"}]}'
aws s3api create-bucket --bucket sealed-files
echo one > a.txt
aws s3api put-object --bucket sealed-files --key a.txt --body a.txt --server-side-encryption aws:kms --ssekms-key-id alias/trails
aws s3api head-object --bucket sealed-files --key a.txt
aws kms disable-key --key-id $KEY
# fails: is disabled.
aws s3api get-object --bucket sealed-files --key a.txt out.txt
aws kms enable-key --key-id $KEY
aws s3api get-object --bucket sealed-files --key a.txt out.txt
aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 15
aws kms describe-key --key-id $KEY
# fails: is pending deletion.
aws kms enable-key --key-id $KEY
aws kms cancel-key-deletion --key-id $KEY
aws kms enable-key --key-id $KEY
aws kms enable-key-rotation --key-id $KEY --rotation-period-in-days 180
aws kms get-key-rotation-status --key-id $KEY
aws kms rotate-key-on-demand --key-id $KEY
aws kms list-key-rotations --key-id $KEY
aws kms list-key-rotations --key-id $KEY --max-items 1
# not simulated: IncludeKeyMaterial
aws kms list-key-rotations --key-id $KEY --include-key-material ALL_KEY_MATERIAL
aws kms list-key-policies --key-id $KEY
aws kms list-key-policies --key-id $KEY --max-items 1
aws kms disable-key-rotation --key-id $KEY
