import type { TestApp } from "./build-test-app.ts";
import { PASSWORD } from "./factories.ts";

/** Signs up several times, and stores nothing before all have seen that the email is free. */
export async function signUpTogether({ db, request }: TestApp, count: number, email: string) {
  return db
    .transaction(async (transaction) => {
      await transaction.execute("lock table users in share row exclusive mode");
      const signUp = () => request.post("/api/auth/signup").send({ email, password: PASSWORD });
      const answers = Promise.all(Array.from({ length: count }, signUp));
      let waiting = 0;
      while (waiting < count) {
        const { rowCount } = await transaction.execute(
          "select from pg_locks where not granted and relation = 'users'::regclass",
        );
        waiting = rowCount ?? 0;
      }
      // the lock ends with the transaction
      return { answers };
    })
    .then(({ answers }) => answers);
}
