#!/bin/sh
# Checks what Prometheus is to read, and tests the alerts. Needs promtool: Debian's package prometheus has it.
set -eu
cd "$(dirname "$0")"
promtool check config --syntax-only prometheus.yml
promtool check rules alerts.yml
promtool test rules alerts.test.yml
