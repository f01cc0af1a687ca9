// What is shown and how: steps out, colours, filters, saved views, and the signs explained.
import { button, el, fill, link } from "./dom.js"
import { sign, stroke } from "./shapes.js"

const VIEWS = "styrgraf-views"

export function controls(view) {
  const { words, controls: now, hidden } = view.data
  const set = (name, value) => view.send({ do: "set", name, value })
  const made = []
  if (now.depth) {
    const steps = Array.from({ length: now.farthest }, (_, place) => [String(place + 1), String(place + 1)])
    made.push(choice(words.steps, steps, String(now.depth), (value) => set("djup", value)))
  }
  const colours = [["", words.host], ["slag", words.kind]]
  made.push(choice(words.colour, colours, now.by_kind ? "slag" : "", (value) => set("farg", value)))
  if (now.groups) made.push(check(words.group, !now.ungrouped, (on) => set("ogrupperat", on ? "" : "1")))
  made.push(filters(view, set))
  made.push(saved(view))
  if (hidden) {
    const told = el("span", { class: "sgn-late", text: fill(words.hidden, { count: hidden }) })
    made.push(el("span", {}, told, " ", button(words.clear_filter, () => set("filters", ""))))
  }
  if (view.data.moved) made.push(button(words.tidy, () => view.send({ do: "tidy" })))
  return made
}

function choice(label, choices, chosen, act) {
  const buttons = choices.map(([value, text]) =>
    button(text, () => act(value), { "aria-pressed": String(value === chosen) }))
  return el("span", { class: "sgn-choice", role: "group", "aria-label": label }, el("span", { text: label }), ...buttons)
}

function check(label, on, act) {
  const box = el("input", { type: "checkbox", on: { change: () => act(box.checked) } })
  box.checked = on
  return el("label", { class: "sgn-check" }, box, label)
}

function filters(view, set) {
  const { words, controls: now } = view.data
  const boxes = (label, name, choices) => {
    const chosen = new Set(choices.filter(([, , on]) => on).map(([value]) => value))
    const each = ([value, text, on]) =>
      check(text, on, (wanted) => {
        wanted ? chosen.add(value) : chosen.delete(value)
        set(name, [...chosen])
      })
    return el("fieldset", {}, el("legend", { text: label }), ...choices.map(each))
  }
  const body = el("select", { "aria-label": words.body, on: { change: () => set("omrade", body.value) } },
    el("option", { value: "", text: words.all }),
    ...now.bodies.map(([value, text, on]) => el("option", { value, text, selected: on })))
  const parts = [el("fieldset", {}, el("legend", { text: words.body }), body), boxes(words.kinds, "slag", now.kinds)]
  if (now.roles.length) parts.push(boxes(words.roles, "roll", now.roles))
  parts.push(boxes(words.certainties, "sakerhet", now.certainties))
  const many = [...now.kinds, ...now.roles, ...now.certainties, ...now.bodies].filter(([, , on]) => on).length
  return folded(view, "filters", many ? `${words.filter} (${many})` : words.filter, el("div", { class: "sgn-filters" }, ...parts))
}

function saved(view) {
  const { words } = view.data
  const inside = el("div", { class: "sgn-saved" })
  const show = () => {
    const all = views()
    const rows = Object.entries(all).sort(([one], [other]) => one.localeCompare(other, "sv")).map(([name, query]) =>
      el("li", {}, link(`./utforska${query}`, name), " ", button("×", () => {
        const { [name]: _, ...rest } = views()
        keep(rest)
        show()
      }, { class: "sgn-away-one", "aria-label": fill(words.forget, { name }) })))
    const name = el("input", { type: "text", maxlength: "80", id: "sgn-view-name", autocomplete: "off" })
    const form = el("form", { on: { submit: (event) => {
      event.preventDefault()
      if (!name.value.trim()) return name.focus()
      keep({ ...views(), [name.value.trim()]: window.location.search })
      show()
    } } }, el("label", { for: "sgn-view-name", text: words.save_as }), name, el("button", { type: "submit", text: words.save }))
    inside.replaceChildren(
      rows.length ? el("ul", {}, ...rows) : el("p", { class: "sgn-quiet", text: words.none_saved }),
      form,
      el("p", { class: "sgn-quiet", text: words.save_lead }),
    )
  }
  show()
  return folded(view, "saved", words.saved, inside)
}

// What was unfolded stays so when the answer to a choice comes.
function folded(view, name, label, inside) {
  const fold = (event) => {
    if (event.key !== "Escape" || !made.open) return
    made.open = false
    made.firstChild.focus()
    event.stopPropagation()
  }
  const made = el("details", { class: "sgn-fold", on: { toggle: () => (view.unfolded[name] = made.open), keydown: fold } },
    el("summary", { text: label }), inside)
  made.open = Boolean(view.unfolded[name])
  return made
}

function views() {
  try {
    const kept = JSON.parse(localStorage.getItem(VIEWS) ?? "{}")
    const own = ([name, query]) => name && typeof query === "string" && (query === "" || query.startsWith("?"))
    return Object.fromEntries(Object.entries(kept).filter(own).slice(0, 100))
  } catch {
    return {}
  }
}

function keep(all) {
  try {
    localStorage.setItem(VIEWS, JSON.stringify(all))
  } catch {
    // A browser that keeps nothing: the link can still be copied.
  }
}

export function legend(view) {
  const { words, legend: signs } = view.data
  const part = (title, rows) =>
    rows.length ? el("div", {}, el("h3", { text: title }), el("ul", {}, ...rows)) : null
  return [
    part(words.shapes, signs.shapes.map(({ form, fill: colour, label }) => el("li", {}, sign(form, colour, "#5A6672"), label))),
    part(words.colours, signs.fills.map(({ fill: colour, label }) => el("li", {}, sign("swatch", colour, "#5A6672"), label))),
    part(words.lines, signs.lines.map((line) => el("li", {}, stroke(line), line.label))),
  ].filter(Boolean)
}
