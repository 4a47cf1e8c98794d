export const messages = {
  withProvider: (name: string) => `Continue with ${name}`,
  goingToProvider: (name: string) => `Redirecting to ${name}`,
};
