// The search field: a combobox whose list is walked with the arrow keys.

import { make, show, words } from "explorer/dom";
import { openNode } from "explorer/edges";
import { makeSearch } from "explorer/network";
import { labelOf, say } from "explorer/texts";

/** Fill the element with a search over the network's names. */
export function showSearch(element, network) {
  const search = makeSearch(network.nodes);
  let found = [];
  let active = -1;

  const list = make("ul", { id: "search-list", role: "listbox", "aria-label": say("search"), hidden: true });
  const count = make("span", { class: "unseen", role: "status" });
  const field = make("input", {
    id: "search-field", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false", dir: "auto",
    placeholder: say("search.hint"), "aria-expanded": "false", "aria-controls": "search-list", "aria-autocomplete": "list",
    oninput: () => offer(search(field.value)),
    onkeydown: walk,
    // a press on the list comes after the blur; whoever is back in the field by then keeps the list
    onblur: () => setTimeout(() => document.activeElement === field || close(), 150),
  });

  function offer(nodes) {
    found = nodes;
    active = -1;
    show(list, ...nodes.map((node, rank) =>
      make("li", { role: "option", id: `search-${rank}`, "aria-selected": "false", onmousedown: () => open(node) },
        words(node.label), " ", make("small", {}, labelOf(node.type)))));
    if (field.value.trim() && !nodes.length) show(list, make("li", { class: "none" }, say("search.none")));
    list.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
    count.textContent = field.value.trim() ? say(nodes.length ? "search.found" : "search.none", { count: nodes.length }) : "";
  }

  function walk(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!found.length) return;
      active = (active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1) + found.length) % found.length;
      [...list.children].forEach((item, rank) => item.setAttribute("aria-selected", String(rank === active)));
      list.children[active].scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", `search-${active}`);
    } else if (event.key === "Enter" && found.length) {
      event.preventDefault();
      open(found[Math.max(active, 0)]);
    } else if (event.key === "Escape") {
      close();
    }
  }

  function open(node) {
    field.value = node.label;
    close();
    openNode(node);
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
  }

  show(element, make("label", { for: "search-field" }, say("search")), field, list, count);
}
