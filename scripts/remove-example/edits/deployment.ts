import { cut, type Edit, replace } from "../edit.ts";

export const DEPLOYMENT: Edit[] = [
  ...replace(
    "deploy/caddy/Caddyfile",
    ["	# not event streams: they go out as they come\n	encode zstd gzip {", "	encode zstd gzip {"],
    [
      "	@others not path /api/orders/import\n	@others_too_large {\n		not path /api/orders/import\n		expression",
      "	@too_large {\n		expression",
    ],
    ["	error @others_too_large 413", "	error @too_large 413"],
    ["	request_body @others {", "	request_body {"],
  ),
  ...cut("deploy/caddy/Caddyfile", "	@import path /api/orders/import\n", "	@too_large {"),
  ...cut("deploy/caddy/Caddyfile", "	error @import_too_large 413\n", "	error @too_large 413"),
  ...cut("deploy/caddy/Caddyfile", "	request_body @import {", "	request_body {"),
  ...replace("deploy/nginx/proxy.conf.template", [
    "# an order's ETag stays strong, for If-Match",
    "# an ETag stays strong, for If-Match",
  ]),
  ...cut("deploy/nginx/proxy.conf.template", "  location = /api/orders/import {", "  # The proxy's own answers look"),
  ...replace(
    "deploy/monitoring/alerts.test.yml",
    ['route="/api/orders", le="0.1"', 'route="/api/auth/session", le="0.1"'],
    [
      `route="/api/orders", le="+Inf"}', values: "0+600x30" }
      - { series: 'http_request_duration_seconds_bucket{route="/api/orders/events", le="10"}', values: "0+0x30" }
      - { series: 'http_request_duration_seconds_bucket{route="/api/orders/events", le="+Inf"}', values: "0+600x30" }
`,
      `route="/api/auth/session", le="+Inf"}', values: "0+600x30" }
`,
    ],
    ['route="/api/orders", le="1"', 'route="/api/auth/session", le="1"'],
    ['route="/api/orders", le="2.5"', 'route="/api/auth/session", le="2.5"'],
    ['route="/api/orders", le="+Inf"', 'route="/api/auth/session", le="+Inf"'],
  ),
  ...cut("deploy/monitoring/dashboard.json", '    {\n      "id": 15,\n', '    {\n      "id": 16,\n'),
  ...replace("deploy/monitoring/dashboard.json", [
    '        "x": 12,\n        "y": 56',
    '        "x": 0,\n        "y": 56',
  ]),
];
