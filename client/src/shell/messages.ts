export const messages = {
  skip: "Skip to content",
  navigation: "Main",
  dashboard: "Dashboard",
  settings: "Settings",
  account: "Account",
  notConfirmed: "Address not confirmed yet",
  theme: "Theme",
  light: "Light",
  dark: "Dark",
  system: "System",
  signOut: "Sign out",
  signOutFailed: "You are still signed in",
};
