"""The index: what it holds, and rebuilding it while the old one serves."""

import time

import streamlit as st

from qa.engine import Engine
from qa.ui import parts
from qa.ui.service import Job, Service, folder_name


def page() -> None:
    """Draws the page."""
    st.title("Index", anchor=False)
    st.write("Answers come from the index. Rebuild it after the texts have changed; until the new one is ready, everyone keeps using the current one.")
    svc = parts.opened()
    if svc is None:
        return
    running = _state(svc.job) == "running"
    st.fragment(run_every=0.5 if running else 6)(_now)(svc, running, svc.bot.engine.build.id)


def _start(svc: Service) -> None:
    if not svc.rebuild():
        st.session_state["outcome"] = "A rebuild is already running; showing its progress."


def _state(job: Job | None) -> str:
    return job.state if job is not None else ""


def _now(svc: Service, was_running: bool, shown: str) -> None:
    """The rebuild and the figures of one moment, drawn together: "Rebuilt" never stands over the figures of the old index."""
    job = svc.job
    state = _state(job)
    engine = svc.bot.engine  # after the state: an index is loaded before its rebuild counts as done
    top = st.container()  # filled last: what it draws may start the page anew, and the figures below must be there by then
    _figures(svc, engine)
    with top:
        _job(svc, job, state, engine)
        changed = engine.build.id != shown
        if changed or (was_running and state == "done"):
            st.session_state["outcome"] = "The new index is live."
        if changed or (state == "running") != was_running:
            st.rerun()
        if outcome := st.session_state.pop("outcome", None):
            st.toast(outcome)  # only where no rerun follows, which would swallow it


def _figures(svc: Service, engine: Engine) -> None:
    corpus, build = engine.build.corpus, engine.build
    figures = (("Documents", len(corpus.documents)), (engine.table.nouns.capitalize(), len(engine.table.main)), ("Statements", len(corpus.statements)), ("Version", build.id[:6]))
    for column, (label, value) in zip(st.columns(len(figures)), figures, strict=True):
        column.metric(label, str(value), border=True)
    st.caption(f"Built {parts.day(build.built)} from the folder “{parts.escape(folder_name(svc.bot.settings.corpus))}” with {parts.escape(svc.bot.encoder.name)}")
    for warning in corpus.warnings:
        st.warning(parts.escape(warning))


def _job(svc: Service, job: Job | None, state: str, engine: Engine) -> None:
    if job is not None and state == "running":
        st.progress(job.done / job.total if job.total else 0.0, text=_progress(job))
        st.caption("You can keep asking. Answers come from the current index until the new one is ready.")
        if st.button("Cancel", icon=":material/close:", key="cancel"):
            svc.cancel()
            st.rerun()
        return
    outdated = svc.outdated()
    if outdated:
        st.info("The texts have changed since this index was built. Rebuild it to use them.", icon=":material/info:")
    st.button("Rebuild index", icon=":material/sync:", type="primary", key="rebuild", on_click=_start, args=(svc,))
    if job is not None and state == "failed":
        st.error(f"The rebuild failed; the previous index is still in use. {parts.escape(job.message)}")
    elif state == "cancelled":
        st.info("The rebuild was cancelled; the index is as it was.")
    elif job is not None and state == "done" and not outdated:
        st.success(f"Rebuilt in {job.ended - job.started:.0f} s, {parts.day(job.ended)}: {job.before} statements before, {len(engine.build.corpus.statements)} now.")


def _progress(job: Job) -> str:
    seconds = time.time() - job.started
    counted = f" · {job.done}/{job.total}" if job.total else ""
    left = f" · about {seconds * (job.total - job.done) / job.done:.0f} s left" if job.done and job.total > job.done and seconds > 2 else ""
    return f"{job.stage}{counted} · {seconds:.0f} s{left}"
