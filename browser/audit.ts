import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { schemes } from './screens.ts'

/** What axe finds in each scheme of colours: every rule that it has, WCAG up to AAA and best practice, but those still being tried out. */
export async function faultsByAxe(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found: string[] = []
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await page.evaluate(async () => {
      const rules = Object.fromEntries(
        window.axe
          .getRules()
          .filter(({ tags }) => !tags.includes('experimental') && !tags.includes('deprecated'))
          .map(({ ruleId }) => [ruleId, { enabled: true }]),
      )
      return await window.axe.run(document, { rules, preload: false, resultTypes: ['violations'] })
    })
    found.push(
      ...violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${colorScheme}: ${id}: ${help}: ${html}: ${failureSummary}`),
      ),
    )
  }
  return found
}

/** WCAG 2.2, 1.4.10 and 1.4.4: nothing has to be scrolled for sideways in a narrow window, nor with letters twice as large, and none is cut off. */
export async function faultsOfFit(page: Page): Promise<string[]> {
  const usual = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 256 })
  const narrow = await page.evaluate(widerThanWindow, 'body *')
  if (usual !== null) await page.setViewportSize(usual)
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  // Tables of data may have to be scrolled for (1.4.10 excepts them).
  const large = [
    ...(await page.evaluate(widerThanWindow, 'body *:not(table, table *)')),
    ...(await page.evaluate(cutOff)),
  ]
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  return [
    ...narrow.map((element) => `wider than a window of 320 pixels: ${element}`),
    ...large.map((element) => `does not fit with letters of twice the size: ${element}`),
  ]
}

/** What reaches beyond the right edge of the window, where the window has to be scrolled for it. Runs in the page. */
function widerThanWindow(selector: string): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return []
  return [...document.querySelectorAll(selector)]
    .filter((element) => element.getBoundingClientRect().right > clientWidth)
    .map((element) => element.outerHTML.slice(0, 120))
}

/** Text in a box that is too small for it and hides what does not fit. Runs in the page. */
function cutOff(): string[] {
  return [...document.querySelectorAll('body *')]
    .filter((element) => {
      // What is there for those who hear the page alone.
      if (element.clientWidth <= 1) return false
      const { overflowX, overflowY } = getComputedStyle(element)
      const isWider = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
      const isHigher = overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1
      return (isWider || isHigher) && !/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)
    })
    .map((element) => element.outerHTML.slice(0, 120))
}

/** Where systems put their own colours in the place of ours, there are still letters on a ground: the share of pixels that is not ground. */
export async function inkInForcedColours(page: Page): Promise<number> {
  await page.emulateMedia({ forcedColors: 'active' })
  const png = await page.screenshot({ scale: 'css' })
  await page.emulateMedia({ forcedColors: 'none' })
  // Pages of ours may show no picture: an empty one counts it.
  const counter = await page.context().newPage()
  const share = await counter.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')
    if (canvas === null) throw new Error('expected a canvas, this browser has none')
    canvas.drawImage(image, 0, 0)
    const pixels = new Uint32Array(canvas.getImageData(0, 0, image.width, image.height).data.buffer)
    return pixels.filter((pixel) => pixel !== pixels[0]).length / pixels.length
  }, png.toString('base64'))
  await counter.close()
  return share
}
