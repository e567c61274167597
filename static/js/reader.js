/* On a wide screen the thread of a chosen provision opens beside the text; elsewhere the link leads to its own page.
   The server answers with the discussion alone, as it does to htmx: for one request that needs no library. */
const wide = matchMedia("(min-width: 56.01rem)");
let asked = new AbortController();

function mark(eid) {
  document.querySelectorAll(".provision[aria-current]").forEach((it) => it.removeAttribute("aria-current"));
  document.getElementById(eid)?.setAttribute("aria-current", "true");
}

async function discussionOf(address) {
  asked.abort();
  asked = new AbortController();
  const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: asked.signal });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

function show(html, eid) {
  document.getElementById("discussion").outerHTML = html;
  const discussion = document.getElementById("discussion");
  mark(eid);
  discussion.scrollTop = 0;
  discussion.focus({ preventScroll: true });
}

async function choose(event) {
  const link = event.target.closest(".provision a");
  const provision = link?.closest(".provision");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!provision || !plain || link.closest(".words") || !wide.matches) return;
  event.preventDefault();
  const address = new URL(location);
  address.searchParams.set("p", provision.id);
  address.hash = "";
  try {
    show(await discussionOf(address), provision.id);
    history.pushState(null, "", address);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(link.href);
  }
}

/* A link to a provision of a long draft may name one that is on another page: the server finds it by `at`. */
function openItsPage() {
  const eid = decodeURIComponent(location.hash.slice(1));
  const address = new URL(location);
  if (!eid || document.getElementById(eid) || address.searchParams.get("at") === eid) return;
  if (!document.querySelector(".draft-text[data-part]")) return;
  address.search = new URLSearchParams({ at: eid });
  location.replace(address);
}

document.querySelector(".draft-text")?.addEventListener("click", choose);
addEventListener("hashchange", openItsPage);
openItsPage();
document.querySelector(".provision[aria-current]")?.scrollIntoView({ block: "center" });
document.querySelectorAll(".reader > .outline [aria-current]").forEach((page) => {
  page.closest(".outline").scrollTop = page.offsetTop - page.offsetHeight;
});
addEventListener("popstate", () => {
  const chosen = new URL(location).searchParams.get("p") ?? "";
  if (chosen !== document.getElementById("discussion").dataset.chosen) location.reload();
});
