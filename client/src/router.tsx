import { type ComponentType, lazy, Suspense } from "react";
import { BrowserRouter, Route, Routes } from "react-router";
import { GuestOnly } from "./auth/session/guest-only.tsx";
import { RequireSession } from "./auth/session/require-session.tsx";
import { SignInPage } from "./auth/sign-in/sign-in-page.tsx";
import { PageLoader } from "./components/page/page-loader.tsx";
import { AppCrash, PageCrash } from "./components/problem/crash-page.tsx";
import { wasSignedIn } from "./lib/api/windows.ts";
import { languageReady } from "./lib/language/translate.ts";

type Load = () => Promise<ComponentType>;

/** A page that is loaded when it is first shown; while it comes, the page before stays. */
const page = (load: Load) => lazy(async () => ({ default: await load() }));

/** Loaded once the session is known; a browser that was signed in last time begins at once. */
function signedInPage(load: Load, isFirst: boolean) {
  const loading = isFirst && wasSignedIn() ? languageReady.then(load) : undefined;
  loading?.catch(() => {});
  return page(() => loading ?? load());
}

const SignUpPage = page(async () => (await import("./auth/sign-up/sign-up-page.tsx")).SignUpPage);
const TwoFactorPage = page(async () => (await import("./auth/two-factor/two-factor-page.tsx")).TwoFactorPage);
const ForgotPasswordPage = page(
  async () => (await import("./auth/password-reset/forgot-password-page.tsx")).ForgotPasswordPage,
);
const ResetPasswordPage = page(
  async () => (await import("./auth/password-reset/reset-password-page.tsx")).ResetPasswordPage,
);
const VerifyEmailPage = page(async () => (await import("./auth/verify-email/verify-email-page.tsx")).VerifyEmailPage);
const InboxPage = page(async () => (await import("./inbox/inbox-page.tsx")).InboxPage);
const DeletedPage = page(async () => (await import("./settings/data/deleted-page.tsx")).DeletedPage);
const NotFoundPage = page(async () => (await import("./components/problem/not-found-page.tsx")).NotFoundPage);

/** Where a visit begins: "orders" for `/orders/new`. */
const [, section = ""] = window.location.pathname.split("/");
const SIGNED_IN_SECTIONS = ["", "orders", "settings"];
const Shell = signedInPage(async () => (await import("./shell/shell.tsx")).Shell, SIGNED_IN_SECTIONS.includes(section));
const DashboardPage = signedInPage(
  async () => (await import("./dashboard/dashboard-page.tsx")).DashboardPage,
  section === "",
);
const OrdersPage = signedInPage(
  async () => (await import("./orders/orders-page.tsx")).OrdersPage,
  section === "orders",
);
const ProfilePage = page(async () => (await import("./settings/profile/profile-page.tsx")).ProfilePage);
const CafePage = page(async () => (await import("./settings/cafe/cafe-page.tsx")).CafePage);
const SecurityPage = page(async () => (await import("./settings/security/security-page.tsx")).SecurityPage);
const SessionsPage = page(async () => (await import("./settings/sessions/sessions-page.tsx")).SessionsPage);
const ActivityPage = page(async () => (await import("./settings/activity/activity-page.tsx")).ActivityPage);
const DataPage = page(async () => (await import("./settings/data/data-page.tsx")).DataPage);

/** Every URL of the app. */
export const Router = () => (
  <BrowserRouter>
    <AppCrash>
      <Suspense fallback={<PageLoader />}>
        <Routes>
          <Route element={<GuestOnly />}>
            <Route path="/sign-in" element={<SignInPage />} />
            <Route path="/sign-up" element={<SignUpPage />} />
            <Route path="/sign-in/two-factor" element={<TwoFactorPage />} />
          </Route>
          <Route path="/forgot-password" element={<ForgotPasswordPage />} />
          <Route path="/reset-password" element={<ResetPasswordPage />} />
          <Route path="/verify-email" element={<VerifyEmailPage />} />
          <Route path="/inbox" element={<InboxPage />} />
          <Route element={<RequireSession />}>
            <Route element={<Shell />}>
              <Route element={<PageCrash />}>
                <Route path="/" element={<DashboardPage />} />
                <Route path="/orders/:panel?" element={<OrdersPage />} />
                <Route path="/settings" element={<ProfilePage />} />
                <Route path="/settings/cafe" element={<CafePage />} />
                <Route path="/settings/security" element={<SecurityPage />} />
                <Route path="/settings/sessions" element={<SessionsPage />} />
                <Route path="/settings/activity" element={<ActivityPage />} />
                <Route path="/settings/data" element={<DataPage />} />
              </Route>
            </Route>
          </Route>
          <Route path="/account-deleted" element={<DeletedPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Routes>
      </Suspense>
    </AppCrash>
  </BrowserRouter>
);
