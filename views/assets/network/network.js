// The network view: one instance for each place on the page; Python sends what it shows, it sends what people do.
import { Canvas } from "./canvas.js"
import { controls, legend } from "./controls.js"
import { button, cut, el, fill } from "./dom.js"
import { outline, table } from "./lists.js"
import { meeting } from "./meeting.js"
import { panel } from "./panel.js"

const living = new WeakMap()
const TABS = ["details", "outline", "table"]
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const PATIENCE = 3000

export default function ({ data, parentElement, setTriggerValue }) {
  let view = living.get(parentElement)
  if (!view) {
    view = new View(parentElement, data)
    living.set(parentElement, view)
  }
  view.send = (event) => setTriggerValue("event", event)
  meeting.view = view
  view.update({ ...data, panel: view.data.panel ?? meeting.details?.panel ?? null })
  return () => {
    if (meeting.view === view) meeting.view = null
    living.delete(parentElement)
    view.destroy()
  }
}

// What stands once for every kind and relation goes to each node and edge.
function complete(graph) {
  const names = new Map(graph.nodes.map((node) => [node.id, node.label]))
  for (const node of graph.nodes) {
    const { label, form, page } = graph.kinds[node.kind]
    const [, signed = ""] = (node.way ?? "").split("~")
    const backward = signed.startsWith("-")
    const [verb = "", inverse = ""] = graph.relations[signed.slice(backward ? 1 : 0)] ?? []
    Object.assign(node, { kind: label, form, page, does: backward ? inverse : verb, done: backward ? verb : inverse })
  }
  for (const edge of graph.edges) {
    const said = [names.get(edge.from), graph.relations[edge.kind][0], names.get(edge.to)].join(" ")
    edge.id = `${edge.from} ${edge.kind} ${edge.to}`
    edge.said = [said, edge.role, edge.confirmed].filter(Boolean).join(" · ")
  }
}

class View {
  constructor(parent, data) {
    const { words } = data
    this.data = data
    this.selected = []
    this.unfolded = {}
    this.tab = "details"
    this.more = false
    this.bar = el("div", { class: "sgn-bar" })
    this.stage = el("div", { class: "sgn-stage", tabindex: "0", role: "application", on: { keydown: (event) => this.key(event) } })
    this.wait = el("p", { class: "sgn-wait", text: words.loading })
    this.tip = el("div", { class: "sgn-tip", hidden: true })
    this.zooms = el("div", { class: "sgn-zooms" })
    this.legend = el("div", { class: "sgn-legend" })
    this.signs = el("details", { class: "sgn-signs" }, el("summary", { text: words.legend }), this.legend)
    this.signs.open = window.innerWidth > 700
    this.keys = el("p", { class: "sgn-keys" })
    this.tabs = el("div", { class: "sgn-tabs", role: "tablist" })
    this.sides = {}
    for (const name of TABS) {
      this.sides[name] = el("div", { role: "tabpanel", id: `sgn-${name}`, class: `sgn-side sgn-${name}`, tabindex: "0" })
    }
    this.heard = el("p", { class: "sgn-heard", role: "status", "aria-live": "polite" })
    const picture = el("div", { class: "sgn-picture" }, this.stage, this.wait, this.tip, this.zooms)
    const left = el("div", { class: "sgn-left" }, picture, this.keys, this.signs)
    const right = el("div", { class: "sgn-right" }, this.tabs, ...Object.values(this.sides))
    this.root = el("div", { class: "sgn" }, this.bar, el("div", { class: "sgn-main-row" }, left, right), this.heard)
    parent.append(this.root)
    // What was unfolded over the picture folds again when somebody turns to something else.
    this.away = (event) => {
      for (const each of this.bar.querySelectorAll("details[open]")) if (!each.contains(event.target)) each.open = false
    }
    document.addEventListener("pointerdown", this.away)
    this.canvas = new Canvas(this.stage, {
      click: (id, more) => this.click(id, more),
      move: (id, x, y) => this.send({ do: "move", id, x, y }),
      hover: (point, node, edge) => this.hint(point, node, edge),
    })
  }

  node(id) {
    return this.nodes?.get(id)
  }

