//! The terminal's files, and `aws s3`, which moves them to buckets and back.
//!
//! What the CLI prints: <https://docs.aws.amazon.com/cli/latest/reference/s3/>

use watchtrail::shell::run::{Job, Poll, Printed, Terminal};
use watchtrail::shell::script;
use watchtrail::sim::{Setup, Sim, Who};
use watchtrail::text::{Lang, Texts};

use super::texts;

struct Desk {
    sim: Sim,
    texts: Texts,
}

impl Desk {
    fn new() -> Desk {
        Desk { sim: Sim::new(Setup::default()), texts: texts(Lang::En) }
    }

    fn lines(&mut self, script: &str) -> Vec<Printed> {
        let terminal = Terminal::new(Who::User("admin".to_owned()));
        let mut job = Job::new(script::parse(script).unwrap(), terminal);
        let mut lines = Vec::new();
        loop {
            match job.poll(&mut self.sim, &self.texts, 1000) {
                Poll::Line(line) => lines.push(line),
                Poll::Busy => {}
                Poll::Done => return lines,
            }
        }
    }

    /// The script with what each line prints behind it, complaints and exit codes too.
    fn shown(&mut self, script: &str) -> String {
        let mut out = String::new();
        for line in self.lines(script) {
            out.push_str(&format!("$ {}\n{}{}", line.command, line.stdout, line.stderr));
            if line.exit != 0 {
                out.push_str(&format!("[{}]\n", line.exit));
            }
        }
        out
    }

    /// The operations called since `from` records.
    fn calls(&self, from: usize) -> Vec<&'static str> {
        let records = self.sim.world().cloudtrail().records().since(from);
        records.map(|record| record.event_name).collect()
    }
}

fn check(script: &str, expected: &str) {
    let mut desk = Desk::new();
    let found = desk.shown(script);
    assert_eq!(found, expected, "{found}");
}

#[test]
fn files_are_written_read_and_packed() {
    check(
        "echo one > a.txt; echo two >> ./a.txt; cat a.txt\n\
         echo -n x > logs/b; ls; ls logs; cat logs; cat none\n\
         gzip a.txt; ls; zcat a.txt.gz | grep tw; gunzip a.txt.gz && cat a.txt | base64\n\
         echo b25lCg== | base64 -d; rm -r logs; ls; rm none; echo x > logs/\n",
        "$ echo one > a.txt\n$ echo two >> ./a.txt\n$ cat a.txt\none\ntwo\n\
         $ echo -n x > logs/b\n$ ls\na.txt\nlogs/b\n$ ls logs\nb\n\
         $ cat logs\ncat: logs: Is a directory\n[1]\n\
         $ cat none\ncat: none: No such file or directory\n[1]\n\
         $ gzip a.txt\n$ ls\na.txt.gz\nlogs/b\n$ zcat a.txt.gz | grep tw\ntwo\n\
         $ gunzip a.txt.gz && cat a.txt | base64\nb25lCnR3bwo=\n\
         $ echo b25lCg== | base64 -d\none\n$ rm -r logs\n$ ls\na.txt\n\
         $ rm none\nrm: cannot remove 'none': No such file or directory\n[1]\n\
         $ echo x > logs/\nlogs/: Is a directory\n[1]\n",
    );
}

#[test]
fn json_is_read_by_paths() {
    check(
        "echo '{\"Records\":[{\"eventName\":\"A\"},{\"eventName\":\"B\"}]}' > r.json\n\
         jq -r '.Records[].eventName' r.json; cat r.json | jq -c '.Records[1]'; jq 'keys' r.json\n\
         echo '{' | jq .",
        "$ echo '{\"Records\":[{\"eventName\":\"A\"},{\"eventName\":\"B\"}]}' > r.json\n\
         $ jq -r '.Records[].eventName' r.json\nA\nB\n\
         $ cat r.json | jq -c '.Records[1]'\n{\"eventName\":\"B\"}\n\
         $ jq 'keys' r.json\njq: expected what this terminal simulates, found `keys`\n[2]\n\
         $ echo '{' | jq .\njq: -: parse error: EOF while parsing an object at line 2 \
         column 0\n[1]\n",
    );
}

#[test]
fn parameters_come_from_files() {
    let mut desk = Desk::new();
    let lines = desk.lines(
        "aws s3 mb s3://shop\n\
         echo '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\
         \"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::shop/x\"}]}' > p.json\n\
         aws s3api put-bucket-policy --bucket shop --policy file://p.json\n\
         aws s3api put-object --bucket shop --key a --body p.json --query ETag\n\
         aws s3api get-object --bucket shop --key a --range bytes=0-4 part --query ContentRange\n\
         cat part",
    );
    assert!(lines.iter().all(|line| line.exit == 0), "{lines:#?}");
    assert_eq!(lines[4].stdout, "\"bytes 0-4/122\"\n");
    assert_eq!(lines[5].stdout, "{\"Ver");
}

