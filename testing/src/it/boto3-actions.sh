#!/usr/bin/env bash
# Every StackSets action under both permission models through boto3, against the served simulator.
source "$(dirname "$0")/served.sh"
need java
need python3
python3 -c 'import boto3' 2>/dev/null || skip "boto3 is not installed"
serve --accounts 12 --stack-duration 30s --time-scale 300
python3 "$HERE/boto3_actions.py" "$ENDPOINT"
