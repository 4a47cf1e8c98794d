const TIME_LIMIT_MS = 20_000;
/** The image for every kind of processor, not one of them. */
const INDEX = "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json";

/** The digest of an image's tag today, `sha256:…`, from its registry without an account. */
export async function findDigest(image: string): Promise<string> {
  const { registry, repository, tag } = readName(image);
  const url = `${registry}/v2/${repository}/manifests/${tag}`;
  const ask = (headers: Record<string, string>) =>
    fetch(url, { method: "HEAD", headers: { accept: INDEX, ...headers }, signal: AbortSignal.timeout(TIME_LIMIT_MS) });
  const first = await ask({});
  const challenge = first.headers.get("www-authenticate");
  const response = first.status === 401 && challenge ? await ask(await findCredential(challenge)) : first;
  const digest = response.headers.get("docker-content-digest") ?? "";
  if (!response.ok) throw new Error(`${image}: the registry answered ${response.status}`);
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`${image}: the registry sent no digest`);
  return digest;
}

/** As Docker reads a name: what looks like a host is the registry, and without one it's Docker Hub. */
function readName(image: string) {
  const [, host, path = "", tag = ""] = /^(?:([^/]+[.:][^/]*)\/)?(.+):([^:/]+)$/.exec(image) ?? [];
  if (host === undefined) {
    const repository = path.includes("/") ? path : `library/${path}`;
    return { registry: "https://registry-1.docker.io", repository, tag };
  }
  return { registry: `${host.startsWith("127.0.0.1:") ? "http" : "https"}://${host}`, repository: path, tag };
}

/** A registry says where to get a token; reading a public image needs no account. */
async function findCredential(challenge: string): Promise<Record<string, string>> {
  const { realm, ...query } = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, ...pair]) => pair),
  );
  const response = await fetch(`${realm}?${new URLSearchParams(query)}`, {
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  });
  if (!response.ok) throw new Error(`${realm} answered ${response.status}`);
  const { token, access_token } = (await response.json()) as { token?: string; access_token?: string };
  return { authorization: `Bearer ${token ?? access_token}` };
}