  update(data) {
    const before = this.data
    const first = !this.nodes
    this.data = data
    const { words } = data
    const written = JSON.stringify(data.graph)
    const redraw = written !== this.written
    this.written = written
    complete(data.graph)
    this.nodes = new Map(data.graph.nodes.map((node) => [node.id, node]))
    this.take(data.selected)
    this.keepingFocus(() => {
      this.bar.replaceChildren(...controls(this))
      if (redraw || first || before.words !== data.words) {
        this.sides.outline.replaceChildren(outline(data.graph.nodes, this))
        this.sides.table.replaceChildren(table(data.graph.nodes, this))
      }
      this.zooms.replaceChildren(
        button("+", () => this.canvas.zoom(1.35), { "aria-label": words.closer }),
        button("−", () => this.canvas.zoom(1 / 1.35), { "aria-label": words.farther }),
        button(words.fit, () => this.canvas.fit()),
      )
      this.legend.replaceChildren(...legend(this))
      this.show()
    })
    this.stage.setAttribute("aria-label", words.picture)
    this.keys.textContent = words.keys
    this.signs.firstChild.textContent = words.legend
    this.canvas.marked = data.path ? [data.path.start, data.path.goal] : []
    this.canvas.selected = this.selected
    if (redraw || first) this.draw(data)
    else this.canvas.restyle()
    if (redraw && !first) this.tell(fill(words.told_count, { nodes: data.graph.nodes.length, edges: data.graph.edges.length }))
  }

  // What is known of the selected nodes, which comes by itself.
  told({ selected, panel: told }) {
    this.data.panel = told
    if (this.take(selected)) this.canvas.select(this.selected)
    this.keepingFocus(() => this.show())
    if (this.expanding && told?.id === this.expanding) this.expand(this.expanding)
  }

