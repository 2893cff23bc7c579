import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fate } from '../../src/mail/fate.ts'
import { judgeFailures } from '../../src/mail/judge-failures.ts'
import { readMailgunFate } from '../../src/mail/mailgun-fate.ts'
import { readMailgunPost } from '../../src/mail/mailgun-post.ts'
import { parseJson } from '../../src/mail/parse-json.ts'
import { readSesFate } from '../../src/mail/ses-fate.ts'
import { readSnsMessage } from '../../src/mail/sns-message.ts'
import { mutatedText, textMutations } from '../helpers/mutated-text.ts'
import { mailgunFailed, mailgunSays, mailgunSignature } from './mailgun-events.ts'
import { sesBounced, sesComplained, sesDelivered } from './ses-events.ts'

const rubbish = ['"', '{', '}', '[', ']', ',', ':', 'null', '""', '0', '1e400', '-1', '\\', '\\u0000', '\u2028', 'a@b ']
const mutations = textMutations([...rubbish, '"status":', '"__proto__":{', '550-5.1.1 ', '<', '>'], 3000)

const events = [
  sesBounced(),
  sesBounced({ headers: 'none', by: 'notificationType' }),
  sesComplained({ feedback: 'abuse' }),
  sesDelivered(),
  mailgunFailed(),
  mailgunSays('complained'),
  mailgunSays('delivered'),
].map((event) => JSON.stringify(event))

/** Whatever else there is in place of a value. */
const values = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ maxLength: 300 }))

/** What must hold of whatever was read. */
function look(fate: Fate): void {
  if ('messageIds' in fate) for (const id of fate.messageIds) expect(id).toMatch(/^(?:<[^<>\s]{1,250}>|[\w-]{1,100})$/)
  if (fate.kind === 'complaint' || fate.kind === 'feedback') expect(fate.feedback).toMatch(/^[a-z-]{1,40}$/)
  if (fate.kind !== 'failed') return
  const judged = judgeFailures(fate.recipients, 'ann@example.net')
  expect(judged.reason).not.toMatch(/@|[\r\n]/)
  expect(judged.remote ?? 'x').not.toMatch(/[\s@]/)
}

test('two thousand damaged events are read or left, and none brings an address along', () => {
  fc.assert(
    fc.property(fc.constantFrom(...events), mutations, (event, steps) => {
      const text = mutatedText(event, steps, 300_000)
      look(readSesFate(text))
      look(readMailgunFate(parseJson(text)))
      expect(() => [readSnsMessage(text), readMailgunPost(text)]).not.toThrow()
    }),
    { numRuns: 2000 },
  )
}, 60_000)

test('an event with anything in the place of any value is read or left', () => {
  fc.assert(
    fc.property(fc.constantFrom(...events), fc.nat(200), values, (event, at, value) => {
      let count = 0
      const changed: unknown = JSON.parse(event, (_, old: unknown) => (count++ === at ? value : old))
      look(readSesFate(JSON.stringify(changed)))
      look(readMailgunFate(changed))
      const post = { signature: mailgunSignature(new Date(0), 'key'), 'event-data': changed }
      expect(() => readMailgunPost(JSON.stringify(post))).not.toThrow()
    }),
    { numRuns: 2000 },
  )
}, 60_000)
