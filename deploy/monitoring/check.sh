#!/bin/sh
# Checks what Prometheus and Alertmanager are to read, and tests the alerts. Needs promtool and amtool: Debian's packages
# prometheus and prometheus-alertmanager have them.
set -eu
case ${1:-} in
  -h | --help)
    echo "Usage: npm run check:monitoring"
    echo
    echo "Checks the configuration of Prometheus and Alertmanager, and tests the alerts. Needs promtool and amtool."
    exit
    ;;
esac
cd "$(dirname "$0")"
promtool check config --syntax-only prometheus.yml
promtool check rules alerts.yml backup-alerts.yml
amtool check-config alertmanager.yml
promtool test rules alerts.test.yml
