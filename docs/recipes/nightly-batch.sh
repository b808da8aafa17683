#!/usr/bin/env bash
# Submits a job for each line of a file, waits for all of them, and saves the results of those that succeeded.
# Usage: nightly-batch.sh TASK-URL INPUT VALUES-FILE FOLDER
set -uo pipefail
task=$1 input=$2 values=$3 folder=$4
night=nightly-$(date +%F)
code=0

while IFS= read -r value; do
	gpjobs submit "$task" "$input=$value" --label "$value $night" --tag "$night" >/dev/null || code=$?
done <"$values"

# Prints the reason of each failure, and how many jobs succeeded.
gpjobs wait "tag:$night" --timeout 6h --quiet || code=$?
gpjobs results "tag:$night status:succeeded" --output "$folder/$night" || code=$?
gpjobs remove --ended --older 7d >/dev/null || code=$?
exit "$code"
