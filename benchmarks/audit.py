"""How fast the audit is, and how often its peers are wrong: `python benchmarks/audit.py`.

Every peer gets the same statements, modelled straightforwardly, and one question: can they all be true?
The audit answers more than that (conflicts, what mends them, ranges, value lists); its column *question*
is the like for like, its column *whole audit* is what `tongket audit` does. Peers that are not installed
are left out: `pip install z3-solver ortools highspy`.
"""

from __future__ import annotations

import importlib.util
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import TYPE_CHECKING

from tongket.audit import DEFAULT, Statements, audit
from tongket.audit.constraints import problem_of
from tongket.audit.solver import Problem, solve
from tongket.numerals import format_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from tongket.audit import AuditedSet

ROUNDS = 5
LARGE = 2**61


def typical(rng: random.Random) -> Statements:
    """A result, its percentage of the plan, and a share of it, printed of true values."""
    given = Statements()
    launched, plan, part = (given.quantity(name) for name in ("launched", "plan", "part"))
    aim = rng.randint(2, 400)
    done = rng.randint(1, 2 * aim)
    some = rng.randint(0, done)
    given.state(launched, str(done))
    given.state(launched.percent_of(plan), f"{format_number(Fraction(100 * done, aim), 'en', 1)}%")
    given.state(part.percent_of(launched), f"{format_number(Fraction(100 * some, done), 'en', 1)}%")
    return given


def tied(rng: random.Random, count: int) -> Statements:
    """So many shares of one staff that is printed *about*."""
    given = Statements()
    staff = given.quantity("staff")
    whole = rng.randint(6000, 7000)
    given.state(staff, format_number(round(whole, -2), "en"), qualifier="about")
    for number in range(count - 1):
        part = rng.randint(1, whole)
        share = format_number(Fraction(100 * part, whole), "en", 2)
        given.state(given.quantity(f"part {number}").percent_of(staff), f"{share}%")
    return given


def money(rng: random.Random) -> Statements:
    """A total in đồng up to ten trillion with its two parts, one a share: now and then off by one đồng."""
    given = Statements()
    total, state, rest = (given.quantity(name) for name in ("total", "state", "rest"))
    first, second = rng.randint(1, 5 * 10**12), rng.randint(1, 5 * 10**12)
    off = rng.choice([0, 0, 1])
    given.state(total, format_number(first + second + off, "en"))
    given.state(state, format_number(first, "en"))
    given.state(rest, format_number(second, "en"))
    given.balance(total, [state, rest])
    return given


def tie(rng: random.Random) -> Statements:
    """A share printed exactly half a unit off the truth, which the default reading still allows."""
    given = Statements()
    part, whole = given.quantity("part"), given.quantity("whole")
    base = 8 * rng.randint(1, 10**4)
    count = base // 8
    given.state(part, format_number(count, "en"))
    given.state(whole, format_number(base, "en"))
    given.state(part.percent_of(whole), "12%" if rng.random() < 0.5 else "13%")
    return given


def edge(rng: random.Random) -> Statements:
    """A share of money whose part is the last đồng that still prints so, or the first that does not."""
    given = Statements()
    part, whole = given.quantity("part"), given.quantity("whole")
    total = rng.randint(10**11, 10**12)
    share = Fraction(rng.randint(1, 9999), 100)
    last = (share + Fraction(1, 200)) * total // 100
    given.state(whole, format_number(total, "en"))
    given.state(part, format_number(last + rng.randint(0, 1), "en"))
    given.state(part.percent_of(whole), f"{format_number(share, 'en', 2)}%")
    return given


