import type { SignInMethods } from "@cafe-app-ai/shared/auth/sign-in-methods";
import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { Moment } from "../../components/moment.tsx";
import { showDone } from "../../components/toast/toast.ts";
import { formatDate } from "../../lib/format.ts";
import { useReturn } from "../../lib/use-return.ts";
import { settingsMessages } from "../messages.ts";
import { ReauthenticationDialog } from "../reauthentication-dialog.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { messages } from "./messages.ts";
import { hasReturned } from "./oauth-flow.ts";
import { useConnectProvider, useDisconnectProvider } from "./queries.ts";

type ProviderPanelProps = {
  /** The provider's name, where this deployment has one. */
  offered: string | undefined;
  linked: SignInMethods["provider"];
};

export function ProviderPanel({ offered, linked }: ProviderPanelProps) {
  const name = linked?.name ?? offered;
  useEffect(() => {
    if (linked && hasReturned()) showDone(messages.connected(linked.name));
  }, [linked]);

  if (!name) return null;
  return (
    <SettingsPanel title={name}>
      <ConnectProblem name={name} />
      {linked ? <Linked name={name} since={linked.linkedAt} /> : <NotLinked name={name} />}
    </SettingsPanel>
  );
}

/** Why the provider wasn't connected. The words are ours: anybody can write into a URL. */
function ConnectProblem({ name }: { name: string }) {
  const [search, setSearch] = useSearchParams();
  const code = search.get("error");
  if (!code) return null;
  const known: Partial<Record<string, (name: string) => string>> = messages.connectProblems;
  const words = Object.hasOwn(known, code) ? known[code] : undefined;
  return (
    <FormProblem error={new Error((words ?? messages.connectProblem)(name))}>
      <Button size="xs" variant="default" mt="xs" display="block" onClick={() => setSearch({}, { replace: true })}>
        {settingsMessages.close}
      </Button>
    </FormProblem>
  );
}

function NotLinked({ name }: { name: string }) {
  const [opened, { open, close }] = useDisclosure();
  const connect = useConnectProvider();
  useReturn(close);
  return (
    <>
      <Text size="sm" c="dimmed">
        {messages.notConnected(name)}
      </Text>
      <Group>
        <Button variant="default" onClick={open}>
          {messages.connect(name)}
        </Button>
      </Group>
      <ReauthenticationDialog
        opened={opened}
        onClose={close}
        title={messages.connect(name)}
        text={messages.connectHelp(name)}
        mutation={connect}
        action={messages.goToProvider}
      />
    </>
  );
}

function Linked({ name, since }: { name: string; since: string }) {
  const [opened, { open, close }] = useDisclosure();
  const disconnect = useDisconnectProvider();
  return (
    <>
      <Text size="sm" c="dimmed">
        {messages.connectedSince(name)} <Moment at={since}>{formatDate(since)}</Moment>.
      </Text>
      <Group>
        <Button variant="default" onClick={open}>
          {messages.disconnect.label}
        </Button>
      </Group>
      <ReauthenticationDialog
        opened={opened}
        onClose={close}
        title={messages.disconnectTitle(name)}
        text={messages.disconnectHelp(name)}
        mutation={disconnect}
        action={messages.disconnect}
        onDone={() => showDone(messages.disconnected(name))}
      />
    </>
  );
}
