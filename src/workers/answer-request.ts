import type { Logger } from 'pino'
import type { Config } from '../config/load.ts'
import { momentOf } from '../emails/moment-of.ts'
import { answerRequest as decide, type Request } from '../events/request.ts'
import type { Subscriber } from '../events/subscription.ts'
import type { answerRequest } from '../jobs/jobs.ts'
import { linkDays, type Links } from '../links.ts'
import type { MailIdentity } from '../mail/identity.ts'
import { sendConfirmation } from '../mail/send-confirmation.ts'
import { sendManageLink } from '../mail/send-manage-link.ts'
import type { SendAnswer, Sender } from '../mail/sender.ts'
import type { Store } from '../store/store.ts'
import { marginMs } from './send-email.ts'
import type { Handler } from './work.ts'

type Deps = MailIdentity & {
  store: Pick<Store, 'requests' | 'subscribers'>
  config: () => Config
  sender: Sender
  links: Pick<Links, 'confirm' | 'manage'>
  clock: () => Date
  log: Logger
}

const dayMs = 86_400_000

/** A mail server that takes no message now is asked again after this; the sweep reminds of it. */
const againMs = 300_000

/**
 * Does what was asked for on the pages: writes the pending subscriber and mails the link that confirms, or mails the link to change what is there.
 * Here and not in the page, so that the page does the same, in the same time, whether it knows an address or not.
 */
export const answerRequestHandler =
  (deps: Deps): Handler<typeof answerRequest.payload> =>
  async ({ requestId }, signal) => {
    const { store, config, clock, log } = deps
    const leaseMs = config().settings.mail.timeout + marginMs
    const request = await store.requests.take(requestId, leaseMs, clock())
    if (request === null) return
    const answer = await reply(deps, request, signal)
    if (answer !== null) log.info({ requestId, outcome: answer.kind }, 'request answered')
    if (answer?.kind !== 'later') return await store.requests.done(requestId)
    log.warn({ requestId, reason: answer.reason }, 'the answer to a request could not be sent yet')
    await store.requests.putOff(requestId, new Date(clock().getTime() + againMs))
  }

async function reply(deps: Deps, request: Request, signal: AbortSignal): Promise<SendAnswer | null> {
  const { config, sender, links } = deps
  const { subscriber, mail } = await settle(deps, request)
  if (subscriber === null || mail === null) return null
  const { settings, rules } = config()
  const asked = new Date(request.asked)
  const until = new Date(asked.getTime() + linkDays.asked * dayMs)
  if (mail === 'manage') {
    return await sendManageLink({
      address: subscriber.address,
      manageLink: links.manage(subscriber.id, until),
      asked: `${momentOf(request.asked, settings.time_zone)}${request.network === null ? '' : `, from the network ${request.network},`}`,
      good: `${linkDays.asked} days, until ${momentOf(until.toISOString(), settings.time_zone)}`,
      requestId: request.id,
      sender,
      identity: deps,
      now: asked,
      signal,
    })
  }
  return await sendConfirmation({
    subscriber,
    confirmLink: links.confirm(subscriber.id, until),
    until,
    rules: rules.facts,
    sender,
    identity: deps,
    timeZone: settings.time_zone,
    network: request.network,
    now: asked,
    signal,
  })
}

/** Writes what the request leads to, deciding again where somebody else wrote in between. */
async function settle(
  { store, clock }: Deps,
  request: Request,
): Promise<{ subscriber: Subscriber | null; mail: 'confirm' | 'manage' | null }> {
  for (;;) {
    const found = await store.subscribers.findByAddress(request.address)
    const { save, mail } = decide(request, found?.subscriber ?? null)
    if (save === null) return { subscriber: found?.subscriber ?? null, mail }
    if ((await store.subscribers.save(save, found?.version ?? 0, clock())) === 'written')
      return { subscriber: save, mail }
  }
}
