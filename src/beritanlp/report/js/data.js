// The page's data, decoded: articles, things, ties, regions, with what belongs to each other tied.

const RAW = JSON.parse(document.getElementById("data").textContent);
const TEXTS = JSON.parse(document.getElementById("texts").textContent);

// Gives the function that makes an object of a row; a "$" column is a number into `strings`.
function decoder(kind) {
  const cells = RAW.columns[kind].map((name) => [name.replace("$", ""), name[0] === "$"]);
  return (row) => {
    const made = {};
    for (let i = 0; i < cells.length; i++) {
      const [name, pooled] = cells[i];
      made[name] = pooled ? (row[i] < 0 ? null : RAW.strings[row[i]]) : row[i];
    }
    return made;
  };
}

const decode = Object.fromEntries(Object.keys(RAW.columns).map((kind) => [kind, decoder(kind)]));

const THINGS = RAW.things.map((row, number) => Object.assign(decode.thing(row), {
  number, articles: [], posts: [], quotes: [], events: [], ties: [],
}));
const thing = (number) => (number < 0 ? null : THINGS[number]);
const REGIONS = new Map(RAW.regions.map((row) => [row[0], decode.region(row)]));
const EVENTS = [];

const ARTICLES = RAW.articles.map((row, number) => {
  const article = decode.article(row);
  article.number = number;
  for (const [name] of article.mentions) if (THINGS[name].articles.at(-1) !== article) THINGS[name].articles.push(article);
  article.posts = article.posts.map((r) => {
    const post = Object.assign(decode.post(r), { article });
    for (const owner of new Set([post.person, post.body])) if (owner >= 0) THINGS[owner].posts.push(post);
    return post;
  });
  article.quotes = article.quotes.map((r) => {
    const quote = Object.assign(decode.quote(r), { article });
    if (quote.speaker >= 0) THINGS[quote.speaker].quotes.push(quote);
    return quote;
  });
  article.events = article.events.map((r) => tieEvent(Object.assign(decode.event(r), { article })));
  return article;
});
const TIES = RAW.ties.map((row) => {
  const tie = decode.tie(row);
  tie.article = ARTICLES[tie.article];
  THINGS[tie.source].ties.push(tie);
  THINGS[tie.target].ties.push(tie);
  return tie;
});

function tieEvent(event) {
  event.start = event.spans[0] ?? 0;
  event.end = event.spans[1] ?? 0;
  event.group = event.type.split(".")[0];
  event.args = event.args.map(decode.arg);
  EVENTS.push(event);
  const named = new Set(event.args.map((arg) => arg.thing).concat(event.place));
  for (const name of named) if (name >= 0) THINGS[name].events.push(event);
  return event;
}

// The sentence around a stretch, cut where it would be long: [before, the stretch, after].
function around(text, start, end) {
  const head = text.slice(Math.max(0, start - 170), start);
  const tail = text.slice(end, end + 190);
  const opened = Math.max(...["\n", ". ", "? ", "! ", "” "].map((mark) => {
    const at = head.lastIndexOf(mark);
    return at < 0 ? -1 : at + mark.length;
  }));
  const stop = tail.search(/[.?!](\s|$|["”])|\n/);
  const before = opened >= 0 ? head.slice(opened) : cutFront(head, start > 170);
  const after = stop >= 0 ? tail.slice(0, stop + (tail[stop] === "\n" ? 0 : 1)) : cutBack(tail, end + 190 < text.length);
  return [before, text.slice(start, end), after];
}

// An article without a title is called by its first words.
const TITLE_LENGTH = 80;
function titleOf(article) {
  const first = article.text.trim().split("\n", 1)[0];
  return article.title || cutBack(first.slice(0, TITLE_LENGTH), first.length > TITLE_LENGTH) || t("untitled");
}

// How the text begins, but for the title where it stands there once more.
function leadOf(article) {
  const { title } = article, text = article.text.trim().replaceAll("\n", " ");
  const rest = title && text.startsWith(title) ? text.slice(title.length).trim() : text;
  return cutBack(rest.slice(0, 200), rest.length > 200);
}
const cutFront = (text, cut) => (cut ? "… " + text.slice(text.indexOf(" ") + 1) : text);
const cutBack = (text, cut) => (cut ? text.slice(0, text.lastIndexOf(" ")) + " …" : text);

// ---- search -------------------------------------------------------------------------------
// Letters, spaces and marks that count as one, sign for sign: "Mu’ti" is found by "mu'ti".
const folded = (text) => text.toLowerCase().replace(/\s/g, " ").replace(/[’‘ʼ´`]/g, "'").replace(/[“”„]/g, '"');
// Words, and what stands in quotes as a whole: [`banjir`, `kota bekasi`] for `banjir "Kota Bekasi"`.
const searchWords = (query) => [...folded(query).matchAll(/"([^"]*)"?|[^\s"]+/g)]
  .map(([word, phrase]) => (phrase ?? word).trim().replace(/ +/g, " ")).filter(Boolean);
const holds = (hay, words) => words.every((word) => hay.includes(word));

function articleHay(article) {
  const names = () => article.mentions.map(([number]) => thing(number).name);
  article.hay ??= folded([article.title || "", article.text, ...names()].join("\n\n"));
  return article.hay;
}

const found = { query: null, articles: ARTICLES, set: null };
// The articles that hold all words of the query; all of them for an empty one.
function matching(query) {
  if (query !== found.query) {
    const words = searchWords(query);
    found.query = query;
    found.articles = words.length ? ARTICLES.filter((a) => holds(articleHay(a), words)) : ARTICLES;
    found.set = words.length ? new Set(found.articles) : null;
  }
  return found;
}
const inMatch = (query, rows) => {
  const { set } = matching(query);
  return set ? rows.filter((row) => set.has(row.article)) : rows;
};
