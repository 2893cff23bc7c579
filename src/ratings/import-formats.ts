/** Layouts of tables of grades that can be read: the public history, Ofsted's annual outcomes, and our own export. */
export const importFormats = ['history', 'outcomes', 'export'] as const
export type ImportFormat = (typeof importFormats)[number]
