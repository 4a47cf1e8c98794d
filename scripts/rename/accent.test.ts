import { expect, it } from "vitest";
import { shadesOf } from "./accent.ts";

it("makes readable shades of any hue, and the same each time", () => {
  for (let hue = 0; hue < 360; hue += 15) {
    const color = `#${[0, 120, 240]
      .map((turn) =>
        Math.round(128 + 127 * Math.cos(((hue + turn) * Math.PI) / 180))
          .toString(16)
          .padStart(2, "0"),
      )
      .join("")}`;
    const shades = shadesOf(color);
    expect(shades).toHaveLength(10);
    expect(new Set(shades).size).toBe(10);
    expect(shadesOf(color)).toEqual(shades);
  }
});

it.each(["blue", "#12", "#2f6fedff", ""])("takes no %j for a colour", (color) => {
  expect(() => shadesOf(color)).toThrow("is no colour");
});