#[test]
fn objects_go_up_down_and_across() {
    check(
        "aws s3 mb s3://shop; aws s3 mb s3://shop-eu --region eu-west-1; aws s3 ls\n\
         echo one > a.txt; echo two > logs/b.json; echo three > logs/c.txt\n\
         aws s3 cp a.txt s3://shop; aws s3 cp logs s3://shop/logs --recursive --exclude '*' \
         --include '*.json'\n\
         aws s3 cp s3://shop/a.txt s3://shop-eu/copies/; aws s3 cp s3://shop/a.txt -\n\
         echo piped | aws s3 cp - s3://shop/piped; aws s3 cp s3://shop/piped - | base64\n\
         aws s3 ls s3://shop; aws s3 ls shop --recursive --human-readable --summarize\n\
         aws s3 mv a.txt s3://shop/moved.txt; aws s3 mv s3://shop/moved.txt down/; ls down\n\
         aws s3 cp s3://shop . --recursive --dryrun\n\
         aws s3 rm s3://shop/a.txt; aws s3 rb s3://shop; aws s3 rb s3://shop --force\n",
        "$ aws s3 mb s3://shop\nmake_bucket: shop\n\
         $ aws s3 mb s3://shop-eu --region eu-west-1\nmake_bucket: shop-eu\n\
         $ aws s3 ls\n2025-01-06 00:00:00 shop\n2025-01-06 00:00:00 shop-eu\n\
         $ echo one > a.txt\n$ echo two > logs/b.json\n$ echo three > logs/c.txt\n\
         $ aws s3 cp a.txt s3://shop\nupload: ./a.txt to s3://shop/a.txt\n\
         $ aws s3 cp logs s3://shop/logs --recursive --exclude '*' --include '*.json'\n\
         upload: logs/b.json to s3://shop/logs/b.json\n\
         $ aws s3 cp s3://shop/a.txt s3://shop-eu/copies/\n\
         copy: s3://shop/a.txt to s3://shop-eu/copies/a.txt\n\
         $ aws s3 cp s3://shop/a.txt -\none\n\
         $ echo piped | aws s3 cp - s3://shop/piped\n\
         $ aws s3 cp s3://shop/piped - | base64\ncGlwZWQK\n\
         $ aws s3 ls s3://shop\n                           PRE logs/\n\
         2025-01-06 00:00:00          4 a.txt\n2025-01-06 00:00:00          6 piped\n\
         $ aws s3 ls shop --recursive --human-readable --summarize\n\
         2025-01-06 00:00:00    4 Bytes a.txt\n2025-01-06 00:00:00    4 Bytes logs/b.json\n\
         2025-01-06 00:00:00    6 Bytes piped\n\nTotal Objects: 3\n   Total Size: 14 Bytes\n\
         $ aws s3 mv a.txt s3://shop/moved.txt\nmove: ./a.txt to s3://shop/moved.txt\n\
         $ aws s3 mv s3://shop/moved.txt down/\nmove: s3://shop/moved.txt to down/moved.txt\n\
         $ ls down\nmoved.txt\n\
         $ aws s3 cp s3://shop . --recursive --dryrun\n\
         (dryrun) download: s3://shop/a.txt to ./a.txt\n\
         (dryrun) download: s3://shop/logs/b.json to logs/b.json\n\
         (dryrun) download: s3://shop/piped to ./piped\n\
         $ aws s3 rm s3://shop/a.txt\ndelete: s3://shop/a.txt\n\
         $ aws s3 rb s3://shop\nremove_bucket failed: s3://shop An error occurred \
         (BucketNotEmpty) when calling the DeleteBucket operation: The bucket you tried to delete \
         is not empty\n[1]\n\
         $ aws s3 rb s3://shop --force\ndelete: s3://shop/logs/b.json\n\
         delete: s3://shop/piped\nremove_bucket: shop\n",
    );
}

#[test]
fn both_ends_are_made_alike() {
    check(
        "aws s3 mb s3://shop; echo one > logs/a; echo two > logs/b\n\
         aws s3 sync logs s3://shop/logs; aws s3 sync logs s3://shop/logs\n\
         sleep 1m; echo TWO > logs/b; rm logs/a\n\
         aws s3 sync logs s3://shop/logs --delete; aws s3 sync s3://shop/logs copy; cat copy/b\n\
         aws s3 sync s3://shop/logs copy",
        "$ aws s3 mb s3://shop\nmake_bucket: shop\n$ echo one > logs/a\n$ echo two > logs/b\n\
         $ aws s3 sync logs s3://shop/logs\nupload: logs/a to s3://shop/logs/a\n\
         upload: logs/b to s3://shop/logs/b\n$ aws s3 sync logs s3://shop/logs\n\
         $ sleep 1m\n$ echo TWO > logs/b\n$ rm logs/a\n\
         $ aws s3 sync logs s3://shop/logs --delete\ndelete: s3://shop/logs/a\n\
         upload: logs/b to s3://shop/logs/b\n\
         $ aws s3 sync s3://shop/logs copy\ndownload: s3://shop/logs/b to copy/b\n\
         $ cat copy/b\nTWO\n$ aws s3 sync s3://shop/logs copy\n",
    );
}

