import { expect, test } from 'vitest'
import { comeBack, leave, mayComeBack, undoWithinMs } from '../../src/events/leave.ts'
import { pause, resume, resumeIfDue } from '../../src/events/pause.ts'
import { buildSubscriber } from '../helpers/build.ts'

const now = new Date('2026-03-01T12:00:00Z')
const after = (ms: number) => new Date(now.getTime() + ms)

test.each(['pending', 'active', 'paused', 'suspended'] as const)(
  'who leaves while %s may come back as that for an hour',
  (state) => {
    const ann = buildSubscriber({ state })
    const gone = leave(ann, now)
    expect(gone.state).toBe('unsubscribed')
    expect(comeBack(gone, after(undoWithinMs - 1))).toEqual(ann)
    expect(mayComeBack(gone, after(undoWithinMs))).toBe(false)
    expect(comeBack(gone, after(undoWithinMs))).toBe(gone)
  },
)

test('who leaves twice left the first time', () => {
  const gone = leave(buildSubscriber(), now)
  expect(leave(gone, after(undoWithinMs))).toBe(gone)
})

test('nobody comes back who did not leave, or whom the operator took off', () => {
  const ann = buildSubscriber()
  expect(comeBack(ann, now)).toBe(ann)
  const removed = buildSubscriber({ state: 'unsubscribed' })
  expect(comeBack(removed, now)).toBe(removed)
})

test('a pause ends when its time has come, or when it is ended', () => {
  const paused = pause(buildSubscriber(), after(1000))
  expect(paused).toMatchObject({ state: 'paused', pausedUntil: after(1000).toISOString() })
  expect(resumeIfDue(paused, after(999))).toBe(paused)
  expect(resumeIfDue(paused, after(1000))).toEqual(buildSubscriber())
  expect(resume(paused)).toEqual(buildSubscriber())
})

test.each(['pending', 'suspended', 'unsubscribed'] as const)('a pause makes nobody active who is %s', (state) => {
  const ann = buildSubscriber({ state })
  expect(pause(ann, now)).toBe(ann)
  expect(resume(ann)).toBe(ann)
})
