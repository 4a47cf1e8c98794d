import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./filters.module.css";
import { messages } from "./messages.ts";

const PAUSE_MS = 250;

type SearchFieldProps = { q: string | undefined; onChange: (q: string | undefined) => void };

/** Searches after a moment without typing, or at once with Enter. */
export function SearchField({ q, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(q ?? "");
  // The URL can change without a key: Back, or a filter that is cleared.
  const [known, setKnown] = useState(q);
  if (q !== known) {
    setKnown(q);
    if (q !== typed.trim()) setTyped(q ?? "");
  }
  const search = (text: string) => {
    const next = text.trim() || undefined;
    if (next !== q) onChange(next);
  };
  const searchSoon = useDebouncedCallback(search, PAUSE_MS);

  return (
    <TextInput
      type="search"
      aria-label={messages.search}
      placeholder={messages.search}
      maxLength={120}
      className={classes.search}
      leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
      value={typed}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        searchSoon(value);
      }}
      onKeyDown={({ key }) => {
        if (key !== "Enter") return;
        searchSoon.cancel();
        search(typed);
      }}
    />
  );
}
