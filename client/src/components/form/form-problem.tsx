import { Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useEffect, useRef } from "react";
import { ApiError } from "../../lib/api/api.ts";
import { CookieRefusedError } from "../../lib/session/session.ts";
import { RequestId } from "../problem/request-id.tsx";
import classes from "./notice.module.css";

const CookieProblem = lazy(async () => ({ default: (await import("./cookie-problem.tsx")).CookieProblem }));

type FormProblemProps = { error: Error; children?: ReactNode };

/** Why the server said no, above the form, and what to do. It takes the focus, which the disabled button lost. */
export function FormProblem({ error, children }: FormProblemProps) {
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => alert.current?.focus(), []);

  return (
    <div ref={alert} tabIndex={-1} role="alert" className={`${classes.notice} ${classes.problem}`}>
      <IconAlertCircle aria-hidden />
      <div className={classes.text}>
        {error instanceof CookieRefusedError ? (
          <Suspense>
            <CookieProblem />
          </Suspense>
        ) : (
          error.message
        )}
        {error instanceof ApiError && error.status >= 500 && (
          <Text size="xs" mt={4}>
            <RequestId id={error.requestId} />
          </Text>
        )}
        {children}
      </div>
    </div>
  );
}
