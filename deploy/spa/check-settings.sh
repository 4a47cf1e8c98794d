#!/bin/sh
# Refuses settings that config.json or the content security policy could not hold, before nginx starts.
if ! printf '%s' "$API_URL" | grep -Eq '^https?://[][A-Za-z0-9.:-]+/?$'; then
  echo "Setting API_URL: \"$API_URL\" isn't an origin. Write it like https://api.example.com" >&2
  exit 1
fi
if [ -n "$CLIENT_SENTRY_DSN" ] && ! printf '%s' "$CLIENT_SENTRY_DSN" | grep -Eq '^https?://[A-Za-z0-9_]+@[][A-Za-z0-9.:-]+/[A-Za-z0-9/_-]*[0-9]+$'; then
  echo "Setting CLIENT_SENTRY_DSN: it isn't a DSN. Write it like https://key@example.com/1" >&2
  exit 1
fi
