import { html } from 'hono/html'
import { weekdays } from '../events/times.ts'
import { describedBy, faultBeside, radio } from './form.ts'
import type { Html } from './page.ts'
import type { FormFault, Wishes, WishesConfig } from './wishes.ts'

type Fields = {
  wishes: Wishes
  faults: readonly FormFault[]
  config: WishesConfig
  timeZone: string
  action: string
  isAdding?: boolean
}

/** Where, what and how often: the part that the form to subscribe and the form to change it share. Works without JavaScript. */
export function wishesFields(fields: Fields): Html {
  return html`${places(fields)} ${kinds(fields)} ${times(fields)}`
}

function places({ wishes, faults, config, action, isAdding = false }: Fields): Html {
  const { list, regions } = config.authorities
  const today = list.filter(({ former, until }) => !former && until === null)
  return html`<fieldset id="where" tabindex="-1" ${describedBy(faults, 'where')}>
    <legend>Where</legend>
    ${faultBeside(faults, 'where')} ${radio('where', 'all', 'All of England', wishes.where)}
    ${radio('where', 'some', 'Only some places, which are:', wishes.where)}
    <div class="within">
      <label for="authority">Local authority</label>
      <p class="hint" id="authority-hint">
        Begin to type its name. For more than one, press “Add” after each${
          wishes.authorities.length === 0 ? '' : '; take the tick away to remove one'
        }.
      </p>
      ${faultBeside(faults, 'authority')}
      ${wishes.authorities.map((name) => checkbox('authorities', name, name, wishes.authorities))}
      <div class="row">
        ${
          wishes.typed.includes('\n')
            ? html`<textarea id="authority" name="authority" rows="4" autocomplete="off" ${describedBy(faults, 'authority', 'authority-hint')}>
${wishes.typed}</textarea>`
            : html`<input id="authority" type="text" ${isAdding ? 'autofocus' : ''} name="authority" list="known-authorities" autocomplete="off" value="${wishes.typed}" ${describedBy(faults, 'authority', 'authority-hint')}>`
        }
        <button class="second" type="submit" name="do" value="add" formaction="${action}#where">Add<span class="unseen"> this authority</span></button>
      </div>
      <datalist id="known-authorities">
        ${today.map(({ name }) => html`<option value="${name}"></option>`)}
      </datalist>
      <fieldset class="plain">
        <legend>Regions</legend>
        <div class="columns">${regions.toSorted().map((region) => checkbox('regions', region, region, wishes.regions))}</div>
      </fieldset>
    </div>
  </fieldset>`
}

function kinds({ wishes, faults, config }: Fields): Html {
  return html`<fieldset id="rules" tabindex="-1" ${describedBy(faults, 'rules')}>
    <legend>What</legend>
    ${faultBeside(faults, 'rules')}
    ${[...config.rules.facts.values()].map(({ id, title }) => checkbox('rules', id, title, wishes.rules))}
  </fieldset>`
}

function times({ wishes, faults, timeZone }: Fields): Html {
  const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)
  const times = hours.includes(wishes.at) || wishes.at === '' ? hours : [...hours, wishes.at].toSorted()
  return html`<fieldset id="cadence" tabindex="-1" ${describedBy(faults, 'cadence')}>
    <legend>How often</legend>
    ${faultBeside(faults, 'cadence')} ${radio('cadence', 'immediate', 'As soon as something happens', wishes.cadence)}
    ${radio('cadence', 'daily', 'Once a day, if there is news', wishes.cadence)}
    ${radio('cadence', 'weekly', 'Once a week, if there is news', wishes.cadence)}
    <div class="within row">
      <div>
        <label for="at">Time, if daily or weekly</label>
        ${faultBeside(faults, 'at')}
        <select id="at" name="at" ${describedBy(faults, 'at')}>${times.map((time) => option(time, time, wishes.at))}</select>
      </div>
      <div>
        <label for="on">Day, if weekly</label>
        ${faultBeside(faults, 'on')}
        <select id="on" name="on" ${describedBy(faults, 'on')}>
          ${weekdays.map((day) => option(day, day.charAt(0).toUpperCase() + day.slice(1), wishes.on))}
        </select>
      </div>
    </div>
    <p class="hint within">Times are those of ${timeZone.replaceAll('_', ' ')}.</p>
  </fieldset>`
}

const checkbox = (name: string, value: string, label: string, chosen: readonly string[]): Html =>
  html`<label class="choice"><input type="checkbox" name="${name}" value="${value}" ${chosen.includes(value) ? 'checked' : ''}> ${label}</label>`

const option = (value: string, label: string, chosen: string): Html =>
  html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${label}</option>`
