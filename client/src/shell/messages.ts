export const messages = {
  skip: "Skip to content",
  navigation: "Main",
  dashboard: "Dashboard",
  account: "Account",
  theme: "Theme",
  light: "Light",
  dark: "Dark",
  system: "System",
  signOut: "Sign out",
  signOutFailed: "You are still signed in",
};
