// Lets the CMS write no empty values: a field that nobody filled in is no key in the file. Keys without a field stay as they are.
"use strict";
(() => {
  const { CMS } = window;
  if (!CMS) return;
  document.getElementById("uitleg").hidden = true;
  const configuration = fetch("config.json").then((response) => response.json());

  CMS.registerEventListener({
    name: "preSave",
    handler: async ({ entry }) => filled(entry.get("data"), fieldsOf(entry, await configuration)),
  });

  function fieldsOf(entry, { collections }) {
    const collection = collections.find(({ name }) => name === entry.get("collection"));
    const file = collection.files?.find(({ name }) => name === entry.get("slug"));
    return (file ?? collection).fields;
  }

  /** A record without the fields that are empty; records in it too. */
  function filled(record, fields) {
    return fields.reduce((left, field) => {
      if (!left.has(field.name)) return left;
      const value = field.fields ? filledWithin(left.get(field.name), field.fields) : left.get(field.name);
      return isEmpty(value) ? left.delete(field.name) : left.set(field.name, value);
    }, record);
  }

  /** The same of a record in a field, or of a list of records. */
  function filledWithin(value, fields) {
    if (isEmpty(value)) return value;
    return typeof value.has === "function" && typeof value.push !== "function" ? filled(value, fields) : value.map((item) => filled(item, fields));
  }

  function isEmpty(value) {
    return value === undefined || value === null || value === "" || value.size === 0 || value.length === 0;
  }
})();
