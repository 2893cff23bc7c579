import { expect, it } from 'vitest'
import { renderConfirmation } from '../../src/emails/confirmation.ts'

const asked = {
  confirmLink: 'https://alerts.example.org/confirm/abc.def',
  serviceName: 'Ofsted alerts',
  wants: 'everything we watch in Sandwell, each day at 08:00',
  asked: '29 March 2026 at 09:12',
  good: '7 days, until 5 April 2026 at 09:12',
}

it('a confirmation says the same in HTML and in text', async () => {
  const { subject, text, html } = renderConfirmation(asked)
  expect(subject).toBe('Please confirm: Ofsted alerts')
  await expect(text).toMatchFileSnapshot('confirmation.txt')
  await expect(html).toMatchFileSnapshot('confirmation.html')
})

it('a confirmation holds one link, and no markup from outside', () => {
  const { subject, text, html } = renderConfirmation({
    ...asked,
    serviceName: 'Alerts\r\nBcc: all@example.org',
    wants: '<img src=x>\n\nhttps://evil.example',
  })
  expect(subject).toBe('Please confirm: Alerts Bcc: all@example.org')
  expect(html.match(/href="([^"]*)"/g)).toEqual([`href="${asked.confirmLink}"`])
  expect(html).not.toContain('<img')
  expect(text).toContain('  <img src=x> https://evil.example\n')
})
