export const messages = {
  email: "Email",
  password: "Password",
  showPassword: "Show password",
  passwordHelp: (minLength: number) => `At least ${minLength} characters`,
};
