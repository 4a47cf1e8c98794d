import { clampChroma, converter, formatHex, wcagContrast } from "culori";

const toOklch = converter("oklch");
/** What text needs on its ground (WCAG 2.2, 1.4.3), and where the theme has such text. */
const CONTRAST = 4.5;
const TEXT_GROUNDS = [
  { shade: 7, ground: "#ffffff" },
  { shade: 4, ground: "#171514" },
];

/** The ten shades of the accent in the theme's code. */
export function readShades(theme: string): string[] {
  const [, list = ""] = /const accent: MantineColorsTuple = \[([^\]]*)\]/.exec(theme) ?? [];
  const shades = [...list.matchAll(/"(#[0-9a-f]{6})"/gi)].map(([, shade = ""]) => shade);
  if (shades.length !== 10) throw new Error("The accent isn't where it was: client/src/theme.ts.");
  return shades;
}

/** Of each shade, how light it is and its share of the colour's chroma: what text needs holds for every hue. */
const SHADES = [
  { lightness: 0.976, share: 0.15 },
  { lightness: 0.935, share: 0.38 },
  { lightness: 0.872, share: 0.71 },
  { lightness: 0.803, share: 1.03 },
  { lightness: 0.731, share: 1.25 },
  { lightness: 0.651, share: 1.28 },
  { lightness: 0.552, share: 1.15 },
  { lightness: 0.473, share: 1 },
  { lightness: 0.404, share: 0.85 },
  { lightness: 0.321, share: 0.65 },
];

/** Ten shades of a colour's hue. @throws where it's no colour, or where text in them wouldn't be readable */
export function shadesOf(color: string): string[] {
  const accent = /^#[0-9a-f]{6}$/i.test(color) ? toOklch(color) : undefined;
  if (!accent) throw new Error(`"${color}" is no colour such as #2f6fed.`);
  const shades = SHADES.map(({ lightness, share }) =>
    formatHex(clampChroma({ mode: "oklch", l: lightness, c: share * accent.c, h: accent.h ?? 0 }, "oklch")),
  );
  for (const { shade, ground } of TEXT_GROUNDS) {
    const contrast = wcagContrast(shades[shade] ?? "", ground);
    if (contrast < CONTRAST) {
      throw new Error(
        `Text in ${shades[shade]} isn't readable on ${ground} (${contrast.toFixed(1)}:1). Choose another.`,
      );
    }
  }
  return shades;
}
