import "@mantine/spotlight/styles.css";
import { Kbd } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconReceipt, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { formatAgo, formatMoney } from "../../lib/format.ts";
import { messages } from "../messages.ts";
import { type Command, PAGES, useCommands } from "./commands.tsx";
import classes from "./palette.module.css";
import { foundOrdersQuery } from "./queries.ts";

const [store, palette] = createSpotlight();
export const openPalette = palette.open;

type Entry = Command & { id: string; detail?: string };

/** Pages, actions and orders by a few letters. */
export function Palette({ onHelp }: { onHelp: () => void }) {
  const [query, setQuery] = useState("");
  // Where an entry leads decides what has the focus then; only who gives up comes back to where they were.
  const [leaving, setLeaving] = useState(false);
  const navigate = useNavigate();
  // Once it is there: what is open from the start doesn't know where the focus was.
  useEffect(openPalette, []);
  const [selected, setSelected] = useState(0);
  const commands = useCommands(onHelp);
  const words = query.trim();
  const [searched] = useDebouncedValue(words, 200);
  const { data: found, isError } = useQuery(foundOrdersQuery(words === "" ? "" : searched));

  const orders = (words && found ? found.rows : []).map(
    ({ id, item, placedAt, totalCents, currency }): Entry => ({
      id,
      label: item,
      detail: `${formatMoney(totalCents, currency)} · ${formatAgo(placedAt)}`,
      icon: IconReceipt,
      to: `/orders/${id}`,
    }),
  );
  const all: Entry = {
    id: "all",
    label: messages.searchOrders(words),
    icon: IconSearch,
    to: `/orders?${new URLSearchParams({ q: words })}`,
  };
  const groups = [
    { label: messages.pages, entries: matching(PAGES, words) },
    { label: messages.actions, entries: matching(commands, words) },
    { label: messages.orders, entries: words ? [...orders, all] : [] },
  ].filter(({ entries }) => entries.length > 0);
  const ids = groups.flatMap(({ entries }) => entries.map(({ id }) => id));
  const index = Math.max(0, Math.min(selected, ids.length - 1));
  const selectedId = ids[index];

  /** Spotlight moves the selection by its keys without telling, from where it believes it to be. */
  const followKeys = () => {
    store.updateState((state) => ({ ...state, selected: index }));
    queueMicrotask(() => setSelected(store.getState().selected));
  };

  const run = (entry: Entry) => {
    setLeaving(true);
    if ("to" in entry) void navigate(entry.to);
    else entry.run();
  };

  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={(typed) => {
        setQuery(typed);
        setSelected(0);
      }}
      onSpotlightOpen={() => setLeaving(false)}
      returnFocus={!leaving}
      scrollable
      maxHeight={440}
      transitionProps={{ duration: 120 }}
      overlayProps={{ backgroundOpacity: 0.5, blur: 0 }}
      attributes={{ content: { "aria-label": messages.palette } }}
    >
      <Spotlight.Search
        placeholder={messages.paletteHelp}
        leftSection={<IconSearch size={18} aria-hidden />}
        maxLength={120}
        onKeyDown={followKeys}
        role="combobox"
        aria-label={messages.palette}
        aria-expanded
        aria-controls="palette-entries"
        aria-activedescendant={selectedId && `palette-${selectedId}`}
      />
      <Spotlight.ActionsList id="palette-entries" role="listbox" aria-label={messages.palette}>
        {groups.map(({ label, entries }) => (
          <Spotlight.ActionsGroup key={label} label={label} role="group" aria-label={label} className={classes.group}>
            {entries.map((entry) => (
              <Spotlight.Action
                key={entry.id}
                // Spotlight keeps an id for itself.
                ref={(element) => element?.setAttribute("id", `palette-${entry.id}`)}
                role="option"
                aria-selected={entry.id === selectedId}
                // It sets this too, but not when entries come and go.
                data-selected={entry.id === selectedId || undefined}
                label={entry.label}
                leftSection={<entry.icon size={18} stroke={1.6} aria-hidden />}
                rightSection={entry.detail ?? (entry.keys && <Kbd>{entry.keys}</Kbd>)}
                className={classes.entry}
                onClick={() => run(entry)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
      </Spotlight.ActionsList>
      {isError && <p className={classes.problem}>{messages.searchFailed}</p>}
    </Spotlight.Root>
  );
}

/** Those with each of the words somewhere in their name. */
const matching = (commands: Command[], words: string): Entry[] =>
  commands
    .filter(({ label }) =>
      words
        .toLowerCase()
        .split(/\s+/)
        .every((word) => label.toLowerCase().includes(word)),
    )
    .map((command) => ({ ...command, id: command.label.replaceAll(/\W+/g, "-") }));
