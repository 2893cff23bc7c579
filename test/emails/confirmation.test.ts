import { expect, it } from 'vitest'
import { renderConfirmation } from '../../src/emails/confirmation.ts'

const asked = {
  confirmLink: 'https://alerts.example.org/confirm/abc.def',
  serviceName: 'Ofsted alerts',
  wants: 'everything we watch in Sandwell, each day at 08:00',
  asked: '29 March 2026 at 09:12',
  good: '7 days, until 5 April 2026 at 09:12',
}

it('a confirmation is short plain text', async () => {
  const { subject, text, html } = renderConfirmation(asked)
  expect(subject).toBe('Please confirm: Ofsted alerts')
  await expect(text).toMatchFileSnapshot('confirmation.txt')
  expect(text.length).toBeLessThan(800)
  expect(html).toBeNull()
})

it('a confirmation holds one link of ours, and no line from outside', () => {
  const { subject, text } = renderConfirmation({
    ...asked,
    serviceName: 'Alerts\r\nBcc: all@example.org',
    wants: '<img src=x>\n\nhttps://evil.example',
  })
  expect(subject).toBe('Please confirm: Alerts Bcc: all@example.org')
  expect(text).toContain('  <img src=x> https://evil.example\n')
  expect(text.match(/^https?:.*$/gm)).toEqual([asked.confirmLink])
})
