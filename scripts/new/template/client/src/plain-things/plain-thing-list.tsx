import { DEFAULT_CURRENCY } from "@cafe-app-ai/shared/money";
import type { PlainThing } from "@cafe-app-ai/shared/plain-things";
import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { Badge } from "../components/badge.tsx";
import { Moment } from "../components/moment.tsx";
import { type Column, Records } from "../components/records/records.tsx";
import { formatCount, formatDay, formatMoney } from "../lib/format.ts";
import { messages } from "./messages.ts";

const NAME: Column<PlainThing> = {
  label: messages.fields.mainText,
  show: ({ id, mainText }) => (
    <Anchor component={Link} to={`/plain-things/${id}`} c="inherit" inherit fw={500}>
      {mainText}
    </Anchor>
  ),
};

const DETAILS: Column<PlainThing>[] = [
  // fields
  { label: messages.fields.someText, show: ({ someText }) => someText },
  { label: messages.fields.maybeText, show: ({ maybeText }) => maybeText },
  { label: messages.fields.someInteger, show: ({ someInteger }) => formatCount(someInteger), numeric: true },
  {
    label: messages.fields.maybeInteger,
    show: ({ maybeInteger }) => (maybeInteger === null ? null : formatCount(maybeInteger)),
    numeric: true,
  },
  { label: messages.fields.someTime, show: ({ someTime }) => <Moment at={someTime} /> },
  { label: messages.fields.maybeTime, show: ({ maybeTime }) => maybeTime && <Moment at={maybeTime} /> },
  { label: messages.fields.someDate, show: ({ someDate }) => formatDay(someDate, "medium") },
  { label: messages.fields.maybeDate, show: ({ maybeDate }) => maybeDate && formatDay(maybeDate, "medium") },
  {
    label: messages.fields.someFlag,
    show: ({ someFlag }) => (someFlag ? messages.someFlagWords.yes : messages.someFlagWords.no),
  },
  {
    label: messages.fields.someMoney,
    show: ({ someMoney }) => formatMoney(someMoney, DEFAULT_CURRENCY),
    numeric: true,
  },
  {
    label: messages.fields.maybeMoney,
    show: ({ maybeMoney }) => (maybeMoney === null ? null : formatMoney(maybeMoney, DEFAULT_CURRENCY)),
    numeric: true,
  },
  { label: messages.fields.someChoice, show: ({ someChoice }) => <Badge>{messages.someChoices[someChoice]}</Badge> },
  {
    label: messages.fields.maybeChoice,
    show: ({ maybeChoice }) => maybeChoice && <Badge>{messages.maybeChoices[maybeChoice]}</Badge>,
  },
  // end of fields
];

/** The plain things of all pages that are loaded. */
export const PlainThingRows = ({ rows }: { rows: PlainThing[] }) => (
  <Records label={messages.title} rows={rows} columns={[NAME, ...DETAILS]} />
);
