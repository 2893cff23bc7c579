import { HtmlValidate } from 'html-validate'

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // How the source is written is for the formatter.
    'no-trailing-whitespace': 'off',
    'attr-quotes': 'off',
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-inline-style': 'error',
    'long-title': 'off',
    // Tables that become cards on telephones would be none to those who hear them: `display` takes their roles away.
    'no-redundant-role': 'off',
  },
})

/** What is wrong with a page, by the HTML standard and for those who hear it; empty where nothing is. */
export async function htmlFaults(page: string): Promise<string[]> {
  const { results } = await validator.validateString(page)
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ line, ruleId, message }) => `${line}: ${ruleId}: ${message}: ${page.split('\n')[line - 1]?.trim() ?? ''}`,
    ),
  )
}
