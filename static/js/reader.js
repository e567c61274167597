/* On a wide screen the thread of a chosen provision opens beside the text; elsewhere the link leads to its own page. */
const wide = matchMedia("(min-width: 56.01rem)");

function mark(eid) {
  document.querySelectorAll(".provision[aria-current]").forEach((it) => it.removeAttribute("aria-current"));
  document.getElementById(eid)?.setAttribute("aria-current", "true");
}

async function choose(event) {
  const link = event.target.closest(".provision a");
  const provision = link?.closest(".provision");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!provision || !plain || link.closest(".words") || !wide.matches || !window.htmx) return;
  event.preventDefault();
  const address = `?p=${encodeURIComponent(provision.id)}`;
  await window.htmx.ajax("GET", address, { target: "#discussion", swap: "outerHTML" });
  const discussion = document.getElementById("discussion");
  if (discussion.dataset.chosen !== provision.id) return;
  mark(provision.id);
  discussion.scrollTop = 0;
  discussion.focus({ preventScroll: true });
}

document.querySelector(".draft-text")?.addEventListener("click", choose);
document.querySelector(".provision[aria-current]")?.scrollIntoView({ block: "center" });
