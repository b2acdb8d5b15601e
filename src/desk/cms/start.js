// Starts the CMS with what it lacks for these files: see entries.js and values.js. A field that nobody filled in is written
// as no key; keys without a field stay as they are.
import { asEntries } from "./entries.js";
import { inOrder, registerValues } from "./values.js";

// Or else the CMS would start before it has all that.
window.CMS_MANUAL_INIT = true;
const script = document.createElement("script");
script.src = "cms.js";
script.addEventListener("load", start);
document.head.append(script);

async function start() {
  const { CMS } = window;
  const configuration = await (await fetch("config.json")).json();
  document.getElementById("uitleg").hidden = true;
  asEntries(CMS.getBackend(configuration.backend.name));
  registerValues(CMS);
  CMS.registerEventListener({ name: "preSave", handler: ({ entry }) => filled(entry.get("data"), fieldsOf(entry, configuration)) });
  CMS.init({ config: { ...configuration, load_config_file: false } });
}

function fieldsOf(entry, { collections }) {
  const collection = collections.find(({ name }) => name === entry.get("collection"));
  const file = collection.files?.find(({ name }) => name === entry.get("slug"));
  return (file ?? collection).fields;
}

/** A record without the fields that are empty, in the order of the form: the CMS keeps more than eight keys in none. */
function filled(record, fields) {
  const left = fields.reduce((left, field) => {
    if (!left.has(field.name)) return left;
    const value = filledValue(left.get(field.name), field);
    return isEmpty(value) && !mayBeEmpty(field, value) ? left.delete(field.name) : left.set(field.name, value);
  }, record);
  const places = new Map(fields.map(({ name }, at) => [name, at]));
  return left.sortBy((_, name) => places.get(name) ?? fields.length);
}

function filledValue(value, field) {
  if (isEmpty(value)) return value;
  if (field.widget === "values") return inOrder(value);
  if (!field.fields) return value;
  return typeof value.push === "function" ? value.map((item) => filled(item, field.fields)) : filled(value, field.fields);
}

/** A figure whose values are not known yet says so with an empty list. */
function mayBeEmpty({ fields }, value) {
  return value?.size === 0 && Boolean(fields?.some(({ widget }) => widget === "values"));
}

function isEmpty(value) {
  return value === undefined || value === null || value === "" || value.size === 0 || value.length === 0;
}
