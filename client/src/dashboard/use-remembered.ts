import { useLocalStorage } from "@mantine/hooks";
import { useSearchParams } from "react-router";

/** A choice that the URL names, or the one made last in this browser. */
export function useRemembered<Choice extends string>(
  name: string,
  choices: readonly Choice[],
  byDefault: Choice,
): [Choice, (choice: Choice) => void] {
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useLocalStorage<string>({ key: `dashboard-${name}`, getInitialValueInEffect: false });
  const find = (value: string | null | undefined) => choices.find((choice) => choice === value);
  const setChoice = (next: Choice) => {
    setChosen(next);
    setSearch(
      (before) => {
        before.set(name, next);
        return before;
      },
      { replace: true },
    );
  };
  return [find(search.get(name)) ?? find(chosen) ?? byDefault, setChoice];
}
