"""Writes the sample documents that come with the program, the same bytes every time.

All people, firms and places in them are made up.
"""

# ruff: noqa: E501 - a clause is one line

from __future__ import annotations

import datetime
import sys
import zipfile
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

SAMPLES = Path(__file__).parent.parent / "desktop" / "samples"
_WHEN = datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC)

LEASE = [
    [
        ("# Warehouse Lease", ""),
        ("1. Parties", "This lease is made on 14 March 2025 between Halvorsen Property Group, of 12 Quay Street, Port Ellery (the Landlord), and Brightwater Bicycles Ltd, of 3 Foundry Lane, Port Ellery (the Tenant). The Landlord is represented by Ingrid Halvorsen, the Tenant by its director Tomas Okafor."),
        ("2. Premises", "The Landlord lets to the Tenant the warehouse known as Unit 7, Harbour Road, with a floor area of 1,850 square metres, two loading docks and six parking spaces. The mezzanine office of 90 square metres is part of the premises."),
        ("3. Use", "The Tenant may use the premises for storing, assembling and selling bicycles. Painting with solvents and the storage of more than 200 litres of flammable liquid are forbidden. Retail sale to the public is allowed on Saturdays only."),
    ],
    [
        ("4. Term", "The lease begins on 1 April 2025 and ends on 31 March 2032. The Tenant may extend it once by five years by giving written notice at least nine months before it ends."),
        ("5. Rent", "The monthly rent is 9,400 euros, payable in advance by the fifth working day of each month to the account named in the schedule. From 1 April 2027 the rent rises every year by two per cent. A payment more than ten days late bears interest of eight per cent a year."),
        ("6. Deposit", "Before moving in, the Tenant pays a deposit of 28,200 euros. The Landlord keeps it in a separate account and returns it within sixty days after the premises have been handed back, less the cost of damage that goes beyond ordinary wear."),
    ],
    [
        ("7. Service charges", "The Tenant pays a service charge of 1.15 euros a square metre each month for guarding the gate, clearing snow and lighting the yard. Electricity, water and heating are billed by the suppliers to the Tenant directly."),
        ("8. Maintenance and repairs", "The Landlord maintains the roof, the outer walls and the sprinkler system. The Tenant keeps the floors, doors and loading docks in good order and has the freight elevator inspected every six months by a certified firm. Repairs under 500 euros are paid by the Tenant in any case."),
        ("9. Alterations", "Walls may be moved and machines bolted to the floor only with the Landlord's written consent, which must not be refused without good reason. At the end of the lease the Tenant removes what it has built in, unless both agree otherwise."),
    ],
    [
        ("10. Insurance", "The Landlord insures the building against fire, storm and water damage. The Tenant insures its goods and carries public liability cover of at least two million euros, and shows the policy every January."),
        ("11. Subletting", "The Tenant may sublet up to one third of the floor area to a firm in the same trade after informing the Landlord in writing. Any other subletting or assignment needs the Landlord's prior consent."),
        ("12. Early termination", "Either party may end the lease with immediate effect if the other remains in serious breach thirty days after a written warning. The Tenant may also end it on 31 March 2029 by giving twelve months' notice and paying a fee equal to three months' rent."),
    ],
    [
        ("13. Disputes", "Disagreements are first brought before a mediator chosen by the Port Ellery Chamber of Commerce. If mediation fails within forty-five days, the courts of Port Ellery decide."),
        ("14. Notices", "Notices are valid only by registered letter or by hand against receipt, sent to the addresses in clause 1. E-mail is not enough."),
        ("Schedule of contacts", ""),
        ("|", "Matter | Person | Telephone\nRent and invoices | Maria Lund | 555 0142\nRepairs and emergencies | Piotr Zielinski | 555 0177\nKeys and access cards | Front desk | 555 0100"),
    ],
]  # fmt: skip

