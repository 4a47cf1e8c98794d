import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { Title, type TitleProps } from "@mantine/core";
import { useEffect, useRef } from "react";

/** The first page of a visit leaves the focus where the browser puts it. */
let firstHeading: HTMLElement | null = null;

type PageHeadingProps = TitleProps & { children: string };

/** The page's one `h1`: names the browser tab too, and takes the focus when one comes here from another page. */
export function PageHeading({ children, ...props }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${children} · ${PRODUCT_NAME}`;
  }, [children]);

  useEffect(() => {
    firstHeading ??= heading.current;
    if (heading.current !== firstHeading) heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <Title order={1} ref={heading} tabIndex={-1} {...props}>
      {children}
    </Title>
  );
}
