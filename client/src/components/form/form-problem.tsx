import { Alert, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { ApiError } from "../../lib/api/api.ts";
import { CookieRefusedError } from "../../lib/session/session.ts";
import { RequestId } from "../problem/request-id.tsx";
import classes from "./field.module.css";
import { messages } from "./messages.ts";

type FormProblemProps = { error: Error; children?: ReactNode };

/** Why the server said no, above the form, and what one can do. It takes the focus, which the disabled button lost. */
export function FormProblem({ error, children }: FormProblemProps) {
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => alert.current?.focus(), []);

  const refused = error instanceof CookieRefusedError;
  const overHttp = window.location.protocol === "http:";
  const text = refused ? (overHttp ? messages.cookieOverHttp : messages.cookieOverHttps) : error.message;
  return (
    <Alert
      ref={alert}
      tabIndex={-1}
      variant="default"
      className={classes.problem}
      classNames={{ icon: classes.problemIcon }}
      role="alert"
      icon={<IconAlertCircle aria-hidden />}
      title={refused ? messages.cookieTitle : undefined}
    >
      {text}
      {error instanceof ApiError && error.status >= 500 && (
        <Text size="xs" mt={4}>
          <RequestId id={error.requestId} />
        </Text>
      )}
      {children}
    </Alert>
  );
}