#[test]
fn refusals_are_told_as_the_cli_tells_them() {
    check(
        "aws s3 mb s3://shop; echo x > a\n\
         aws s3 cp none s3://shop; aws s3 cp a b; aws s3 cp s3://shop/none .\n\
         aws s3 cp a s3://shop/a --profile jiwoo; aws s3 ls s3://nowhere\n\
         aws s3 ls s3://shop/none\n\
         aws s3 cp s3://nowhere . --recursive; aws s3 mb s3://UPPER; aws s3 cp a\n\
         aws s3 cp a s3://shop --storage-class GLACIER; aws s3 ls --odd",
        "$ aws s3 mb s3://shop\nmake_bucket: shop\n$ echo x > a\n\
         $ aws s3 cp none s3://shop\n\naws: [ERROR]: The user-provided path none does not \
         exist.\n[255]\n\
         $ aws s3 cp a b\n\naws: [ERROR]: An error occurred (ParamValidation): usage: aws s3 cp \
         <LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>\nError: Invalid argument \
         type\n[252]\n\
         $ aws s3 cp s3://shop/none .\nfatal error: An error occurred (404) when calling the \
         HeadObject operation: Key \"none\" does not exist\n[1]\n\
         $ aws s3 cp a s3://shop/a --profile jiwoo\nupload failed: ./a to s3://shop/a An error \
         occurred (AccessDenied) when calling the PutObject operation: User: \
         arn:aws:iam::123456789012:user/jiwoo is not authorized to perform: s3:PutObject on \
         resource: \"arn:aws:s3:::shop/a\" because no identity-based policy allows the \
         s3:PutObject action\n[1]\n\
         $ aws s3 ls s3://nowhere\n\naws: [ERROR]: An error occurred (NoSuchBucket) when calling \
         the ListObjectsV2 operation: The specified bucket does not exist\n[254]\n\
         $ aws s3 ls s3://shop/none\n[1]\n\
         $ aws s3 cp s3://nowhere . --recursive\nfatal error: An error occurred (NoSuchBucket) \
         when calling the ListObjectsV2 operation: The specified bucket does not exist\n[1]\n\
         $ aws s3 mb s3://UPPER\nmake_bucket failed: s3://UPPER An error occurred \
         (InvalidBucketName) when calling the CreateBucket operation: The specified bucket is not \
         valid.\n[1]\n\
         $ aws s3 cp a\n\naws: [ERROR]: An error occurred (ParamValidation): the following \
         arguments are required: paths\n\nusage: aws [options] <command> <subcommand> \
         [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws \
         <command> help\n  aws <command> <subcommand> help\n[252]\n\
         $ aws s3 cp a s3://shop --storage-class GLACIER\n\naws: [ERROR]: An error occurred \
         (NotSimulated): --storage-class (s3 cp) is not simulated here.\n[254]\n\
         $ aws s3 ls --odd\n\nusage: aws [options] <command> <subcommand> [<subcommand> ...] \
         [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws \
         <command> <subcommand> help\n\n\naws: [ERROR]: Unknown options: --odd\n[252]\n",
    );
}

/// Each command is real calls, which are recorded.
#[test]
fn each_command_is_real_calls() {
    let mut desk = Desk::new();
    desk.lines("aws s3 mb s3://shop; echo x > a");
    let cases: [(&str, &[&str]); 6] = [
        ("aws s3 cp a s3://shop/a", &["PutObject"]),
        ("aws s3 cp s3://shop/a b", &["HeadObject", "GetObject"]),
        ("aws s3 cp s3://shop/a s3://shop/c", &["HeadObject", "CopyObject"]),
        ("aws s3 mv s3://shop/a d", &["HeadObject", "GetObject", "DeleteObject"]),
        ("aws s3 rm s3://shop --recursive", &["ListObjects", "DeleteObject"]),
        ("aws s3 rb s3://shop", &["DeleteBucket"]),
    ];
    for (line, calls) in cases {
        let from = desk.sim.world().cloudtrail().records().len();
        desk.lines(line);
        assert_eq!(desk.calls(from), calls, "{line}");
    }
}
