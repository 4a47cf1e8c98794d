import { type KeyboardEvent, useState } from "react";

/** Arrow keys, Home and End choose one of the days; Escape, the pointer and leaving choose none. */
export function useDayKeys(count: number) {
  const [index, setIndex] = useState<number>();
  const none = () => setIndex(undefined);
  const chosen = index === undefined ? undefined : Math.min(index, count - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const last = count - 1;
    const targets: Record<string, number | undefined> = {
      ArrowRight: chosen === undefined ? 0 : Math.min(chosen + 1, last),
      ArrowLeft: chosen === undefined ? last : Math.max(chosen - 1, 0),
      Home: 0,
      End: last,
    };
    if (event.key === "Escape") none();
    const target = targets[event.key];
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setIndex(target);
  };
  return { chosen, onKeyDown, onBlur: none, onPointerMove: none };
}
