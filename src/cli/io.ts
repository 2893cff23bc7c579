/** Where text goes. `columns` is the width of a terminal. */
export type Writer = { write: (text: string) => void; isTTY: boolean; columns: number }

/** Everything a command may know of the process it runs in: main.ts makes it from the real one, tests from memory. */
export type Io = {
  env: Record<string, string | undefined>
  cwd: string
  /** The name of the user that runs the process. */
  user: string
  /** Standard input, line by line, without line ends. */
  stdin: () => AsyncIterable<string>
  stdout: Writer
  stderr: Writer
  /** From this call on SIGTERM and SIGINT abort the signal, instead of ending the process. */
  catchSignals: () => AbortSignal
  /** For SIGHUP: the process is asked to read its configuration again. */
  signals: { on: (name: 'SIGHUP', act: () => void) => unknown; off: (name: 'SIGHUP', act: () => void) => unknown }
  /** Ends the process now, with whatever still runs in it. */
  force: (code: number) => void
}
