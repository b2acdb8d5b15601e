// The field for values by period: a row for each with its value, and behind "Meer" what may be said of it. What a row holds is
// a number, nothing, or a record with the value among its remarks, as in the file. How it looks is in values.css.

const MISTAKES = {
  number: "Schrijf een getal zonder punt voor duizendtallen, zoals 3200 of 15,4.",
  period: "Schrijf een jaar (2024), een studiejaar (2024/2025) of een kwartaal (2024K1).",
  twice: "Deze periode staat er al.",
};
const PERIOD = /^(\d{4})(?:\/(\d{4})|K([1-4]))?$/;

export function registerValues(CMS) {
  CMS.registerWidget("values", control(window));
}

function control({ createClass, h }) {
  return createClass({
    getInitialState() {
      return { rows: rowsOf(this.props.value) };
    },

    componentDidMount() {
      this.known = this.props.value;
    },

    /** What another hand changed, such as "undo", is read again; what came from here is on the screen already. */
    componentDidUpdate() {
      const { value } = this.props;
      if (value === this.known) return;
      this.known = value;
      if (!same(value, this.sent)) this.setState({ rows: rowsOf(value) });
    },

    shouldComponentUpdate() {
      return true;
    },

    /** The CMS asks this before it saves. */
    isValid() {
      const mistake = this.state.rows.map((row, at) => this.mistake(row, at)).find(Boolean);
      return mistake ? { error: { message: mistake } } : { error: false };
    },

    mistake({ period, draft }, at) {
      if (!PERIOD.test(period.trim())) return MISTAKES.period;
      if (this.state.rows.findIndex((row) => row.period.trim() === period.trim()) !== at) return MISTAKES.twice;
      return numberFrom(draft) === undefined ? MISTAKES.number : undefined;
    },

    open(at, isOpen) {
      this.setState({ rows: this.with(at, { isOpen }) });
    },

    change(rows) {
      this.setState({ rows });
      this.sent = inOrder(rows.filter(({ period }) => period.trim()).reduce((map, { period, value }) => map.set(period.trim(), value), this.empty()));
      this.props.onChange(this.sent);
    },

    changeRow(at, changes) {
      this.change(this.with(at, changes));
    },

    with(at, changes) {
      return this.state.rows.map((row, index) => (index === at ? { ...row, ...changes } : row));
    },

    changeNumber(at, draft) {
      const { value } = this.state.rows[at];
      const number = numberFrom(draft);
      this.changeRow(at, { draft, ...(number !== undefined && { value: withNumber(value, number) }) });
    },

    changeRemark(at, name, remark) {
      const { value, draft } = this.state.rows[at];
      const record = isRecord(value) ? value : value === null ? this.empty() : this.empty().set("value", value);
      const changed = remark === "" || remark === false ? record.delete(name) : record.set(name, remark);
      // Why there is no value, and a value, do not go together.
      if (name === "gap" && remark) this.changeRow(at, { draft: "", value: changed.delete("value") });
      else this.changeRow(at, { draft, value: plain(changed) });
    },

    add() {
      const period = next(this.state.rows.at(-1)?.period);
      this.change([...this.state.rows, { period, draft: "", value: null, isNew: true }]);
    },

    /** Takes a row away; the keyboard goes on at the button below. */
    remove(at, button) {
      button.closest(".values").lastElementChild.focus();
      this.change(this.state.rows.filter((_, index) => index !== at));
    },

    /** A map without anything, of the CMS's own sort. */
    empty() {
      return this.props.field.clear();
    },

    render() {
      const { field, forID, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props;
      const head = h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Periode"), h("th", { scope: "col" }, "Waarde"), h("td")));
      return h("div", { id: forID, role: "group", "aria-label": field.get("label"), className: `${classNameWrapper} values`, onFocus: setActiveStyle, onBlur: setInactiveStyle },
        h("table", {}, head, this.state.rows.map((row, at) => this.row(row, at))),
        h("button", { type: "button", onClick: () => this.add() }, "Periode toevoegen"));
    },

    row(row, at) {
      const { period, draft, isNew, isOpen } = row;
      const mistake = this.mistake(row, at);
      const told = `${this.props.forID}-${at}`;
      const input = (isWrong) => ({ type: "text", "aria-invalid": isWrong, "aria-describedby": isWrong ? told : undefined });
      const ofPeriod = input(mistake === MISTAKES.period || mistake === MISTAKES.twice);
      const ofNumber = input(mistake === MISTAKES.number);
      // A new row is where the keyboard goes on.
      return h("tbody", { key: at },
        h("tr", {},
          h("td", {}, h("input", { ...ofPeriod, "aria-label": "Periode", value: period, autoFocus: isNew && !period, onChange: ({ target }) => this.changeRow(at, { period: target.value }) })),
          h("td", {}, h("input", { ...ofNumber, inputMode: "decimal", "aria-label": `Waarde ${period}`, value: draft, autoFocus: isNew && Boolean(period), onChange: ({ target }) => this.changeNumber(at, target.value) })),
          h("td", {},
            h("button", { type: "button", "aria-label": `Meer over ${period}`, "aria-expanded": Boolean(isOpen), onClick: () => this.open(at, !isOpen) }, "Meer"),
            h("button", { type: "button", "aria-label": `Weghalen ${period}`, onClick: ({ currentTarget }) => this.remove(at, currentTarget) }, "Weghalen"))),
        mistake && h("tr", {}, h("td", { colSpan: 3, id: told, role: "alert" }, mistake)),
        isOpen ? h("tr", {}, h("td", { colSpan: 3 }, this.remarks(row, at))) : this.said(row));
    },

    /** What is said of a value, while its fields are closed. */
    said({ value }) {
      const said = this.fields().filter((field) => isRecord(value) && value.has(field.get("name")));
      const shown = said.map((field) => {
        const remark = value.get(field.get("name"));
        return remark === true ? field.get("label") : `${field.get("label")}: ${String(remark).replaceAll("_", " ")}`;
      });
      return !said.isEmpty() && h("tr", {}, h("td", { colSpan: 3 }, shown.join("; ")));
    },

    remarks({ period, value }, at) {
      return h("div", {}, this.fields().map((field) => h("label", { key: field.get("name") }, field.get("label"), this.remark(field, period, value, at))));
    },

    remark(field, period, value, at) {
      const name = field.get("name");
      const given = (isRecord(value) ? value.get(name) : undefined) ?? "";
      const change = (remark) => this.changeRemark(at, name, remark);
      const input = { "aria-label": `${field.get("label")} ${period}`, value: given, onChange: ({ target }) => change(target.value) };
      switch (field.get("widget")) {
        case "boolean":
          return h("input", { ...input, type: "checkbox", value: undefined, checked: given === true, onChange: ({ target }) => change(target.checked) });
        case "select":
          return h("select", input, h("option", { value: "" }), field.get("options").map((option) => h("option", { key: option.get("value"), value: option.get("value") }, option.get("label"))));
        case "number":
          return h("input", { ...input, type: "number", step: "any", onChange: ({ target }) => change(target.value === "" ? "" : Number(target.value)) });
        default:
          return h("input", { ...input, type: "text" });
      }
    },

    fields() {
      return this.props.field.get("remarks");
    },
  });
}

/** Values by period from the first on: the CMS keeps more than eight keys in no order. */
export function inOrder(values) {
  return values.sortBy((_, period) => period);
}

function rowsOf(values) {
  return values ? inOrder(values).entrySeq().toArray().map(([period, value]) => ({ period, value, draft: written(numberOf(value)) })) : [];
}

function isRecord(value) {
  return typeof value?.get === "function";
}

function numberOf(value) {
  return (isRecord(value) ? value.get("value") : value) ?? "";
}

function written(number) {
  return String(number).replace(".", ",");
}

/**
 * The number that somebody wrote, null for nothing, undefined for something else. A sign with three digits behind it may stand for
 * thousands, which `check` refuses as well.
 */
export function numberFrom(text) {
  const number = text.trim().replace(",", ".");
  if (number === "") return null;
  return /^-?\d{1,15}(\.\d+)?$/.test(number) && !/^-?[1-9]\d*\.\d{3}$/.test(number) ? Number(number) : undefined;
}

function withNumber(value, number) {
  if (!isRecord(value)) return number;
  return plain(number === null ? value.delete("value") : value.set("value", number).delete("gap"));
}

/** A record as short as it can be: just the value where nothing is said of it. */
function plain(record) {
  if (record.isEmpty()) return null;
  return record.size === 1 && record.has("value") ? record.get("value") : record;
}

function same(value, other) {
  return value === other || Boolean(value?.equals?.(other));
}

/** The period after this one: 2018 after 2017, 2018/2019 after 2017/2018, 2018K1 after 2017K4. */
export function next(period) {
  const [, year, second, quarter] = PERIOD.exec(period ?? "") ?? [];
  if (!year) return "";
  if (second) return `${second}/${Number(second) + 1}`;
  if (quarter) return quarter === "4" ? `${Number(year) + 1}K1` : `${year}K${Number(quarter) + 1}`;
  return String(Number(year) + 1);
}
