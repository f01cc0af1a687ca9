// The picture itself: vis-network draws edges and moves the camera; nodes and labels are drawn here, labels always in
// a size that can be read, and those that would cover another are left out until there is room.
import { cut } from "./dom.js"
import { trace } from "./shapes.js"

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', 'DejaVu Sans', sans-serif"
const INK = "#1B2430"
const ACCENT = "#0b5c73"
const LONGEST = 34
const LEAST = 12
const NARROW = 90
let loading = null

function vis() {
  // The build that the package pyvis ships; as a module it leaves its names in `globalThis.vis`.
  loading ??= import(new URL("../pyvis.vis/vis-network.min.js", import.meta.url).href).then(() => globalThis.vis)
  return loading
}

export class Canvas {
  constructor(stage, calls) {
    this.stage = stage
    this.calls = calls
    this.nodes = new Map()
    this.edges = new Map()
    this.around = new Map()
    this.selected = []
    this.labels = []
    this.hovered = null
    this.scope = null
  }

  async update(graph, scope) {
    const { DataSet, Network } = await vis()
    if (this.gone) return
    const edges = graph.edges.map(({ arrows, from, to, ...rest }) => ({ ...rest, from, to }))
    this.nodes = new Map(graph.nodes.map((node) => [node.id, node]))
    this.edges = new Map(edges.map((edge) => [edge.id, edge]))
    this.around = new Map(graph.nodes.map((node) => [node.id, new Set()]))
    for (const { from, to } of edges) {
      this.around.get(from)?.add(to)
      this.around.get(to)?.add(from)
    }
    const points = graph.nodes.map(({ id, x, y }) => ({ id, x, y }))
    const added = this.network && scope === this.scope ? points.filter(({ id }) => !this.points.get(id)) : []
    if (!this.network) {
      this.points = new DataSet(points)
      this.lines = new DataSet(edges.map((edge) => this.line(edge)))
      this.network = new Network(this.stage, { nodes: this.points, edges: this.lines }, this.options(graph.options))
      this.listen()
    } else {
      replace(this.points, points, (old, next) => old.x === next.x && old.y === next.y)
      const lines = edges.map((edge) => this.line(edge))
      replace(this.lines, lines, (old, next) => JSON.stringify(old) === JSON.stringify(next))
    }
    if (scope !== this.scope) {
      this.scope = scope
      this.remembered() || this.fit()
    } else if (added.length) this.include(added)
    this.restyle()
  }

  options(written) {
    const given = JSON.parse(written)
    return {
      ...given,
      configure: { enabled: false },
      physics: { enabled: false },
      layout: { improvedLayout: false },
      interaction: { hover: true, keyboard: false, multiselect: false, selectConnectedEdges: false, tooltipDelay: 1e9 },
      nodes: { shape: "custom", chosen: false, ctxRenderer: (asked) => this.drawer(asked) },
      edges: { smooth: false, chosen: false, arrows: { to: { enabled: false } }, selectionWidth: 0, hoverWidth: 0 },
    }
  }

  line({ id, from, to, color, width, dashes, path }) {
    const chosen = this.selected.length > 0
    const touched = this.selected.includes(from) || this.selected.includes(to)
    const opacity = path || touched || !chosen ? 1 : 0.28
    return {
      id,
      from,
      to,
      dashes: path ? false : dashes,
      width: path ? 5 : touched ? width + 1 : width,
      color: { color: path ? "#d08700" : color, opacity, inherit: false },
    }
  }

  restyle() {
    if (!this.network) return
    const lines = [...this.edges.values()].map((edge) => this.line(edge))
    replace(this.lines, lines, (old, next) => JSON.stringify(old) === JSON.stringify(next))
    this.network.redraw()
  }

  select(ids) {
    this.selected = ids
    this.restyle()
  }

  size(node, scale) {
    const base = node.root ? 15 : node.form === "capsule" ? 10 : node.form === "person" ? 9 : 10
    const least = this.stage.clientWidth > 600 ? 0.6 : 0.45
    return Math.min(Math.max(base * scale, least * base), 1.4 * base) / scale
  }

