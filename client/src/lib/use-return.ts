import { useEffect } from "react";

/** For what was left on its way to another site: who comes back with the browser's button finds it as it was then. */
export function useReturn(startAnew: () => void): void {
  useEffect(() => {
    const onShow = ({ persisted }: PageTransitionEvent) => persisted && startAnew();
    window.addEventListener("pageshow", onShow);
    return () => window.removeEventListener("pageshow", onShow);
  }, [startAnew]);
}
