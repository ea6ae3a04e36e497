// What the page says: the chosen language, numbers, days and TIMEX3 values.

const VIEWS = ["timeline", "things", "network", "regions", "articles"];
const LANGUAGES = ["id", "en"];
const kept = {
  get(key) { try { return localStorage.getItem(`beritanlp.${key}`); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(`beritanlp.${key}`, value); } catch { /* private mode */ } },
};
let language = kept.get("language") || document.documentElement.lang;
if (!LANGUAGES.includes(language)) language = "id";

const say = (table, key) => TEXTS[table]?.[key]?.[LANGUAGES.indexOf(language)] ?? key;
const t = (key) => say("ui", key);
const typeName = (type) => say("types", type);
const count = (n) => format("NumberFormat").format(n);
const counted = (n, key) => `${count(n)} ${t(key)}`;

// A formatter takes a thousand times as long to make as to use.
const formats = new Map();
function format(kind, options) {
  const key = `${kind} ${language} ${options?.month}`;
  if (!formats.has(key)) formats.set(key, new Intl[kind](language === "id" ? "id-ID" : "en-GB", options));
  return formats.get(key);
}

const SHORT_DAY = { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" };
const LONG_MONTH = { timeZone: "UTC", month: "long", year: "numeric" };
function dayName(iso, options = SHORT_DAY) {
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return iso;
  return format("DateTimeFormat", options).format(date);
}

// A TIMEX3 value as people write it; what is no date comes back as it is.
function timeName(value) {
  if (!value) return "";
  const range = value.split("/");
  if (range.length === 2) return `${timeName(range[0])} – ${timeName(range[1])}`;
  const day = /^\d{4}-\d\d-\d\d/.exec(value);
  if (day) {
    const clock = /T(\d\d:\d\d)/.exec(value);
    return dayName(day[0]) + (clock ? ` ${clock[1]}` : "");
  }
  if (/^\d{4}-\d\d$/.test(value)) return dayName(`${value}-01`, LONG_MONTH);
  return value;
}
