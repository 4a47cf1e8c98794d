import { useComputedColorScheme } from "@mantine/core";
import { useEffect } from "react";

/** Paper is white, whatever the theme. */
export function useLightPrint(): void {
  const scheme = useComputedColorScheme();
  useEffect(() => {
    const root = document.documentElement;
    const toLight = () => root.setAttribute("data-mantine-color-scheme", "light");
    const back = () => root.setAttribute("data-mantine-color-scheme", scheme);
    window.addEventListener("beforeprint", toLight);
    window.addEventListener("afterprint", back);
    return () => {
      window.removeEventListener("beforeprint", toLight);
      window.removeEventListener("afterprint", back);
    };
  }, [scheme]);
}
