export default function (component) {
  const { data, parentElement } = component
  const root = parentElement.querySelector("#reader")
  if (!root || !data) return
  const signature = JSON.stringify(data)
  if (root._signature === signature) return
  root._signature = signature
  root.replaceChildren()
  root.setAttribute("aria-label", data.title)
  if (data.link) {
    const copy = document.createElement("button")
    copy.type = "button"
    copy.className = "copy"
    copy.textContent = "Copy link to this passage"
    copy.addEventListener("click", async () => {
      const link = new URL("sources?" + data.link, window.location.href).href
      try { await navigator.clipboard.writeText(link) } catch {
        const area = document.createElement("textarea")
        area.value = link; root.append(area); area.select(); document.execCommand("copy"); area.remove()
      }
      copy.textContent = "Link copied"
      setTimeout(() => { copy.textContent = "Copy link to this passage" }, 2000)
    })
    root.append(copy)
  }
  let target = null, first = true
  if (data.cut) {
    const hint = document.createElement("p")
    hint.className = "hint"
    hint.textContent = "A part of a long document around the passage."
    root.append(hint)
  }
  data.blocks.forEach((block, index) => {
    const heading = block.kind === "heading"
    const node = document.createElement(heading ? (block.level <= 2 ? "h2" : block.level <= 5 ? "h3" : "h4") : "p")
    if (!heading) node.className = block.kind
    if (block.kind === "item") node.style.setProperty("--depth", String(block.level))
    for (const segment of block.segments) {
      if (segment.m) {
        const mark = document.createElement("mark")
        if (first) { mark.className = "first"; first = false; target = mark }
        mark.textContent = segment.t
        node.append(mark)
      } else node.append(document.createTextNode(segment.t))
    }
    root.append(node)
    if (index === data.target && !target) target = node
  })
  if (target) requestAnimationFrame(() => {
    root.scrollTop = target.getBoundingClientRect().top - root.getBoundingClientRect().top + root.scrollTop - 80
  })
}
