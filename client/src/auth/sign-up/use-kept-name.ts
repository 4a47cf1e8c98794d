import { useEffect, useState } from "react";

const TYPED_NAME = "typed-name";

/** The name that was typed before the page was reloaded, for another language perhaps. */
export const useTypedName = () => useState(() => sessionStorage.getItem(TYPED_NAME) ?? "")[0];

/** Keeps it until the form is left. */
export function useKeepName(name: string): void {
  useEffect(() => {
    sessionStorage.setItem(TYPED_NAME, name);
    return () => sessionStorage.removeItem(TYPED_NAME);
  }, [name]);
}