  // An answer that was on its way while somebody chose anew does not take that back.
  take(selected) {
    const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)
    const plain = this.wanted?.ids.filter((id) => !this.node(id)?.members)
    if (this.wanted && !same(plain, selected) && performance.now() - this.wanted.when < PATIENCE) return false
    const kept = this.wanted && same(plain, selected) ? this.wanted.ids : selected
    this.wanted = null
    if (same(kept, this.selected)) return false
    this.selected = kept
    return true
  }

  async draw(data) {
    try {
      await this.canvas.update(data.graph, data.scope)
      this.wait.hidden = true
      this.stage.dataset.ready = "true"
    } catch (error) {
      console.error(error)
      this.wait.textContent = data.words.failed
      this.turn("outline")
    }
  }

  // Whatever is rebuilt, the keyboard stays where it was.
  keepingFocus(act) {
    const at = document.activeElement
    const id = this.root.contains(at) ? at.dataset?.id : null
    const words = this.root.contains(at) ? at.textContent : null
    const side = at?.closest?.(".sgn-side, .sgn-bar")
    act()
    if (!side || this.root.contains(document.activeElement)) return
    const all = [...side.querySelectorAll("button, a, input, select, summary")]
    const found = id ? all.find((each) => each.dataset.id === id) : all.find((each) => each.textContent === words)
    ;(found ?? side).focus?.({ preventScroll: true })
  }

  show() {
    const { words } = this.data
    this.tabs.setAttribute("aria-label", words.views)
    this.tabs.replaceChildren(...TABS.map((name) =>
      button(words[name], () => this.turn(name), {
        role: "tab",
        id: `sgn-tab-${name}`,
        "aria-selected": String(name === this.tab),
        "aria-controls": `sgn-${name}`,
      })))
    for (const name of TABS) {
      this.sides[name].hidden = name !== this.tab
      this.sides[name].setAttribute("aria-labelledby", `sgn-tab-${name}`)
    }
    this.sides.details.replaceChildren(...panel(this).filter(Boolean))
    for (const side of [this.sides.outline, this.sides.table]) {
      for (const each of side.querySelectorAll("[data-id]")) {
        if (this.selected.includes(each.dataset.id)) each.setAttribute("aria-current", "true")
        else each.removeAttribute("aria-current")
      }
    }
  }

  turn(name) {
    this.tab = name
    this.show()
    this.tabs.querySelector("[aria-selected=true]")?.focus({ preventScroll: true })
  }

  select(ids, { stay = false, wait = 0 } = {}) {
    const { words } = this.data
    this.selected = ids
    this.wanted = { ids, when: performance.now() }
    this.canvas.select(ids)
    if (ids.length) this.canvas.reveal(ids.at(-1))
    if (!stay) this.tab = "details"
    this.keepingFocus(() => this.show())
    const last = this.node(ids.at(-1))
    this.tell(last ? fill(words.told_selected, { name: last.label, kind: last.kind }) : words.told_cleared)
    // Whoever runs along with the arrows is answered where they stop.
    clearTimeout(this.sending)
    this.sending = setTimeout(() => {
      const plain = ids.filter((id) => !this.node(id)?.members)
      ;(meeting.send ?? this.send)({ do: "select", ids: plain })
    }, wait)
  }

  click(id, more) {
    const node = id && this.node(id)
    if (!node) return more || !this.selected.length ? undefined : this.select([])
    if (node.members) return this.open([node.way])
    if (!(more || this.more)) return this.select([id])
    const rest = this.selected.filter((each) => each !== id)
    this.select(rest.length === this.selected.length ? [...this.selected, id] : rest)
  }

  severally() {
    this.more = !this.more
    this.keepingFocus(() => this.show())
  }

  open(ways) {
    this.reshape("open", ways)
  }

  close(ways) {
    this.reshape("close", ways)
  }

  // What the panel says can be opened and closed is old from here until the answer comes.
  reshape(act, ways) {
    if (this.data.panel) this.data.panel = { ...this.data.panel, old: true }
    this.send({ do: act, ways })
  }

  path(end, id) {
    const { start = "", goal = "" } = this.data.path ?? {}
    this.send({ do: "path", start, goal, [end]: id })
  }

  between(start, goal) {
    this.send({ do: "path", start, goal })
  }

  expand(id) {
    const { panel: told } = this.data
    if (told?.id !== id || told.old) {
      this.expanding = id
      return
    }
    this.expanding = null
    const missing = told.ways.filter((way) => way.missing).map((way) => way.way)
    const closing = told.ways.filter((way) => way.closes).map((way) => way.way)
    if (missing.length) this.open(missing)
    else if (closing.length) this.close(closing)
  }

  key(event) {
    const last = this.selected.at(-1) ?? null
    const node = last && this.node(last)
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (ARROWS[event.key]) {
      const root = this.data.graph.nodes.find((each) => each.root)
      const next = node ? this.canvas.toward(last, ...ARROWS[event.key]) : root?.id
      if (next) {
        const ids = event.shiftKey && this.selected.length ? [...new Set([...this.selected, next])] : [next]
        this.select(ids, { wait: 90 })
      }
    } else if (event.key === "Enter" && node) {
      if (node.members) this.open([node.way])
      else window.location.href = this.page(node)
    } else if (event.key === "e" && node) {
      if (node.members) this.open([node.way])
      else this.expand(last)
    } else if (event.key === " ") {
      this.severally()
    } else if (event.key === "Escape" && this.selected.length) {
      this.more = false
      this.select([])
    } else return
    event.preventDefault()
  }

  page(node) {
    const kept = [...new URLSearchParams(window.location.search)].filter(([name]) => name === "datum" || name === "sprak")
    return `./${node.page}?${new URLSearchParams([["id", node.id], ...kept])}`
  }

  hint(point, node, edge) {
    this.tip.hidden = !point
    if (!point) return
    const said = node ? [node.label, [node.kind, node.role].filter(Boolean).join(" · ")] : [edge.said]
    this.tip.replaceChildren(...said.map((text, place) => el(place ? "span" : "strong", { text: cut(text, 300) })))
    const wide = this.stage.clientWidth
    this.tip.style.left = `${Math.min(point.x + 14, Math.max(wide - 290, 0))}px`
    this.tip.style.top = `${point.y + 16}px`
  }

  tell(sentence) {
    this.heard.textContent = sentence
  }

  destroy() {
    clearTimeout(this.sending)
    document.removeEventListener("pointerdown", this.away)
    this.canvas.destroy()
    this.root.remove()
  }
}
