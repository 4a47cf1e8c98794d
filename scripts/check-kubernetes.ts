import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAllDocuments } from "yaml";
import { readOptions } from "../server/src/commands/read-options.ts";
import { findConfigErrors } from "../server/src/config.ts";

const USAGE = `Usage: npm run check:kubernetes

Builds each overlay of deploy/kubernetes with kustomize. What comes out has to fit the schemas and types of Kubernetes and
CloudNativePG, no pod may have more rights than it needs, and the API has to take its settings. It needs kubectl.`;

readOptions(USAGE);

type Manifest = { apiVersion: string; kind: string; metadata: { name: string }; spec?: unknown; data?: unknown };
type Container = {
  name: string;
  securityContext?: Record<string, unknown>;
  resources?: { limits?: { memory?: string } };
};
type Pod = {
  automountServiceAccountToken?: boolean;
  securityContext?: Record<string, unknown>;
  containers: Container[];
};

const root = fileURLToPath(new URL("..", import.meta.url));
const overlays = join(root, "deploy/kubernetes/overlays");
// where the types are found from
const folder = join(root, "node_modules/.cache/check-kubernetes");
const errors: string[] = [];

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
for (const overlay of await readdir(overlays)) {
  const built = execFileSync("kubectl", ["kustomize", join(overlays, overlay)], { encoding: "utf8" });
  const manifests = parseAllDocuments(built).map((document) => document.toJS() as Manifest);
  for (const manifest of manifests) {
    const about = `${overlay}: ${manifest.kind} ${manifest.metadata.name}`;
    const report = (message: string) => errors.push(`${about}: ${message}`);
    await validate(manifest, report);
    checkPod(podOf(manifest), report);
    if (manifest.kind === "ConfigMap") checkSettings(manifest.data as Record<string, string>, report);
  }
  await writeFile(join(folder, `${overlay}.ts`), typed(manifests));
  console.log(`${overlay}: ${manifests.length} objects`);
}
checkTypes();
await rm(folder, { recursive: true });
for (const error of errors) console.error(error);
process.exitCode = errors.length > 0 ? 1 : 0;

function moduleOf({ apiVersion, kind }: Manifest): string {
  const library = apiVersion.startsWith("postgresql.cnpg.io/")
    ? "@kubernetes-models/cloudnative-pg"
    : "kubernetes-models";
  return `${library}/${apiVersion}/${kind}`;
}

async function validate(manifest: Manifest, report: (message: string) => void): Promise<void> {
  const { [manifest.kind]: Model } = await import(moduleOf(manifest));
  try {
    new Model(manifest).validate();
  } catch (error) {
    report((error as Error).message);
  }
}

/** The manifests as TypeScript, because the schemas let unknown fields pass. */
function typed(manifests: Manifest[]): string {
  return manifests
    .map(
      (manifest, index) =>
        `import type { I${manifest.kind} as I${index} } from "${moduleOf(manifest)}";\nexport const m${index}: I${index} = ${JSON.stringify(manifest, null, 2)};\n`,
    )
    .join("");
}

function checkTypes(): void {
  const options = [
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--ignoreConfig",
    "--module",
    "nodenext",
    "--target",
    "esnext",
  ];
  const files = spawnSync("ls", [folder], { encoding: "utf8" }).stdout.trim().split("\n");
  const { status, stdout, stderr } = spawnSync("npx", ["tsc", ...options, ...files], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) errors.push(stdout + stderr);
}

function podOf({ kind, spec }: Manifest): Pod | undefined {
  const within = spec as { template?: { spec: Pod }; jobTemplate?: { spec: { template: { spec: Pod } } } } | undefined;
  if (kind === "CronJob") return within?.jobTemplate?.spec.template.spec;
  return ["Deployment", "Job"].includes(kind) ? within?.template?.spec : undefined;
}

/** What the namespace's "restricted" asks for, and a little more. */
function checkPod(pod: Pod | undefined, report: (message: string) => void): void {
  if (!pod) return;
  const { runAsNonRoot, seccompProfile } = pod.securityContext ?? {};
  if (runAsNonRoot !== true) report("runs as root");
  if ((seccompProfile as { type?: string } | undefined)?.type !== "RuntimeDefault") report("has no seccomp profile");
  if (pod.automountServiceAccountToken !== false) report("gets a token for the cluster");
  for (const { name, securityContext = {}, resources } of pod.containers) {
    const { allowPrivilegeEscalation, capabilities, readOnlyRootFilesystem } = securityContext;
    if (allowPrivilegeEscalation !== false) report(`${name} may gain privileges`);
    if (JSON.stringify(capabilities) !== '{"drop":["ALL"]}') report(`${name} keeps capabilities`);
    if (readOnlyRootFilesystem !== true) report(`${name} may change its files`);
    if (!resources?.limits?.memory) report(`${name} has no memory limit`);
  }
}

/** The API starts with them, with a database and a secret added. */
function checkSettings(data: Record<string, string>, report: (message: string) => void): void {
  const settings = { ...data, DATABASE_URL: "postgres://database/cafe", AUTH_SECRET: crypto.randomUUID() };
  for (const error of findConfigErrors(settings)) report(error);
}
