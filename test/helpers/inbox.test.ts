import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { startInbox } from './inbox.ts'

const mail = (to: string, messageId: string) => ({ from: 'a@example.org', to, subject: 'Hello', text: 'x', messageId })

test('keeps what it takes, counted by id and by recipient, and answers by script', async () => {
  await using inbox = await startInbox({ behaviour: '550' })
  const transport = createTransport({ url: inbox.url })
  inbox.script('ann@example.org', 'accept', '450')
  inbox.script('*', 'accept')
  await transport.sendMail(mail('ann@example.org', '<1@x>'))
  await expect(transport.sendMail(mail('ann@example.org', '<2@x>'))).rejects.toMatchObject({ responseCode: 450 })
  await transport.sendMail(mail('bob@example.org', '<3@x>'))
  await expect(transport.sendMail(mail('ann@example.org', '<4@x>'))).rejects.toMatchObject({ responseCode: 550 })
  inbox.behave('accept')
  await transport.sendMail(mail('ann@example.org', '<1@x>'))
  expect(inbox.countsById()).toEqual({ '<1@x>': 2, '<3@x>': 1 })
  expect(inbox.countsByRecipient()).toEqual({ 'ann@example.org': 2, 'bob@example.org': 1 })
  expect(inbox.attempts.map(({ behaviour }) => behaviour)).toEqual(['accept', '450', 'accept', '550', 'accept'])
  expect(inbox.messages[0]?.parsed.subject).toBe('Hello')
})

test('counts as taken what it took before it cut the connection', async () => {
  await using inbox = await startInbox({ behaviour: 'drop-after-data' })
  await expect(createTransport({ url: inbox.url }).sendMail(mail('ann@example.org', '<1@x>'))).rejects.toMatchObject({
    code: 'ECONNECTION',
  })
  expect(inbox.countsById()).toEqual({ '<1@x>': 1 })
})
