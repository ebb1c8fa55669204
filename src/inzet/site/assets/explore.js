// The search: keeps the statements that have all words and fit the filters, and shows and counts them.
"use strict";
{
  const PAGE = 50;
  const form = document.querySelector("form.explore");
  const register = JSON.parse(document.getElementById("register").textContent);
  const language = document.documentElement.lang;
  const other = document.getElementById("other-language");
  const otherPage = other.getAttribute("href");
  const filters = register.filters;
  const labels = Object.fromEntries(filters.map((name) => [name, new Map(register.labels[name])]));
  const rows = [];
  let limit = PAGE, found = [], waiting = 0;

  // As the library folds names: no case, no accents, words parted by blanks.
  const fold = (text) =>
    (text.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) || []).join(" ");

  function read([id, targets, description, figure, until, codes, change, numbers, quotes, coded]) {
    const labels = coded.map((at) => register.coded[at]).join(" ");
    return { id, targets: targets.map((at) => register.targets[at]), description, figure, until, codes, change, numbers, quotes, labels, text: "" };
  }

  function textOf(row) {
    if (!row.text) {
      const own = fold([row.id, row.description, ...row.quotes.map((quote) => quote[1])].join(" "));
      row.text = ` ${row.targets.map((target) => target[3]).join(" ")} ${row.labels} ${own}`;
    }
    return row.text;
  }

  // A long word may also stand inside another, as in "transporthelikopters"; a short one begins a word.
  const has = (text, words) => words.every((word) => text.includes(word.length > 3 ? word : ` ${word}`));
  const fits = (row, name, at, code) =>
    !code || (name === "region" ? row.codes[at].includes(code) : row.codes[at] === code);

  function make(name, parent, text = "", more = {}) {
    const made = parent.appendChild(document.createElement(name));
    made.textContent = text;
    return Object.assign(made, more);
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function search() {
    const words = fold(form.elements.q.value).split(" ").filter(Boolean);
    const chosen = filters.map((name) => form.elements[name].value);
    const counts = filters.map(() => new Map());
    found = [];
    for (const row of rows) {
      if (words.length && !has(textOf(row), words)) continue;
      let missed = 0, which = -1;
      for (let at = 0; at < filters.length; at++) {
        if (!fits(row, filters[at], at, chosen[at])) { missed++; which = at; }
      }
      if (!missed) found.push(row);
      if (missed > 1) continue;
      // A filter counts what the others leave.
      for (let at = 0; at < filters.length; at++) {
        if (missed && which !== at) continue;
        const codes = row.codes[at];
        for (const code of filters[at] === "region" ? codes : [codes]) counts[at].set(code, (counts[at].get(code) || 0) + 1);
      }
    }
    filters.forEach((name, at) => list(name, chosen[at], counts[at]));
    show(words);
    keep();
  }

  function list(name, chosen, counts) {
    const select = form.elements[name];
    const options = [["", register.words.all_of_them]];
    for (const [code, label] of labels[name]) {
      if (counts.has(code) || code === chosen) options.push([code, `${label} (${counts.get(code) || 0})`]);
    }
    select.replaceChildren(...options.map(([code, label]) => new Option(label, code, false, code === chosen)));
  }

  function show(words) {
    document.getElementById("count").textContent =
      fill(register.words.found_statements, { shown: found.length.toLocaleString(language), all: rows.length.toLocaleString(language) });
    const targets = document.getElementById("targets");
    targets.textContent = "";
    const named = words.length ? register.targets.filter((target) => has(` ${target[3]}`, words)) : [];
    named.slice(0, 12).forEach(([folder, id, name], at) => {
      targets.append(at ? " · " : `${register.words.found_missions}: `);
      make("a", targets, name, { href: `${folder}/${id}.html` });
    });
    const place = document.getElementById("rows");
    place.replaceChildren();
    for (const row of found.slice(0, limit)) showRow(place, row, words);
    document.getElementById("more").hidden = found.length <= limit;
  }

  function showRow(place, row, words) {
    const [letterId, day, letterLanguage] = register.letters[row.codes[4]];
    const item = make("li", place, "", { className: "row" });
    make("p", item, row.figure || "–", { className: "figure" });
    const told = make("div", item, "", { className: "words" });
    const head = make("p", told);
    row.targets.forEach(([folder, id, name], at) => {
      if (at) head.append(", ");
      make("a", head, name, { href: `${folder}/${id}.html#${row.id}` });
    });
    head.append(": ");
    make("span", head, row.description, { lang: "en" });
    const facts = [labels.status.get(row.codes[0])];
    if (row.change !== "none") facts.push(register.changes[row.change].toLowerCase());
    if (row.until) facts.push(fill(register.words.until, { until: row.until }));
    make("p", told, facts.join(" · "), { className: "facts" });
    // The telling fragment, for another one may name another mission; and the one that has the words.
    const having = row.quotes.find((each) => words.some((word) => has(` ${fold(each[1])}`, [word]))) || row.quotes[0];
    const quoted = make("blockquote", told);
    for (const [, quote] of new Set([row.quotes[0], having])) {
      make("p", quoted, `“${quote.replaceAll("*", "")}”`, { lang: letterLanguage });
    }
    const line = row.quotes[0][0];
    const source = make("footer", quoted);
    make("a", source, fill(register.words.letter_of_day_capital, { day }), { href: `letters/${letterId}.html#${row.id}` });
    source.append(`, ${fill(register.words.line, { line })}`);
  }

  function keep() {
    const state = new URLSearchParams();
    for (const name of ["q", ...filters]) if (form.elements[name].value) state.set(name, form.elements[name].value);
    const address = state.size ? `?${state}` : "";
    history.replaceState(null, "", location.pathname + address);
    other.href = otherPage + address;
  }

  // A spreadsheet takes a text that begins like a formula for one; a sign before it keeps it a text.
  const cell = (value) => {
    const text = value === null ? "" : String(value).replace(/^[=+\-@\t\r]/, "'$&");
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  function csv() {
    const heads = ["contribution_id", "letter_id", "letter_date", "target_ids", "target_names", "description", "figure", "kind", "change",
      "status", "basis", "number_min", "number_max", "unit", "start_date", "end_date", "line", "quote"];
    const lines = found.map((row) => {
      const [status, kind, basis, , letter] = row.codes;
      const ids = row.targets.map((target) => target[1]).join("; "), names = row.targets.map((target) => target[2]).join("; ");
      return [row.id, letter, register.letters[letter][3], ids, names, row.description, row.figure, kind, row.change, status, basis,
        ...row.numbers, ...row.quotes[0]];
    });
    return `\uFEFF${[heads, ...lines].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
  }

  // Years arrive one after another, the newest first; each is shown as soon as it is there.
  window.inzetRows = (more) => {
    for (const row of more) rows.push(read(row));
    if (!waiting) waiting = setTimeout(() => { waiting = 0; search(); prepare(0); });
  };

  // Texts are folded while nobody types, some at a time, so that the first keystroke need not wait for all of them.
  function prepare(from) {
    for (const row of rows.slice(from, from + 500)) textOf(row);
    if (from + 500 < rows.length) setTimeout(() => prepare(from + 500));
  }

  const asked = new URLSearchParams(location.search);
  form.elements.q.value = asked.get("q") || "";
  for (const name of filters) {
    const code = asked.get(name);
    form.elements[name].replaceChildren(new Option("", ""), ...(labels[name].has(code) ? [new Option(code, code, false, true)] : []));
  }
  form.hidden = false;
  document.getElementById("no-script").hidden = true;
  document.getElementById("results").hidden = false;
  form.addEventListener("input", () => { limit = PAGE; search(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    for (const name of ["q", ...filters]) form.elements[name].value = "";
    search();
  }));
  document.getElementById("more").addEventListener("click", () => { limit += PAGE; show(fold(form.elements.q.value).split(" ").filter(Boolean)); });
  document.getElementById("csv").addEventListener("click", (event) => {
    URL.revokeObjectURL(event.currentTarget.href);
    event.currentTarget.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
  });
}
