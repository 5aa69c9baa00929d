export default function (component) {
  const { data, parentElement } = component
  const root = parentElement.querySelector("#reader")
  if (!root || !data || !changed(root, data)) return
  root.setAttribute("aria-label", data.title)
  const bar = parentElement.querySelector(".bar")
  bar.replaceChildren()
  if (data.link) {
    const link = () => new URL("sources?" + data.link, window.location.href).href
    bar.append(copier(bar, "copy", "Copy link to this passage", "Link copied", link))
  }
  let target = null, first = true
  const around = [] // levels of the headings around what comes next
  if (data.cut) {
    root.append(make("p", "hint", "A part of a long document around the passage."))
  }
  data.blocks.forEach((block, index) => {
    const heading = block.kind === "heading"
    if (heading) { // one rank deeper than the heading around it, so that no rank is left out
      while (around.length && around[around.length - 1] >= block.level) around.pop()
      around.push(block.level)
    }
    const node = make(heading ? `h${Math.min(around.length + 1, 4)}` : "p", heading ? "" : block.kind)
    if (block.kind === "item") node.style.setProperty("--depth", String(block.level))
    for (const segment of block.segments) {
      if (segment.m) {
        const mark = make("mark", first ? "first" : "", segment.t)
        if (first) { first = false; target = mark }
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