  dimmed(id) {
    return this.selected.length && !this.selected.some((each) => each === id || this.around.get(each)?.has(id))
  }

  drawer({ ctx, id, x, y }) {
    const node = this.nodes.get(id)
    if (!node) return { nodeDimensions: { width: 1, height: 1 } }
    const scale = this.network.getScale()
    const r = this.size(node, scale)
    const drawNode = () => {
      ctx.save()
      ctx.globalAlpha = this.dimmed(id) ? 0.45 : 1
      // A thinner border around a small symbol, or its colour looks darker than in the legend.
      ctx.lineWidth = Math.min(Math.max(0.16 * r * scale, 0.75), 1.5) / scale
      ctx.strokeStyle = edgeOf(node.color)
      ctx.fillStyle = node.color
      if (node.members) {
        trace(ctx, node.form, x + 4 / scale, y - 4 / scale, r)
        ctx.fill()
        ctx.stroke()
      }
      if (this.selected.includes(id) || this.marked?.includes(id)) {
        ctx.beginPath()
        ctx.arc(x, y, 1.75 * r + 2 / scale, 0, 2 * Math.PI)
        ctx.fillStyle = this.selected.includes(id) ? "#ffd54d" : "#ffe9c2"
        ctx.fill()
        ctx.fillStyle = node.color
        ctx.strokeStyle = INK
        ctx.lineWidth = 2.2 / scale
      }
      trace(ctx, node.form, x, y, r)
      ctx.fill()
      ctx.stroke()
      ctx.restore()
    }
    return { drawNode, nodeDimensions: { width: 3 * r, height: 2.4 * r } }
  }

