"""Documents and questions that nothing was fitted to: they only tell how far the rules reach."""

# ruff: noqa: E501  A line of a document or a question stays one line.

from __future__ import annotations

from pathlib import Path

import docx

from tests.office_files import row, workbook_parts, write_zip

TEXTS = {
    "invoice-2207.txt": """INVOICE No. 2207

Granite Yard Ltd., 12 Canal St., Dundee
Bill to: Mrs. J. P. Whitlock
Invoice date: 9 May 2025. Payment is due within 21 days.

Description | Quantity | Unit price | Amount
Paving slab, grey | 48 | 6.20 GBP | 297.60 GBP
Edge stone | 30 | 3.15 GBP | 94.50 GBP
Delivery | 1 | 55.00 GBP | 55.00 GBP

Please quote the customer number, i.e. C-5518, in your payment. Goods remain our property until paid in full.
""",
    "employment.md": """# Employment contract

1.1 Mr. D. Okafor is employed as a stage technician from 15 August 2025.
1.2 The probation period is four months.
1.3 The working week has 37.5 hours, spread over five days.
1.4 The salary is between 2,900 and 3,100 euros a month, depending on evening shifts.

## Leave
The employee has 29 days of leave. Leave is asked for at the office of Ms. H. Lund.

## Equipment
The theatre provides:
- safety shoes
- a hard hat
- a pocket lamp
- work gloves
""",
    "pump-manual.html": """<html><body><h1>Tidewater garden pump</h1>
<p>Set the pump on level ground. Fill the housing with water before the first start. The pump must never run dry!</p>
<h2>Faults</h2><table><tr><th>Fault</th><th>Cause</th><th>Remedy</th></tr>
<tr><td>Pump does not start</td><td>Fuse blown</td><td>Replace the 10 A fuse</td></tr>
<tr><td>Pump hums</td><td>Impeller blocked</td><td>Clean the impeller</td></tr>
<tr><td>Low pressure</td><td>Filter dirty</td><td>Rinse the filter sieve</td></tr></table>
<h2>Winter</h2><ol><li>Empty the housing.</li><li>Roll up the cable.</li><li>Store the pump above 5 degrees.</li></ol>
</body></html>""",
    "course-blue.txt": """Sailing course Blue
The course takes place from 7 to 11 July. It costs 410 euros. Up to eight people sail together. The teacher is
Nadia Ferrant.
""",
    "course-red.txt": """Sailing course Red
The course takes place from 4 to 15 August. It costs 695 euros. Up to six people sail together. The teacher is
Jonas Wik.
""",
    "租房合同.txt": """房屋租赁合同
出租方：李国栋　承租方：吴晓燕
第一条 房屋位于青石路二十六号三单元五零一室，建筑面积八十七平方米。
第二条 租期自二〇二五年四月一日至二〇二六年三月三十一日，共十二个月。
第三条 月租金为人民币三千八百元，押金为两个月租金，于每月五日前支付。
第四条 承租方退租时须办理以下手续：
1、结清水电费；
2、归还钥匙；
3、打扫房间。
第五条 违约金为月租金的百分之三十。
""",
    "药品说明.txt": """清喉片说明书
【成分】薄荷脑、甘草。【用法】口服，一次2片，一日3次。
【注意事项】孕妇禁用；糖尿病患者慎用。服药期间忌烟酒及辛辣食物。
【贮藏】密封，置于25℃以下保存。有效期24个月。
医生说：“症状三天未缓解应就医。”不良反应偶见恶心。
""",
    "培训费.csv": """课程,讲师,课时,费用（元）
表格入门,郑海涛,12,480
表格进阶,罗敏,20,960
摄影基础,许文博,16,720
""",
}  # fmt: skip
QUESTIONS = (
    ("What is the invoice date of Granite Yard?", "9 May 2025", "invoice-2207.txt"),
    ("Within how many days is the invoice due?", "21 days", "invoice-2207.txt"),
    ("What is the unit price of an edge stone?", "3.15 GBP", "invoice-2207.txt"),
    ("How many paving slabs were delivered?", "48", "invoice-2207.txt"),
    ("What does delivery cost on the invoice?", "55.00 GBP", "invoice-2207.txt"),
    ("What is the customer number?", "C-5518", "invoice-2207.txt"),
    ("Who is the invoice billed to?", "Whitlock", "invoice-2207.txt"),
    ("When does Mr. Okafor's employment begin?", "15 August 2025", "employment.md"),
    ("How long is the probation period?", "four months", "employment.md"),
    ("How many hours has the working week?", "37.5 hours", "employment.md"),
    ("Between what amounts is the salary?", "2,900 and 3,100", "employment.md"),
    ("Whom does the employee ask for leave?", "H. Lund", "employment.md"),
    ("How many days of leave has the employee?", "29 days", "employment.md"),
    ("Which equipment does the theatre provide?", "pocket lamp", "employment.md"),
    ("What should be done when the pump hums?", "Clean the impeller", "pump-manual.html"),
    ("What causes low pressure of the pump?", "Filter dirty", "pump-manual.html"),
    ("How is the pump prepared for winter?", "Roll up the cable", "pump-manual.html"),
    ("What must be done before the first start of the pump?", "Fill the housing", "pump-manual.html"),
    ("How much does sailing course Blue cost?", "410 euros", "course-blue.txt"),
    ("Who teaches sailing course Red?", "Jonas Wik", "course-red.txt"),
    ("When does sailing course Red take place?", "4 to 15 August", "course-red.txt"),
    ("Where is the welding shop?", "Hall 3", "rooms.docx"),
    ("What is the phone number of the paint shop?", "5583", "rooms.docx"),
    ("Who is the foreman of the tool store?", "Abel Costa", "rooms.docx"),
    ("How much did the north branch sell in March?", "51,200", "sales.xlsx"),
    ("What were the sales of the south branch in February?", "39,100", "sales.xlsx"),
    ("房屋的建筑面积是多少？", "八十七平方米", "租房合同.txt"),
    ("租期从什么时候开始？", "二〇二五年四月一日", "租房合同.txt"),
    ("月租金是多少？", "三千八百元", "租房合同.txt"),
    ("退租时须办理哪些手续？", "归还钥匙", "租房合同.txt"),
    ("违约金是多少？", "百分之三十", "租房合同.txt"),
    ("出租方是谁？", "李国栋", "租房合同.txt"),
    ("清喉片一次吃几片？", "2片", "药品说明.txt"),
    ("清喉片的有效期是多久？", "24个月", "药品说明.txt"),
    ("清喉片应在什么温度下保存？", "25℃以下", "药品说明.txt"),
    ("清喉片谁禁用？", "孕妇禁用", "药品说明.txt"),
    ("表格进阶的费用是多少？", "960", "培训费.csv"),
    ("摄影基础的讲师是谁？", "许文博", "培训费.csv"),
)  # fmt: skip
COMPARISONS = (
    ("Compare the prices of sailing course Blue and sailing course Red.", ("410 euros", "695 euros")),
    ("表格入门和摄影基础的费用分别是多少？", ("480", "720")),
)  # fmt: skip


def write_documents(folder: Path) -> Path:
    """Write all of them into a new folder."""
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    _write_rooms(folder / "rooms.docx")
    sheet = (
        row(1, "Branch", "January", "February", "March") + row(2, "North", "44,800", "47,300", "51,200")
        + row(3, "South", "36,500", "39,100", "40,900") + row(4, "West", "28,000", "27,600", "30,300")
    )  # fmt: skip
    write_zip(folder / "sales.xlsx", workbook_parts({"Sales": sheet}))
    return folder


def _write_rooms(path: Path) -> None:
    document = docx.Document()
    document.add_heading("Shops of the plant", 1)
    document.add_paragraph("The plant has four shops. Visitors report to the gate.")
    rows = (
        ("Shop", "Hall", "Foreman", "Phone"),
        ("Welding shop", "Hall 3", "Greta Sand", "5571"),
        ("Paint shop", "Hall 5", "Ilya Voss", "5583"),
        ("Tool store", "Hall 1", "Abel Costa", "5502"),
    )
    table = document.add_table(0, 4)
    for cells in rows:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.save(str(path))
