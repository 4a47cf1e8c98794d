import { readOptions } from "../../server/src/commands/read-options.ts";
import { startCaddy } from "./caddy.ts";
import { checkProxy } from "./checks.ts";
import { startNginx } from "./nginx.ts";
import { startService } from "./service.ts";

const USAGE = `Usage: npm run check:proxies [-- caddy|nginx]

Runs the proxies of deploy/, as they are configured there, in front of the API and the app on ports of their own, with
certificates of a local authority. It needs caddy, nginx and openssl on the machine.`;

const proxies = { caddy: startCaddy, nginx: startNginx };

const { positionals: names } = readOptions(USAGE, { allowPositionals: true });
let broken = 0;
for (const [name, startProxy] of Object.entries(proxies)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n${name}`);
  await using service = await startService();
  await using proxy = await startProxy(service);
  try {
    for await (const { what, measured, kept } of checkProxy(service, proxy)) {
      if (!kept) broken += 1;
      console.log(`  ${kept ? "ok    " : "BROKEN"}  ${what}: ${measured}`);
    }
  } catch (error) {
    broken += 1;
    console.log(`  BROKEN  the checks did not go on: ${error}`);
  }
}
console.log(broken === 0 ? "\nEverything held." : `\n${broken} broken.`);
process.exitCode = broken === 0 ? 0 : 1;
