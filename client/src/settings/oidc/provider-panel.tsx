import type { SignInMethods } from "@cafe-app-ai/shared/account";
import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { Moment } from "../../components/moment.tsx";
import { showDone } from "../../components/toast/toast.ts";
import { formatDate } from "../../lib/format.ts";
import { useReturn } from "../../lib/use-return.ts";
import { messages } from "../messages.ts";
import { useConnectProvider, useDisconnectProvider } from "../queries.ts";
import { ReauthenticationDialog } from "../reauthentication-form.tsx";
import { securityMessages } from "../security-messages.ts";
import { SettingsPanel } from "../settings-panel.tsx";
import { hasReturned } from "./oauth-flow.ts";

type ProviderPanelProps = {
  /** The provider's name, where this deployment has one. */
  offered: string | undefined;
  linked: SignInMethods["provider"];
};

export function ProviderPanel({ offered, linked }: ProviderPanelProps) {
  const name = linked?.name ?? offered;
  useEffect(() => {
    if (linked && hasReturned()) showDone(securityMessages.connected(linked.name));
  }, [linked]);

  if (!name) return null;
  return (
    <SettingsPanel title={name}>
      <LinkProblem name={name} />
      {linked ? <Linked name={name} since={linked.linkedAt} /> : <NotLinked name={name} />}
    </SettingsPanel>
  );
}

/** The provider leads back with a code when it did not work. The words are ours: anybody can write into an address. */
function LinkProblem({ name }: { name: string }) {
  const [search, setSearch] = useSearchParams();
  const code = search.get("error");
  if (!code) return null;
  const { linkProblems, linkProblem } = securityMessages;
  const words = Object.hasOwn(linkProblems, code) ? linkProblems[code] : undefined;
  return (
    <FormProblem error={new Error((words ?? linkProblem)(name))}>
      <Button size="xs" variant="default" mt="xs" display="block" onClick={() => setSearch({}, { replace: true })}>
        {messages.close}
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
        {securityMessages.notConnected(name)}
      </Text>
      <Group>
        <Button variant="default" onClick={open}>
          {securityMessages.connect(name)}
        </Button>
      </Group>
      <ReauthenticationDialog
        opened={opened}
        onClose={close}
        title={securityMessages.connect(name)}
        text={securityMessages.connectHelp(name)}
        mutation={connect}
        label={messages.goOn}
        busyLabel={securityMessages.connecting}
        onDone={() => {}}
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
        {securityMessages.connectedSince(name)} <Moment at={since}>{formatDate(since)}</Moment>.
      </Text>
      <Group>
        <Button variant="default" onClick={open}>
          {securityMessages.disconnect}
        </Button>
      </Group>
      <ReauthenticationDialog
        opened={opened}
        onClose={close}
        title={securityMessages.disconnectTitle(name)}
        text={securityMessages.disconnectHelp(name)}
        mutation={disconnect}
        label={securityMessages.disconnect}
        busyLabel={securityMessages.disconnecting}
        onDone={() => showDone(securityMessages.disconnected(name))}
      />
    </>
  );
}
