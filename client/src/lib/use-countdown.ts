import { useEffect, useState } from "react";

/** The whole seconds that are left, and how to start anew: `const [secondsLeft, start] = useCountdown()`. */
export function useCountdown(initialSeconds = 0) {
  const [now, setNow] = useState(Date.now);
  const [end, setEnd] = useState(now + initialSeconds * 1_000);
  const secondsLeft = Math.max(0, Math.ceil((end - now) / 1_000));
  const counting = secondsLeft > 0;

  useEffect(() => {
    if (!counting) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [counting]);

  const start = (seconds: number) => {
    const startedAt = Date.now();
    setNow(startedAt);
    setEnd(startedAt + seconds * 1_000);
  };
  return [secondsLeft, start] as const;
}
