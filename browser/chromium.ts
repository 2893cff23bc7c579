import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser } from 'playwright-core'

/** As the packages of the systems call it; scripts/setup.mjs looks for the same. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Where it is on a Mac, which has none of its programs on the PATH. */
const onMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** The Chromium of this machine: what CHROMIUM_PATH names, else the first on the PATH. Throws where there is none, with what to do. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['CHROMIUM_PATH']
  if (named !== undefined) {
    if (isProgram(named)) return named
    throw new Error(`expected a program at CHROMIUM_PATH, ${named}, and found none: name another, or unset it`)
  }
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const found = [...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), onMac].find(isProgram)
  if (found !== undefined) return found
  throw new Error(
    `expected a Chromium on the PATH (${names.join(', ')}) and found none: run \`node scripts/setup.mjs --browser\`, ` +
      'or install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to that of another browser of its kind',
  )
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A browser without a window. Nothing of it is kept. */
export async function startChromium(): Promise<Browser & AsyncDisposable> {
  return await chromium.launch({
    executablePath: findChromium(),
    // Chromium refuses to shut root into its sandbox. It sees pages of ours alone here.
    chromiumSandbox: process.getuid?.() !== 0,
    // The small shared memory of containers ends it.
    args: ['--disable-dev-shm-usage', '--lang=en-GB'],
  })
}
