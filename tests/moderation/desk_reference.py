"""What must hold at the desk, said without a database: the reference of `test_state_machine.py`. Times
are hours since the beginning."""

from __future__ import annotations

from dataclasses import dataclass, field

LADDER = ("ask", "note", "reply_limit", "reduce", "hide", "leave_group", "remove", "suspend")
AWAY = ("hide", "remove")
LEVELS = ("crisis", "red", "harm", "amber", "rest")
HELD_FOR, APPEAL_FOR, RESTORE_FOR = 2, 184 * 24, 30 * 24
DESK, GUARDS = ("mod", "other_mod", "guard"), ("guard",)
# Who writes, and has a role as well.
STAFF = ("mod",)


@dataclass
class Thing:
    """A post; the first one carries the topic. `by` is None once its author is nobody of ours."""

    by: str | None
    first: bool
    taken_back_at: int | None = None
    hidden: bool = False
    # Its words are gone for good.
    emptied: bool = False

    @property
    def stands(self) -> bool:
        """Whether it could be read by itself."""
        return self.taken_back_at is None and not self.hidden and not self.emptied


@dataclass
class Decision:
    """`reporters` had reported when it was taken; `until` is None where it has no end."""

    thing: int
    by: str | None
    about: str | None
    action: str
    at: int
    until: int | None
    reporters: frozenset[str]
    # Of its case.
    round: int = 1
    # Whether whom it is about was in the group then.
    was_inside: bool = False
    ended: bool = False


@dataclass
class Appeal:
    """Somebody asks for another look."""

    decision: Decision
    by: str | None
    answered: bool = False


@dataclass
class Case:
    """One for each thing."""

    author: str | None
    level: str = "rest"
    sensitive: bool = False
    open: bool = False
    round: int = 0
    holder: str | None = None
    held_at: int = 0
    reporters: dict[str, bool] = field(default_factory=dict)
    # Everybody who ever reported it, whether they stand by it or not.
    ever: set[str] = field(default_factory=set)
    # Who had left it as it is, which an appeal found wrong; and who was asked and answered: both in
    # this round.
    barred: str | None = None
    advisers: set[str] = field(default_factory=set)
    # How far up each report that stands, and each finding, puts it: both of this round.
    said: dict[str, str] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)

    def opened(self, level: str) -> None:
        """Reported or found."""
        if not self.open:
            self.open, self.round, self.level = True, self.round + 1, level
            self.holder, self.reporters, self.barred, self.advisers = None, {}, None, set()
            self.said, self.found = {}, []
        self.level = min(self.level, level, key=LEVELS.index)
        self.sensitive = self.sensitive or level in ("crisis", "red")

    def taken_back(self, who: str) -> None:
        """As far up as what is left says; a sign of distress of the first round was that report's."""
        self.reporters[who] = False
        del self.said[who]
        self.level = min(["rest", *self.said.values(), *self.found], key=LEVELS.index)
        is_sign = self.level in ("crisis", "red")
        self.sensitive = is_sign if self.round == 1 else self.sensitive or is_sign


@dataclass
class Desk:
    """Everything at one moment."""

    things: list[Thing]
    inside: set[str]
    hour: int = 0
    cases: dict[int, Case] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    appeals: list[Appeal] = field(default_factory=list)

    def is_there(self, number: int) -> bool:
        """Whether a thing stands, and its topic with it."""
        return self.things[number].stands and self.things[0].stands

    def reads(self, who: str, number: int) -> bool:
        """Members of the group read what stands."""
        return who in self.inside and self.is_there(number)

    def sees(self, who: str, case: Case) -> bool:
        """Signs of distress are for those who look after people; nobody's own case is theirs."""
        is_open = not case.sensitive or who in GUARDS
        return who in DESK and is_open and who != case.author

    def is_impartial(self, who: str, case: Case) -> bool:
        """Neither author, nor anybody who ever reported it, nor who was found wrong about it."""
        return who not in (case.author, case.barred) and who not in case.ever

    def actions(self, who: str, number: int) -> tuple[str, ...]:
        """Which buttons somebody has."""
        case = self.cases[number]
        if not (case.open and case.holder == who and self.is_impartial(who, case)):
            return ()
        no = {"reply_limit", "leave_group", "suspend", "ask"} if case.author is None else set()
        no |= set() if self.is_there(number) else {"ask", "note", "reduce"}
        no |= set() if self.can_be_taken_away(number) else {"hide", "remove"}
        no |= {"suspend"} if case.author in STAFF and not case.advisers - {who} else set()
        no |= set() if self.things[number].first else {"reduce"}
        return ("nothing", *(step for step in LADDER if step not in no))

    def can_be_taken_away(self, number: int) -> bool:
        """Also what its author, or whoever opened the topic, took back: they could bring it back."""
        return not self.things[number].hidden and not self.things[number].emptied

    def has(self, who: str, action: str) -> bool:
        """Whether a decision of that kind holds for somebody."""
        theirs = (d for d in self.decisions if d.about == who and d.action == action)
        return any(not d.ended and (d.until is None or d.until > self.hour) for d in theirs)

    def concerns(self, who: str, decision: Decision) -> bool:
        """Its author, and who had reported."""
        return who in (decision.about, *decision.reporters)

    def may_appeal(self, who: str, decision: Decision) -> bool:
        """While it is not taken back, for six months."""
        is_open = not decision.ended and self.hour <= decision.at + APPEAL_FOR
        return self.concerns(who, decision) and is_open

    def may_answer(self, who: str, appeal: Appeal) -> bool:
        """Somebody without a part in it."""
        one = appeal.decision
        return who in DESK and who not in (one.by, one.about, appeal.by, *one.reporters)

    def is_lower(self) -> bool:
        """Whether any decision still lists the topic lower."""
        return any(d.action == "reduce" and not d.ended for d in self.decisions)

    def end(self, decision: Decision) -> None:
        """What was taken away comes back, unless it is gone for good; and who was taken out."""
        if decision.ended:
            return
        decision.ended = True
        who = decision.about
        is_back = decision.action == "leave_group" and decision.was_inside
        if who is not None and is_back and not self.has(who, "leave_group"):
            self.inside.add(who)
        if decision.action in AWAY:
            self.things[decision.thing].hidden = False

    def overturn(self, decision: Decision) -> None:
        """Ended; and what was left as it is waits again, for somebody else, unless it waits already,
        was decided since, or is gone."""
        was_ended, case = decision.ended, self.cases.get(decision.thing)
        self.end(decision)
        if was_ended or decision.action != "nothing" or case is None:
            return
        is_last = not case.open and case.round == decision.round
        if is_last and not self.things[decision.thing].emptied:
            case.opened(case.level)
            case.barred = decision.by

    def forget(self, who: str, *, keep: bool) -> set[int]:
        """Somebody is erased. Which cases are of nobody from now on: those about their distress."""
        self.inside.discard(who)
        for thing in self.things:
            if thing.by == who:
                thing.by, thing.emptied = None, thing.emptied or not (keep and thing.stands)
        gone = {n for n, case in self.cases.items() if case.author == who and case.sensitive}
        self.cases = {n: case for n, case in self.cases.items() if n not in gone}
        for one in (*self.cases.values(), *self.decisions, *self.appeals):
            for name in ("author", "about", "by"):
                if getattr(one, name, None) == who:
                    setattr(one, name, None)
        return gone
