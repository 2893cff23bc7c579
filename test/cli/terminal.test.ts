import { describe, expect, test } from 'vitest'
import { createScreen, plain, table } from '../../src/cli/terminal.ts'
import { memoryIo } from './memory-io.ts'

describe('a table', () => {
  test('lines its cells up, and ends no line in spaces', () => {
    expect(
      table(
        ['Feed', 'Items'],
        [
          ['bbc-kent', '12'],
          ['x', ''],
        ],
      ),
    ).toBe('Feed      Items\nbbc-kent  12\nx')
  })

  test('is cut to the terminal in its widest columns', () => {
    const lines = table(['Id', 'Title'], [['a-1', 'Ofsted rates the services of a county inadequate']], {
      columns: 30,
    }).split('\n')
    expect(lines[1]).toBe('a-1  Ofsted rates the service…')
    expect(lines[1]).toHaveLength(30)
  })

  test('never cuts ids: they push the other columns together, or get a line of their own', () => {
    const id = '0b6c2f4e-8f0d-4c11-9d55-3f6a1d1f7c52'
    const [rows, title] = [[[id, 'Ofsted rates the services of a county inadequate']], 'What happened']
    const [head, row = ''] = table(['Id', title], rows, { columns: 60, whole: 'Id' }).split('\n')
    expect(head).toMatch(/^Id +What happened$/)
    expect(row).toHaveLength(60)
    expect(row).toContain(`${id}  Ofsted rates`)
    expect(table(['Id', title], rows, { columns: 40, whole: 'Id' })).toBe(
      `What happened\n  Id\nOfsted rates the services of a county i…\n  ${id}`,
    )
  })

  test('is whole where there is no width', () => {
    expect(table(['Title'], [['x'.repeat(500)]])).toContain('x'.repeat(500))
  })

  test('lets no text from a feed steer the terminal', () => {
    expect(table(['Title'], [['red \x1b[31malert\x07\nnext\u202eline']])).toBe('Title\nred  [31malert next line')
    expect(plain('a\tb')).toBe('a b')
  })
})

describe('a screen', () => {
  test('shows colours and progress on a terminal, and clears the progress before it prints', () => {
    const { io, out, err } = memoryIo({ isTTY: true })
    const { print, progress, paint } = createScreen(io)
    progress('1 of 9')
    print(paint.green('ok'))
    expect(out()).toBe('\x1b[32mok\x1b[0m\n')
    expect(err()).toBe('\r\x1b[2K1 of 9\r\x1b[2K')
  })

  test('is plain and quiet in a pipe', () => {
    const { io, out, err } = memoryIo()
    const { print, progress, paint, table: show } = createScreen(io)
    progress('1 of 9')
    print(paint.red('bad'))
    show(['A'], [['b']])
    expect(out()).toBe('bad\nA\nb\n')
    expect(err()).toBe('')
  })

  test('has no colours with NO_COLOR', () => {
    const { io, out } = memoryIo({ isTTY: true, env: { NO_COLOR: '1' } })
    const { print, paint } = createScreen(io)
    print(paint.red('bad'))
    expect(out()).toBe('bad\n')
  })
})
