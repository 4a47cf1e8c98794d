import { Skeleton, Stack } from "@mantine/core";

/** The form before what it needs is known. */
export const FormSkeleton = () => (
  <Stack gap={40} aria-hidden>
    {[1, 2, 3, 4].map((row) => (
      <Skeleton key={row} height={60} />
    ))}
  </Stack>
);
