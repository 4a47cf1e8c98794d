import { Anchor, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Link, type To } from "react-router";
import { Brand } from "../components/page/brand.tsx";
import { PageHeading } from "../components/page/page-heading.tsx";
import { chooseLanguage, LANGUAGES, type Language, language } from "../lib/language/language.ts";
import classes from "./auth-page.module.css";
import type { SignInState } from "./sign-in-state.ts";

const otherLanguages = (Object.keys(LANGUAGES) as Language[]).filter((each) => each !== language);

type AuthPageProps = { title: string; intro?: ReactNode; children?: ReactNode; footer?: ReactNode };

/** One column with the product's name and nothing else to distract, and the way to another page. */
export function AuthPage({ title, intro, children, footer }: AuthPageProps) {
  return (
    <main className={classes.page}>
      <Stack className={classes.column} gap="lg">
        <Brand />
        <Stack gap="xs">
          {/* Another title is another page: it is read out. */}
          <PageHeading key={title}>{title}</PageHeading>
          {intro && (
            <Text size="sm" c="dimmed" className={classes.intro}>
              {intro}
            </Text>
          )}
        </Stack>
        {children}
        {footer && (
          <Text size="sm" c="dimmed">
            {footer}
          </Text>
        )}
        {otherLanguages.map((other) => (
          <Anchor
            key={other}
            component="button"
            type="button"
            lang={other}
            size="sm"
            c="dimmed"
            style={{ alignSelf: "start" }}
            onClick={() => chooseLanguage(other)}
          >
            {LANGUAGES[other]}
          </Anchor>
        ))}
      </Stack>
    </main>
  );
}

type AuthLinkProps = { to: To; state?: SignInState; className?: string; children: string };

/** From one of these pages to another. */
export const AuthLink = (props: AuthLinkProps) => <Anchor component={Link} inherit underline="always" {...props} />;
