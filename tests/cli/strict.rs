//! What another Region does not know, and what is turned away before anything happens: a line,
//! and what it says.

use super::Cli;

const US_TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:a";

/// Runs each line; `Ok` is all of standard output, `Err` a part of standard error.
fn check(cli: &mut Cli, cases: &[(&str, Result<&str, &str>)]) {
    for (line, wanted) in cases {
        let found = cli.line(line);
        match wanted {
            Ok(text) => {
                assert_eq!((found.stdout.trim(), found.exit), (*text, 0), "{line}: {found:?}");
            }
            Err(text) => assert!(found.stderr.contains(text), "{line}: {}", found.stderr),
        }
    }
}

#[test]
fn topics_are_unknown_in_other_regions() {
    let mut cli = Cli::new();
    cli.line("aws sns create-topic --name a");
    let calls = [
        "publish --message x --topic-arn",
        "subscribe --protocol email --notification-endpoint a@example.com --topic-arn",
        "get-topic-attributes --topic-arn",
        "set-topic-attributes --attribute-name DisplayName --attribute-value x --topic-arn",
        "list-subscriptions-by-topic --topic-arn",
        "delete-topic --topic-arn",
    ];
    for call in calls {
        let line = format!("aws sns {call} {US_TOPIC} --region eu-west-1");
        check(
            &mut cli,
            &[(&line, Err("(InvalidParameter)")), (&line, Err("Invalid parameter: TopicArn"))],
        );
    }
    let tag =
        format!("aws sns list-tags-for-resource --resource-arn {US_TOPIC} --region eu-west-1");
    check(&mut cli, &[(&tag, Err("Invalid parameter: ResourceArn"))]);
    check(
        &mut cli,
        &[("aws sns list-topics --query Topics[].TopicArn --output text", Ok(US_TOPIC))],
    );
}

#[test]
fn keys_are_unknown_in_other_regions() {
    let mut cli = Cli::new();
    cli.line("aws kms create-key");
    let key = cli.world.kms().keys().keys().next().unwrap().to_string();
    let id = key.rsplit('/').next().unwrap();
    let gone = format!("Key 'arn:aws:kms:eu-west-1:123456789012:key/{id}' does not exist");
    for call in ["describe-key", "disable-key", "schedule-key-deletion", "get-key-policy"] {
        let by_arn = format!("aws kms {call} --key-id {key} --region eu-west-1");
        let by_id = format!("aws kms {call} --key-id {id} --region eu-west-1");
        let cases = [
            (by_arn.as_str(), Err("(NotFoundException)")),
            (by_arn.as_str(), Err("Invalid arn us-east-1")),
            (by_id.as_str(), Err(gone.as_str())),
        ];
        check(&mut cli, &cases);
    }
    let state = format!("aws kms describe-key --key-id {key} --query KeyMetadata.KeyState");
    check(&mut cli, &[(&state, Ok("\"Enabled\""))]);
}

#[test]
fn alarms_have_tags_in_their_region_alone() {
    let mut cli = Cli::new();
    cli.line(
        "aws cloudwatch put-metric-alarm --alarm-name a --metric-name m --namespace n --period 60 \
         --evaluation-periods 1 --threshold 1 --statistic Sum \
         --comparison-operator GreaterThanThreshold --tags Key=k,Value=v",
    );
    let arn = "--resource-arn arn:aws:cloudwatch:us-east-1:123456789012:alarm:a";
    let there =
        |call: &str| format!("aws cloudwatch {call} {arn} --region eu-west-1 --output text");
    let missing = Err("(ResourceNotFoundException)");
    check(
        &mut cli,
        &[
            (&there("tag-resource --tags Key=a,Value=b"), missing),
            (&there("untag-resource --tag-keys k"), missing),
            (&there("list-tags-for-resource"), Ok("")),
            (
                &format!("aws cloudwatch list-tags-for-resource {arn} --output text"),
                Ok("TAGS\tk\tv"),
            ),
        ],
    );
}

#[test]
fn services_name_what_breaks_a_constraint_their_way() {
    check(
        &mut Cli::new(),
        &[
            ("aws lambda list-functions --page-size 100000", Err("(ValidationException)")),
            ("aws ssm describe-parameters --max-results 500", Err("(ValidationException)")),
            ("aws kms list-keys --limit 5000", Err("(ValidationException)")),
            (
                "aws firehose list-delivery-streams --delivery-stream-type FOO",
                Err("(ValidationException)"),
            ),
            ("aws organizations list-policies --filter FOO", Err("(InvalidInputException)")),
            ("aws cloudwatch describe-alarms --state-value FOO", Err("(ValidationError)")),
        ],
    );
}

