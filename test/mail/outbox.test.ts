import { chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { createOutbox } from '../../src/mail/outbox.ts'
import { makeTempDir } from '../helpers/temp-dir.ts'
import { buildMessage } from './build-message.ts'

const never = new AbortController().signal

test('a message becomes two files, made of its date and no address', async () => {
  await using temp = await makeTempDir()
  const dir = path.join(temp.path, 'not/there/yet')
  const answer = await createOutbox({ dir }).send(buildMessage(), never)
  const files = (await readdir(dir)).sort()
  expect(files).toEqual([
    expect.stringMatching(/^2026-03-29T070000Z-[0-9a-f]{12}\.eml$/),
    expect.stringMatching(/^2026-03-29T070000Z-[0-9a-f]{12}\.html$/),
  ])
  expect(answer).toEqual({ kind: 'sent', response: files[0] })
})

test('a message of text alone is one file', async () => {
  await using temp = await makeTempDir()
  const mail = { subject: 's', text: 't\n', html: null }
  await createOutbox({ dir: temp.path }).send(buildMessage({ mail }), never)
  const files = await readdir(temp.path)
  expect(files).toEqual([expect.stringMatching(/\.eml$/)])
  expect(await readFile(path.join(temp.path, files[0] ?? ''), 'latin1')).toMatch(
    /^Content-Type: text\/plain; charset=utf-8\r$/m,
  )
})

test('the message is whole, headers and all', async () => {
  await using temp = await makeTempDir()
  await createOutbox({ dir: temp.path }).send(buildMessage(), never)
  const [eml = '', html = ''] = (await readdir(temp.path)).sort()
  const raw = await readFile(path.join(temp.path, eml), 'latin1')
  const parsed = await simpleParser(raw)
  expect(parsed).toMatchObject({
    subject: 'Sandwell: remains Inadequate',
    messageId: '<d1@example.org>',
    text: 'Sandwell: remains Inadequate\n',
    html: '<p>Sandwell: remains Inadequate</p>',
  })
  expect(raw).toMatch(/^To: ann@example\.net\r$/m)
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
  expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(await readFile(path.join(temp.path, html), 'utf8')).toBe('<p>Sandwell: remains Inadequate</p>')
})

test('sent again, whatever its words are by then, it is still one message', async () => {
  await using temp = await makeTempDir()
  const outbox = createOutbox({ dir: temp.path })
  await outbox.send(buildMessage(), never)
  await outbox.send(buildMessage({ mail: { subject: 'Reworded', text: 't', html: 'h' } }), never)
  await createOutbox({ dir: temp.path }).send(buildMessage(), never)
  expect(await readdir(temp.path)).toHaveLength(2)
  await outbox.send(buildMessage({ messageId: '<d2@example.org>' }), never)
  expect(await readdir(temp.path)).toHaveLength(4)
})

test('a folder that cannot be written is the operator’s to mend, and no message is lost by it', async () => {
  await using temp = await makeTempDir()
  const file = path.join(temp.path, 'taken')
  await writeFile(file, '')
  await chmod(file, 0o400)
  expect(await createOutbox({ dir: file }).send(buildMessage(), never)).toEqual({
    kind: 'later',
    code: null,
    reason: expect.stringContaining('EEXIST'),
    everyMessage: true,
  })
})

test('nothing is written once the process is told to stop', async () => {
  await using temp = await makeTempDir()
  expect(await createOutbox({ dir: temp.path }).send(buildMessage(), AbortSignal.abort())).toMatchObject({
    kind: 'later',
    everyMessage: false,
  })
  expect(await readdir(temp.path)).toEqual([])
})
