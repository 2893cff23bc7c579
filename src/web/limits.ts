import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { every } from 'hono/combine'
import { timeout } from 'hono/timeout'

/** Every authority, region and rule in one form is less than this. */
export const mostFormBytes = 16 * 1024

type Limits = {
  answerWithinMs: number
  mostBytes: number
  /** What is answered to more than that; without it, an HTTPException of status 413 is thrown. */
  tooLarge?: NonNullable<Parameters<typeof bodyLimit>[0]['onError']>
}

/** Limits how long an answer may take, and how much may be sent for it. Time first, since what does not say its size is read to find out: a form that comes by drops is late too. */
export const limits = ({ answerWithinMs, mostBytes, tooLarge }: Limits): MiddlewareHandler =>
  every(
    timeout(answerWithinMs),
    bodyLimit({ maxSize: mostBytes, ...(tooLarge === undefined ? {} : { onError: tooLarge }) }),
  )
