"""The model writer at work: ask, check, ask once more with the findings, publish or leave it to the rules."""

import datetime as dt
import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone

from plainstudy.studies import queries as studies
from plainstudy.writing.models import ModelDraft, ModelRun
from plainstudy.writing.verify import Finding

from . import queries, runs
from .actions import ask_draft, close_draft, forget_draft, pack_reply, publish
from .budget import Budget
from .client import ModelClient, Reply
from .errors import Declined, ModelBusy, ModelError, ModelUnavailable, Unreadable
from .page import Page, page_of
from .prompt import ROOM, complaint

log = logging.getLogger(__name__)

_LOOK_EVERY = 0.5
_SILENCES_IN_A_ROW = 5
_LONGEST_WAIT = 120.0
_BUSY_IN_A_ROW = 20
_State = ModelDraft.State


class Progress(Protocol):
    """Tells how far it came."""

    def __call__(self, stage: str, done: int, total: int | None = None) -> None: ...


@dataclass(slots=True)
class Counts:
    """What a run did. ``words`` tell why it ended before all was done, empty where all was."""

    accepted: int = 0
    kept: int = 0
    """Published without asking: nothing that they say had changed."""
    left: int = 0
    """Not asked: what stays as the rules wrote it has findings of its own, so that no text could pass."""
    rejected: int = 0
    declined: int = 0
    failed: int = 0
    asked: int = 0
    tokens: int = 0
    cost: Decimal | None = None
    words: str = ""
    gave_up: bool = False
    """It ended because the model could not be asked."""
    findings: dict[str, int] = field(default_factory=dict)
    """By kind of finding: how many the checks made."""

    def as_result(self) -> dict[str, Any]:
        """Return what ``plainstudy write --model --json`` prints."""
        names = ("accepted", "kept", "left", "rejected", "declined", "failed", "asked", "tokens")
        cost = None if self.cost is None else float(round(self.cost, 4))
        return {name: getattr(self, name) for name in names} | {"cost_usd": cost, "stopped": self.words}


