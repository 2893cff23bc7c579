/** Layouts of files that grades are imported from. Apart from their readers, which the help of the command line need not load. */
export const importFormats = ['history', 'outcomes', 'export'] as const
export type ImportFormat = (typeof importFormats)[number]
