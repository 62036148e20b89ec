"""What a person does with a file in the import screen, over HTTP."""

import time
import urllib.parse

HEADER = "order_no,ordered,customer,name,phone,sku,item,qty,price\n"
MAPPING = {
    "target": "orders", "day_style": "ymd",
    "columns": [{"column": column, "field": field} for column, field in (
        ("order_no", "order.key"), ("ordered", "order.ordered_at"), ("customer", "customer.key"),
        ("name", "customer.name"), ("phone", "phone.number"), ("sku", "line.product_key"),
        ("item", "line.product_name"), ("qty", "line.quantity"), ("price", "line.unit_price"))],
    "constants": []}
SETTLED = {"uploaded", "planned", "applied", "undone", "canceled", "failed"}
DEADLINE_S = 90


def orders(count):
    """A file of `count` lines: two lines an order, ten lines a customer."""
    lines = [HEADER]
    for n in range(count):
        lines.append(f"X{n // 2},2026-10-{n % 28 + 1:02} 10:00:00,Z{n // 10},客 {n // 10},"
                     f"090-0{n // 10 % 1000:03}-{n // 10 % 10000:04},"
                     f"S{n % 7},品 {n % 7},1,{980 + n % 7}\n")
    return "".join(lines).encode()


class ImportClient:
    def __init__(self, session):
        self.session = session

    def upload(self, content, name="file.csv"):
        path = f"/imports?file_name={urllib.parse.quote(name)}"
        return self.session.post(path, content, **{"Content-Type": "text/csv"})

    def until(self, number, done):
        """The import as soon as done(import); waits only for the server."""
        deadline = time.monotonic() + DEADLINE_S
        while time.monotonic() < deadline:
            imported = self.session.get(f"/imports/{number}").json()
            if done(imported):
                return imported
            time.sleep(0.02)
        raise AssertionError(f"import {number} did not settle: {imported}")

    def settled(self, number):
        return self.until(number, lambda one: one["state"] in SETTLED)

    def begin(self, number, step):
        answer = self.session.post(f"/imports/{number}/{step}")
        if answer.status != 202:
            raise AssertionError(f"{step} answered {answer.status}: {answer.body}")

    def map_and_plan(self, imported, **change):
        number = imported["id"]
        answer = self.session.send("PUT", self.session.shop + f"/imports/{number}/mapping",
                                   {"mapping": MAPPING} | change,
                                   {"If-Match": f'"{imported["version"]}"'})
        if answer.status != 200:
            raise AssertionError(f"the mapping was answered {answer.status}: {answer.body}")
        self.begin(number, "plan")
        return self.settled(number)

    def applied(self, content, name="file.csv"):
        planned = self.map_and_plan(self.upload(content, name).json())
        if planned["state"] != "planned":
            raise AssertionError(planned)
        self.begin(planned["id"], "apply")
        return self.settled(planned["id"])
