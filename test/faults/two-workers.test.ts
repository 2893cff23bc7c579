import { pino } from 'pino'
import { expect, it } from 'vitest'
import type { Closing } from '../../src/store/digests.ts'
import { createLinks } from '../../src/links.ts'
import { buildDigestHandler } from '../../src/workers/build-digest.ts'
import { buildEvent, buildItem, buildSubscriber, buildSubscription } from '../helpers/build.ts'
import { testConfig } from '../helpers/config.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const config = testConfig({ settings: { digests: { gather: '5m' } } })
const daily = buildSubscription({ id: 'day', cadence: { kind: 'daily', at: '08:00' } })

it('tells an event once, though one worker closes the immediate window while another closes the daily one', async () => {
  const { store } = records
  const logged = new Date('2026-03-02T07:55:00.500Z')
  await store.subscribers.save(buildSubscriber({ subscriptions: [buildSubscription({ id: 'now' }), daily] }), 0, logged)
  await store.items.record('bbc', [{ item: buildItem(), state: 'recorded' }], logged)
  await store.items.read('item-1', 1, {}, 60_000, logged)
  const [events, told] = [[buildEvent({ id: 'e1' })], [{ eventId: 'e1', revision: 1 }]]
  const commit = { itemId: 'item-1', revision: 1, findings: [], places: [], events, told, keepMs: 60_000, now: logged }
  await store.events.commit(commit)

  const frozen: string[] = []
  /** A worker that closes one window and then is held up. */
  const build = (at: string, beforeClose: () => Promise<void>) => {
    const stop = new AbortController()
    const close = async (closing: Closing) => {
      await beforeClose()
      const closed = await store.digests.close(closing)
      if (closed.kind === 'closed') stop.abort()
      return closed
    }
    const enqueue = (_job: unknown, payload: unknown) =>
      Promise.resolve(void frozen.push((payload as { deliveryId: string }).deliveryId))
    const links = createLinks({ publicUrl: 'https://example.org', secret: 'a-secret-of-at-least-32-characters' })
    const deps = {
      store: { ...store, digests: { ...store.digests, close } },
      config: () => config,
      enqueue,
      links,
      serviceName: 'x',
    }
    const rest = { messageId: (id: string) => `<${id}@x>`, clock: () => new Date(at), log: pino({ level: 'silent' }) }
    return buildDigestHandler({ ...deps, ...rest })({ subscriberId: 'ann' }, stop.signal)
  }
  let other = true
  // At .400 e1 has not gathered, and the daily window has ended; at .600 it has. The second comes between read and write of the first.
  await build('2026-03-02T08:00:00.400Z', async () => {
    if (!other) return
    other = false
    await build('2026-03-02T08:00:00.600Z', async () => undefined)
  })
  const lines: string[] = []
  for (const id of frozen) {
    const delivery = await store.deliveries.load(id)
    const digest = delivery && (await store.digests.thaw(delivery.digest))
    lines.push(...(digest?.events.map(({ event }) => `${id}: ${event.id}`) ?? []))
  }
  expect(lines).toHaveLength(1)
})
