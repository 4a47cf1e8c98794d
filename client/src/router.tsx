import { createBrowserRouter, type RouteObject } from "react-router";
import { GuestOnly } from "./auth/guest-only.tsx";
import { RequireSession } from "./auth/require-session.tsx";
import { CrashPage, PageCrash } from "./components/crash-page.tsx";
import { PageLoader } from "./components/page-loader.tsx";

/** Every address of the app. */
const routes: RouteObject[] = [
  {
    errorElement: <CrashPage />,
    HydrateFallback: PageLoader,
    children: [
      {
        Component: GuestOnly,
        children: [
          { path: "/sign-in", lazy: async () => ({ Component: (await import("./auth/sign-in-page.tsx")).SignInPage }) },
          { path: "/sign-up", lazy: async () => ({ Component: (await import("./auth/sign-up-page.tsx")).SignUpPage }) },
          {
            path: "/sign-in/second-factor",
            lazy: async () => ({ Component: (await import("./auth/second-factor-page.tsx")).SecondFactorPage }),
          },
        ],
      },
      {
        path: "/forgot-password",
        lazy: async () => ({ Component: (await import("./auth/forgot-password-page.tsx")).ForgotPasswordPage }),
      },
      {
        path: "/reset-password",
        lazy: async () => ({ Component: (await import("./auth/reset-password-page.tsx")).ResetPasswordPage }),
      },
      {
        path: "/verify-email",
        lazy: async () => ({ Component: (await import("./auth/verify-email-page.tsx")).VerifyEmailPage }),
      },
      {
        path: "/inbox",
        lazy: async () => ({ Component: (await import("./inbox/inbox-page.tsx")).InboxPage }),
      },
      {
        Component: RequireSession,
        children: [
          {
            lazy: async () => ({ Component: (await import("./shell/shell.tsx")).Shell }),
            children: [
              {
                errorElement: <PageCrash />,
                children: [
                  {
                    path: "/",
                    lazy: async () => ({ Component: (await import("./dashboard/dashboard-page.tsx")).DashboardPage }),
                  },
                  {
                    path: "/settings",
                    lazy: async () => ({ Component: (await import("./settings/profile-page.tsx")).ProfilePage }),
                  },
                  {
                    path: "/settings/security",
                    lazy: async () => ({ Component: (await import("./settings/security-page.tsx")).SecurityPage }),
                  },
                  {
                    path: "/settings/sessions",
                    lazy: async () => ({ Component: (await import("./settings/sessions-page.tsx")).SessionsPage }),
                  },
                  {
                    path: "/settings/data",
                    lazy: async () => ({ Component: (await import("./settings/data-page.tsx")).DataPage }),
                  },
                ],
              },
            ],
          },
        ],
      },
      {
        path: "/account-deleted",
        lazy: async () => ({ Component: (await import("./settings/deleted-page.tsx")).DeletedPage }),
      },
      {
        path: "*",
        lazy: async () => ({ Component: (await import("./components/not-found-page.tsx")).NotFoundPage }),
      },
    ],
  },
];

export const createRouter = () => createBrowserRouter(routes);