#[test]
fn a_set_of_statistics_goes_up() {
    let put = "aws cloudwatch put-metric-data --namespace N --metric-name M --statistic-values";
    let text = "The parameter MetricData.member.1.StatisticValues.Maximum must be greater than \
                MetricData.member.1.StatisticValues.Minimum.";
    check(
        &mut Cli::new(),
        &[
            (&format!("{put} Sum=1,Minimum=5,Maximum=1,SampleCount=1"), Err(text)),
            (&format!("{put} Sum=1,Minimum=1,Maximum=1,SampleCount=1"), Ok("")),
        ],
    );
}

#[test]
fn the_root_of_parameters_is_the_accounts_own() {
    let mut cli = Cli::new();
    for name in ["p", "/q", "/r/s"] {
        cli.line(&format!("aws ssm put-parameter --name {name} --value v --type String"));
    }
    let names = "--query Parameters[].Name --output text";
    let under = |path: &str| format!("aws ssm get-parameters-by-path --path {path} {names}");
    check(
        &mut cli,
        &[
            (&under("/"), Ok("/q\tp")),
            (&under("/ --recursive"), Ok("/q\t/r/s\tp")),
            (&under("/r"), Ok("/r/s")),
            (&under("p"), Err("The parameter name must begin with a forward slash \"/\".")),
        ],
    );
}

#[test]
fn buckets_without_a_key_are_listed() {
    let mut cli = Cli::new();
    cli.line("aws s3 mb s3://aa1");
    cli.line("aws s3api put-object --bucket aa1 --key k");
    cli.line("aws s3api put-object --bucket aa1 --key made/");
    let itself = "Cannot mv a file onto itself: s3://aa1/k - s3://aa1/";
    check(
        &mut cli,
        &[
            ("aws s3 cp s3://aa1 .", Ok("")),
            ("aws s3 mv s3://aa1 ./", Ok("")),
            ("aws s3 mv s3://aa1/k s3://aa1/", Err(itself)),
            ("aws s3 rm s3://aa1", Ok("delete: s3://aa1/made/")),
            ("aws s3 rm s3://aa1/", Ok("")),
            (
                "aws s3api list-objects-v2 --bucket aa1 --query Contents[].Key --output text",
                Ok("k"),
            ),
        ],
    );
}

#[test]
fn names_no_bucket_can_have_are_not_sent() {
    let mut cli = Cli::new();
    let bad = "Parameter validation failed:\nInvalid bucket name \"a/b\": Bucket name must match \
               the regex \"^[a-zA-Z0-9.\\-_]{1,255}$\" or be an ARN matching the regex \
               \"^arn:(aws).*:(s3|s3-object-lambda):";
    check(
        &mut cli,
        &[
            ("aws s3api create-bucket --bucket a/b", Err(bad)),
            ("aws s3api head-object --bucket a/b --key k", Err(bad)),
            ("aws s3 mb s3://", Err("make_bucket failed: s3:// Parameter validation failed:")),
        ],
    );
    assert_eq!(cli.calls, 0);
}

#[test]
fn listings_tell_what_holds_for_all_pages() {
    let mut cli = Cli::new();
    cli.line("aws s3 mb s3://aa1");
    check(
        &mut cli,
        &[
            (
                "aws s3api list-objects-v2 --bucket aa1 --prefix x",
                Ok("{\n    \"RequestCharged\": null,\n    \"Prefix\": \"x\"\n}"),
            ),
            (
                "aws s3api list-buckets --query [Prefix,Buckets[].Name]",
                Ok("[\n    null,\n    [\n        \"aa1\"\n    ]\n]"),
            ),
        ],
    );
}

#[test]
fn complaints_come_in_the_clis_order() {
    let warning =
        "warning: Non-positive values for --max-items may result in undefined behavior.\n";
    let mut cli = Cli::new();
    check(
        &mut cli,
        &[
            ("aws iam list-users --max-items 0", Err(warning)),
            ("aws iam list-users --max-items -1", Err(warning)),
            (
                "aws lambda invoke --function-name f --payload abc",
                Err("the following arguments are required: outfile"),
            ),
            ("aws lambda invoke --function-name f --payload abc o", Err("Invalid base64: \"abc\"")),
        ],
    );
}

#[test]
fn tags_of_aws_are_not_an_organizations_to_give() {
    let mut cli = Cli::new();
    cli.line("aws organizations create-organization");
    let system = Err("You specified a tag key that is a system tag.");
    let of = "--resource-id 123456789012";
    check(
        &mut cli,
        &[
            (&format!("aws organizations tag-resource {of} --tags Key=AWS:x,Value=y"), system),
            (&format!("aws organizations untag-resource {of} --tag-keys aws:x"), system),
            (&format!("aws organizations tag-resource {of} --tags Key=x,Value=y"), Ok("")),
        ],
    );
}
