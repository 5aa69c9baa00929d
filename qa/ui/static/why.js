export default function (component) {
  const { data, parentElement } = component
  const root = parentElement.querySelector("#why")
  if (!root || !data || !changed(root, data)) return
  for (const part of data.parts) {
    const facts = make("dl")
    const fact = (name, value) => { if (value) facts.append(make("dt", "", name), make("dd", "", value)) }
    fact("Read as", part.read)
    fact("Asks for", part.kind)
    fact("Units named", part.units.join("; "))
    fact("Looked for", part.terms.join(", "))
    fact("Spelling", part.corrected.map((c) => c[0] + " → " + c[1]).join(", "))
    fact("Missing", part.missing)
    root.append(facts)
    const list = make("ol")
    part.rows.forEach((row, index) => {
      const item = make("li")
      const head = make("div", "head")
      head.append(make("span", "", (index + 1) + ". " + row.name))
      if (row.cited) head.append(make("span", "cited", "cited"))
      head.append(make("span", "total", "likely to answer: " + Math.round(row.total * 100) + " %"))
      item.append(head, make("p", "text", row.text))
      for (const [name, value] of row.bars) {
        const bar = make("div", "bar")
        const track = make("div", "track"), fill = make("div", "fill")
        fill.style.width = Math.round(Math.max(0, Math.min(1, value)) * 100) + "%"
        track.append(fill)
        bar.append(make("span", "", name), track, make("span", "", value.toFixed(2)))
        item.append(bar)
      }
      if (row.missing.length) item.append(make("p", "text", "Lacks: " + row.missing.join(", ")))
      list.append(item)
    })
    if (!part.rows.length) root.append(make("p", "", "Everything the text says of the units named was taken; nothing had to be searched for."))
    root.append(list)
  }
}
