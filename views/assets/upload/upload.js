// A file is sent once, as a trigger: nothing of it stays in what the browser sends with every click.
export default function ({ data, parentElement, setTriggerValue }) {
  const zone = parentElement.querySelector(".zone")
  const input = zone.querySelector("input")
  const told = zone.querySelector(".told")
  zone.querySelector(".label").textContent = data.label
  zone.querySelector(".hint").textContent = data.hint
  input.accept = data.suffixes.join(",")

  const tell = (words, wrong = false) => {
    told.textContent = words
    told.classList.toggle("wrong", wrong)
  }
  const take = (file) => {
    if (!file) return
    if (!data.suffixes.some((suffix) => file.name.toLowerCase().endsWith(suffix))) return tell(data.other, true)
    if (file.size > data.most) return tell(data.large, true)
    tell(data.reading)
    const reader = new FileReader()
    reader.onerror = () => tell(data.unreadable, true)
    reader.onload = () => {
      tell("")
      setTriggerValue("file", { name: file.name, content: reader.result.slice(reader.result.indexOf(",") + 1) })
    }
    reader.readAsDataURL(file)
  }

  input.onchange = () => { take(input.files[0]); input.value = "" }
  zone.ondragover = (event) => { event.preventDefault(); zone.classList.add("over") }
  zone.ondragleave = () => zone.classList.remove("over")
  zone.ondrop = (event) => {
    event.preventDefault()
    zone.classList.remove("over")
    take(event.dataTransfer.files[0])
  }
}
