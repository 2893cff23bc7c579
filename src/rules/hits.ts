/** Where a phrase of a list stands: tokens `from` (inclusive) to `to` (exclusive), within one sentence. */
export type Hit = { from: number; to: number }

/** Everything found in a text, by name of the list, in the order of the text. Lists of which nothing was found may be undefined. */
export type Hits = { get: (name: string) => readonly Hit[] | undefined }
