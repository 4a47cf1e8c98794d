import { useState } from "react";

/** What is shown stays as it is while the pointer or the focus is on it: rows must not move under either. */
export function useSteady<Value>(value: Value | undefined) {
  const [held, setHeld] = useState<{ pointer?: Value; focus?: Value }>({});
  const hold = (by: keyof typeof held, kept: Value | undefined) => setHeld((before) => ({ ...before, [by]: kept }));
  const steady = held.pointer ?? held.focus ?? value;
  const area = {
    onPointerEnter: () => hold("pointer", steady),
    onPointerLeave: () => hold("pointer", undefined),
    onFocus: () => hold("focus", steady),
    onBlur: () => hold("focus", undefined),
  };
  return { steady, area };
}
