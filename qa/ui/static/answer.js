export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector("#answer")
  if (!root || !data) return
  const state = root._state || (root._state = { timers: {} })
  state.open = (n) => setTriggerValue("open", n)
  state.change = () => setTriggerValue("change", Date.now())
  if (!changed(root, { ...data, fresh: false })) return // an answer that is no longer fresh stays as it is, and with it the focus
  window.rolecallPointed = false // a number that is drawn anew under the pointer is not pointed at

  const hover = window.matchMedia("(hover: hover)").matches
  const card = make("div", "card")
  card.setAttribute("popover", "manual")
  card.setAttribute("role", "tooltip")
  card.id = "passage"

  const hide = () => {
    clearTimeout(state.timers.show)
    if (card.matches(":popover-open")) card.hidePopover()
    root.querySelectorAll("[aria-expanded=true]").forEach((b) => { b.setAttribute("aria-expanded", "false"); b.removeAttribute("aria-describedby") })
  }
  const later = () => { clearTimeout(state.timers.hide); state.timers.hide = setTimeout(hide, 140) }
  const show = (chip, cite) => {
    clearTimeout(state.timers.hide)
    hide()
    card.replaceChildren()
    card.append(make("p", "name", cite.name))
    const words = make("div")
    if (cite.pre) words.append(make("span", "", "… " + cite.pre + " "))
    words.append(make("mark", "", cite.quote))
    if (cite.post) words.append(make("span", "", " " + cite.post + " …"))
    card.append(words, make("p", "more", (hover ? "Click" : "Tap") + " the number to read it in " + cite.document))
    card.showPopover()
    chip.setAttribute("aria-expanded", "true")
    chip.setAttribute("aria-describedby", card.id)
    const at = chip.getBoundingClientRect(), size = card.getBoundingClientRect()
    const below = at.bottom + 8 + size.height < window.innerHeight
    card.style.left = Math.max(12, Math.min(at.left - 20, window.innerWidth - size.width - 12)) + "px"
    card.style.top = Math.max(8, below ? at.bottom + 8 : at.top - size.height - 8) + "px"
  }
  card.addEventListener("mouseenter", () => clearTimeout(state.timers.hide))
  card.addEventListener("mouseleave", later)

  const open = (button, n) => {
    hide()
    state.open(n)
    // the drawer cannot give the focus back into a component: take it when the drawer is gone
    let seen = false
    const started = Date.now()
    const poll = setInterval(() => {
      const dialog = document.querySelector('[data-testid="stDialog"]')
      if (dialog) seen = true
      if ((seen && !dialog) || Date.now() - started > 600000) {
        clearInterval(poll)
        if (seen) button.focus({ preventScroll: true })
      }
    }, 150)
  }
  const chipFor = (cite) => {
    const chip = make("button", "chip", String(cite.n))
    chip.type = "button"
    chip.setAttribute("aria-label", "Citation " + cite.n + ": " + cite.name + ". Show passage")
    chip.setAttribute("aria-expanded", "false")
    if (hover) {
      chip.addEventListener("mouseenter", () => { window.rolecallPointed = true; clearTimeout(state.timers.show); state.timers.show = setTimeout(() => show(chip, cite), 120) })
      chip.addEventListener("mouseleave", () => { window.rolecallPointed = false; clearTimeout(state.timers.show); later() })
    }
    chip.addEventListener("focus", () => { if (chip.matches(":focus-visible")) show(chip, cite) })
    chip.addEventListener("blur", later)
    chip.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide()
      const all = [...root.querySelectorAll(".chip")], at = all.indexOf(chip)
      if (event.key === "ArrowRight" && all[at + 1]) { event.preventDefault(); all[at + 1].focus() }
      if (event.key === "ArrowLeft" && all[at - 1]) { event.preventDefault(); all[at - 1].focus() }
    })
    chip.addEventListener("click", () => open(chip, cite.n))
    return chip
  }
  const cites = new Map(data.cites.map((c) => [c.n, c]))

  const top = make("div", "top")
  if (data.label) top.append(make("span", "tag " + data.grade, data.label))
  if (data.badge) top.append(make("span", "", data.badge))
  if (data.missing) top.append(make("span", "", data.missing))
  if (top.childNodes.length) root.append(top)
  if (data.read) {
    const read = make("p", "read")
    const change = make("button", "link", "Change")
    change.type = "button"
    change.setAttribute("aria-label", "Change how the question was read")
    change.addEventListener("click", () => {
      state.change()
      const started = Date.now() // the chat box gets the words from the server: then it gets the focus
      const poll = setInterval(() => {
        const box = document.querySelector('[data-testid="stChatInputTextArea"]')
        if (box && box.value) { clearInterval(poll); box.focus(); box.setSelectionRange(box.value.length, box.value.length) }
        if (Date.now() - started > 5000) clearInterval(poll)
      }, 100)
    })
    read.append(make("span", "", "Read as: "), make("em", "", data.read), document.createTextNode(" "), change)
    root.append(read)
  }
  const fill = (node, parts) => {
    for (const part of parts) {
      if (part.t !== undefined) node.append(document.createTextNode(part.t))
      else if (cites.has(part.c)) node.append(chipFor(cites.get(part.c)), document.createTextNode(" "))
    }
    return node
  }
  const tableFor = (block) => {
    const table = make("table"), head = make("tr"), body = make("tbody")
    table.append(make("caption", "live", "Comparison of " + block.heads.join(" and ")))
    for (const name of block.heads) { const cell = make("th", "", name); cell.scope = "col"; head.append(cell) }
    const top = make("thead")
    top.append(head)
    for (const row of block.rows) {
      const line = make("tr")
      for (const parts of row) line.append(parts.length ? fill(make("td"), parts) : make("td", "none", "Not said"))
      body.append(line)
    }
    table.append(top, body)
    return table
  }
  let list = null
  for (const block of data.blocks) {
    if (block.kind === "table") { list = null; root.append(tableFor(block)); continue }
    const node = make(block.kind === "bullet" ? "li" : block.kind === "outside" ? "div" : "p", block.kind === "outside" ? "outside" : "")
    if (block.kind === "outside") node.append(make("strong", "", "Outside fact: "))
    if (block.lead) node.append(make("strong", "", block.lead + " "))
    fill(node, block.parts)
    if (block.kind === "bullet") {
      if (!list) { list = make("ul", "found"); root.append(list) }
      list.append(node)
    } else { list = null; root.append(node) }
  }
  if (data.others.length && data.badge) {
    const more = make("details"), names = make("ul")
    more.append(make("summary", "", data.badge.startsWith("0 ") ? "All " + data.others.length + " that were checked" : data.others.length === 1 ? "The other one that was checked" : "The " + data.others.length + " others that were checked"))
    for (const name of data.others) names.append(make("li", "", name))
    more.append(names)
    root.append(more)
  }
  if (data.cites.length) {
    const pills = make("div", "pills")
    const names = new Set()
    for (const cite of data.cites) {
      if (names.has(cite.name) || names.size >= 4) continue
      names.add(cite.name)
      const pill = make("button", "pill", cite.n + " · " + cite.name)
      pill.type = "button"
      pill.addEventListener("click", () => open(pill, cite.n))
      pills.append(pill)
    }
    const left = data.cites.filter((c) => !names.has(c.name)).length
    if (left) pills.append(make("span", "more", "and " + left + " more"))
    pills.append(copier(root, "pill", "Copy with sources", "Copied", () => data.plain))
    root.append(pills)
  }
  if (data.stale) root.append(make("p", "stale", "Answered from an earlier index."))
  root.append(card)
  if (data.fresh) {
    let moved = false // whoever scrolls meanwhile is left alone
    for (const kind of ["wheel", "touchmove", "keydown"]) window.addEventListener(kind, () => { moved = true }, { once: true, passive: true, capture: true })
    for (const wait of [60, 450, 1000]) setTimeout(() => {
      const box = root.getBoundingClientRect(), tall = box.height > window.innerHeight - 280 // a long answer is read from its top
      if (!moved && !window.rolecallPointed && ((tall && box.top < 40) || box.bottom > window.innerHeight - 140)) root.scrollIntoView({ block: tall ? "start" : "center" })
    }, wait)
  }
}
