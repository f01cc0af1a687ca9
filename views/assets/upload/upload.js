// Files are sent once, as a trigger: nothing of them stays in what the browser sends with every click.
export default function ({ data, parentElement, setTriggerValue }) {
  const zone = parentElement.querySelector(".zone")
  const input = zone.querySelector("input")
  const told = zone.querySelector(".told")
  const words = data.words
  zone.querySelector(".label").textContent = data.label
  zone.querySelector(".hint").textContent = words.hint
  input.accept = data.suffixes.join(",")
  input.multiple = data.number > 1

  const tell = (lines, wrong = false) => {
    told.replaceChildren(...lines.flatMap((line, at) => at ? [document.createElement("br"), line] : [line]))
    told.classList.toggle("wrong", wrong)
  }
  const refusal = file => {
    if (!data.suffixes.some(suffix => file.name.toLowerCase().endsWith(suffix))) return words.other
    if (file.size > data.most) return words.large
    return ""
  }
  const read = file => new Promise((done, failed) => {
    const reader = new FileReader()
    reader.onerror = () => failed(new Error(file.name))
    reader.onload = () => done({ name: file.name, content: reader.result.slice(reader.result.indexOf(",") + 1) })
    reader.readAsDataURL(file)
  })
  const take = async given => {
    const files = [...given]
    if (!files.length) return
    if (files.length > data.number) return tell([words.many], true)
    const named = file => data.number > 1 ? `${file.name}: ${refusal(file)}` : refusal(file)
    const refused = files.filter(refusal).map(named)
    const wanted = files.filter(file => !refusal(file))
    if (wanted.reduce((sum, file) => sum + file.size, 0) > data.together) return tell([words.together], true)
    tell(wanted.length ? [...refused, words.reading] : refused, refused.length > 0)
    if (!wanted.length) return
    try {
      const sent = []
      for (const file of wanted) sent.push(await read(file))
      tell(refused, refused.length > 0)
      setTriggerValue("files", sent)
    } catch {
      tell([...refused, words.unreadable], true)
    }
  }

  input.onchange = async () => { await take(input.files); input.value = "" }
  zone.ondragover = event => { event.preventDefault(); zone.classList.add("over") }
  zone.ondragleave = () => zone.classList.remove("over")
  zone.ondrop = event => {
    event.preventDefault()
    zone.classList.remove("over")
    take(event.dataTransfer.files)
  }
}
