// The same nodes as an outline and as a table: what the picture says, for whoever does not see it.
import { button, el } from "./dom.js"

export function outline(nodes, view) {
  const below = new Map()
  for (const node of nodes) {
    const ways = below.get(node.parent) ?? below.set(node.parent, new Map()).get(node.parent)
    const row = ways.get(node.way) ?? ways.set(node.way, []).get(node.way)
    row.push(node)
  }
  const branch = (node) => {
    const inside = [name(node, view)]
    if (node.role) inside.push(el("span", { class: "sgn-beside", text: ` ${node.role}` }))
    for (const row of below.get(node.id)?.values() ?? []) {
      const number = row.reduce((sum, each) => sum + (each.members || 1), 0)
      inside.push(el("span", { class: "sgn-way", text: `${row[0].does} (${number})` }))
      inside.push(el("ul", {}, ...row.map(branch)))
    }
    return el("li", {}, ...inside)
  }
  const tops = nodes.filter((node) => node.parent === undefined || !nodes.some((each) => each.id === node.parent))
  return el("ul", { class: "sgn-outline" }, ...tops.map(branch))
}

export function table(nodes, view) {
  const { words } = view.data
  const named = new Map(nodes.map((node) => [node.id, node]))
  const heads = [words.name, words.relation, words.confirmed]
  const rows = nodes.map((node) => {
    const parent = named.get(node.parent)
    const relation = parent ? `${node.done} ${parent.label}${node.role ? `, ${node.role}` : ""}` : ""
    const sure = node.certainty ? el("span", { class: "sgn-beside", text: node.certainty }) : null
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, name(node, view), el("span", { class: "sgn-beside sgn-under", text: node.kind })),
      el("td", { text: relation }),
      el("td", { class: node.late ? "sgn-late" : "" }, node.confirmed ? `${node.confirmed} ` : "", sure),
    )
  })
  const head = el("tr", {}, ...heads.map((text) => el("th", { scope: "col", text })))
  const wide = el("table", {}, el("caption", { text: words.table }), el("thead", {}, head), el("tbody", {}, ...rows))
  return el("div", { class: "sgn-wide", tabindex: "0", role: "group", "aria-label": words.table }, wide)
}

function name(node, view) {
  const act = node.members ? () => view.open([node.way]) : () => view.select([node.id], { stay: true })
  return button(node.label, act, {
    class: "sgn-name",
    "data-id": node.id,
    "aria-expanded": node.members ? "false" : undefined,
  })
}
