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
import { messages } from "../messages.ts";

export type Command = { label: string; icon: Icon; keys?: string } & ({ to: string } | { run: () => void });

/** A new page gets its line here, as it does in the navigation. */
export const PAGES: Command[] = [
  { label: messages.dashboard, icon: IconLayoutDashboard, to: "/" },
  { label: messages.orders, icon: IconReceipt, to: "/orders" },
  { label: messages.settingsPages.profile, icon: IconSettings, to: "/settings" },
  { label: messages.settingsPages.cafe, icon: IconSettings, to: "/settings/cafe" },
  { label: messages.settingsPages.security, icon: IconSettings, to: "/settings/security" },
  { label: messages.settingsPages.sessions, icon: IconSettings, to: "/settings/sessions" },
  { label: messages.settingsPages.activity, icon: IconSettings, to: "/settings/activity" },
  { label: messages.settingsPages.data, icon: IconSettings, to: "/settings/data" },
];

/** What can be done from everywhere. */
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
