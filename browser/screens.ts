import type { BrowserContextOptions } from 'playwright-core'

type Screen = BrowserContextOptions & { viewport: { width: number; height: number } }

/** On what people read: both ends of what is usual. */
export const screens = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 },
} as const satisfies Record<string, Screen>

export const schemes = ['light', 'dark'] as const
