/** The texts of a page: sentences by name, in groups where there are many. */
export interface TextTree {
  readonly [name: string]: string | TextTree;
}

/** The same names in another language. */
export type SameTexts<Texts> = {
  readonly [Name in keyof Texts]: Texts[Name] extends string ? string : SameTexts<Texts[Name]>;
};

type Plural = 'one' | 'other';
/** `posts_one` and `posts_other` are asked for as `posts`, with a count. */
type Asked<Name extends string> = Name extends `${infer Stem}_${Plural}` ? Stem : Name;

/** The names that `t` takes: `title`, `form.email`. */
type TextName<Texts> = {
  [Name in keyof Texts & string]: Texts[Name] extends string
    ? Asked<Name>
    : `${Name}.${TextName<Texts[Name]>}`;
}[keyof Texts & string];

/** Says a text in the person's language; `values` fill its `{{places}}`, `count` chooses between one and other. */
export type Translate<Texts> = (name: TextName<Texts>, values?: Record<string, string | number>) => string;

/** French sets spaces before its double punctuation, at which no line may break. */
const unbroken = (text: string) => text.replace(/ ([?!:;»%])/g, '\u00a0$1').replace(/« /g, '«\u00a0');

/** Texts as i18next takes them: a French million ("many") is said as any other plural, and its spaces hold. */
export function preparedTexts(texts: TextTree, language: string): TextTree {
  const complete: Record<string, string | TextTree> = {};
  for (const [name, text] of Object.entries(texts)) {
    const said = typeof text === 'string' && language === 'fr' ? unbroken(text) : text;
    complete[name] = typeof said === 'string' ? said : preparedTexts(said, language);
    if (name.endsWith('_other')) complete[name.replace(/other$/, 'many')] ??= complete[name] ?? '';
  }
  return complete;
}
