# The language itself.
NAME=web
EMPTY=
echo $NAME "${NAME}-1" '$NAME' $EMPTY "$EMPTY" end
WORDS='a  b	c'
echo $WORDS; echo "$WORDS"
echo one \
  two
ACCOUNT=$(aws sts get-caller-identity --query Account --output text)
echo "account: $ACCOUNT"
echo $(aws sts get-caller-identity --profile jiwoo --query Arn --output text)
LOST=$(aws sns get-topic-attributes --topic-arn arn:aws:sns:us-east-1:123456789012:lost)
echo "status $?, output '$LOST'"
false || echo rescued
true && false && echo never
echo $?
dir -l
aws nonsense
sleep 1h30m
sleep soon
set -x
set -e
false || true
false && true
false
echo unreached
