#!/usr/bin/env bash
# Waits for the jobs whose URLs are in a file, and leaves only those on the list that did not succeed.
# Usage: many-jobs.sh URLS-FILE TAG
set -euo pipefail
urls=$1 tag=$2
code=0

gpjobs add - --tag "$tag" <"$urls" >/dev/null
gpjobs wait "tag:$tag" --timeout 1d --quiet || code=$?
gpjobs remove "tag:$tag status:succeeded" >/dev/null || true
exit "$code"
