// Languages: six dictionaries, one module each, loaded when wanted. A language without one is shown in English, in the
// direction of the language that was asked for.

const LANGUAGES = ["en", "it", "pl", "es", "ru", "uk"];
const RIGHT_TO_LEFT = new Set(["ar", "he", "iw", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"]);

const primary = (locale) => locale.toLowerCase().split(/[-_]/u)[0];

export function directionOf(locale) {
  return RIGHT_TO_LEFT.has(primary(locale)) ? "rtl" : "ltr";
}

/** The dictionary to use for a locale. */
export function languageOf(locale) {
  return LANGUAGES.includes(primary(locale)) ? primary(locale) : "en";
}

export class Translator {
  constructor(locale, dictionary) {
    this.locale = locale;
    this.language = languageOf(locale);
    this.direction = directionOf(locale);
    this.dictionary = dictionary;
    const format = primary(locale) === this.language ? locale.replace("_", "-") : this.language;
    try {
      this.format = Intl.getCanonicalLocales(format)[0];
    } catch {
      this.format = this.language;
    }
    this.plural = new Intl.PluralRules(this.format);
  }

  has(key) {
    return Object.hasOwn(this.dictionary, key);
  }

  /** `vars.n` picks the plural form where the entry has several. */
  t(key, vars = {}) {
    let text = this.dictionary[key] ?? key;
    if (typeof text === "object") text = text[this.plural.select(vars.n)] ?? text.other;
    return text.replace(/\{(\w+)\}/gu, (whole, name) => {
      const value = vars[name];
      return value === undefined ? whole : typeof value === "number" ? this.number(value) : value;
    });
  }

  number(value) {
    return new Intl.NumberFormat(this.format).format(value);
  }

  time(value) {
    return this.#date(value, { hour: "numeric", minute: "2-digit" });
  }

  day(value) {
    const date = new Date(value);
    const days = Math.round((startOfDay(date) - startOfDay(new Date())) / 86_400_000);
    if (days === 0 || days === -1 || days === 1) {
      const word = new Intl.RelativeTimeFormat(this.format, { numeric: "auto" }).format(days, "day");
      return word.charAt(0).toLocaleUpperCase(this.format) + word.slice(1);
    }
    return this.#date(value, { weekday: "long", day: "numeric", month: "long" });
  }

  moment(value) {
    return this.#date(value, { dateStyle: "medium", timeStyle: "short" });
  }

  size(bytes) {
    const [unit, value] = bytes >= 1_048_576 ? ["megabyte", bytes / 1_048_576] : ["kilobyte", Math.max(bytes / 1024, 0.1)];
    return new Intl.NumberFormat(this.format, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
  }

  #date(value, options) {
    const date = new Date(value);
    return Number.isNaN(date.getTime()) ? "" : new Intl.DateTimeFormat(this.format, options).format(date);
  }
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** `load` imports the module of a language, e.g. `(language) => import(`./i18n/${language}.js`)`. */
export async function translator(locale, load) {
  const { default: dictionary } = await load(languageOf(locale));
  return new Translator(locale, dictionary);
}
