/* Words of the draft that are selected, by mouse, finger or keys, can be commented on. The link that appears leads to
   the form, with the passage in its address: the words, what stands around them, and their place in the text, counted
   in code points as the server keeps it. The server looks for them there and says where it does not find them. */
const CONTEXT = 32;
const LONGEST_QUOTE = 200;
const MOST_PLACES = 20;
const PAUSE = 150;
const BLOCKS = "p, li, ul, ol, blockquote, pre, h4, h5, h6, table, thead, tbody, tr, hr";
const tool = document.getElementById("passage-tool")?.content.firstElementChild;
const said = document.createElement("p");
const byHand = matchMedia("(pointer: coarse)");
let pause;
let hasLed = false;

/* The text of a provision as the server has it: a line a block, bars between cells, single spaces, no links of ours. */
function plain(words) {
  const points = [];
  let gap = "";

  function separate(by) {
    if (by.length > gap.length || by === "\n") gap = by;
  }

  function read(node) {
    if (node.nodeType === Node.TEXT_NODE) return readText(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(".passage-link, .passage-tool")) return;
    const isBlock = node.matches(BLOCKS);
    if (isBlock) separate("\n");
    if (node.matches("td + td, th + th, th + td, td + th")) gap = " | ";
    if (node.matches("br")) separate(" ");
    node.childNodes.forEach(read);
    if (isBlock) separate("\n");
  }

  function readText(node) {
    let offset = 0;
    for (const char of node.data) {
      if (/\s/u.test(char)) {
        separate(" ");
      } else {
        if (points.length) for (const it of gap) points.push({ char: it });
        gap = "";
        points.push({ char, node, offset });
      }
      offset += char.length;
    }
  }

  words.childNodes.forEach(read);
  return points;
}

/* What of a provision is selected: its first and last code points, half open; null for nothing. */
function stretchOf(words, range) {
  const points = plain(words);
  const isIn = ({ node, offset, char }) =>
    node && range.isPointInRange(node, offset) && range.isPointInRange(node, offset + char.length);
  const start = points.findIndex(isIn);
  if (start < 0) return null;
  const end = points.findLastIndex(isIn) + 1;
  const text = (from, to) => points.slice(Math.max(0, from), to).map((it) => it.char).join("");
  return {
    words,
    start,
    end,
    isWhole: start === 0 && end === points.length,
    quote: text(start, end),
    prefix: text(start - CONTEXT, start),
    suffix: text(end, end + CONTEXT),
  };
}

function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  const touched = [...document.querySelectorAll(".draft-text .words")].filter((it) => range.intersectsNode(it));
  return touched.map((it) => stretchOf(it, range)).filter(Boolean);
}

/* The address of a provision's own page. */
function placeOf(words) {
  const own = words.closest("[data-place]")?.dataset.place;
  return own ?? words.closest(".provision").querySelector(".discussed").pathname;
}

function languageOf(words) {
  return words.closest("[lang]").lang;
}

function nameOf({ words, start, end, isWhole }) {
  const eid = decodeURIComponent(placeOf(words).split("/").at(-2));
  return isWhole ? eid : `${eid}@${languageOf(words)}:${start}-${end}`;
}

function addressOf([first, ...others]) {
  const address = new URL(`${placeOf(first.words)}comment/`, location);
  if (!first.isWhole || !others.length) {
    const { start, end, prefix, suffix, quote } = first;
    const described = { language: languageOf(first.words), start, end, prefix, suffix };
    if ([...quote].length <= LONGEST_QUOTE) described.quote = quote;
    address.search = new URLSearchParams(described);
  }
  others.slice(0, MOST_PLACES - 1).forEach((it) => address.searchParams.append("also", nameOf(it)));
  return address;
}

function hide() {
  tool.remove();
  said.textContent = "";
}

/* At the end of the words in the document, so that it is what the Tab key reaches next; beneath them on the page;
   for fingers at the foot of the window, away from what the system shows at a selection. */
function offer() {
  if (tool.contains(document.activeElement)) return;
  const stretches = selected();
  if (!stretches.length) return hide();
  const { words } = stretches.at(-1);
  tool.querySelector("a").href = addressOf(stretches);
  words.append(tool);
  hasLed = false;
  if (!byHand.matches) placeBelow();
  said.textContent = tool.dataset.said;
}

function placeBelow() {
  const below = document.getSelection().getRangeAt(0).getBoundingClientRect().bottom;
  tool.style.insetBlockStart = `${below - tool.offsetParent.getBoundingClientRect().top + 6}px`;
}

if (tool) {
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);
  tool.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("selectionchange", () => {
    clearTimeout(pause);
    pause = setTimeout(offer, PAUSE);
  });
  document.addEventListener("keydown", (event) => {
    if (!tool.isConnected) return;
    if (event.key === "Escape") {
      document.getSelection().collapseToEnd();
      hide();
    }
    /* Browsers do not agree whether the Tab key begins where words are selected: led there once, it goes on as ever. */
    if (event.key === "Tab" && !event.shiftKey && !hasLed) {
      hasLed = true;
      event.preventDefault();
      tool.querySelector("a").focus();
    }
  });
}
