import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { Group, Text } from "@mantine/core";

/** The product's mark and name. */
export function Brand() {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/favicon.svg" alt="" width={26} height={26} />
      <Text component="span" fw={600} fz="md">
        {PRODUCT_NAME}
      </Text>
    </Group>
  );
}