CONTRACT = [
    ("h", "办公家具采购合同"),
    ("p", "合同编号：QH-2025-0618。签订日期：2025年6月18日。签订地点：苏州市。"),
    ("p", "甲方（采购方）：苏州青禾软件有限公司，联系人：周敏。乙方（供货方）：宁波恒木家具厂，联系人：陈国栋。"),
    ("h", "第一条 采购内容"),
    ("p", "甲方向乙方采购下列办公家具，所有桌面均采用E0级环保板材。"),
    ("t", [["品名", "数量", "单价（元）", "小计（元）"], ["升降办公桌", "60张", "1,280", "76,800"], ["人体工学椅", "60把", "860", "51,600"], ["会议桌", "4张", "3,500", "14,000"], ["文件柜", "20个", "640", "12,800"]]),
    ("p", "合同总价为人民币155,200元，含13%增值税、运费和安装费。"),
    ("h", "第二条 交货与安装"),
    ("p", "乙方应于2025年8月15日前将全部货物送达苏州工业园区星湖街88号A座12层，并在送达后五个工作日内完成安装。运输途中的损坏由乙方承担。"),
    ("h", "第三条 付款方式"),
    ("p", "合同签订后七日内，甲方支付总价的百分之三十作为预付款；验收合格后十五日内支付百分之六十五；其余百分之五作为质量保证金，在质保期满后支付。"),
    ("h", "第四条 验收"),
    ("p", "货物安装完毕后，双方共同验收。甲方应在三个工作日内提出书面异议，逾期未提出的，视为验收合格。"),
    ("h", "第五条 质量保证"),
    ("p", "质保期自验收合格之日起为三十六个月。质保期内出现质量问题，乙方应在接到通知后四十八小时内上门维修，同一部件维修两次仍不能正常使用的，乙方应免费更换。人为损坏不在保修范围内。"),
    ("h", "第六条 违约责任"),
    ("p", "乙方逾期交货的，每逾期一日按合同总价的千分之三支付违约金；逾期超过二十日的，甲方有权解除合同并要求退还预付款。甲方逾期付款的，每日按应付金额的千分之一支付违约金。"),
    ("h", "第七条 不可抗力与争议解决"),
    ("p", "因台风、地震等不可抗力不能履行合同的，受影响的一方应在三日内通知对方，并提供证明。因本合同发生的争议，双方协商不成的，提交苏州仲裁委员会仲裁。"),
    ("h", "第八条 其他"),
    ("p", "本合同一式四份，甲乙双方各执两份，自双方盖章之日起生效。"),
]  # fmt: skip

MANUAL = """# Corvetta 300 Coffee Machine: Owner's Manual

## Before first use

Rinse the water tank and fill it with fresh, cold water. Switch the machine on and let half a litre run through without coffee. The tank holds 1.8 litres.

## Making espresso

Grind 18 grams of coffee for a double shot and tamp it level. Lock the portafilter and press the double-cup button. A good shot takes 25 to 30 seconds. If it runs faster, grind finer.

## Steaming milk

Wait until the steam light stays green, which takes about 40 seconds. Heat the milk to no more than 65 degrees, because it turns bitter above that.

## Cleaning and descaling

- Wipe the steam wand after every use.
- Empty the drip tray when the red float shows.
- Descale every three months, or when the orange lamp blinks. Use citric acid, never vinegar, which attacks the seals.

## Troubleshooting

| Sign | Cause | Remedy |
| --- | --- | --- |
| Water drips from the group head | The seal is worn | Replace seal part CV-41 |
| The pump hums but no water comes | Air in the pump | Fill the tank and hold the hot water button for ten seconds |
| The machine switches itself off | Energy saving after 30 minutes | Press any button |

## Guarantee and service

The guarantee covers manufacturing faults for two years from the date of purchase. It does not cover damage from limescale. Service is reached at 555 0199 on weekdays from nine to five.
"""

