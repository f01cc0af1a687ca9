// What is known of the selected nodes, and what can be done with them.
import { button, el, fill, link } from "./dom.js"

const SHOWN = 8

export function panel(view) {
  const { data } = view
  const { words } = data
  const node = view.selected.length === 1 ? view.node(view.selected[0]) : null
  if (!view.selected.length) return [chain(view), el("p", { class: "sgn-quiet", text: words.nothing })]
  if (view.selected.length > 1) return [chain(view), ...several(view)]
  const told = data.panel
  if (!told || told.id !== view.selected[0]) {
    // The answer is on its way: the name is known already.
    const inside = [el("p", { class: "sgn-kind", text: node?.kind ?? "" }), el("h2", { text: node?.label ?? "" })]
    if (node?.members) inside.push(button(fill(words.opens, { name: node.label }), () => view.open([node.way]), { class: "sgn-act" }))
    else inside.push(el("p", { class: "sgn-quiet", text: "…" }))
    return [chain(view), ...inside]
  }
  const acts = [
    link(told.page, words.open_page, { class: "sgn-main" }),
    link(told.picture, words.draw),
    told.centre ? link(told.centre, words.centre) : null,
    button(words.as_start, () => view.path("start", told.id)),
    button(words.as_goal, () => view.path("goal", told.id)),
    button(words.more_mode, () => view.severally(), { "aria-pressed": String(view.more) }),
  ]
  return [
    chain(view),
    el("p", { class: "sgn-kind", text: told.kind }),
    el("h2", { text: told.label }),
    el("div", { class: "sgn-acts" }, ...acts),
    ...told.ways.map((way) => relation(way, view)),
  ]
}

function relation(way, view) {
  const { words } = view.data
  const head = el("h3", {}, `${way.title} `, el("span", { class: "sgn-count", text: way.count }))
  const show = way.missing === way.count ? words.show_all : words.show
  const acts = [
    way.missing ? button(fill(show, { count: way.missing }), () => view.open([way.way])) : null,
    way.closes ? button(words.fold, () => view.close([way.way])) : null,
  ]
  const rows = way.rows.map((row) => line(row, view))
  const list = el("ul", { class: "sgn-rows" }, ...rows.slice(0, SHOWN))
  const rest = rows.slice(SHOWN)
  if (rest.length) {
    const more = button(fill(words.rows, { count: rows.length }), () => {
      list.append(...rest)
      rest[0].querySelector("button, a")?.focus()
      more.remove()
    })
    acts.push(more)
  }
  if (way.count > way.rows.length) acts.push(el("span", { class: "sgn-beside", text: words.more }))
  return el("section", {}, head, list, el("div", { class: "sgn-acts" }, ...acts))
}

function line(row, view) {
  const { words } = view.data
  const shown = view.node(row.id)
  const name = shown
    ? button(row.label, () => view.select([row.id]), { class: "sgn-name", "data-id": row.id })
    : link(row.page, row.label, { class: "sgn-away", title: words.not_shown })
  const sources = row.sources.map((source) => el("li", {}, link(source.address, source.label)))
  return el(
    "li",
    {},
    name,
    row.about ? el("span", { class: "sgn-beside", text: ` ${row.about}` }) : null,
    el(
      "details",
      {},
      el("summary", { class: row.late ? "sgn-late" : "", text: `${row.confirmed} · ${row.certainty}` }),
      el("p", { class: "sgn-quiet", text: words.sources }),
      el("ul", {}, ...sources),
    ),
  )
}

function several(view) {
  const { words, panel: told } = view.data
  const names = view.selected.map((id) => {
    const node = view.node(id) ?? told?.several?.find((each) => each.id === id)
    const away = button("×", () => view.select(view.selected.filter((each) => each !== id)), {
      "aria-label": fill(words.unselect, { name: node?.label ?? id }),
      class: "sgn-away-one",
    })
    return el("li", {}, node?.label ?? id, el("span", { class: "sgn-beside", text: ` ${node?.kind ?? ""}` }), " ", away)
  })
  const [start, goal] = view.selected
  return [
    el("h2", { text: fill(words.several, { count: view.selected.length }) }),
    el("ul", { class: "sgn-rows" }, ...names),
    el(
      "div",
      { class: "sgn-acts" },
      told?.picture ? link(told.picture, words.draw_selection, { class: "sgn-main" }) : null,
      view.selected.length === 2 ? button(words.path_between, () => view.between(start, goal)) : null,
      button(words.more_mode, () => view.severally(), { "aria-pressed": String(view.more) }),
      button(words.clear, () => view.select([])),
    ),
  ]
}

function chain(view) {
  const { words, path } = view.data
  if (!path) return null
  const [start, goal] = path.names
  const clear = button(words.clear_path, () => view.between("", ""))
  if (!path.start || !path.goal) {
    const said = path.start ? fill(words.path_from, { start }) : fill(words.path_to, { goal })
    return el("section", { class: "sgn-path" }, el("p", { text: said }), clear)
  }
  const links = path.links.map((each) =>
    el("li", {}, `${each.said}. `, el("span", { class: each.late ? "sgn-late" : "sgn-beside", text: each.confirmed })))
  const none = path.start === path.goal ? words.no_path_needed : words.no_path
  return el(
    "section",
    { class: "sgn-path" },
    el("h2", { text: fill(words.path, { start, goal }) }),
    links.length ? el("ol", {}, ...links) : el("p", { text: none }),
    clear,
  )
}
