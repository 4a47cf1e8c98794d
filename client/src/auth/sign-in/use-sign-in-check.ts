import { useEffect, useState } from "react";

type Check = typeof import("./check-sign-in.ts").checkSignIn;

/** Loaded once the form is on screen, so that the form is there sooner; until then only the server checks. */
export function useSignInCheck(): Check {
  const [check, setCheck] = useState<Check>(() => () => ({}));
  useEffect(() => {
    import("./check-sign-in.ts").then(
      ({ checkSignIn }) => setCheck(() => checkSignIn),
      () => {},
    );
  }, []);
  return check;
}