  listen() {
    const network = this.network
    network.on("afterDrawing", (ctx) => this.write(ctx))
    network.on("click", (event) => this.click(event))
    network.on("hold", (event) => this.click(event, true))
    network.on("dragStart", (event) => (this.dragged = event.nodes[0]))
    network.on("dragEnd", () => {
      const id = this.dragged
      this.dragged = null
      network.unselectAll()
      if (id && this.nodes.has(id)) {
        const { x, y } = network.getPosition(id)
        Object.assign(this.nodes.get(id), { x, y })
        this.calls.move(id, Math.round(x), Math.round(y))
      }
      this.remember()
    })
    network.on("zoom", () => this.remember())
    network.on("hoverEdge", ({ edge }) => (this.edge = edge))
    network.on("blurEdge", () => (this.edge = null))
    this.stage.addEventListener("mousemove", (event) => this.hover(event))
    this.stage.addEventListener("mouseleave", () => this.hover(null))
    // The wheel moves the page until somebody has put the keyboard into the picture.
    this.stage.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey && !this.stage.contains(document.activeElement)) event.stopPropagation()
      },
      true,
    )
    let seen = this.stage.clientWidth
    this.watch = new ResizeObserver(() => {
      if (this.stage.clientWidth !== seen && this.stage.clientWidth) {
        seen = this.stage.clientWidth
        requestAnimationFrame(() => !this.gone && (this.remembered() || this.fit()))
      }
    })
    this.watch.observe(this.stage)
  }

  click(event, more = false) {
    this.network.unselectAll()
    const source = event.event?.srcEvent ?? {}
    const found = this.at(event.pointer.DOM, source.pointerType === "touch" ? 20 : 12)
    this.stage.focus({ preventScroll: true })
    this.calls.click(found, more || source.ctrlKey || source.metaKey || source.shiftKey)
  }

  hover(event) {
    const box = this.stage.getBoundingClientRect()
    const point = event && { x: event.clientX - box.left, y: event.clientY - box.top }
    const found = point ? this.at(point, 10) : null
    this.stage.style.cursor = found ? "pointer" : ""
    if (found !== this.hovered) {
      this.hovered = found
      this.network.redraw()
    }
    const edge = !found && this.edge ? this.edges.get(this.edge) : null
    this.calls.hover(point && (found || edge) ? point : null, found ? this.nodes.get(found) : null, edge)
  }

  at(point, reach) {
    let [best, nearest] = [null, Infinity]
    const scale = this.network.getScale()
    for (const node of this.nodes.values()) {
      const there = this.network.canvasToDOM({ x: node.x, y: node.y })
      const far = Math.hypot(there.x - point.x, there.y - point.y) - this.size(node, scale) * scale
      if (far < reach && far < nearest) [best, nearest] = [node.id, far]
    }
    if (best) return best
    const label = this.labels.find(({ box: [left, top, right, bottom] }) =>
      point.x >= left && point.x <= right && point.y >= top && point.y <= bottom)
    return label ? label.id : null
  }

  // Labels, the most telling first, in pixels of the screen.
  write(ctx) {
    const scale = this.network.getScale()
    const big = scale > 1.15 ? 14 : 12.5
    const chosen = new Set(this.selected)
    const near = new Set(this.selected.flatMap((id) => [...(this.around.get(id) ?? [])]))
    const weigh = (node) =>
      (chosen.has(node.id) || node.id === this.hovered ? 1000 : 0) + (node.root ? 500 : 0) + (near.has(node.id) ? 200 : 0) +
      (this.marked?.includes(node.id) ? 400 : 0) + (node.form === "capsule" || node.form === "hexagon" ? 40 : 0) +
      (node.members ? 60 : 0) + Math.min(this.around.get(node.id)?.size ?? 0, 30)
    const sorted = [...this.nodes.values()].map((node) => [weigh(node), node]).sort((a, b) => b[0] - a[0])
    const [wide, high] = [this.stage.clientWidth, this.stage.clientHeight]
    const taken = new Boxes()
    const spots = sorted.map(([weight, node]) => {
      const at = this.network.canvasToDOM({ x: node.x, y: node.y })
      const r = this.size(node, scale) * scale
      const box = [at.x - 1.2 * r, at.y - 0.6 * r, at.x + 1.2 * r, at.y + 0.6 * r]
      taken.add(box, node.id)
      return [weight, node, at, r]
    })
    this.labels = []
    ctx.save()
    ctx.textBaseline = "middle"
    ctx.lineJoin = "round"
    for (const [weight, node, at, r] of spots) {
      if (at.x < -250 || at.y < -40 || at.x > wide + 250 || at.y > high + 40) continue
      const strong = node.root || chosen.has(node.id)
      ctx.font = `${strong ? "650" : node.members ? "600" : "400"} ${big / scale}px ${FONT}`
      const forced = weight >= 1000 || node.root
      const spot = this.spot(ctx, cut(node.label, weight >= 1000 ? 60 : LONGEST), node, at, r, big, forced, taken)
      if (!spot) continue
      taken.add(spot.box, node.id)
      this.labels.push({ id: node.id, box: spot.box, text: spot.text })
      const world = this.network.DOMtoCanvas({ x: spot.x, y: spot.y })
      ctx.globalAlpha = this.dimmed(node.id) && !forced ? 0.6 : 1
      ctx.lineWidth = 4 / scale
      ctx.strokeStyle = "rgba(255,255,255,.92)"
      ctx.strokeText(spot.text, world.x, world.y)
      ctx.fillStyle = node.members ? ACCENT : INK
      ctx.fillText(spot.text, world.x, world.y)
    }
    ctx.restore()
  }

  // Where a label stands free and inside the picture: whole if it can, else shortened to what still tells something.
  spot(ctx, label, node, at, r, big, forced, taken) {
    const scale = this.network.getScale()
    const wide = this.stage.clientWidth
    const place = (text) => {
      const spots = this.sides(node, at, r, ctx.measureText(text).width * scale, big)
      const inside = spots.filter(({ box }) => box[0] >= 0 && box[2] <= wide)
      const found = inside.find(({ box }) => !taken.hits(box, node.id)) ?? (forced ? inside[0] : null)
      return found ? { ...found, text } : null
    }
    if (at.x < 0 || at.x > wide) return null
    for (let most = label.length; most >= Math.min(label.length, LEAST); most -= 3) {
      const found = place(cut(label, most))
      if (found) return found
    }
    return null
  }

  sides(node, at, r, length, big) {
    const [gap, half] = [1.65 * r + 4, big / 2 + 0.5]
    const made = {
      r: [at.x + gap, at.y],
      l: [at.x - gap - length, at.y],
      t: [at.x - length / 2, at.y - 1.3 * r - half - 1],
      b: [at.x - length / 2, at.y + 1.3 * r + half + 1],
    }
    for (const side of ["r", "l"]) {
      made[`${side}t`] = [made[side][0], at.y - 0.55 * big]
      made[`${side}b`] = [made[side][0], at.y + 0.55 * big]
    }
    // Never on the far side, where it would seem to belong to somebody else, unless the picture ends there.
    const orders = { r: "r rt rb t b", l: "l lt lb t b", t: "t b r l", b: "b t r l" }
    const room = node.side === "r" ? this.stage.clientWidth - at.x - gap : node.side === "l" ? at.x - gap : Infinity
    const turned = { r: "l", l: "r" }[node.side]
    const order = room < NARROW ? orders[turned] : orders[node.side]
    return order.split(" ").map((side) => {
      let [x, y] = made[side]
      // Above and below, a label may slide along the symbol to stay inside the picture.
      if (side === "t" || side === "b") x = Math.max(2, Math.min(x, this.stage.clientWidth - length - 2))
      return { x, y, box: [x - 2, y - half, x + length + 2, y + half] }
    })
  }

  // Show everything, labels included, which keep their size on the screen whatever the scale.
  fit() {
    const all = [...this.nodes.values()]
    const [wide, high] = [this.stage.clientWidth, this.stage.clientHeight]
    if (!all.length || !wide) return
    const ctx = document.createElement("canvas").getContext("2d")
    ctx.font = `600 13px ${FONT}`
    // On a narrow screen labels of many may be cut at first: symbols that can be told apart matter more.
    const most = wide > 600 ? 250 : all.length < 15 ? 110 : 40
    const sizes = all.map((node) => {
      const length = Math.min(ctx.measureText(cut(node.label, LONGEST)).width + 26, most)
      return { l: node.side === "l" ? length : node.side === "r" ? 16 : length / 2, r: node.side === "r" ? length : node.side === "l" ? 16 : length / 2 }
    })
    const edges = (scale) => [
      Math.min(...all.map((node, place) => node.x * scale - sizes[place].l)),
      Math.max(...all.map((node, place) => node.x * scale + sizes[place].r)),
      Math.min(...all.map((node) => node.y * scale)) - 40,
      Math.max(...all.map((node) => node.y * scale)) + 44,
    ]
    let scale = 1.25
    for (; scale > 0.1; scale *= 0.97) {
      const [left, right, top, bottom] = edges(scale)
      if (right - left < wide && bottom - top < high) break
    }
    const [left, right, top, bottom] = edges(scale)
    this.camera({ x: (left + right) / 2 / scale, y: (top + bottom) / 2 / scale }, scale)
    this.remember()
  }

  // Step back just so far that what came is seen too.
  include(points) {
    const scale = this.network.getScale()
    const { x, y } = this.network.getViewPosition()
    const [wide, high] = [this.stage.clientWidth / scale / 2, this.stage.clientHeight / scale / 2]
    const [side, over] = [Math.min(120 / scale, wide / 2), 40 / scale]
    const left = Math.min(x - wide, ...points.map((point) => point.x - side))
    const right = Math.max(x + wide, ...points.map((point) => point.x + side))
    const top = Math.min(y - high, ...points.map((point) => point.y - over))
    const bottom = Math.max(y + high, ...points.map((point) => point.y + over))
    const wanted = scale * Math.min((2 * wide) / (right - left), (2 * high) / (bottom - top))
    if (wanted > 0.999 * scale) return
    this.camera({ x: (left + right) / 2, y: (top + bottom) / 2 }, Math.max(wanted, 0.08))
    this.remember()
  }

  zoom(factor) {
    this.camera(this.network.getViewPosition(), Math.min(Math.max(this.network.getScale() * factor, 0.08), 4))
    this.remember()
  }

  camera(position, scale) {
    this.network.moveTo({ position, scale, animation: false })
  }

  // Bring a node into view without more movement than is needed.
  reveal(id) {
    const node = this.nodes.get(id)
    if (!node || !this.network) return
    const at = this.network.canvasToDOM({ x: node.x, y: node.y })
    const inside = at.x > 40 && at.y > 30 && at.x < this.stage.clientWidth - 40 && at.y < this.stage.clientHeight - 30
    if (!inside) {
      this.camera({ x: node.x, y: node.y }, this.network.getScale())
      this.remember()
    }
  }

  remember() {
    const { x, y } = this.network.getViewPosition()
    keep(`styrgraf-camera ${this.scope}`, { x, y, scale: this.network.getScale(), wide: this.stage.clientWidth })
  }

  remembered() {
    const kept = kept_(`styrgraf-camera ${this.scope}`)
    if (!kept || kept.wide !== this.stage.clientWidth) return false
    this.camera({ x: kept.x, y: kept.y }, kept.scale)
    return true
  }

  // The neighbour in a direction, else the nearest node there.
  toward(id, dx, dy) {
    const from = this.nodes.get(id)
    const best = (ids, narrow) => {
      let [found, least] = [null, Infinity]
      for (const other of ids) {
        const to = this.nodes.get(other)
        if (!to || other === id) continue
        const [x, y] = [to.x - from.x, to.y - from.y]
        const far = Math.hypot(x, y) || 1
        const straight = (x * dx + y * dy) / far
        const cost = far * (2 - straight)
        if (straight > narrow && cost < least) [found, least] = [other, cost]
      }
      return found
    }
    return best(this.around.get(id) ?? [], 0.5) ?? best(this.nodes.keys(), 0.7)
  }

  destroy() {
    this.gone = true
    this.watch?.disconnect()
    this.network?.destroy()
  }
}

