import { Group, Text } from "@mantine/core";
import { PRODUCT_NAME } from "shared/product";

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
