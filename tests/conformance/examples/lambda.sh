# The forms of https://docs.aws.amazon.com/cli/latest/reference/lambda/ with values of our own.
aws iam create-role --role-name fn --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
aws iam create-role --role-name vm --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
echo 'exports.handler = async () => {}' > my-function.js
zip my-function.zip my-function.js
aws lambda create-function --function-name my-function --runtime nodejs22.x --zip-file fileb://my-function.zip --handler my-function.handler --role arn:aws:iam::123456789012:role/fn
# fails: Function already exist: my-function
aws lambda create-function --function-name my-function --runtime nodejs22.x --zip-file fileb://my-function.zip --handler my-function.handler --role arn:aws:iam::123456789012:role/fn
# fails: The role defined for the function cannot be assumed by Lambda.
aws lambda create-function --function-name other --runtime nodejs22.x --zip-file fileb://my-function.zip --handler my-function.handler --role arn:aws:iam::123456789012:role/vm
# fails: --zip-file must be a zip file with the fileb:// prefix.
aws lambda create-function --function-name other --runtime nodejs22.x --zip-file fileb://my-function.js --handler my-function.handler --role arn:aws:iam::123456789012:role/fn
# not simulated: Environment
aws lambda create-function --function-name other --runtime nodejs22.x --zip-file fileb://my-function.zip --handler my-function.handler --role arn:aws:iam::123456789012:role/fn --environment Variables={A=b}
# not simulated: S3Bucket
aws lambda create-function --function-name other --runtime nodejs22.x --code S3Bucket=b,S3Key=k --handler my-function.handler --role arn:aws:iam::123456789012:role/fn
aws lambda create-function --function-name tagged --runtime python3.13 --zip-file fileb://my-function.zip --handler app.handler --role arn:aws:iam::123456789012:role/fn --description 'for tests' --timeout 10 --memory-size 256 --no-publish --package-type Zip --tags team=audit --architectures arm64
# fails: The function is currently in the following state: Pending
aws lambda invoke --function-name my-function out.json
sleep 10
aws lambda get-function --function-name tagged
aws lambda get-function --function-name my-function
aws lambda get-function-configuration --function-name my-function
# fails: Function not found: arn:aws:lambda:us-east-1:123456789012:function:my-function:2
aws lambda get-function-configuration --function-name my-function:2
aws lambda list-functions
aws lambda list-functions --max-items 1
aws lambda list-functions --function-version ALL
aws lambda update-function-configuration --function-name my-function --memory-size 256
# fails: An update is in progress for resource: arn:aws:lambda:us-east-1:123456789012:function:my-function
aws lambda update-function-configuration --function-name my-function --memory-size 256
sleep 10
aws lambda update-function-configuration --function-name tagged --role arn:aws:iam::123456789012:role/fn --handler a.b --description again --timeout 5 --runtime python3.12
# fails: The Revision Id provided does not match the latest Revision Id.
aws lambda update-function-configuration --function-name my-function --revision-id none --memory-size 512
echo 'exports.handler = async () => { return 1 }' > my-function.js
zip my-function.zip my-function.js
aws lambda update-function-code --function-name my-function --zip-file fileb://my-function.zip --dry-run
aws lambda update-function-code --function-name my-function --zip-file fileb://my-function.zip --architectures arm64 --no-publish
# fails: An update is in progress for resource: arn:aws:lambda:us-east-1:123456789012:function:my-function
aws lambda update-function-code --function-name my-function --zip-file fileb://my-function.zip
sleep 10
# fails: The Revision Id provided does not match the latest Revision Id.
aws lambda update-function-code --function-name my-function --zip-file fileb://my-function.zip --revision-id none
# fails: Please provide a source for function code.
aws lambda update-function-code --function-name my-function
aws lambda update-function-code --function-name my-function --zip-file fileb://my-function.zip --publish
sleep 10
aws lambda publish-version --function-name my-function
aws lambda publish-version --function-name tagged --description first
# fails: The Revision Id provided does not match the latest Revision Id.
aws lambda publish-version --function-name tagged --revision-id none
# fails: is different from current CodeSHA256 in $LATEST
aws lambda publish-version --function-name tagged --code-sha256 none
aws lambda list-versions-by-function --function-name my-function
aws lambda list-versions-by-function --function-name my-function --page-size 50
aws lambda create-alias --function-name my-function --description "alias for live version of function" --function-version 1 --name LIVE
# fails: Alias already exists: arn:aws:lambda:us-east-1:123456789012:function:my-function:LIVE
aws lambda create-alias --function-name my-function --function-version 1 --name LIVE
# fails: Function not found: arn:aws:lambda:us-east-1:123456789012:function:my-function:9
aws lambda create-alias --function-name my-function --function-version 9 --name BETA
# not simulated: RoutingConfig
aws lambda create-alias --function-name my-function --function-version 1 --name BETA --routing-config AdditionalVersionWeights={"2"=0.02}
aws lambda get-alias --function-name my-function --name LIVE
# fails: Cannot find alias arn: arn:aws:lambda:us-east-1:123456789012:function:my-function:BETA
aws lambda get-alias --function-name my-function --name BETA
aws lambda list-aliases --function-name my-function
aws lambda list-aliases --function-name my-function --function-version 1
aws lambda get-function --function-name my-function --qualifier LIVE
aws lambda invoke --function-name my-function:LIVE out.json
aws lambda add-permission --function-name my-function --qualifier LIVE --action lambda:InvokeFunction --statement-id live --principal sns.amazonaws.com
aws lambda get-policy --function-name my-function --qualifier LIVE
aws lambda update-alias --function-name my-function --function-version '$LATEST' --name LIVE
aws lambda delete-alias --function-name my-function --name LIVE
aws lambda delete-function --function-name my-function --qualifier 1
aws lambda add-permission --function-name my-function --action lambda:InvokeFunction --statement-id sns --principal sns.amazonaws.com
aws lambda add-permission --function-name my-function --action lambda:InvokeFunction --statement-id AlarmAction --principal lambda.alarms.cloudwatch.amazonaws.com --source-account 123456789012 --source-arn arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu
aws lambda add-permission --function-name my-function --action lambda:InvokeFunction --statement-id others --principal 111122223333
aws lambda add-permission --function-name my-function --action lambda:InvokeFunction --statement-id ours --principal '*' --principal-org-id o-1234567890ab
# fails: The statement id (sns) provided already exists.
aws lambda add-permission --function-name my-function --action lambda:InvokeFunction --statement-id sns --principal sns.amazonaws.com
# fails: The provided principal was invalid.
aws lambda add-permission --function-name my-function --action lambda:InvokeFunction --statement-id wrong --principal arn:aws:iam::123456789012:user/nobody
# not simulated: EventSourceToken
aws lambda add-permission --function-name my-function --action lambda:InvokeFunction --statement-id alexa --principal '*' --event-source-token t
aws lambda get-policy --function-name my-function
# fails: The resource you requested does not exist.
aws lambda get-policy --function-name tagged
aws lambda remove-permission --function-name my-function --statement-id sns
# fails: Statement sns is not found in resource policy.
aws lambda remove-permission --function-name my-function --statement-id sns
aws lambda invoke --function-name my-function --cli-binary-format raw-in-base64-out --payload '{ "name": "Bob" }' response.json
cat response.json
world function my-function returns '{"ok": true}'
aws lambda invoke --function-name my-function --payload eyAibmFtZSI6ICJCb2IiIH0= response.json
# fails: Invalid base64: "{ "name": "Bob" }"
aws lambda invoke --function-name my-function --payload '{ "name": "Bob" }' response.json
cat response.json
echo '{"name": "Bob"}' > event.json
aws lambda invoke --function-name my-function --payload fileb://event.json /dev/stdout
# fails: Could not parse request body into json
aws lambda invoke --function-name my-function --cli-binary-format raw-in-base64-out --payload '{' response.json
# fails: Unrecognized token 'nope': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
aws lambda invoke --function-name my-function --cli-binary-format raw-in-base64-out --payload nope response.json
aws lambda invoke --function-name my-function --invocation-type Event --cli-binary-format raw-in-base64-out --payload '{ "name": "Bob" }' response.json
aws lambda invoke --function-name my-function --invocation-type DryRun response.json
world function my-function fails 'no such table'
aws lambda invoke --function-name my-function --log-type None --qualifier '$LATEST' response.json
# not simulated: LogType Tail
aws lambda invoke --function-name my-function --log-type Tail response.json
# fails: Function not found: arn:aws:lambda:us-east-1:123456789012:function:none:$LATEST
aws lambda invoke --function-name none response.json
aws lambda tag-resource --resource arn:aws:lambda:us-east-1:123456789012:function:my-function --tags DEPARTMENT=DepartmentA
aws lambda list-tags --resource arn:aws:lambda:us-east-1:123456789012:function:my-function
aws lambda untag-resource --resource arn:aws:lambda:us-east-1:123456789012:function:my-function --tag-keys DEPARTMENT
# fails: Tags on function aliases and versions are not supported.
aws lambda list-tags --resource arn:aws:lambda:us-east-1:123456789012:function:my-function:1
# fails: Function not found: arn:aws:lambda:us-east-1:123456789012:function:none
aws lambda list-tags --resource arn:aws:lambda:us-east-1:123456789012:function:none
aws lambda delete-function --function-name my-function
aws lambda delete-function --function-name arn:aws:lambda:us-east-1:123456789012:function:tagged
# fails: Function not found: arn:aws:lambda:us-east-1:123456789012:function:my-function
aws lambda delete-function --function-name 123456789012:function:my-function