function replace(set, wanted, same) {
  const ids = new Set(wanted.map((each) => each.id))
  set.remove(set.getIds().filter((id) => !ids.has(id)))
  set.update(wanted.filter((each) => !(set.get(each.id) && same(set.get(each.id), each))))
}

// The border of a filled shape: the same hue, darker.
const borders = new Map()
function edgeOf(fill) {
  if (!borders.has(fill)) {
    const parts = [1, 3, 5].map((place) => Math.round(parseInt(fill.slice(place, place + 2), 16) * 0.5))
    borders.set(fill, fill.toLowerCase() === "#ffffff" ? "#5A6672" : `rgb(${parts.join(",")})`)
  }
  return borders.get(fill)
}

class Boxes {
  constructor() {
    this.squares = new Map()
  }

  *of([left, top, right, bottom]) {
    for (let x = Math.floor(left / 80); x <= Math.floor(right / 80); x++)
      for (let y = Math.floor(top / 40); y <= Math.floor(bottom / 40); y++) yield `${x} ${y}`
  }

  add(box, id) {
    for (const square of this.of(box)) {
      if (!this.squares.has(square)) this.squares.set(square, [])
      this.squares.get(square).push([box, id])
    }
  }

  hits(box, id) {
    for (const square of this.of(box))
      for (const [other, whose] of this.squares.get(square) ?? [])
        if (whose !== id && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return true
    return false
  }
}

function keep(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value))
  } catch {
    // A browser that keeps nothing shows everything anew.
  }
}

function kept_(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name))
  } catch {
    return null
  }
}
