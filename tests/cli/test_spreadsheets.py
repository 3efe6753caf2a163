"""Spreadsheets in place of CSV: the texts that a person sees, and a report of what was odd (R25)."""

import datetime
import io
import json
import random
import zipfile

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HEADER = ["id", "姓名", "手机", "注册时间", "备注"]
SPEC = {
    "version": 1,
    "fields": [{"name": n, "kind": {"text": {}}} for n in HEADER[1:]],
    "sources": [{"name": "a", "id": "id", "columns": [{"field": n, "from": [n]} for n in HEADER[1:]]}],
}


def book(*sheets, change=lambda workbook: None):
    """A workbook of (title, rows) as bytes."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    change(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def one(*rows, **more):
    return book(("表", [HEADER, *rows]), **more)


@pytest.fixture
def call(unify, write):
    """Runs a file as the source `a`; every text as it stands."""

    def run(content, name="a.xlsx", sheet="", code=0):
        path = write(name, content)
        return unify("--spec", write("spec.json", json.dumps(SPEC)), "--source", f"a={path}{sheet}", code=code)

    return run


def values(run, column):
    """The values of a column by record id; every record here is a customer of its own."""
    by_customer = {r["customer_id"]: r[column] for r in run.rows("customers.csv")}
    return {record: by_customer[customer] for (_, record), customer in run.links().items()}


def findings(run, code):
    return [r["detail"] for r in run.rows("notes.csv") if r["status"] == "finding" and r["reasons"] == code]


@pytest.mark.parametrize("cell, seen", [
    (13812345678, "13812345678"),
    (13812345678.0, "13812345678"),
    ("013812345678", "013812345678"),
    (0.1 + 0.2, "0.3"),
    (12.50, "12.5"),
    (0.00001, "0.00001"),
    (-3, "-3"),
    (True, "TRUE"),
    (datetime.date(2024, 5, 1), "2024-05-01"),
    (datetime.datetime(2024, 5, 1, 10, 23, 5), "2024-05-01 10:23:05"),
    (datetime.time(10, 23, 5), "10:23:05"),
    (datetime.timedelta(hours=36), "36:00:00"),
    ("  安 然 ", "安 然"),
    ("甲\n乙", "甲 乙"),
])
@pytest.mark.parametrize("system", ["1900", "1904"])
def test_a_cell_is_the_text_that_a_person_sees(call, cell, seen, system):
    def change(workbook):
        if system == "1904":
            workbook.epoch = CALENDAR_MAC_1904

    run = call(one(["1", "安然", "", "", cell], ["2", "王芳", "", "", "x"], change=change))
    assert values(run, "备注") == {"1": seen, "2": "x"}
    # What the rows lack is said too: no identifier, no time.
    assert not run.codes() - {"missing_source", "row_without_identifier", "source_without_time"}


def test_telephones_stored_as_numbers_match_those_stored_as_text(unify, write):
    people = [["id", "姓名", "手机"], [1, "安然", 13817650501], [2, "王芳", 13987654321]]
    visits = [["id", "姓名", "手机"], ["V1", "安然", "138-1765-0501"]]
    run = unify("--source", f"web={write('a.xlsx', book(('表', people)))}", "--source", f"shop={write('b.csv', visits)}")
    assert run.links()["web", "1"] == run.links()["shop", "V1"] != run.links()["web", "2"]


def test_a_workbook_says_what_the_csv_says(unify, write):
    rows = [["id", "姓名", "手机"], ["1", "安然", "13817650501"], ["2", "安 然", "138 1765 0501"], ["3", "王芳", ""]]
    runs = [unify("--source", f"web={write(name, content)}") for name, content in [("a.csv", rows), ("a.xlsx", book(("表", rows)))]]
    assert runs[0].bytes() == runs[1].bytes()


def test_the_first_sheet_or_the_one_that_is_named(call):
    content = book(("客户", [HEADER, ["1", "安然"]]), ("老#客户", [HEADER, ["2", "王芳"]]))
    first = call(content)
    assert [id for _, id in first.links()] == ["1"]
    assert "老#客户" in findings(first, "more_sheets")[0]
    named = call(content, sheet="#老#客户")
    assert [id for _, id in named.links()] == ["2"] and not findings(named, "more_sheets")
    wrong = call(content, sheet="#新客户", code=1)
    assert "a.xlsx: there is no sheet `新客户`; there are 客户, 老#客户" in wrong.stderr
    assert "it has no sheet `x`" in call("id,姓名\n", name="a.csv", sheet="#x", code=1).stderr


def test_a_hidden_sheet_is_not_the_first(call):
    def hide(workbook):
        workbook["说明"].sheet_state = "hidden"

    run = call(book(("说明", [["不要改"]]), ("客户", [HEADER, ["1", "安然"]]), change=hide))
    assert [id for _, id in run.links()] == ["1"]


@pytest.mark.parametrize("content, code", [
    (book(("表", [])), "empty_file"),
    (book(("表", [[None, "  "], [None]])), "empty_file"),
    (book(("表", [HEADER])), "no_rows"),
    (one(["1"])[:500], "unreadable_workbook"),
    (b"PK\x03\x04" + random.Random(1).randbytes(3000), "unreadable_workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(2).randbytes(3000), "unreadable_workbook"),
    ("<html><table><tr><td>id</td></tr></table></html>", "not_spreadsheet"),
])
def test_what_cannot_be_read_is_reported_and_stops_nothing(call, content, code):
    run = call(content)
    assert code in run.codes()
    assert len(run.bytes()) == 4


def test_errors_and_formulas_are_named_by_row_and_column(call):
    run = call(one(["1", "安然", "#N/A", None, "=1+1"], ["2", "王芳", "13987654321", None, "x"], change=lambda w: setattr(w["表"]["C2"], "data_type", "e")))
    assert values(run, "手机") == {"1": "", "2": "13987654321"}
    assert findings(run, "error_cell") == ["row 2, column C: #N/A; it is read as empty"]
    assert findings(run, "formula_without_value")[0].startswith("row 2, column E: ")


def test_a_computed_formula_is_its_value(call):
    content = one(["1", "安然", "", None, "=1+1"])
    parts = {i.filename: zipfile.ZipFile(io.BytesIO(content)).read(i) for i in zipfile.ZipFile(io.BytesIO(content)).infolist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    assert "<f>1+1</f><v />" in sheet or "<f>1+1</f><v></v>" in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("<v />", "<v>2</v>").replace("<v></v>", "<v>2</v>").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    run = call(out.getvalue())
    assert values(run, "备注") == {"1": "2"} and "formula_without_value" not in run.codes()


def test_a_number_that_lost_its_last_digits_is_reported(call):
    run = call(one(["1", "安然", 110105194912310026, None, "x"]))
    assert values(run, "手机") == {"1": "110105194912310000"}
    assert findings(run, "long_number")[0].startswith("row 2, column C: 110105194912310000")


def test_a_title_and_a_header_of_merged_cells(call):
    rows = [["客户信息表"], [], ["id", "基本信息", None, "注册时间", "备注"], [None, "姓名", "手机"], ["1", "安然", "13817650501", "2024-05-01", "x"]]

    def merge(workbook):
        for region in ["A1:E1", "B3:C3", "A3:A4", "D3:D4", "E3:E4"]:
            workbook["表"].merge_cells(region)

    run = call(book(("表", rows), change=merge))
    assert values(run, "姓名") == {"1": "安然"} and values(run, "备注") == {"1": "x"}
    assert {"title_row", "merged_header"} <= run.codes() and "missing_column" not in run.codes()


def test_names_that_stand_twice_below_merged_cells_carry_the_name_above(unify, write):
    rows = [["收件人", None, "下单人", None], ["姓名", "手机", "姓名", "手机"], ["安然", "13817650501", "王芳", "13987654321"]]
    path = write("a.xlsx", book(("表", rows), change=lambda w: [w["表"].merge_cells(r) for r in ("A1:B1", "C1:D1")]))
    run = unify("--source", f"a={path}")
    assert "下单人/手机" in run.stdout and len(run.links()) == 1


def test_a_table_need_not_begin_in_the_corner_and_rows_may_be_short_or_long(call):
    rows = [[], [None, None, *HEADER], [None, None, "1", "安然"], [], [None, None, "2", "王芳", "", "", "x", "多余"]]
    run = call(book(("表", rows)))
    assert values(run, "备注") == {"1": "", "2": "x"}
    assert findings(run, "uneven_row") == ["row 5: 6 cells where the header has 5; left over: 多余"]


def test_one_far_cell_costs_no_memory(call):
    def far(workbook):
        workbook["表"]["XFD1048576"] = "x"

    run = call(one(["1", "安然"], change=far))
    assert [id for _, id in run.links()] == ["#2", "1"] or [id for _, id in run.links()] == ["1", "#2"]


def test_events_and_truth_may_be_spreadsheets(unify, write):
    people = write("people.csv", [["id", "姓名", "手机"], ["1", "安然", "13817650501"]])
    orders = book(("订单", [["来源", "记录号", "时间", "金额"], ["web", 1, datetime.datetime(2024, 5, 1, 10, 0), 100.5]]))
    truth = book(("表", [["source", "record_id", "customer"], ["web", 1, "A"]]))
    run = unify("--source", f"web={people}", "--orders", write("o.xlsx", orders), "--truth", write("t.xlsx", truth))
    assert "as of 2024-05-01, the latest date" in run.stdout and "1 records, 0 without one" in run.stdout
    assert "unused_events" not in run.codes()


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="表">{}</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_open_document(call):
    text = lambda t: f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="13812345678"><text:p>1.38E+10</text:p></table:table-cell>'
    date = '<table:table-cell office:value-type="date" office:date-value="2024-05-01T10:23:05"><text:p>1.5.24</text:p></table:table-cell>'
    row = lambda *cells: f"<table:table-row>{''.join(cells)}</table:table-row>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", "<manifest/>")
        file.writestr("content.xml", ODS.format(row(*map(text, HEADER)) + row(text("1"), text("安然"), number, date, text("x"))))
    run = call(out.getvalue(), name="a.ods")
    assert values(run, "手机") == {"1": "13812345678"} and values(run, "注册时间") == {"1": "2024-05-01 10:23:05"}


def test_the_old_format(call, tmp_path):
    xlwt = pytest.importorskip("xlwt")
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("表")
    dates = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for c, name in enumerate(HEADER):
        sheet.write(0, c, name)
    for c, value in enumerate(["1", "安然", 13812345678.0, datetime.date(2024, 5, 1), 0.5]):
        sheet.write(1, c, value, dates) if isinstance(value, datetime.date) else sheet.write(1, c, value)
    workbook.save(tmp_path / "old.xls")
    run = call((tmp_path / "old.xls").read_bytes(), name="a.xls")
    assert [values(run, n)["1"] for n in HEADER[1:]] == ["安然", "13812345678", "2024-05-01", "0.5"]
