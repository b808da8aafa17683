#!/usr/bin/env bash
# Ends with 0 only if the job succeeded and its results are in ./out. Cancels the job after the time limit.
# Usage: ci-gate.sh JOB-URL [TIME]
set -uo pipefail
job=$1 limit=${2:-2h}

gpjobs wait "$job" --timeout "$limit"
code=$?
case $code in
	0) exec gpjobs results "$job" --output ./out ;;
	124) gpjobs cancel --yes --wait --timeout 5m "$job" ;;
esac
exit "$code"
