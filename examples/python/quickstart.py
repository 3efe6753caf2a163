"""Two channels, one shared customer: compile a spec, run it, print the customers and why the first is one.

    pip install ./python
    python examples/python/quickstart.py
"""

import guiyi

plan = guiyi.compile({
    "version": 1,
    "fields": [{"name": "姓名", "kind": {"person_name": {}}}, {"name": "电话", "kind": {"phone": {}}}],
    "sources": [
        {"name": "官网", "id": "编号", "time": "注册时间",
         "columns": [{"field": "姓名", "from": ["姓名"]}, {"field": "电话", "from": ["手机"]}]},
        {"name": "门店", "id": "卡号",
         "columns": [{"field": "姓名", "from": ["顾客"]}, {"field": "电话", "from": ["电话"]}]},
    ],
})  # fmt: skip
web = [
    {"编号": "1", "姓名": "安然", "手机": "138-1234-5678", "注册时间": "2024-05-01 10:23"},
    {"编号": "2", "姓名": "李四", "手机": "未知", "注册时间": "2024-05-02"},
]
shop = {"卡号": ["A7", "A8"], "顾客": ["安 然", "王芳"], "电话": ["+86 13812345678", "１３９８７６５４３２１"]}
out = plan.run({"官网": web, "门店": shop}, as_of="2024-06-30")

for customer in out.customers.to_pylist():
    print(customer["customer_id"], customer["姓名"], customer["电话"], customer["records"], customer["sources"])
print(out.explain("C20240501001"))
