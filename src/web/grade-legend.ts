import { html } from 'hono/html'
import { gradeLetters, gradeTitle } from '../ratings/grade-title.ts'
import { Grade } from '../ratings/grade.ts'
import type { Html } from './page.ts'
import { gradeClass } from './record-sheet.ts'

/** What colours and letters stand for, those that are shown; with `counts`, how many authorities have each. */
export function gradeLegend(shown: ReadonlySet<Grade>, counts?: ReadonlyMap<Grade | null, number>): Html {
  const none = counts?.get(null) ?? 0
  return html`<ul class="legend">
    ${Grade.options
      .filter((grade) => shown.has(grade))
      .map(
        (grade) =>
          html`<li><b class="${gradeClass[grade]}">${gradeLetters[grade]}</b>${gradeTitle[grade]}${counts === undefined ? '' : `: ${counts.get(grade) ?? 0}`}</li> `,
      )}
    ${none === 0 ? '' : html`<li><b>–</b>No judgement recorded yet: ${none}</li>`}
  </ul>`
}