def draft_pages(
    *,
    limit: int | None = None,
    progress: Progress | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Counts:
    """Let the set model word up to ``limit`` pages that are due, newest first, as far as the budget goes.

    ``should_stop`` is asked twice a second, as the stop button is; answers under way are still taken.
    Safe to run as often as you like and to kill at any moment. runs.AlreadyRunning where one is at work;
    ModelRefused where the model cannot be asked at all.
    """
    run = runs.begin()
    counts = Counts()
    try:
        with ModelClient() as client:
            drafting = _Drafting(client=client, run=run, counts=counts, progress=progress)
            drafting.should_stop = should_stop
            drafting.work(limit)
    except BaseException as problem:
        counts.words = counts.words or f"{type(problem).__name__}: {problem}"[:300]
        raise
    finally:
        ModelDraft.objects.filter(run=run, state=_State.ASKED).update(
            state=_State.LOST, error="the run ended before the answer came"
        )
        runs.end(run, words=counts.words)
    return counts


class _Drafting:
    """One run: the pages under way, the day's budget, and the reasons to stop."""

    def __init__(
        self, *, client: ModelClient, run: ModelRun, counts: Counts, progress: Progress | None
    ) -> None:
        self.client, self.run, self.counts, self.progress = client, run, counts, progress
        self.under_way: dict[Future[Reply], tuple[Page, ModelDraft]] = {}
        self.next_questions: deque[Page] = deque()
        self.today = studies.today()
        self.budget = _budget()
        self.should_stop: Callable[[], bool] = lambda: False
        self.not_before = 0.0
        self.silences = self.busy = 0

    def work(self, limit: int | None) -> None:
        pages = self._pages(limit)
        while True:
            self._ask_as_many_as_may_be(pages)
            if not self.under_way and (self.counts.words or not self.next_questions):
                return
            if self.under_way:
                done, _ = wait(self.under_way, timeout=_LOOK_EVERY, return_when=FIRST_COMPLETED)
                for future in done:
                    self._take(future)
            else:
                time.sleep(min(_LOOK_EVERY, max(0.0, self.not_before - time.monotonic())))

    def _pages(self, limit: int | None) -> Iterator[Page]:
        for row in queries.walk_due(limit=limit):
            try:
                page = page_of(row, today=self.today)
            except (ValueError, LookupError) as problem:
                log.warning("%s could not be read for the model: %s", row.study.nct_id, problem)
                continue
            if page is None:
                continue
            if not page.can_pass():
                self.counts.left += 1
            elif not self._needs_no_question(page):
                yield page

    def _ask_as_many_as_may_be(self, pages: Iterator[Page]) -> None:
        if not self.counts.words and (not runs.keep_alive(self.run) or self.should_stop()):
            self.counts.words = "stopped: plainstudy write --model goes on from here"
        while (
            not self.counts.words
            and len(self.under_way) < settings.MODEL_CONCURRENCY
            and time.monotonic() >= self.not_before
        ):
            page = self.next_questions.popleft() if self.next_questions else next(pages, None)
            if page is None:
                return
            self._ask(page)

    def _ask(self, page: Page) -> None:
        assert page.prompt is not None
        tokens = page.prompt.size() + ROOM
        money = self.client.price(tokens_in=page.prompt.size(), tokens_out=ROOM)
        if self.budget.day != timezone.now().date():
            self.budget = _budget()
        if self.budget.most_money and money is None:
            self._give_up(
                f"nobody knows the price of {settings.MODEL}, so PLAINSTUDY_MODEL_BUDGET_MONEY cannot be "
                "kept: set PLAINSTUDY_MODEL_BUDGET_TOKENS instead"
            )
            return
        if not self.budget.allows(tokens=tokens, money=money):
            self.counts.words = f"the day's budget is used up: {self.budget.words()}"
            return
        draft = ask_draft(
            run=self.run,
            study=page.study,
            facts_hash=page.facts_hash,
            attempt=page.attempt,
            sections=page.prompt.sections,
            section_hashes=page.hashes,
            tokens=tokens,
            cost=money,
        )
        self.budget.spend(tokens=tokens, money=money)
        self.counts.asked += 1
        self.under_way[self.client.ask(page.prompt)] = page, draft

    def _needs_no_question(self, page: Page) -> bool:
        """Publish a text whose every section can stay as it was; False where something must be asked."""
        if page.prompt is not None:
            return False
        text, findings = page.judged({})
        if findings:
            page.ask_for_all()
            return False
        draft = ask_draft(
            run=self.run,
            study=page.study,
            facts_hash=page.facts_hash,
            attempt=1,
            sections=(),
            section_hashes=page.hashes,
            tokens=0,
            cost=None,
        )
        publish(draft, text, edited=page.edited)
        self.counts.kept += 1
        return True

    def _take(self, future: "Future[Reply]") -> None:
        """Take an answer, or the lack of one."""
        page, draft = self.under_way.pop(future)
        estimate = draft.tokens_in
        try:
            reply = future.result()
        except ModelError as problem:
            self._no_answer(page, draft, problem)
            return
        self.silences = self.busy = 0
        self.budget.spend(tokens=-estimate, money=-(draft.cost or Decimal(0)))
        self.budget.spend(tokens=reply.tokens_in + reply.tokens_out, money=reply.cost)
        draft.raw_reply = pack_reply(reply.text)
        draft.tokens_in, draft.tokens_out = reply.tokens_in, reply.tokens_out
        draft.cost, draft.seconds = reply.cost, round(reply.seconds, 3)
        self.counts.tokens += reply.tokens_in + reply.tokens_out
        if reply.cost is not None:
            self.counts.cost = (self.counts.cost or Decimal(0)) + reply.cost
        self._judge(page, draft, reply)
        if self.progress:
            self.progress("Pages by the model", self._done())

    def _judge(self, page: Page, draft: ModelDraft, reply: Reply) -> None:
        try:
            text, findings = page.read(reply.text, cut_short=reply.cut_short)
        except Declined as problem:
            close_draft(draft, state=_State.DECLINED, error=str(problem))
            self.counts.declined += 1
            return
        except Unreadable as problem:
            self._wrong(page, draft, reply, [str(problem)], ())
            return
        if findings:
            self._wrong(page, draft, reply, [complaint(finding) for finding in findings], findings)
            return
        publish(draft, text, edited=page.edited)
        self.counts.accepted += 1

    def _wrong(
        self,
        page: Page,
        draft: ModelDraft,
        reply: Reply,
        complaints: list[str],
        findings: tuple[Finding, ...],
    ) -> None:
        """Ask once more with what is wrong; a second time the rules' text stays."""
        close_draft(
            draft,
            state=_State.REJECTED,
            error="" if findings else complaints[0],
            findings=findings,
        )
        for kind in [finding.kind for finding in findings] or ["unreadable"]:
            self.counts.findings[kind] = self.counts.findings.get(kind, 0) + 1
        if page.attempt == 1:
            page.ask_again(reply=reply.text, complaints=complaints, findings=findings)
            self.next_questions.append(page)
        else:
            self.counts.rejected += 1

    def _no_answer(self, page: Page, draft: ModelDraft, problem: ModelError) -> None:
        if isinstance(problem, Declined):
            self._give_back(draft)
            close_draft(draft, state=_State.DECLINED, error=str(problem))
            self.counts.declined += 1
        elif isinstance(problem, ModelUnavailable):
            # It may have been worked on and paid for: the estimate stays.
            close_draft(draft, state=_State.FAILED, error=str(problem))
            self.counts.failed += 1
            self.silences += 1
            if self.silences >= _SILENCES_IN_A_ROW:
                self._give_up(f"the model does not answer: {problem}")
        else:
            self._give_back(draft)
            forget_draft(draft)
            self.counts.asked -= 1
            if isinstance(problem, ModelBusy):
                self._wait_for(page, problem)
            else:
                self._give_up(f"the model cannot be asked: {problem}")

    def _wait_for(self, page: Page, problem: ModelBusy) -> None:
        self.busy += 1
        pause = problem.retry_after if problem.retry_after is not None else float(min(2**self.busy, 60))
        if pause > _LONGEST_WAIT or self.busy > _BUSY_IN_A_ROW:
            self.counts.words = f"the model asks to be left alone for {pause:.0f} seconds: run it again then"
            return
        self.not_before = max(self.not_before, time.monotonic() + pause)
        self.next_questions.appendleft(page)

    def _give_up(self, words: str) -> None:
        self.counts.words, self.counts.gave_up = words, True

    def _give_back(self, draft: ModelDraft) -> None:
        self.budget.spend(tokens=-draft.tokens_in, money=-(draft.cost or Decimal(0)))
        draft.tokens_in, draft.cost = 0, None

    def _done(self) -> int:
        counts = self.counts
        return counts.accepted + counts.kept + counts.rejected + counts.declined + counts.failed


def _budget() -> Budget:
    day: dt.date = timezone.now().date()
    tokens, money = queries.spent_on(day)
    return Budget(
        day=day,
        most_tokens=settings.MODEL_BUDGET_TOKENS,
        most_money=settings.MODEL_BUDGET_MONEY,
        tokens=tokens,
        money=money,
    )
