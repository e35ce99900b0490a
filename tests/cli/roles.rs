//! Profiles and keys that stand for a role.

use super::Cli;

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
"Principal":{"AWS":"arn:aws:iam::123456789012:user/jiwoo"},"Action":"sts:AssumeRole"}]}"#;
const READ: &str = "arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess";
const ROLE: &str = "arn:aws:iam::123456789012:role/Audit";

/// A role that trusts jiwoo, made as one types it.
fn cli() -> Cli {
    let mut cli = Cli::new();
    cli.ok(&format!(
        "aws iam create-role --role-name Audit --assume-role-policy-document '{TRUST}'"
    ));
    cli.ok(&format!("aws iam attach-role-policy --role-name Audit --policy-arn {READ}"));
    cli.ok(&format!("aws configure set profile.audit.role_arn {ROLE}"));
    cli
}

#[test]
fn a_profile_with_a_role_assumes_it_and_keeps_the_session() {
    let mut cli = cli();
    let missing = cli.line("aws sts get-caller-identity --profile audit");
    assert_eq!(missing.exit, 255);
    assert!(missing.stderr.contains("missing: source_profile or credential_source"));
    cli.ok("aws configure set profile.audit.source_profile jiwoo");
    let me = cli.ok("aws sts get-caller-identity --profile audit --query Arn --output text");
    let session = "arn:aws:sts::123456789012:assumed-role/Audit/botocore-session-1736121600\n";
    assert_eq!(me, session);
    let calls = cli.calls;
    cli.ok("aws sns list-topics --profile audit");
    assert_eq!(cli.calls, calls + 1, "the session is kept");
    let denied = cli.line("aws sns create-topic --name ops --profile audit");
    assert_eq!(denied.exit, 254);
    cli.sleep(watchtrail::sim::Span::mins(46));
    let me = cli.ok("aws sts get-caller-identity --profile audit --query Arn --output text");
    assert_ne!(me, session, "shortly before its end another follows");

    cli.ok("aws configure set profile.audit.source_profile admin");
    let denied = cli.line("aws sts get-caller-identity --profile audit");
    assert!(denied.stderr.contains("(AccessDenied) when calling the AssumeRole operation"));
    cli.ok("aws configure set profile.audit.source_profile nobody");
    let missing = cli.line("aws sts get-caller-identity --profile audit");
    assert!(missing.stderr.contains("does not exist"), "{}", missing.stderr);
}

#[test]
fn keys_in_the_environment_are_a_session_s() {
    let mut cli = cli();
    let assume = format!(
        "aws sts assume-role --role-arn {ROLE} --role-session-name s3-access-example --profile \
         jiwoo --output text --query Credentials."
    );
    let reply: Vec<String> = ["[AccessKeyId,SecretAccessKey,SessionToken]"]
        .iter()
        .flat_map(|of| {
            let out = cli.ok(&format!("{assume}{of}"));
            out.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    let set = |cli: &mut Cli, name: &str, value: &str| {
        watchtrail::shell::aws::Door::set(cli, name, value);
    };
    set(&mut cli, "AWS_ACCESS_KEY_ID", &reply[0]);
    assert_eq!(cli.line("aws sts get-caller-identity").exit, 255, "partial");
    set(&mut cli, "AWS_SECRET_ACCESS_KEY", &reply[1]);
    let invalid = cli.line("aws sts get-caller-identity");
    assert!(invalid.stderr.contains("InvalidClientTokenId"), "{}", invalid.stderr);
    set(&mut cli, "AWS_SESSION_TOKEN", &reply[2]);
    let me = cli.ok("aws sts get-caller-identity --query Arn --output text");
    assert_eq!(me, "arn:aws:sts::123456789012:assumed-role/Audit/s3-access-example\n");
    let me = cli.ok("aws sts get-caller-identity --query Arn --output text --profile jiwoo");
    assert_eq!(me, "arn:aws:iam::123456789012:user/jiwoo\n");
}
