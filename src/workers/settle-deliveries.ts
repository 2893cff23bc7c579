import { sendEmail } from '../jobs/jobs.ts'
import { longestWaitMs, marginMs } from './send-email.ts'
import { mostPerRound, type SweepRound } from './sweep-round.ts'

/** A message of unknown fate is sent again this much later, and this many times at most; then a person decides. */
const resendAfterMs = 60_000
const mostResends = 3

/** Asks for messages whose time has come, calls those uncertain whose sender died, and has them sent again if that is wished. */
export async function settleDeliveries(sweep: SweepRound): Promise<void> {
  const { store, enqueue, settings, now, period, isBusy } = sweep
  // No wait and no claim is as long as this: a later end was written by a clock that was ahead.
  await store.deliveries.notAfter('pending', new Date(now.getTime() + longestWaitMs), now)
  await store.deliveries.notAfter('sending', new Date(now.getTime() + settings.mail.timeout + marginMs), now)
  for (const deliveryId of isBusy(sendEmail) ? [] : await store.deliveries.due('pending', now, mostPerRound))
    await enqueue(sendEmail, { deliveryId }, { id: `send-${deliveryId}-again-${period}` })
  for (const deliveryId of await store.deliveries.due('sending', now, mostPerRound))
    await callUncertain(sweep, deliveryId)
  if (settings.mail.uncertain === 'hold') return
  const upTo = new Date(now.getTime() - resendAfterMs)
  for (const deliveryId of await store.deliveries.due('uncertain', upTo, mostPerRound)) await resend(sweep, deliveryId)
}

async function callUncertain({ store, log, now }: SweepRound, deliveryId: string): Promise<void> {
  try {
    const delivery = await store.deliveries.load(deliveryId)
    if (delivery === null) return
    const reason = 'its sender stopped before the outcome was written'
    if ((await store.deliveries.uncertain(deliveryId, delivery.attempts, reason, now)) !== null)
      log.warn({ deliveryId }, 'delivery of unknown fate')
  } catch (error) {
    log.error({ deliveryId, err: error }, 'a delivery whose sender stopped could not be settled')
  }
}

async function resend({ store, enqueue, log, now }: SweepRound, deliveryId: string): Promise<void> {
  try {
    const delivery = await store.deliveries.load(deliveryId)
    if (delivery === null) return
    if (delivery.resends >= mostResends) return await store.deliveries.leaveToPerson(deliveryId)
    if ((await store.deliveries.resend(deliveryId, now)) === null) return
    log.warn({ deliveryId }, 'sent again under the same Message-ID')
    await enqueue(sendEmail, { deliveryId }, { id: `send-${deliveryId}-resend-${delivery.resends}` })
  } catch (error) {
    log.error({ deliveryId, err: error }, 'a delivery of unknown fate could not be sent again')
  }
}
