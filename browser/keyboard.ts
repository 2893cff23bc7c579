import type { CDPSession, Page } from 'playwright-core'

/** What has the focus, as a screen reader says it. */
export type Stop = { role: string; name: string }

/** Somebody who uses the page with the keys of a keyboard and nothing else. */
export type Keyboard = {
  /** Tabs on to what is called so; throws where that cannot be reached, or where on the way it cannot be seen what has the focus. */
  reach: (name: string, role?: string) => Promise<void>
  /** Reaches a field and types over what stands in it. */
  type: (name: string, text: string) => Promise<void>
  /** Reaches a date and types it, in whatever order this browser has its parts. */
  typeDate: (name: string, date: { day: string; month: string; year: string }) => Promise<void>
  /** Reaches a checkbox and ticks it, or takes the tick away. */
  toggle: (name: string) => Promise<void>
  /** Reaches a list and types the beginning of an entry. */
  choose: (name: string, entry: string) => Promise<void>
  /** Reaches one choice of several: Tab leads to the one that is chosen, arrows from it to the others. */
  pick: (name: string) => Promise<void>
  /** How many times Tab was pressed on the way to what was reached last. */
  presses: () => number
  /** Reaches a link or button and presses Enter; resolves when the page behind it is there. */
  follow: (name: string, role?: 'button' | 'link') => Promise<void>
}

/** More stops than any page of ours has. */
const mostStops = 200

export async function createKeyboard(page: Page): Promise<Keyboard> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Accessibility.enable')

  let presses = 0

  async function reachWhere(wanted: string, isIt: (stop: Stop) => boolean): Promise<Stop> {
    const passed: string[] = []
    for (presses = 0; presses < mostStops; presses += 1) {
      const stop = await focused(cdp)
      if (stop !== null) await expectVisibleFocus(page, stop)
      if (stop !== null && isIt(stop)) return stop
      passed.push(stop === null ? '(nothing)' : `${stop.role} “${stop.name}”`)
      await page.keyboard.press('Tab')
    }
    const stops = [...new Set(passed)].join(', ')
    throw new Error(`expected to reach ${wanted} with Tab on “${await page.title()}”, got to: ${stops}`)
  }

  const reach = async (name: string, role?: string) => {
    await reachWhere(
      `${role ?? 'something'} “${name}”`,
      (stop) => stop.name === name && (role ?? stop.role) === stop.role,
    )
  }
  return {
    reach,
    async type(name, text) {
      await reachWhere(`a field “${name}”`, (stop) => stop.name === name && /^(textbox|combobox)$/.test(stop.role))
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(text)
    },
    async typeDate(name, date) {
      expectField(await page.getByLabel(name).count(), name)
      for (let part = 0; part < 3; part += 1) {
        const stop = await reachWhere(`a part of the date “${name}”`, ({ role }) => role === 'spinbutton')
        const [kind] = (['day', 'month', 'year'] as const).filter((one) => stop.name.toLowerCase().includes(one))
        if (kind === undefined) throw new Error(`expected a day, month or year, got to “${stop.name}”`)
        await page.keyboard.type(date[kind])
        // Typing a whole part leads on to the next by itself; the year, which may have more digits, does not.
        if ((await focused(cdp))?.name === stop.name) await page.keyboard.press('Tab')
      }
    },
    async toggle(name) {
      await reach(name, 'checkbox')
      await page.keyboard.press('Space')
    },
    async choose(name, entry) {
      await reach(name, 'combobox')
      await page.keyboard.type(entry)
    },
    async pick(name) {
      const group = await page.getByRole('radio', { name, exact: true }).getAttribute('name')
      const others = await page.locator(`input[type=radio][name="${group}"]`).count()
      await reachWhere(`the choices with “${name}”`, ({ role }) => role === 'radio')
      while ((await page.evaluate(() => document.activeElement?.getAttribute('name'))) !== group) {
        await page.keyboard.press('Tab')
        await reachWhere(`the choices with “${name}”`, ({ role }) => role === 'radio')
      }
      for (let count = 0; (await focused(cdp))?.name !== name; count += 1) {
        if (count > others) throw new Error(`expected an arrow to lead to “${name}”, none does`)
        await page.keyboard.press('ArrowDown')
      }
      // A group in which nothing is chosen yet is entered without choosing.
      if (!(await page.getByRole('radio', { name, exact: true }).isChecked())) await page.keyboard.press('Space')
    },
    presses: () => presses,
    async follow(name, role = 'button') {
      await reach(name, role)
      const loaded = page.waitForEvent('load')
      await page.keyboard.press('Enter')
      await loaded
    },
  }
}

function expectField(count: number, name: string): void {
  if (count !== 1) throw new Error(`expected one field “${name}”, got ${count}`)
}

/** What has the focus; null while the page as a whole has it. */
async function focused(cdp: CDPSession): Promise<Stop | null> {
  const { nodes } = await cdp.send('Accessibility.getFullAXTree')
  const found = nodes.findLast(({ properties = [] }) =>
    properties.some(({ name, value }) => name === 'focused' && value.value === true),
  )
  const role = String(found?.role?.value ?? '')
  return found === undefined || role === 'RootWebArea' ? null : { role, name: String(found.name?.value ?? '').trim() }
}

/** WCAG 2.2, 2.4.7: it can be seen what has the focus, and where (2.4.11). */
async function expectVisibleFocus(page: Page, stop: Stop): Promise<void> {
  const seen = await page.evaluate(() => {
    const element = document.activeElement
    if (element === null) return null
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    const { top, bottom, left, right } = element.getBoundingClientRect()
    const isInView = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
    return { outline: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth), isInView, size: right - left }
  })
  if (seen === null || seen.outline < 2 || !seen.isInView || seen.size < 8)
    throw new Error(
      `expected to see that ${stop.role} “${stop.name}” has the focus on “${await page.title()}”, found ${JSON.stringify(seen)}`,
    )
}
