#!/usr/bin/env bash
# Organizations, Account Management and automatic deployment through boto3, against the served simulator.
source "$(dirname "$0")/served.sh"
need java
need python3
python3 -c 'import boto3' 2>/dev/null || skip "boto3 is not installed"
serve --organization "$HERE/organization.yaml" --stack-duration 500ms
python3 "$HERE/boto3_organizations.py" "$ENDPOINT"
