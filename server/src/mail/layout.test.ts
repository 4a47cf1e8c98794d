import { expect, it } from "vitest";
import { renderMail } from "./layout.ts";

it("a mail shows what people typed as they typed it, and is not bent by it", () => {
  const typed = `<b>Ada</b> & "co" <img src=x onerror='alert(1)'>`;
  const url = 'https://app.example.com/?a=1&b="><script>';
  const mail = renderMail({ subject: typed, paragraphs: [typed, typed], action: { label: typed, url } });
  expect(mail.text.split(typed)).toHaveLength(4);
  expect(mail.text).toContain(url);
  expect(mail.html).not.toMatch(/<b>|<img|<script/);
  expect(mail.html.match(/&lt;b&gt;Ada&lt;\/b&gt; &amp; &quot;co&quot;/g)).toHaveLength(4);
  expect(mail.html).toContain('href="https://app.example.com/?a=1&amp;b=&quot;&gt;&lt;script&gt;"');
});
