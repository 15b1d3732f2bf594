// Two answer files of one notebook become one, question by question, as carelab/answers/merging.py joins two windows: the newer answer
// counts, and the other stays beside it as `earlier`.

const MOST = 5; // as EARLIER in merging.py
const LETTERS = 40_000; // as EARLIER_LETTERS
const LARGEST = 4 * 1024 * 1024; // from here on as in book.py
const DEEPEST = 12;
const MOST_ANSWERS = 500;
const ID = /^[a-z][a-z0-9-]{0,39}$/;
const MOMENT = /^[0-9T:.+Z-]{0,40}$/;
const TIME = /^((?!0000)\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/;

const isDay = (text) => { const found = new Date(`${text}T00:00Z`); return found > -Infinity && found.toISOString().startsWith(text); };

// A time in milliseconds; 0 where it is none. A time without a zone is in UTC.
function when(at) {
  const [whole, day, zone] = String(at).match(TIME) ?? [];
  if (!day || !isDay(day)) return 0;
  return Date.parse(zone ? whole : `${whole}Z`);
}

// A value as text, the same for the same value in whatever order its keys came.
const text = (value) => JSON.stringify(value, (_, part) =>
  part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part);
export const same = (one, two) => text(one) === text(two);

const earlierOf = ({ earlier }) => (Array.isArray(earlier) ? earlier : []).filter((one) => one && typeof one === "object" && "value" in one && "at" in one);

function joined(older, newer) {
  const found = [...earlierOf(older), ...earlierOf(newer), { value: older.value, at: older.at }];
  let kept = found.filter((one, n) => one.value !== null && !same(one.value, newer.value) && !found.slice(n + 1).some((two) => same(one.value, two.value)));
  if ("earlier" in newer) kept.sort((a, b) => when(a.at) - when(b.at));
  kept = kept.slice(-MOST);
  while (kept.length && [...JSON.stringify(kept)].length > LETTERS) kept.shift();
  const { earlier, ...whole } = { ...older, ...newer };
  return kept.length ? { ...whole, earlier: kept } : whole;
}

const given = (file) => Object.values(file.answers).filter((answer) => answer.value !== null).length;

// What a file says of each question, with what it may leave out.
const full = (file) => ({ ...file, variant: file.variant ?? 1, answers: Object.fromEntries(Object.entries(file.answers).map(([question, one]) =>
  [question, { ...one, value: one.value ?? null, at: MOMENT.test(one.at ?? "") ? one.at ?? "" : "" }])) });

// Join `there` to `here`. Each device may have been given other figures (another variant): an answer to other figures cannot count,
// so the file with more answers is the one that counts, and the other's answers are all kept as `earlier`.
export function merged(here, there) {
  if (!here || Object.keys(here.answers).length === 0) return there;
  const [own, other] = [full(here), full(there)];
  const otherFigures = own.variant !== other.variant;
  const [base, added] = otherFigures && given(other) > given(own) ? [other, own] : [own, other];
  const answers = { ...base.answers };
  for (const [question, two] of Object.entries(added.answers)) {
    const one = answers[question];
    if (otherFigures) answers[question] = joined(two, one ?? { kind: two.kind, value: null, at: "" });
    else answers[question] = !one ? two : when(two.at) > when(one.at) ? joined(one, two) : joined(two, one);
  }
  return { ...base, answers };
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isWhole = (value, least, most) => Number.isInteger(value) && value >= least && value <= most;
const isAnswer = ([question, one]) => ID.test(question) && isObject(one) && typeof one.kind === "string" && typeof (one.at ?? "") === "string" && one.at !== null;
const isWithin = (value, depth) => depth > 0 && (typeof value !== "object" || value === null || Object.values(value).every((one) => isWithin(one, depth - 1)));

// Whether carelab/answers/book.py can read this as the answer file of a notebook.
export function isAnswers(notebook, file) {
  const unit = notebook.match(/^(?:notebooks|exercises)\/([\w-]+)$/)?.[1];
  return Boolean(unit) && isObject(file) && file.schema === 1 && file.assignment === unit
    && isWhole(file.variant ?? 1, 1, 999) && file.variant !== null && isWhole(file.seed ?? 0, 0, 2 ** 31 - 1) && file.seed !== null
    && isObject(file.answers) && Object.keys(file.answers).length <= MOST_ANSWERS && Object.entries(file.answers).every(isAnswer)
    && isWithin(file, DEEPEST) && new Blob([JSON.stringify(file)]).size <= LARGEST;
}
