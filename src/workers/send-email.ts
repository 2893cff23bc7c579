import type { Logger } from 'pino'
import type { Config } from '../config/load.ts'
import type { Settings } from '../config/settings.ts'
import { renderDigest } from '../emails/digest.ts'
import { confirmedAt } from '../events/subscription.ts'
import { sendEmail } from '../jobs/jobs.ts'
import type { Enqueue } from '../jobs/queues.ts'
import type { Links } from '../links.ts'
import { composeMessage } from '../mail/message.ts'
import { judgeRefusal } from '../mail/judge-failures.ts'
import type { SendAnswer, Sender } from '../mail/sender.ts'
import { serverIdOf } from '../mail/server-id.ts'
import { heldUntil, softRun, type SoftRun } from '../events/soft-bounces.ts'
import { actOnFailure } from '../store/act-on-bounce.ts'
import type { Delivery } from '../store/delivery.ts'
import type { Store } from '../store/store.ts'
import type { Handler } from './work.ts'

type Deps = {
  store: Pick<Store, 'subscribers' | 'digests' | 'deliveries' | 'bounces' | 'alarms'>
  config: () => Config
  sender: Sender
  links: Links
  from: string
  serviceName: string
  listId: string
  enqueue: Enqueue
  clock: () => Date
  random: () => number
  log: Logger
}

/** How much longer a delivery stays claimed than its message may take, so that a slow answer still finds it. */
export const marginMs = 60_000

/**
 * Sends a frozen delivery, unless it was sent, is being sent, or its subscriber has left. That an attempt began is written before
 * the server is spoken to, and its outcome after: a process that dies in between leaves a delivery whose lease runs out, and
 * the sweep calls it uncertain.
 */
export const sendEmailHandler =
  ({
    store,
    config,
    sender,
    links,
    from,
    serviceName,
    listId,
    enqueue,
    clock,
    random,
    log,
  }: Deps): Handler<typeof sendEmail.payload> =>
  async ({ deliveryId }, signal) => {
    const delivery = await store.deliveries.load(deliveryId)
    if (delivery === null || delivery.state !== 'pending') return
    const { subscriberId } = delivery.digest
    const record = await store.subscribers.load(subscriberId)
    if (record === null || record.subscriber.state !== 'active') {
      await store.deliveries.suppress(deliveryId, 'the subscriber left before it was sent', clock())
      return
    }
    const { settings, rules } = config()
    const mailings = await store.bounces.mailings(subscriberId)
    const bounced = softRun(mailings, confirmedAt(record.subscriber), clock())
    if (mailings.length > 0 && bounced.count === 0) await store.bounces.forgetMailings(subscriberId)
    const held = heldBack(bounced, settings, clock())
    if (held !== null)
      return void (await store.deliveries.hold(deliveryId, held, 'it waits, since earlier mail came back'))
    const digest = await store.digests.thaw(delivery.digest)
    // Made ready before it is claimed: a fault of ours here must not look like a message of unknown fate.
    const message =
      digest === null
        ? null
        : composeMessage({
            from,
            to: record.subscriber.address,
            mail: renderDigest({
              digest,
              rules: rules.facts,
              serviceName,
              links: links.ofDigest(digest),
            }),
            messageId: delivery.messageId,
            unsubscribe: { url: links.unsubscribe(subscriberId) },
            listId,
            date: new Date(delivery.digest.frozen),
          })
    const attempt = await store.deliveries.claim(
      deliveryId,
      { id: subscriberId, version: record.version },
      new Date(clock().getTime() + settings.mail.timeout + marginMs),
      clock(),
    )
    if (attempt === null) return
    if (message === null) {
      await store.deliveries.failed(deliveryId, attempt, 'its events are no longer kept', clock())
      return
    }
    const answer = await sender.send(message, signal)
    await keep(answer, attempt, delivery)
    if (answer.kind === 'sent' && bounced.count > 0)
      await store.bounces.noteSent(subscriberId, deliveryId, new Date(delivery.digest.frozen), clock())
    await tell(answer, deliveryId)
    if (answer.kind === 'refused') await actOnRefusal(answer.reason, delivery)

    async function keep(answer: SendAnswer, attempt: number, { id, putOffSince }: Delivery): Promise<void> {
      const now = clock()
      if (answer.kind === 'sent')
        return void (await store.deliveries.sent(id, attempt, now, serverIdOf(answer.response)))
      if (answer.kind === 'unknown') return void (await store.deliveries.uncertain(id, attempt, answer.reason, now))
      if (answer.kind === 'refused') return void (await store.deliveries.failed(id, attempt, answer.reason, now))
      // A server that takes no message at all is the operator's to mend: meanwhile no message loses its chance.
      const since = answer.everyMessage ? null : (putOffSince ?? now)
      if (since !== null && now.getTime() - since.getTime() > settings.mail.give_up_after) {
        return void (await store.deliveries.failed(
          id,
          attempt,
          `given up after being put off since ${since.toISOString()}: ${answer.reason}`,
          now,
        ))
      }
      const waitMs = untilNextTry(attempt, random)
      await store.deliveries.putOff(id, attempt, new Date(now.getTime() + waitMs), since, answer.reason)
      await enqueue(sendEmail, { deliveryId: id }, { id: `send-${id}-${attempt}`, delayMs: waitMs })
    }

    /** A reply that speaks of the address, or of us, is worth as much as a bounce that says so later. */
    async function actOnRefusal(reason: string, refused: Delivery): Promise<void> {
      const failure = judgeRefusal(reason)
      if (failure.kind === 'soft') return
      const happened = {
        source: 'smtp' as const,
        patience: settings.bounces,
        keepMs: settings.retention.deliveries,
        now: clock(),
      }
      const acted = await actOnFailure(store, failure, { delivery: refused, ...happened })
      log.warn({ deliveryId: refused.id, status: failure.status, outcome: acted.kind }, 'refused for good')
    }

    async function tell(answer: SendAnswer, id: string): Promise<void> {
      if (answer.kind === 'sent') {
        log.info({ deliveryId: id }, 'sent')
        if (await store.alarms.heal('mail')) log.info('the mail server takes messages again')
        return
      }
      log.warn({ deliveryId: id, outcome: answer.kind, reason: answer.reason }, 'not sent')
      // Whatever is not about this one message concerns all of them: the server cannot be reached, or refuses our login.
      if (
        answer.kind === 'later' &&
        answer.everyMessage &&
        (await store.alarms.raise('mail', answer.reason, clock()))
      ) {
        log.error({ reason: answer.reason }, 'no mail can be sent')
      }
    }
  }

/**
 * Until when a message waits because others to its subscriber came back; null where none did, or that is over. Asked again after the longest wait for a
 * try, as of any message that waits.
 */
function heldBack(run: SoftRun, { bounces }: Settings, now: Date): Date | null {
  const until = heldUntil(run, bounces)
  if (until === null || until <= now) return null
  return new Date(Math.min(until.getTime(), now.getTime() + longestWaitMs))
}

const firstWaitMs = 60_000
const usualWaitMs = 3_600_000

/** No message waits longer for its next try. */
export const longestWaitMs = usualWaitMs * 1.2

/** Greylisting wants some minutes, an outage some hours: doubles from one minute to an hour, give or take a fifth. */
function untilNextTry(attempt: number, random: () => number): number {
  const waitMs = Math.min(firstWaitMs * 2 ** (attempt - 1), usualWaitMs)
  return Math.round(waitMs * (0.8 + 0.4 * random()))
}
