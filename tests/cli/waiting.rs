//! `aws … wait`: how often it asks, what it takes for an answer, and when it gives up.

use watchtrail::sim::Span;

use super::Cli;

/// A line, its exit code, what it complains of, how many calls it made and how many seconds passed.
type Case = (&'static str, u8, &'static str, usize, i64);

fn check(cli: &mut Cli, (line, exit, stderr, calls, secs): Case) {
    let (before, made) = (cli.world.now(), cli.calls);
    let finished = cli.line(line);
    let found = (finished.exit, finished.stderr.trim(), finished.stdout.as_str());
    assert_eq!(found, (exit, stderr, ""), "{line}");
    let passed = cli.world.now() - before;
    assert_eq!((cli.calls - made, passed), (calls, Span::secs(secs)), "{line}");
}

/// <https://docs.aws.amazon.com/cli/latest/reference/ec2/wait/instance-running.html>
#[test]
fn an_instance_runs_passes_its_checks_and_stops() {
    let mut cli = Cli::new();
    cli.ok("aws ec2 run-instances --image-id ami-0c02fb55956c7d316 --instance-type t3.micro");
    let id = cli.ok("aws ec2 describe-instances --query Reservations[].Instances[].InstanceId \
                     --output text");
    let id = id.trim();
    let line =
        |name: &str| -> &'static str { format!("aws ec2 wait {name} --instance-ids {id}").leak() };
    // Pending for 20 seconds: asked at 0, 15 and 30.
    check(&mut cli, (line("instance-running"), 0, "", 3, 30));
    check(&mut cli, (line("instance-running"), 0, "", 1, 0));
    // The checks have passed three minutes after it ran.
    check(&mut cli, (line("instance-status-ok"), 0, "", 13, 180));
    cli.ok(&format!("aws ec2 stop-instances --instance-ids {id}"));
    check(&mut cli, (line("instance-stopped"), 0, "", 3, 30));
    cli.ok(&format!("aws ec2 terminate-instances --instance-ids {id}"));
    let terminal = "aws: [ERROR]: Waiter InstanceStopped failed: Waiter encountered a terminal \
                    failure state: For expression \"Reservations[].Instances[].State.Name\" we \
                    matched expected path: \"terminated\" at least once";
    cli.sleep(Span::mins(1));
    check(&mut cli, (line("instance-stopped"), 255, terminal, 1, 0));
}

#[test]
fn what_never_comes_is_asked_for_as_often_as_the_table_says() {
    let mut cli = Cli::new();
    for case in [
        (
            "aws cloudwatch wait alarm-exists --alarm-names none",
            255,
            "aws: [ERROR]: Waiter AlarmExists failed: Max attempts exceeded",
            40,
            39 * 5,
        ),
        (
            "aws iam wait user-exists --user-name nobody",
            255,
            "aws: [ERROR]: Waiter UserExists failed: Max attempts exceeded. Previously accepted \
             state: Matched expected service error code: NoSuchEntity",
            20,
            19,
        ),
        (
            "aws s3api wait bucket-exists --bucket nobody-has-this",
            255,
            "aws: [ERROR]: Waiter BucketExists failed: Max attempts exceeded. Previously accepted \
             state: Matched expected HTTP status code: 404",
            20,
            19 * 5,
        ),
        ("aws iam wait user-exists --user-name jiwoo", 0, "", 1, 0),
        ("aws s3api wait bucket-not-exists --bucket nobody-has-this", 0, "", 1, 0),
        (
            "aws ec2 wait instance-running --instance-ids i-0123456789abcdef0 --profile jiwoo",
            255,
            "aws: [ERROR]: Waiter InstanceRunning failed: Max attempts exceeded. Previously \
             accepted state: Matched expected service error code: InvalidInstanceID.NotFound",
            40,
            39 * 15,
        ),
        (
            "aws dynamodb wait table-exists --table-name none --profile jiwoo",
            255,
            "aws: [ERROR]: Waiter TableExists failed: An error occurred (AccessDeniedException): \
             User: arn:aws:iam::123456789012:user/jiwoo is not authorized to perform: \
             dynamodb:DescribeTable on resource: \
             arn:aws:dynamodb:us-east-1:123456789012:table/none because no identity-based policy \
             allows the dynamodb:DescribeTable action",
            1,
            0,
        ),
    ] {
        check(&mut cli, case);
    }
}

#[test]
fn what_is_no_wait_is_said_before_anything_is_asked() {
    let mut cli = Cli::new();
    let mut said = |line: &str| {
        let finished = cli.line(line);
        assert_eq!(cli.calls, 0, "{line}");
        (finished.exit, finished.stderr)
    };
    let (exit, stderr) = said("aws ec2 wait export-task-completed --export-task-ids export-i-1");
    assert_eq!((exit, stderr.contains("aws ec2 wait export-task-completed")), (254, true));
    let (exit, stderr) = said("aws ec2 wait instance-runing --instance-ids i-0123456789abcdef0");
    assert_eq!((exit, stderr.contains("instance-runing")), (252, true), "{stderr}");
    let (exit, stderr) = said("aws iam wait user-exists --user-names jiwoo");
    assert_eq!((exit, stderr.contains("--user-names")), (252, true), "{stderr}");
    let (exit, stderr) = said("aws ec2 wait");
    assert_eq!((exit, stderr.contains("too few arguments")), (255, true), "{stderr}");
    let (exit, _) = said("aws sns wait topic-exists");
    assert_eq!(exit, 252);
    assert_eq!(said("aws ec2 wait help").0, 0);
    assert_eq!(said("aws ec2 wait instance-running help").0, 0);
}
