import { useMantineColorScheme } from "@mantine/core";
import {
  type Icon,
  IconKeyboard,
  IconLayoutDashboard,
  IconLogout,
  IconMoon,
  IconPlus,
  IconReceipt,
  IconSettings,
  IconSun,
  IconUpload,
} from "@tabler/icons-react";
import { showProblem } from "../../components/toast/toast.ts";
import { useSignOut } from "../../lib/session/use-sign-out.ts";
import { settingsMessages } from "../../settings/messages.ts";
import { messages } from "../messages.ts";

export type Command = { label: string; icon: Icon; keys?: string } & ({ to: string } | { run: () => void });

/** A new page gets its line here, as it does in the navigation. */
export const PAGES: Command[] = [
  { label: messages.dashboard, icon: IconLayoutDashboard, to: "/" },
  { label: messages.orders, icon: IconReceipt, to: "/orders" },
  { label: settingsMessages.profile, icon: IconSettings, to: "/settings" },
  { label: settingsMessages.cafe, icon: IconSettings, to: "/settings/cafe" },
  { label: settingsMessages.security, icon: IconSettings, to: "/settings/security" },
  { label: settingsMessages.sessions, icon: IconSettings, to: "/settings/sessions" },
  { label: settingsMessages.activity, icon: IconSettings, to: "/settings/activity" },
  { label: settingsMessages.data, icon: IconSettings, to: "/settings/data" },
];

/** What one can do from everywhere. */
export function useCommands(onHelp: () => void): Command[] {
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut("signed-out");
  return [
    { label: messages.addOrder, icon: IconPlus, to: "/orders/new" },
    { label: messages.importOrders, icon: IconUpload, to: "/orders/import" },
    { label: messages.lightTheme, icon: IconSun, run: () => setColorScheme("light") },
    { label: messages.darkTheme, icon: IconMoon, run: () => setColorScheme("dark") },
    { label: messages.shortcuts, icon: IconKeyboard, keys: "?", run: onHelp },
    {
      label: messages.signOut,
      icon: IconLogout,
      run: () => signOut.mutate(undefined, { onError: (error) => showProblem(messages.signOutFailed, error) }),
    },
  ];
}
