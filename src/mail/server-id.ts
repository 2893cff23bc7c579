/**
 * What Amazon SES calls a message that it took: it answers "250 Ok 0102018f…-000000", puts that in the place of our Message-ID, and names it alone
 * in what it tells later unless it is asked to include the headers. Null where a server's answer has none, or one that stands in no later notice.
 */
export const serverIdOf = (response: string): string | null =>
  /^250 Ok ([0-9a-f]{16}-[0-9a-f]{8}-[0-9a-f-]{20,60})\s*$/i.exec(response)?.[1] ?? null
