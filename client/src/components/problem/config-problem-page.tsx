import { Button, Center, Stack, Text } from "@mantine/core";
import { Brand } from "../page/brand.tsx";
import { PageHeading } from "../page/page-heading.tsx";
import { messages } from "./messages.ts";

/** Shown instead of the app, so it uses neither the router nor the API. */
export function ConfigProblemPage({ problem }: { problem: string }) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack align="center" gap="xl" maw={440} ta="center">
        <Brand />
        <Stack align="center" gap="sm">
          <PageHeading>{messages.configTitle}</PageHeading>
          <Text c="dimmed" size="sm">
            {messages.configText}
          </Text>
          <code>{problem}</code>
          <Button mt="xs" variant="default" onClick={() => window.location.reload()}>
            {messages.reload}
          </Button>
        </Stack>
      </Stack>
    </Center>
  );
}
