import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { useEffect } from "react";

/** Names the browser tab; what it was called before comes back when this goes, or has no title any more. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title === undefined) return;
    const before = document.title;
    document.title = `${title} · ${PRODUCT_NAME}`;
    return () => {
      document.title = before;
    };
  }, [title]);
}
