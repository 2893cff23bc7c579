import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer'
import { expect, test } from 'vitest'
import { sentBytes } from '../../src/emails/sent-bytes.ts'
import { buildMessage } from '../mail/build-message.ts'
import { everyMail } from './every-mail.ts'

/** What the HTML of a message takes on the wire. */
async function taken(html: string): Promise<number> {
  const mail = { subject: 's', text: 't', html }
  const raw = (await new MailComposer({ ...buildMessage({ mail }), newline: 'windows' }).compile().build()).toString(
    'latin1',
  )
  const [, part = ''] = raw.split(
    'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n',
  )
  return part.slice(0, part.lastIndexOf('\r\n--')).length
}

test.each(Object.entries(everyMail))(
  'the HTML of the mail %s takes as many bytes as is reckoned, or a few less',
  async (_, { html }) => {
    if (html === null) return
    const sent = await taken(html)
    expect(sentBytes(html)).toBeGreaterThanOrEqual(sent)
    expect(sentBytes(html)).toBeLessThan(sent * 1.1)
  },
)

test('no text takes more than is reckoned', async () => {
  const text = fc.array(fc.constantFrom('a', ' ', '=', '\n', 'é', '學', '😀', '<p class="x">', 'word '), {
    minLength: 500,
    maxLength: 3000,
  })
  await fc.assert(
    fc.asyncProperty(text, async (parts) => {
      const html = parts.join('')
      expect(sentBytes(html)).toBeGreaterThanOrEqual(await taken(html))
    }),
    { numRuns: 100 },
  )
})
