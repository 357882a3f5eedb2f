#!/usr/bin/env bash
# Every list through boto3's paginators, every answer through botocore's parser, against the served simulator.
source "$(dirname "$0")/served.sh"
need java
need python3
python3 -c 'import boto3' 2>/dev/null || skip "boto3 is not installed"
serve --instant
python3 "$HERE/boto3_walk.py" "$ENDPOINT"
