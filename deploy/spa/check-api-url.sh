#!/bin/sh
# Refuses an API_URL that config.json or the content security policy could not hold, before nginx starts.
if ! printf '%s' "$API_URL" | grep -Eq '^https?://[][A-Za-z0-9.:-]+/?$'; then
  echo "Setting API_URL: \"$API_URL\" isn't an origin. Write it like https://api.example.com" >&2
  exit 1
fi
