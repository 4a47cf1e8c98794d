// plain JavaScript, so that it runs on any Node and before anything is installed
const NODE_MIN = 24;

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < NODE_MIN) {
  fail(
    `This is Node ${process.versions.node}; the project uses Node ${NODE_MIN}.`,
    "Run npm install, then npm run doctor.",
  );
} else {
  await import("./run.ts").catch((error) => {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    fail(`A package is missing: ${error.message.split(" imported from")[0]}.`, "Run npm install.");
  });
}

/**
 * @param {string} message
 * @param {string} remedy
 */
function fail(message, remedy) {
  const finding = { check: "Node", level: "problem", message, remedy };
  if (process.argv.includes("--json")) console.log(JSON.stringify({ ok: false, findings: [finding], settings: [] }));
  else console.error(`${message}\n${remedy}`);
  process.exitCode = 1;
}
