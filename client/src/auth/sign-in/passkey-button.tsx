import { Button } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { passkeysWork } from "../../lib/session/passkeys.ts";
import type { usePasskeySignIn } from "./queries.ts";
import { SignInProblem } from "./sign-in-problem.tsx";

/** Signs in with a passkey; nothing where the browser has none. */
export function PasskeyButton({ label, signIn }: { label: string; signIn: ReturnType<typeof usePasskeySignIn> }) {
  if (!passkeysWork()) return null;
  const busy = signIn.isPending || signIn.isSuccess;
  return (
    <>
      {signIn.error && <SignInProblem key={signIn.submittedAt} error={signIn.error} />}
      <Button
        variant="default"
        size="md"
        fullWidth
        leftSection={<IconFingerprint size={18} aria-hidden />}
        data-disabled={busy || undefined}
        aria-disabled={busy}
        onClick={() => signIn.isSuccess || signIn.mutate()}
      >
        {label}
      </Button>
    </>
  );
}
