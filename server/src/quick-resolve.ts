import { registerHooks } from "node:module";

/**
 * Preloaded, so that the server starts sooner. To know whether a `.js` file is an ES module, Node parses its package's
 * package.json, for each file again; drizzle-orm has hundreds of files, and 180 kB of package.json. Its ES modules
 * import only ES modules from each other. `npm run bench:start` measures it.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    const isWithinDrizzle =
      /^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.includes("/node_modules/drizzle-orm/");
    if (!isWithinDrizzle) return nextResolve(specifier, context);
    return { url: new URL(specifier, context.parentURL).href, format: "module", shortCircuit: true };
  },
});
