// The regions as shapes that lead to their pages. The list beside says the same, and is what the keyboard and
// a screen reader meet: here nothing takes the focus.

const SVG = "http://www.w3.org/2000/svg"

export default function ({ parentElement, data }) {
  const { shapes, regions } = data
  const svg = make("svg", { viewBox: `-20 -20 ${shapes.width + 40} ${shapes.height + 40}`, class: "sg-map", "aria-hidden": "true" })
  const patterns = make("defs", {})
  svg.append(patterns)
  const known = new Map(regions.map(region => [region.id, region]))
  const drawn = Object.entries(shapes.regions).map(([id, shape]) => draw(id, shape, known.get(id), patterns))
  // What the page is about lies on top, so that its border is whole.
  svg.append(...drawn.sort((one, other) => one.shown - other.shown).map(each => each.part))
  parentElement.replaceChildren(svg)
}

function draw(id, shape, region, patterns) {
  const path = make("path", { d: shape, fill: region ? fill(id, region.colours, patterns) : "#fff" })
  if (!region) return { shown: 0, part: path }
  path.setAttribute("class", region.shown ? "sg-map-shown" : "")
  const link = make("a", { href: region.address, target: "_self", tabindex: "-1" })
  const name = make("title", {})
  name.textContent = region.name
  path.append(name)
  link.append(path)
  return { shown: +region.shown, part: link }
}

function fill(id, colours, patterns) {
  if (colours.length < 2) return colours[0] ?? "#fff"
  const stripes = make("pattern", { id: `stripes-${id}`, width: 60 * colours.length, height: 60, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" })
  colours.forEach((colour, place) => stripes.append(make("rect", { x: 60 * place, width: 60, height: 60, fill: colour })))
  patterns.append(stripes)
  return `url(#stripes-${id})`
}

function make(name, attributes) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}