class Rows:
    """A problem as a careful modeller hands it to a solver: numbered variables, rows in whole numbers.

    `rows` holds for each constraint its factors by variable, its bound, and whether it is strict.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.variables = problem.variables
        index = {variable.name: number for number, variable in enumerate(self.variables)}
        self.rows = []
        for constraint in problem.constraints:
            numbers = [Fraction(constraint.bound), *(Fraction(c) for _, c in constraint.terms)]
            size = lcm(*(number.denominator for number in numbers))
            terms = [(index[name], int(factor * size)) for name, factor in constraint.terms]
            self.rows.append((terms, int(numbers[0] * size), constraint.strict))


def ours(system: Rows) -> bool:
    return solve(system.problem).status == "possible"


def by_z3(system: Rows) -> bool:
    import z3

    variables = [(z3.Int if v.whole else z3.Real)(v.name) for v in system.variables]
    solver = z3.Solver()
    solver.set("timeout", 10_000)
    for variable, known in zip(variables, system.variables, strict=True):
        if known.lower is not None:
            solver.add(variable >= known.lower)
        if known.upper is not None:
            solver.add(variable <= known.upper)
    for terms, bound, strict in system.rows:
        total = sum(factor * variables[v] for v, factor in terms)
        solver.add(total < bound if strict else total <= bound)
    return bool(solver.check() == z3.sat)


def by_cp_sat(system: Rows) -> bool:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    # Sums must stay within 64 bits: that is all the room there is for a quantity without an end.
    top = LARGE // max(sum(abs(factor) for _, factor in terms) for terms, _, _ in system.rows)
    variables = [
        model.new_int_var(int(v.lower or 0), top if v.upper is None else int(v.upper), v.name)
        for v in system.variables
    ]
    for terms, bound, strict in system.rows:
        model.add(sum(factor * variables[v] for v, factor in terms) <= bound - strict)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def by_highs(system: Rows) -> bool:
    import highspy

    solver = highspy.Highs()
    solver.silent()
    for number, known in enumerate(system.variables):
        solver.addVar(
            float(known.lower) if known.lower is not None else -highspy.kHighsInf,
            float(known.upper) if known.upper is not None else highspy.kHighsInf,
        )
        if known.whole:
            solver.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    for terms, bound, strict in system.rows:
        names = [v for v, _ in terms]
        # Rows are normalised, as a careful modeller would: the largest coefficient becomes one.
        size = max((abs(factor) for _, factor in terms), default=1)
        factors = [factor / size for _, factor in terms]
        solver.addRow(-highspy.kHighsInf, (bound - strict) / size, len(names), names, factors)
    solver.run()
    return solver.getModelStatus() == highspy.HighsModelStatus.kOptimal


PEERS: dict[str, tuple[str, Callable[[Rows], bool]]] = {
    "z3": ("z3", by_z3), "CP-SAT": ("ortools", by_cp_sat), "HiGHS": ("highspy", by_highs),
}  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def against_peers(name: str, sets: list[Statements]) -> list[str]:
    """One row a solver: time a set, ratio to ours, wrong answers."""
    systems = [Rows(problem_of(given, DEFAULT)) for given in sets]
    right = [ours(system) for system in systems]
    own = statistics.median(seconds(lambda: [ours(s) for s in systems]) for _ in range(ROUNDS))
    whole = statistics.median(seconds(lambda: [audit(given) for given in sets]) for _ in range(3))
    lines = [f"| {name} | tongket, question | {per(own, systems)} | 1.0 | – |"]
    lines.append(
        f"| {name} | tongket, whole audit | {per(whole, systems)} | {whole / own:.1f} | – |"
    )
    for peer, (module, ask) in PEERS.items():
        if importlib.util.find_spec(module) is None:
            continue
        answers: list[object] = []
        taken = seconds(
            lambda ask=ask, answers=answers: answers.extend(answer(ask, s) for s in systems)
        )  # type: ignore[misc]
        wrong = sum(a != r for a, r in zip(answers, right, strict=True))
        lines.append(
            f"| {name} | {peer} | {per(taken, systems)} | {taken / own:.1f} | {wrong} of {len(systems)} |"
        )
    return lines


def answer(ask: Callable[[Rows], bool], system: Rows) -> object:
    """What a peer says; an error, such as an overflow, is a wrong answer too."""
    try:
        return ask(system)
    except Exception as error:  # noqa: BLE001 - counted, not mended
        return type(error).__name__


def per(taken: float, sets: list[Rows]) -> str:
    return f"{taken / len(sets) * 1000:.2f}"


def growth(rng: random.Random) -> list[str]:
    """Whole audits of 10, 1,000 and 10,000 sets at once: time for each set."""
    lines = []
    for count in (10, 1000, 10_000):
        sets = [typical(rng) for _ in range(count)]
        together = Statements()
        for number, given in enumerate(sets):
            merge(together, given, f"{number} ")
        taken = seconds(lambda together=together: audit(together))  # type: ignore[misc]
        lines.append(f"| {count:,} sets | {taken:.2f} | {taken / count * 1000:.2f} |")
    for count in (12, 30, 200):
        given = tied(rng, count)
        taken = seconds(lambda given=given: audit(given))  # type: ignore[misc]
        lines.append(f"| one set of {count} tied statements | {taken:.3f} | {taken * 1000:.1f} |")
    return lines


def shares(*printed: str) -> Statements:
    """The shares of a whole that nobody prints and that they make up."""
    given = Statements()
    base = given.quantity("base")
    parts = [given.quantity(f"part {number}") for number in range(len(printed))]
    for part, share in zip(parts, printed, strict=True):
        given.state(part.percent_of(base), share)
    given.balance(base, parts)
    return given


def mixed() -> Statements:
    """Whole people and money that need not be whole in one share."""
    given = Statements()
    people, money = given.quantity("people"), given.quantity("money", whole=False)
    given.state(people.percent_of(money), "17%")
    return given


def impossible_share() -> Statements:
    """Twenty right percentages of a printed staff of 20, and one that no number of people gives."""
    given = Statements()
    staff = given.quantity("staff")
    given.state(staff, "20")
    for number in range(20):
        given.state(given.quantity(f"part {number}").percent_of(staff), f"{5 * number + 5}%")
    given.state(given.quantity("wrong").percent_of(staff), "17%")
    return given


def wrong_total(rng: random.Random, count: int) -> Statements:
    """So many figures, half of them the shares of a total that is printed 7 too high."""
    given = Statements()
    total = given.quantity("total")
    parts = [given.quantity(f"part {number}") for number in range(count // 2)]
    values = [rng.randint(3, 40) for _ in parts]
    given.state(total, format_number(sum(values) + 7, "en"))
    for part, value in zip(parts, values, strict=True):
        given.state(part, str(value))
    for part, value in list(zip(parts, values, strict=True))[: count - len(parts) - 1]:
        share = format_number(Fraction(100 * value, sum(values)), "en", 2)
        given.state(part.percent_of(total), f"{share}%")
    given.balance(total, parts)
    return given


def wrong_sum(rng: random.Random, count: int) -> Statements:
    """A total and its parts, nothing else, the total 7 too high."""
    given = Statements()
    total = given.quantity("total")
    parts = [given.quantity(f"part {number}") for number in range(count - 1)]
    values = [rng.randint(3, 400) for _ in parts]
    given.state(total, format_number(sum(values) + 7, "en"))
    for part, value in zip(parts, values, strict=True):
        given.state(part, str(value))
    given.balance(total, parts)
    return given


def chain(rng: random.Random, count: int) -> Statements:
    """Each figure as a percentage of the one before it, the first and, twice too high, the last in numbers."""
    given = Statements()
    links = [given.quantity(f"link {number}") for number in range(count + 1)]
    values = [5000]
    for _ in range(count):
        values.append(max(1000, round(values[-1] * rng.uniform(0.8, 1.25))))
    given.state(links[0], str(values[0]))
    for number in range(count):
        share = format_number(Fraction(100 * values[number + 1], values[number]), "en", 1)
        given.state(links[number + 1].percent_of(links[number]), f"{share}%")
    given.state(links[-1], str(2 * values[-1]))
    return given


HARD: dict[str, tuple[float, Callable[[], Statements]]] = {
    "one statement, whole and real quantities mixed": (0.02, mixed),
    "four shares of 102.3% of a hidden base": (
        0.2, lambda: shares("25.6%", "25.6%", "25.6%", "25.5%"),
    ),
    "20 right percentages and one impossible on a printed base": (0.2, impossible_share),
    "ten shares of 10.1% of a hidden base": (0.3, lambda: shares(*["10.1%"] * 10)),
    "200 tied figures, total off by 7, half of them shares": (
        2.0, lambda: wrong_total(random.Random(7), 200),
    ),
    "200 tied figures, total off by 7, a sum alone": (2.0, lambda: wrong_sum(random.Random(7), 200)),
    "chain of 60 ratios with a wrong end": (0.5, lambda: chain(random.Random(3), 60)),
}  # fmt: skip
COMMAND_LINE = 0.25


def hard(audited: float) -> list[str]:
    """The hard cases: seconds of the processor, also as a share of `tongket audit`, as the goals have it."""
    lines = []
    for name, (goal, make) in HARD.items():
        given, taken = make(), []
        # The least of five: the speed of a shared machine changes within seconds.
        for _ in range(5):
            start = time.process_time()
            (found,) = audit(given)
            taken.append(time.process_time() - start)
        least = min(taken)
        size = f"{len(found.conflicts)}{'' if found.complete else ' or more'}"
        says = found.status if found.status == "agrees" else f"conflicts: {size}; {doubted(found)}"
        system = Rows(problem_of(given, DEFAULT))
        # CP-SAT knows whole quantities alone.
        whole = all(variable.whole for variable in system.variables)
        peers = [by_itself("z3", by_z3, system), by_itself("ortools", by_cp_sat, system) if whole else "–"]  # fmt: skip
        own = f"{least:.2f} | {least / audited:.2f} | {goal / COMMAND_LINE:.2f}"
        lines.append(f"| {name} | {own} | {' | '.join(peers)} | {says} |")
    return lines


def by_itself(package: str, asked: Callable[[Rows], bool], system: Rows) -> str:
    """The seconds of the processor that another solver takes for the question; a dash without it."""
    if importlib.util.find_spec(package) is None:
        return "–"
    start = time.process_time()
    asked(system)
    return f"{time.process_time() - start:.2f}"


def doubted(found: AuditedSet) -> str:
    """What is doubted first, where it is one statement."""
    if len(found.give_up) == 1:
        return " and ".join(found.give_up[0]) + " doubted"
    return f"{len(found.give_up)} ways out"


def merge(into: Statements, given: Statements, before: str) -> None:
    """Bring statements into a larger set under other names."""
    from dataclasses import replace

    for name, quantity in given.quantities.items():
        into.quantities[before + name] = replace(quantity, id=before + name)
    for name, statement in given.statements.items():
        subject = statement.subject
        renamed = replace(
            subject, part=before + subject.part, base=before + subject.base if subject.base else ""
        )
        into.statements[before + name] = replace(statement, id=before + name, subject=renamed)


def command_line() -> tuple[float, float]:
    """The review of 2024 from the command line, against a bare start of Python with click: seconds of the processor."""
    tongket = Path(sys.executable).with_name("tongket")
    runs = {"audit": [str(tongket), "audit"], "bare": [sys.executable, "-c", "import click"]}
    # Modules are compiled once, as wherever they are installed.
    place = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    taken = {
        name: min(processor_seconds(words, place) for _ in range(15))
        for name, words in runs.items()
    }
    return taken["audit"], taken["bare"]


def processor_seconds(words: list[str], place: dict[str, str]) -> float:
    """What a command takes of the processor, itself and what it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, capture_output=True, check=True, env=place)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the tables as Markdown."""
    rng = random.Random(2024)
    print("| sets | solver | ms a set | ratio | wrong |\n|---|---|---|---|---|")
    for name, make in (
        ("typical", typical),
        ("ties at halves", tie),
        ("money to 1e13 đồng", money),
        ("shares at the last đồng", edge),
    ):
        print("\n".join(against_peers(name, [make(rng) for _ in range(200)])))
    print("\n".join(against_peers("12 tied statements", [tied(rng, 12) for _ in range(20)])))
    print("\n| whole audit of | s | ms a set |\n|---|---|---|")
    print("\n".join(growth(rng)))
    audited, bare = command_line()
    print("\n| hard case | s | × `tongket audit` | goal | z3, s | CP-SAT, s | found |")
    print("|---|---|---|---|---|---|---|")
    print("\n".join(hard(audited)))
    print(
        f"\n`tongket audit` of 2024: {audited:.2f} s, {audited / bare:.1f} × a start of Python with click."
    )


if __name__ == "__main__":
    main()
