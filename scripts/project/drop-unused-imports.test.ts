import { expect, it } from "vitest";
import { dropUnusedImports } from "./drop-unused-imports.ts";

it("removes only unused imports", () => {
  const code =
    'import { a, type B } from "x";\nimport c from "y";\nimport type { C } from "y";\nimport {\n  d,\n} from "z";\nimport "style.css";\n\na(c);\n';
  expect(dropUnusedImports(code)).toBe('import { a } from "x";\nimport c from "y";\nimport "style.css";\n\na(c);\n');
});
