// An article with a passage marked in it. Offsets are characters (code points), as the store has them.

import { link, make, show, words } from "explorer/dom";
import { choose, NOTHING_CHOSEN } from "explorer/state";
import { date, say } from "explorer/texts";

/**
 * Show the article. What is chosen tells the passage: start and end of the words in question, or the sentence itself
 * after "=" in start, between source and target.
 */
export function showArticle(element, network, article, chosen) {
  const characters = Array.from(article.text);
  const passage = findPassage(characters, article, chosen);
  const url = /^https?:\/\//.test(article.url ?? "") ? article.url : null;
  show(element,
    make("h2", {}, words(article.title ?? say("article.untitled"))),
    make("p", {}, [article.publisher, article.author, article.published ? date(article.published) : say("article.undated")].filter(Boolean).join(", ")),
    url ? make("p", {}, make("a", { href: url, rel: "noreferrer", target: "_blank" }, url)) : null,
    article.source ? make("p", {}, make("small", {}, words(say("article.source", { source: article.source })))) : null,
    make("div", { class: "text", dir: "auto" }, ...pieces(network, characters, article, passage)));
  element.querySelector("mark")?.scrollIntoView({ block: "center" });
}

function findPassage(characters, article, chosen) {
  if (chosen.start.startsWith("=")) {
    const text = chosen.start.slice(1);
    const ends = new Set([chosen.source, chosen.target]);
    const told = ([start, end]) =>
      new Set(article.mentions.filter(([from, to, node]) => from >= start && to <= end && ends.has(node)).map(([, , node]) => node)).size;
    const sentence = article.sentences
      .filter(([start, end]) => characters.slice(start, end).join("") === text)
      .sort((one, other) => told(other) - told(one))[0];
    return { sentence, isEnd: (node) => ends.has(node) };
  }
  if (chosen.start === "") return { isEnd: () => false };
  const [from, to] = [Number(chosen.start), Number(chosen.end)];
  const around = article.sentences.filter(([start, end]) => start <= from && to <= end);
  const sentence = around.sort((one, other) => one[1] - one[0] - (other[1] - other[0]))[0];
  return { sentence: sentence ?? [from, to], exact: [from, to], isEnd: () => false };
}

/** Cut the text wherever a mention, the sentence or the words in question begin or end. */
function pieces(network, characters, article, { sentence, exact, isEnd }) {
  const known = article.mentions.filter(([, , node]) => network.placeOf.has(node));
  const cuts = new Set([0, characters.length, ...(sentence ?? []), ...(exact ?? [])]);
  known.forEach(([start, end]) => cuts.add(start).add(end));
  const places = [...cuts].filter((place) => place >= 0 && place <= characters.length).sort((one, other) => one - other);
  const within = (span, start, end) => span && span[0] <= start && end <= span[1];
  const found = [];
  let mark = null;
  for (let index = 1; index < places.length; index += 1) {
    const [start, end] = [places[index - 1], places[index]];
    const mention = known.find((span) => within(span, start, end));
    let piece = characters.slice(start, end).join("");
    if (mention) {
      piece = link(piece, () => choose({ ...NOTHING_CHOSEN, entity: mention[2] }), { class: isEnd(mention[2]) ? "link mention end" : "link mention" });
    }
    if (within(exact, start, end)) piece = make("strong", {}, piece);
    if (!within(sentence, start, end)) {
      mark = null;
      found.push(piece);
    } else if (mark) {
      mark.append(piece);
    } else {
      mark = make("mark", { id: "passage" }, piece);
      found.push(mark);
    }
  }
  return found;
}
