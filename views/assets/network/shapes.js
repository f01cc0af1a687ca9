// The shapes of kinds, the same in the picture and in its legend.
export function trace(ctx, form, x, y, r) {
  ctx.beginPath()
  if (form === "hexagon") {
    for (let corner = 0; corner < 6; corner++) {
      const turn = (Math.PI / 3) * corner
      ctx.lineTo(x + 1.3 * r * Math.cos(turn), y + 1.2 * r * Math.sin(turn))
    }
  } else if (form === "ellipse") {
    ctx.ellipse(x, y, 1.35 * r, 0.95 * r, 0, 0, 2 * Math.PI)
  } else if (form === "capsule") {
    ctx.roundRect(x - 1.6 * r, y - 0.85 * r, 3.2 * r, 1.7 * r, 0.85 * r)
  } else if (form === "note") {
    const [w, h, fold] = [r, 1.1 * r, 0.75 * r]
    ctx.moveTo(x - w, y - h)
    ctx.lineTo(x + w - fold, y - h)
    ctx.lineTo(x + w, y - h + fold)
    ctx.lineTo(x + w, y + h)
    ctx.lineTo(x - w, y + h)
  } else if (form === "person") {
    ctx.arc(x, y - 0.5 * r, 0.55 * r, 0.75 * Math.PI, 2.25 * Math.PI)
    ctx.arc(x, y + 1.05 * r, 0.95 * r, 1.75 * Math.PI, 2 * Math.PI)
    ctx.lineTo(x - 0.95 * r, y + 1.05 * r)
    ctx.arc(x, y + 1.05 * r, 0.95 * r, Math.PI, 1.25 * Math.PI)
  } else {
    ctx.roundRect(x - 1.2 * r, y - 0.95 * r, 2.4 * r, 1.9 * r, 0.2 * r)
  }
  ctx.closePath()
}

export function sign(form, fill, border) {
  const canvas = document.createElement("canvas")
  const [wide, high, sharp] = [34, 22, window.devicePixelRatio || 1]
  canvas.width = wide * sharp
  canvas.height = high * sharp
  canvas.style.cssText = `width:${wide}px;height:${high}px`
  canvas.setAttribute("aria-hidden", "true")
  const ctx = canvas.getContext("2d")
  ctx.scale(sharp, sharp)
  trace(ctx, form, wide / 2, high / 2 - (form === "person" ? 1 : 0), 8)
  ctx.fillStyle = fill
  ctx.strokeStyle = border
  ctx.lineWidth = 1.4
  ctx.fill()
  ctx.stroke()
  return canvas
}

export function stroke(line) {
  const canvas = document.createElement("canvas")
  const [wide, high, sharp] = [34, 12, window.devicePixelRatio || 1]
  canvas.width = wide * sharp
  canvas.height = high * sharp
  canvas.style.cssText = `width:${wide}px;height:${high}px`
  canvas.setAttribute("aria-hidden", "true")
  const ctx = canvas.getContext("2d")
  ctx.scale(sharp, sharp)
  ctx.strokeStyle = line.colour
  ctx.lineWidth = line.width
  ctx.setLineDash(line.dashes)
  ctx.moveTo(1, high / 2)
  ctx.lineTo(wide - 1, high / 2)
  ctx.stroke()
  return canvas
}
