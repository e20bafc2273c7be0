"""The peer's side, in an environment of its own: the same rota as a CP-SAT program, eight workers.

Arguments: rota as JSON, seconds. Prints places left empty, sum of squared loads, whether proven, seconds of CPU.
"""

import json
import sys
import time
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import combinations, pairwise

from ortools.sat.python import cp_model


def main() -> None:
    """Missing places weigh more than any load could."""
    with open(sys.argv[1]) as file:
        rota = json.load(file)
    begun = time.process_time()
    rules = {"rest_hours": 11, "hours_in_24": 10, "shifts_per_day": 1, **rota["rules"]}
    times = [(datetime.fromisoformat(s["from"]), datetime.fromisoformat(s["to"])) for s in rota["shifts"]]
    model = cp_model.CpModel()
    taken, on, at = {}, defaultdict(list), defaultdict(list)
    for p, person in enumerate(rota["people"]):
        free = [tuple(map(datetime.fromisoformat, span)) for span in person["available"]]
        for s, shift in enumerate(rota["shifts"]):
            if not any(a <= times[s][0] and times[s][1] <= b for a, b in free):
                continue
            for k, slot in enumerate(shift["slots"]):
                if slot["side"] in ("either", person["side"]) and set(slot["needs"]) <= set(person["qualifications"]):
                    taken[p, s, k] = model.new_bool_var("")
                    on[p, s].append(taken[p, s, k])
                    at[s, k].append(taken[p, s, k])
    missing = []
    for s, shift in enumerate(rota["shifts"]):
        for k, slot in enumerate(shift["slots"]):
            short = model.new_int_var(0, slot["min"], "")
            model.add(sum(at[s, k]) + short == slot["min"])
            missing.append(short)
    squares = []
    for p, person in enumerate(rota["people"]):
        mine = sorted(s for q, s in on if q == p)
        if mine:
            squares += one(model, rules, person, {s: on[p, s] for s in mine}, times)
    for (p, s), choices in on.items():
        if rota["people"][p]["side"] == "citizen" and not rota["people"][p]["experienced"]:
            old = [x for (q, t), xs in on.items() if t == s and experienced(rota["people"][q]) for x in xs]
            model.add(sum(choices) <= sum(old))
    most = sum(person["max_shifts"] ** 2 for person in rota["people"]) + 1
    model.minimize(most * sum(missing) + sum(squares))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 8
    solver.parameters.max_time_in_seconds = float(sys.argv[2])
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    empty, even = divmod(round(solver.objective_value), most) if found else (10**6, 10**6)
    facts = {"missing": empty, "squares": even, "found": found, "proven": status == cp_model.OPTIMAL}
    print(json.dumps({**facts, "seconds": time.process_time() - begun}))


def experienced(person: dict) -> bool:
    return person["side"] == "citizen" and person["experienced"]


def one(model: cp_model.CpModel, rules: dict, person: dict, shifts: dict, times: list) -> list:
    """The rules of one person; gives the costs of their load."""
    for choices in shifts.values():
        model.add_at_most_one(choices)
    for a, b in combinations(shifts, 2):
        if times[b][0] - times[a][1] < timedelta(hours=rules["rest_hours"]):
            model.add_at_most_one([*shifts[a], *shifts[b]])
    days = defaultdict(list)
    for s, choices in shifts.items():
        days[times[s][0].date()] += choices
    for choices in days.values():
        model.add(sum(choices) <= rules["shifts_per_day"])
    for s in shifts:
        for begin in (times[s][0], times[s][1] - timedelta(hours=24)):
            hours = {t: shared(begin, times[t]) for t in shifts}
            model.add(sum(hours[t] * sum(shifts[t]) for t in shifts) <= rules["hours_in_24"])
    steps = [model.new_bool_var("") for _ in range(min(person["max_shifts"], len(shifts)))]
    model.add(sum(x for choices in shifts.values() for x in choices) == sum(steps))
    for first, second in pairwise(steps):
        model.add_implication(second, first)
    return [(2 * n + 1) * step for n, step in enumerate(steps)]


def shared(begin: datetime, span: tuple) -> int:
    start, end = max(begin, span[0]), min(begin + timedelta(hours=24), span[1])
    return max(0, int((end - start).total_seconds() // 3600))


main()
