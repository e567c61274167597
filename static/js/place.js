/* The contents say where in the draft one is while one reads on. */
const outline = document.querySelector(".reader > .outline");
const links = new Map([...outline.querySelectorAll('a[href^="#"]')].map((it) => [decodeURIComponent(it.hash.slice(1)), it]));
const linkOf = new Map();
const inView = new Set();

/* A provision that the contents do not name belongs to the last one before it that they do. */
let last = null;
const provisions = [...document.querySelectorAll(".draft-text > .provision")];
for (const it of provisions) {
  last = links.get(it.id) ?? last;
  linkOf.set(it, last);
}

function bringIntoView(link) {
  const [there, frame] = [link.getBoundingClientRect(), outline.getBoundingClientRect()];
  if (there.top < frame.top || there.bottom > frame.bottom) {
    outline.scrollTop += there.top - frame.top - frame.height / 3;
  }
}

function showPlace() {
  const link = linkOf.get(provisions.find((it) => inView.has(it)));
  const before = outline.querySelector('[aria-current="location"]');
  if (!link || link === before) return;
  before?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "location");
  bringIntoView(link);
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const it of entries) it.isIntersecting ? inView.add(it.target) : inView.delete(it.target);
    showPlace();
  },
  { rootMargin: "-8% 0px -70% 0px" },
);
provisions.forEach((it) => watcher.observe(it));
const page = outline.querySelector('[aria-current="page"]');
if (page) outline.scrollTop = page.offsetTop - page.offsetHeight;
