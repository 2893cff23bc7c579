import type { Configured, Records } from './context.ts'
import { checkFeed, type FeedCheckDeps, type FeedVerdict } from './doctor-feed.ts'
import { checkClock, checkMail, checkRedis, checkSecrets, checkWebhooks, type Verdict } from './doctor-checks.ts'
import type { Screen } from './terminal.ts'
import { whyUnreachable } from './why-unreachable.ts'

type Deps = Configured &
  FeedCheckDeps & {
    openRecords: () => Promise<Records>
    /** Logs in to the mail server and out again; null without SMTP_URL. */
    verifyMail: (() => Promise<unknown>) | null
    clock: () => Date
    screen: Screen
  }

/** Feeds asked at the same time. */
const atOnce = 6

/** Tries everything that the worker needs, and says line by line what works and what to do about the rest. Resolves to 1 if something must be mended. */
export async function run(deps: Deps): Promise<number> {
  const { config, env, verifyMail, screen } = deps
  let mustMend = 0
  const say = ({ state, what, todo }: Verdict) => {
    if (state === 'must') mustMend += 1
    const mark = { ok: screen.paint.green('✔'), should: screen.paint.yellow('!'), must: screen.paint.red('✘') }[state]
    screen.print(`${mark} ${what}${todo === undefined ? '' : `\n    ${todo}`}`)
  }

  screen.progress('asking Redis')
  for (const verdict of await checkRecords(deps)) say(verdict)
  screen.progress('logging in to the mail server')
  for (const verdict of await checkMail({ env, verifyMail })) say(verdict)
  for (const verdict of checkSecrets(env)) say(verdict)
  for (const verdict of checkWebhooks(env, config.settings)) say(verdict)

  const waiting = config.feeds.filter(({ enabled }) => enabled)
  const all = waiting.length
  let done = 0
  const away: FeedVerdict[] = []
  const next = async (): Promise<void> => {
    for (let feed = waiting.shift(); feed !== undefined; feed = waiting.shift()) {
      screen.progress(`asking feeds: ${done} of ${all}, now ${feed.id}`)
      const verdict = await checkFeed(feed, deps)
      done += 1
      if (verdict.isAway === true) away.push(verdict)
      else say(verdict)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, next))
  screen.progress(null)
  // Where none answers, it is hardly the feeds.
  if (away.length > 1 && away.length === all) say(noneReached(away))
  else for (const verdict of away) say(verdict)
  if (all === 0)
    say({
      state: 'must',
      what: 'no feed is enabled',
      todo: 'Set "enabled: true" on the feeds to be polled, in feeds.yaml.',
    })
  screen.print(
    mustMend === 0
      ? '\nNothing must be mended.'
      : `\n${mustMend} ${mustMend === 1 ? 'thing' : 'things'} must be mended.`,
  )
  return mustMend === 0 ? 0 : 1
}

const noneReached = (away: FeedVerdict[]): Verdict => ({
  state: 'must',
  what: `none of the ${away.length} feeds can be reached; ${away[0]?.what}`,
  todo: 'Is DNS up, and may this machine reach the internet? Look at its network, firewall and proxy first.',
})

async function checkRecords({ openRecords, clock }: Deps): Promise<Verdict[]> {
  try {
    await using records = await openRecords()
    const reason = await whyUnreachable(records.redis)
    if (reason === null) return [...(await checkRedis(records.redis)), ...(await checkClock(records, clock))]
    return [{ state: 'must', what: reason }]
  } catch (error) {
    return [
      {
        state: 'must',
        what: 'Redis could not be opened',
        todo: error instanceof Error ? error.message : String(error),
      },
    ]
  }
}