GARDEN = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Millbrook Community Garden</title>
<style>body { font-family: sans-serif }</style></head>
<body>
<h1>Millbrook Community Garden</h1>
<p>The garden was founded in 2009 by retired school teacher Wanda Petrov on the site of a former railway yard. It has 84 plots, a greenhouse and a small orchard of heritage apples.</p>
<h2>Opening hours</h2>
<p>From April to October the gate is open daily from seven in the morning until sunset. In winter it is open on weekends only, from ten to three.</p>
<h2>Membership</h2>
<table>
<tr><th>Plot</th><th>Size</th><th>Yearly fee</th></tr>
<tr><td>Small</td><td>12 square metres</td><td>45 euros</td></tr>
<tr><td>Large</td><td>25 square metres</td><td>80 euros</td></tr>
</table>
<p>Each member helps with common work for eight hours a year. Whoever cannot help pays 12 euros for every missing hour. The waiting list is about fourteen months long.</p>
<h2>Rules</h2>
<ul>
<li>Chemical weedkillers are not allowed; slugs may be collected by hand.</li>
<li>Dogs are welcome on a lead, except in the greenhouse.</li>
<li>Water only before ten in the morning or after six in the evening.</li>
<li>Barbecues need permission from the committee, which meets on the first Tuesday of the month.</li>
</ul>
</body></html>
"""

MINUTES = """# 青禾软件 2025年第三季度工作会议纪要

时间：2025年10月9日下午两点。地点：总部三楼会议室。主持人：林晓峰。记录人：赵雨薇。

## 一、业绩回顾

第三季度营业收入为2,640万元，同比增长18%。客户续约率达到92%，新增客户37家。物流行业是增长最快的板块。

## 二、产品计划

新版移动端应用将于12月1日上线，由王梓涵负责。离线地图功能因人手不足，推迟到明年第二季度。

## 三、人事与办公

- 公司计划在年底前招聘15名工程师，其中10名在成都分公司。
- 自11月起，员工每周可以有两天在家办公，需提前一天向部门主管报备。
- 年会定于2026年1月23日在太湖边的明月酒店举行。

## 四、预算

市场部第四季度预算为120万元，主要用于上海软件展。差旅费的报销期限改为出差结束后三十天内。
"""


def main(folder: Path) -> None:
    """Write every sample into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _lease(folder / "warehouse-lease.pdf")
    _contract(folder / "采购合同.docx")
    (folder / "coffee-machine-manual.md").write_text(MANUAL, "utf-8", newline="\n")
    (folder / "community-garden.html").write_text(GARDEN, "utf-8", newline="\n")
    (folder / "会议纪要.md").write_text(MINUTES, "utf-8", newline="\n")


def _lease(path: Path) -> None:
    styles = getSampleStyleSheet()
    story = []
    for page in LEASE:
        for heading, text in page:
            if heading.startswith("# "):
                story.append(Paragraph(heading[2:], styles["Title"]))
            elif heading == "|":
                story.append(Table([line.split(" | ") for line in text.split("\n")]))
            else:
                story.append(Paragraph(heading, styles["Heading2"]))
                story.append(Paragraph(text, styles["BodyText"]))
            story.append(Spacer(1, 8))
        story.append(PageBreak())
    # invariant: no clock and no random id in the file; not compressed: zlibs differ.
    SimpleDocTemplate(
        str(path), pagesize=A4, title="Warehouse Lease", invariant=1, pageCompression=0
    ).build(story)


def _contract(path: Path) -> None:
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = _WHEN
    for kind, content in CONTRACT:
        if kind == "h":
            document.add_heading(content, level=1 if content.startswith("第") else 0)
        elif kind == "p":
            document.add_paragraph(content)
        else:
            table = document.add_table(len(content), len(content[0]))
            for row, cells in zip(table.rows, content, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    document.save(str(path))
    _without_clock(path)


def _without_clock(path: Path) -> None:
    """A zip archive notes when each part was written: write it again with a fixed time."""
    with zipfile.ZipFile(path) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _WHEN.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
