/**
 * What a web server sends with every file of the app, its errors included: from here into development's preview and into
 * the files for a CDN; a test compares nginx's and CloudFront's with it. Styles are inline because Mantine sets its
 * variables so.
 */
export const webHeaders = (reached: string[]): Record<string, string> => ({
  "Content-Security-Policy": [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...reached].join(" ")}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join("; "),
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
});

/** How long what is kept: files with a hash in their name for good, the settings never, all else asked for again. */
export const CACHE_CONTROL = {
  assets: "public, max-age=31536000, immutable",
  config: "no-store",
  others: "no-cache",
};
