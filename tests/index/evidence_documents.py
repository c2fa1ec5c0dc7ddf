"""Documents of many kinds, and questions with the words that a quote must hold."""

# ruff: noqa: E501  A line of a document or a question stays one line.

from __future__ import annotations

from pathlib import Path

import docx

from tests.office_files import row, workbook_parts, write_zip

TEXTS = {
    "service-contract.txt": """SERVICE CONTRACT

1. Parties
This contract is made between Hollis & Brandt Ltd. (the "Provider") and the Museum of Clocks, represented
by its director, Ms. E. Varga (the "Client").

2. Term
2.1 The contract starts on 1 March 2025 and runs for a period of
thirty months. It is renewed for one year each time unless a party
gives notice.
2.2 Notice must be given in writing no later than 90 days before the end of the term.

3. Fees
3.1 The Client pays a monthly fee of EUR 2,350.00, due on the fifth working day.
3.2 Late payments bear interest of 4.5 percent above the base rate, cf. No. 5 below.

4. Documents to be handed over
Before the first visit the Client hands over the following documents:
(a) the floor plan of the workshop;
(b) the list of key holders;
(c) the insurance certificate;
(d) the safety instructions.

5. Liability
The Provider is liable up to between EUR 50,000 and EUR 75,000 per event, depending on the clock, e.g. the
tower clock. Disputes are heard by the district court of Lund.
""",
    "minutes-april.md": """# Minutes of the works council

Date: 14 April 2025, 10:15 a.m. The meeting took place in the canteen. Present: O. Lindqvist (chair), Dr. P. Amari, S. Kowalczyk.

## Parking
"Do we need more spaces?" asked Dr. Amari. The council voted for 18 additional bicycle stands. They cost 3,960 euros in total.

## Next steps
The following tasks were handed out:

- S. Kowalczyk asks three builders for offers
- O. Lindqvist informs the management
- Dr. Amari measures the yard

## Holidays
The plant closes from 23 December to 6 January. Requests must reach the office by 30 September.
""",
    "kettle-manual.txt": """Aurora K7 kettle

Technical details
Power 2,200 W. Capacity 1.7 litres. The cord is 75 cm long.

Cleaning
Descale the kettle every four weeks. Use 50 ml of vinegar in half a litre of
water and let it stand for 20 minutes. Never put the base in water!

In the box you will find:
1. the kettle
2. the base with cord
3. a scale filter
4. this manual

Lamp colours
The lamp is blue while the water heats and green when it is ready.The warranty
lasts two years from the date of purchase.
""",
    "clinic-letter.txt": """Riverside Clinic, Department of Cardiology

Dear colleague,
we report on your patient Mr. Tomas Reiter, born 3.11.1958, who stayed with us from 2 to 9 June 2025.
Diagnosis: atrial fibrillation. Blood pressure at discharge was 128/76 mmHg, pulse 68/min.
He weighs 83.5 kg. We recommend apixaban 5 mg twice a day, i.e. morning and evening.
The next check-up is planned in six weeks with Dr. H. Osei. Driving is not allowed until then...
An echocardiogram showed an ejection fraction of 55 %.
""",
    "flat-birch-lane.txt": """Lease, Birch Lane 4
The rent is 870 euros a month. The deposit is three months' rent. Pets are allowed. The notice period is
three months.
""",
    "flat-quarry-road.txt": """Lease, Quarry Road 19
The rent is 1,140 euros a month. The deposit is two months' rent. Pets are forbidden. The notice period
is six weeks.
""",
    "采购须知.txt": """采购须知

第一条 适用范围
本须知适用于公司所有部门的办公用品采购。
第二条 审批权限
单笔金额在五千元以下的，由部门经理审批；五千元至三万元的，由财务总监陈立群审
批；超过三万元的，须经总经理批准。
第三条 供应商
供应商须提交下列材料：
（一）营业执照复印件；
（二）近三年的审计报告；
（三）产品检验合格证。
第四条 付款
验收合格后三十日内付款，预付款比例为百分之二十。本须知自二〇二四年三月一日起施行。
""",
    "例会记录.md": """# 项目例会记录

会议时间：2025年5月16日下午两点半
会议地点：三号楼二层会议室
主持人：何静

## 进度
仓库改造已完成六成，预计九月底交付。消防验收由赵志远负责。“我们缺人手。”他说。会议决定增加八名临时工。

## 预算
追加预算三百万元，其中设备费一百八十万元。

## 待办事项
- 何静联系消防部门
- 采购部更换货架
- 人事部发布招聘信息
""",
    "出院小结.txt": """出院小结
患者周文清，女，六十二岁，因反复咳嗽三周入院。入院时间：2025年2月11日。诊断为肺炎。
住院期间体温最高39.2℃，给予头孢曲松每日2克静脉滴注，共七天。出院时血压135/80毫米汞柱。
出院医嘱：戒烟；两周后复查胸片；如有发热及时就诊。主治医师：孙明哲。
""",
    "tariff.html": """<html><head><title>Ferry tariff</title></head><body><h1>Ferry tariff 2025</h1>
<p>Dogs travel free of charge. Tickets are sold on board only.</p>
<table><tr><th>Vehicle</th><th>Single</th><th>Return</th></tr>
<tr><td>Bicycle</td><td>4.00 €</td><td>7.00 €</td></tr>
<tr><td>Motorcycle</td><td>11.50 €</td><td>20.00 €</td></tr>
<tr><td>Car up to 5 m</td><td>24.00 €</td><td>44.00 €</td></tr>
<tr><td>Camper van</td><td>39.00 €</td><td>72.00 €</td></tr></table>
<h2>Timetable</h2><p>The first ferry leaves at 6:40, the last one at 21:15. In storms of force 9 and more no ferry sails.</p>
</body></html>""",
    "price-list.csv": """Article;Colour;Price in EUR;Delivery
Desk lamp Nora;black;39.90;3 days
Desk Nora;oak;249.00;2 weeks
Lamp oil;clear;6.50;3 days
Shelf model A;white;89.00;1 week
Shelf model B;walnut;119.00;1 week
Office chair Pelle;grey;179.00;10 days
""",
    "价目表.csv": """品名,规格,单价（元）,库存
打印纸,A4 五百张,22.5,140箱
打印机,激光 黑白,1280,6台
订书机,二十五页,18,75个
白板笔,黑色 十支装,15,60盒
白板,90×120厘米,168,9块
""",
}  # fmt: skip
QUESTIONS = (
    # question, words of the answer, the file it stands in
    ("Who is the director of the Museum of Clocks?", "Ms. E. Varga", "service-contract.txt"),
    ("When does the service contract start?", "1 March 2025", "service-contract.txt"),
    ("How long does the service contract run?", "thirty months", "service-contract.txt"),
    ("How long before the end must notice be given?", "90 days", "service-contract.txt"),
    ("How much is the monthly fee of the Client?", "2,350.00", "service-contract.txt"),
    ("What interest do late payments bear?", "4.5 percent", "service-contract.txt"),
    ("Which documents must the Client hand over?", "list of key holders", "service-contract.txt"),
    ("What documents are needed before the first visit?", "insurance certificate", "service-contract.txt"),
    ("Up to what amount is the Provider liable per event?", "EUR 75,000", "service-contract.txt"),
    ("Which court hears disputes?", "district court of Lund", "service-contract.txt"),
    ("When was the works council meeting?", "14 April 2025", "minutes-april.md"),
    ("Where did the works council meet?", "canteen", "minutes-april.md"),
    ("How many bicycle stands will be added?", "18 additional", "minutes-april.md"),
    ("How much do the bicycle stands cost?", "3,960 euros", "minutes-april.md"),
    ("Who chairs the works council?", "O. Lindqvist", "minutes-april.md"),
    ("Which tasks were handed out?", "measures the yard", "minutes-april.md"),
    ("Between which dates is the plant closed?", "23 December to 6 January", "minutes-april.md"),
    ("By when must holiday requests reach the office?", "30 September", "minutes-april.md"),
    ("How long is the cord of the kettle?", "75 cm", "kettle-manual.txt"),
    ("How often should the kettle be descaled?", "every four weeks", "kettle-manual.txt"),
    ("How much vinegar is used for descaling?", "50 ml", "kettle-manual.txt"),
    ("What is in the box of the kettle?", "scale filter", "kettle-manual.txt"),
    ("What colour is the lamp when the water is ready?", "green", "kettle-manual.txt"),
    ("How long is the kettle's warranty?", "two years", "kettle-manual.txt"),
    ("When was Mr. Reiter born?", "3.11.1958", "clinic-letter.txt"),
    ("What dose of apixaban is recommended?", "5 mg twice a day", "clinic-letter.txt"),
    ("How much does the patient weigh?", "83.5 kg", "clinic-letter.txt"),
    ("What was the blood pressure at discharge?", "128/76", "clinic-letter.txt"),
    ("What percentage was the ejection fraction?", "55 %", "clinic-letter.txt"),
    ("Who does the next check-up?", "Dr. H. Osei", "clinic-letter.txt"),
    ("What is the rent in Quarry Road?", "1,140 euros", "flat-quarry-road.txt"),
    ("What is the rent in Birch Lane?", "870 euros", "flat-birch-lane.txt"),
    ("What does a return ticket for a motorcycle cost?", "20.00 €", "tariff.html"),
    ("How much is a single ticket for a camper van?", "39.00 €", "tariff.html"),
    ("What does the ferry cost for a bicycle?", "4.00 €", "tariff.html"),
    ("When does the last ferry leave?", "21:15", "tariff.html"),
    ("What does the desk lamp Nora cost?", "39.90", "price-list.csv"),
    ("What is the price of the desk Nora?", "249.00", "price-list.csv"),
    ("What does shelf model B cost?", "119.00", "price-list.csv"),
    ("What does shelf model A cost?", "89.00", "price-list.csv"),
    ("What colour is the office chair Pelle?", "grey", "price-list.csv"),
    ("How long is the delivery time of the office chair Pelle?", "10 days", "price-list.csv"),
    ("What is the serial number of pump P-12?", "SN-88120", "pumps.docx"),
    ("When was pump P-14 last serviced?", "2 May 2025", "pumps.docx"),
    ("Where does pump P-13 stand?", "Boiler room", "pumps.docx"),
    ("How many people work in the Lisbon office?", "34", "staff.xlsx"),
    ("Who leads the Oslo office?", "Ingrid Moe", "staff.xlsx"),
    ("五千元至三万元的采购由谁审批？", "陈立群", "采购须知.txt"),
    ("供应商须提交哪些材料？", "审计报告", "采购须知.txt"),
    ("预付款比例是多少？", "百分之二十", "采购须知.txt"),
    ("采购须知从什么时候起施行？", "二〇二四年三月一日", "采购须知.txt"),
    ("超过三万元的采购须经谁批准？", "总经理", "采购须知.txt"),
    ("例会在什么时候召开？", "2025年5月16日", "例会记录.md"),
    ("会议地点在哪里？", "三号楼二层会议室", "例会记录.md"),
    ("消防验收由谁负责？", "赵志远", "例会记录.md"),
    ("追加预算多少钱？", "三百万元", "例会记录.md"),
    ("决定增加多少名临时工？", "八名", "例会记录.md"),
    ("有哪些待办事项？", "采购部更换货架", "例会记录.md"),
    ("周文清是什么时候入院的？", "2025年2月11日", "出院小结.txt"),
    ("头孢曲松用了几天？", "七天", "出院小结.txt"),
    ("主治医师是谁？", "孙明哲", "出院小结.txt"),
    ("打印机的单价是多少？", "1280", "价目表.csv"),
    ("打印纸多少钱？", "22.5", "价目表.csv"),
    ("白板笔的库存有多少？", "60盒", "价目表.csv"),
    ("白板多少钱一块？", "168", "价目表.csv"),
)  # fmt: skip
COMPARISONS = (
    # question, words that together the quotes must hold
    ("Compare the rent in Birch Lane and Quarry Road.", ("870 euros", "1,140 euros")),
    ("Are pets allowed in both flats, Birch Lane and Quarry Road?", ("allowed", "forbidden")),
    ("What is the difference in price between shelf model A and shelf model B?", ("89.00", "119.00")),
    ("打印机和订书机的单价分别是多少？", ("1280", "18")),
)  # fmt: skip


def write_documents(folder: Path) -> Path:
    """Write all of them into a new folder."""
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    _write_pumps(folder / "pumps.docx")
    sheet = (
        row(1, "Office", "Head", "Employees") + row(2, "Lisbon", "Rui Teixeira", 34)
        + row(3, "Oslo", "Ingrid Moe", 21) + row(4, "Gdansk", "Piotr Zielinski", 58)
    )  # fmt: skip
    write_zip(folder / "staff.xlsx", workbook_parts({"Staff": sheet}))
    return folder


def _write_pumps(path: Path) -> None:
    document = docx.Document()
    document.add_heading("Pump register", 1)
    document.add_paragraph("All pumps are serviced by Kessler & Sons.")
    rows = (
        ("Pump", "Location", "Serial number", "Last service"),
        ("P-12", "North cellar", "SN-88120", "17 January 2025"),
        ("P-13", "Boiler room", "SN-88121", "20 January 2025"),
        ("P-14", "Roof", "SN-90377", "2 May 2025"),
    )
    table = document.add_table(0, 4)
    for cells in rows:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.save(str(path))
