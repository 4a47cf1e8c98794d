/** What an error of the API says in short. */
export const problem = ({ status, body }: { status: number; body: { error?: { code?: string } | null } }) => ({
  status,
  code: body.error?.code,
});
