// Two answer files of one notebook become one, question by question, as the answer file in Python joins two windows: the newer answer
// counts, and the other stays beside it as `earlier`.

const MOST = 5; // as EARLIER in carelab/answers/file.py
const LETTERS = 40_000; // as EARLIER_LETTERS
const when = (answer) => Date.parse(answer.at) || 0;

// A value as text, the same for the same value in whatever order its keys came.
const text = (value) => JSON.stringify(value, (_, part) =>
  part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part);
export const same = (one, two) => text(one) === text(two);

function joined(older, newer) {
  const found = [...(older.earlier ?? []), ...(newer.earlier ?? []), { value: older.value, at: older.at }];
  let kept = found.filter((one, n) => one.value !== null && !same(one.value, newer.value) && !found.slice(n + 1).some((two) => same(one.value, two.value)));
  if (newer.earlier) kept.sort((a, b) => when(a) - when(b));
  kept = kept.slice(-MOST);
  while (kept.length && text(kept).length > LETTERS) kept.shift();
  const { earlier, ...whole } = { ...older, ...newer };
  return kept.length ? { ...whole, earlier: kept } : whole;
}

const given = (file) => Object.values(file.answers).filter((answer) => answer.value !== null).length;

// Join `there` to `here`. Each device may have been given other figures (another variant): an answer to other figures cannot count,
// so the file with more answers is the one that counts, and the other's answers are all kept as `earlier`.
export function merged(here, there) {
  if (!here || Object.keys(here.answers).length === 0) return there;
  const otherFigures = here.variant !== there.variant;
  const [base, added] = otherFigures && given(there) > given(here) ? [there, here] : [here, there];
  const answers = { ...base.answers };
  for (const [question, other] of Object.entries(added.answers)) {
    const own = answers[question];
    if (otherFigures) answers[question] = joined(other, own ?? { kind: other.kind, value: null, at: "" });
    else answers[question] = !own ? other : when(other) > when(own) ? joined(own, other) : joined(other, own);
  }
  return { ...base, answers };
}

// As carelab/answers/book.py reads an answer file.
export function isAnswers(notebook, file) {
  const unit = notebook.match(/^(?:notebooks|exercises)\/([\w-]+)$/)?.[1];
  const whole = (number, least, most) => Number.isInteger(number) && number >= least && number <= most;
  return Boolean(unit) && file?.schema === 1 && file.assignment === unit && whole(file.variant ?? 1, 1, 999) && whole(file.seed ?? 0, 0, 2 ** 31 - 1)
    && typeof file.answers === "object" && Object.values(file.answers ?? []).every((answer) => typeof answer?.kind === "string" && typeof (answer.at ?? "") === "string");
}
