import type { User } from "@cafe-app-ai/shared/auth/common";
import { Avatar, Loader, Menu, Text, useMantineColorScheme } from "@mantine/core";
import { IconLogout, IconSelector, IconSettings } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { showProblem } from "../components/toast/toast.ts";
import { chooseLanguage, LANGUAGES, type Language, language } from "../lib/language/language.ts";
import { useAuthConfig } from "../lib/session/use-auth-config.ts";
import { useSignOut } from "../lib/session/use-sign-out.ts";
import classes from "./account-menu.module.css";
import { messages } from "./messages.ts";
import navigation from "./navigation.module.css";

/** Who is signed in, the theme, the language, and the way out. */
export function AccountMenu({ user }: { user: User }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { mail } = useAuthConfig();
  const signOut = useSignOut("signed-out");
  const shownName = user.name || user.email;

  const [opened, setOpened] = useState(false);

  const leave = () =>
    signOut.mutate(undefined, {
      onError: (error) => {
        setOpened(false);
        showProblem(messages.signOutFailed, error);
      },
    });

  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      position="top-start"
      width={260}
      alignItemsLabels="with-indicators"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button type="button" className={`${navigation.link} ${classes.target}`}>
          <Avatar size={24} radius="xl" color="accent" aria-hidden>
            {findInitial(shownName)}
          </Avatar>
          <span className={classes.account}>{messages.account}</span>
          <span className={classes.name}>{shownName}</span>
          <IconSelector size={16} aria-hidden className={classes.chevron} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          {user.name && (
            <Text size="sm" fw={500} truncate title={user.name}>
              {user.name}
            </Text>
          )}
          <Text size="xs" c="dimmed" truncate title={user.email}>
            {user.email}
          </Text>
          {!user.emailVerified && mail !== "off" && <Text size="xs">{messages.notConfirmed}</Text>}
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings" leftSection={<IconSettings size={16} aria-hidden />}>
          {messages.settings}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label id="theme-label">{messages.theme}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}
          aria-labelledby="theme-label"
        >
          <Menu.RadioItem value="light">{messages.light}</Menu.RadioItem>
          <Menu.RadioItem value="dark">{messages.dark}</Menu.RadioItem>
          <Menu.RadioItem value="auto">{messages.system}</Menu.RadioItem>
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label id="language-label">{messages.language}</Menu.Label>
        <Menu.RadioGroup
          value={language}
          onChange={(chosen) => chosen !== language && chooseLanguage(chosen as Language)}
          aria-labelledby="language-label"
        >
          {Object.entries(LANGUAGES).map(([value, name]) => (
            <Menu.RadioItem key={value} value={value} lang={value}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        {/* The menu stays while it works, which may take a while. */}
        <Menu.Item
          leftSection={signOut.isPending ? <Loader size={16} aria-hidden /> : <IconLogout size={16} aria-hidden />}
          onClick={leave}
          closeMenuOnClick={false}
          aria-disabled={signOut.isPending}
        >
          {signOut.isPending ? messages.signingOut : messages.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What a person sees as the first character: an emoji may be made of many code units. */
function findInitial(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return first?.segment.toUpperCase() ?? "";
}
