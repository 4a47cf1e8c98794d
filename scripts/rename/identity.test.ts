import { expect, it } from "vitest";
import { identityOf } from "./identity.ts";

it.each([
  ["  Acme \n Portal ", { product: "Acme Portal", slug: "acme-portal", short: "acmeportal" }],
  ["Zoë", { product: "Zoë", slug: "zoe", short: "zoe" }],
  ["Straße Łódź", { product: "Straße Łódź", slug: "strasse-lodz", short: "strasselodz" }],
  ["Acme.io", { product: "Acme.io", slug: "acme-io", short: "acmeio" }],
])("names packages and databases after %j", (name, identity) => {
  expect(identityOf(name)).toEqual(identity);
});

it.each([
  ["", "2 to 40 letters"],
  ["   ", "2 to 40 letters"],
  ["A", "2 to 40 letters"],
  ["x".repeat(200), "2 to 40 letters"],
  ["x".repeat(40), "too long"],
  ["Zoë & Co", "2 to 40 letters"],
  ["It's", "2 to 40 letters"],
  ['"Acme"', "2 to 40 letters"],
  ["a`id`", "2 to 40 letters"],
  ["$(id)", "2 to 40 letters"],
  ["../x", "2 to 40 letters"],
  ["Donuts 🍩", "2 to 40 letters"],
  ["-dash", "begins and ends with a letter or digit"],
  ["10 Downing", "begin with a letter of the Latin alphabet"],
  ["日本", "begin with a letter of the Latin alphabet"],
  ["Server", "reserved. Choose another name."],
])("refuses %j: %s", (name, reason) => {
  expect(() => identityOf(name)).toThrow(reason);
});
