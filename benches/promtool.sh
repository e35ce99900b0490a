#!/bin/sh
# The yardstick: how many rule evaluations a second `promtool test rules` makes over series like
# the fleet's (one value a minute, one alert a series). Wants promtool, Debian's package prometheus.
#
#   benches/promtool.sh [INSTANCES] [HOURS]
set -eu
instances=${1:-100}
hours=${2:-24}
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder"
awk -v n="$instances" -v minutes=$((hours * 60)) 'BEGIN {
  rules = "rules.yml"; test = "test.yml"
  print "groups:\n- name: fleet\n  interval: 1m\n  rules:" > rules
  printf "rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n- interval: 1m\n" > test
  print "  input_series:" > test
  for (i = 0; i < n; i++) {
    printf "  - alert: high-%d\n    expr: cpu{instance=\"%d\"} > 80\n    for: 3m\n", i, i > rules
    # A day of hours that rise and fall, as the load of the fleet does.
    printf "  - series: cpu{instance=\"%d\"}\n    values: \"", i > test
    for (m = 0; m < minutes; m++) printf "%d ", 50 + 40 * sin((m + i) / 230) > test
    print "\"" > test
  }
  printf "  alert_rule_test:\n  - eval_time: %dm\n    alertname: none\n", minutes > test
}'
start=$(date +%s%N)
promtool test rules test.yml > /dev/null
end=$(date +%s%N)
awk -v n="$instances" -v minutes=$((hours * 60)) -v took=$((end - start)) 'BEGIN {
  evaluations = n * minutes; seconds = took / 1e9
  printf "%d evaluations in %.2f s: %.0f a second\n", evaluations, seconds, evaluations / seconds
}'
